"""What a candidate types online, and what staff types of requests to join."""

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Email, InputRequired, Length, NumberRange, Optional

from foundation.kernel.sentences import N_, sentence
from foundation.web.fields import DayField
from foundation.web.forms import BaseForm, choices
from foundation.web.language import current_language
from membership.forms.people import OrganisationFields, PersonFields
from membership.forms.shared import offer_college, text_field
from membership.presentation import Naming
from membership.services.applying import Terms
from membership.services.deciding import Decision
from membership.services.joining import Speaker

MOST_SHARES = 1_000_000
TO_BE_SETTLED = N_("To be settled with you")


def required_email(label: object) -> StringField:
    return StringField(
        label,
        validators=[
            DataRequired(_l("Write an e-mail: the answer is sent to it.")),
            Length(max=254),
            Email(_l("This is not an e-mail address. Write it as name@example.org, or leave it empty.")),
        ],
    )


class TermsFields:
    """What somebody asks for: category, college, how many shares, in words why."""

    category = SelectField(_l("Category"), validators=[Optional()])
    college = SelectField(_l("College"), validators=[Optional()])
    shares = IntegerField(
        _l("Number of shares"),
        validators=[
            InputRequired(_l("Write how many shares, in figures.")),
            NumberRange(1, MOST_SHARES, _l("At least one share.")),
        ],
    )
    message = TextAreaField(_l("Message"), validators=[Optional(), Length(max=500)], render_kw={"rows": 3})

    def offer_terms(self, naming: Naming) -> None:
        """The lists of the statutes in force; a category may be left to be settled."""
        self.category.choices = choices([("", sentence(current_language(), TO_BE_SETTLED)), *naming.category_choices])
        offer_college(self.college, naming)

    def terms(self) -> Terms:
        """The fields as the services take them."""
        return Terms(
            category=self.category.data or "",
            college=self.college.data or None,
            shares=self.shares.data or 0,
            message=self.message.data or "",
        )


class TermsForm(TermsFields, BaseForm):
    """A request of somebody on record, or its terms said anew."""

    received_on = DayField(_l("Received on"), validators=[DataRequired(_l("Write the day it arrived."))])


class CandidatePersonForm(PersonFields, TermsFields, BaseForm):
    """A person who asks to join, received at the desk."""

    received_on = DayField(_l("Received on"), validators=[DataRequired(_l("Write the day it arrived."))])
    another = BooleanField(_l("It is another person of the same name or e-mail"))


class CandidateOrganisationForm(OrganisationFields, TermsFields, BaseForm):
    """An organisation that asks to join, received at the desk."""

    received_on = DayField(_l("Received on"), validators=[DataRequired(_l("Write the day it arrived."))])
    another = BooleanField(_l("It is another organisation of the same name"))


class PublicFields:
    """What every public form has: a consent to be contacted about it, and a trap that people do not see."""

    agreed = BooleanField(
        _l("I have read what is done with these details"),
        validators=[DataRequired(_l("Read the notice and tick the box: we cannot keep your request otherwise."))],
    )
    website = StringField(_l("Leave this field empty"), validators=[Optional()])

    @property
    def is_trapped(self) -> bool:
        """Whether a machine filled in the field that nobody sees."""
        return bool(self.website.data)


class JoinPersonForm(PersonFields, TermsFields, PublicFields, BaseForm):
    """A person asks to join online."""

    email = required_email(_l("E-mail"))


class JoinOrganisationForm(OrganisationFields, TermsFields, PublicFields, BaseForm):
    """An organisation asks to join online, through somebody who speaks for it."""

    email = required_email(_l("E-mail"))
    speaker_first = text_field(_l("First names"), 120, needed=_l("Write who speaks for the organisation."))
    speaker_last = text_field(_l("Birth name"), 120, needed=_l("Write who speaks for the organisation."))
    speaker_role = text_field(_l("Role"), 120)

    def speaker(self) -> Speaker:
        """Who speaks for the organisation."""
        return Speaker(self.speaker_first.data or "", self.speaker_last.data or "", self.speaker_role.data or "")


class DecisionForm(BaseForm):
    """What the body decided, when, and its minutes."""

    decided_on = DayField(_l("Decided on"), validators=[DataRequired(_l("Choose the day of the decision."))])
    decision = text_field(_l("Decision"), 200, needed=_l("Write the body, its date and its minutes."))
    motive = text_field(_l("Reason"), 500)

    def decided(self) -> Decision:
        """The fields as the services take them."""
        override = self["override"].data if "override" in self else ""
        return Decision(
            decided_on=self.decided_on.data or date.min,
            text=self.decision.data or "",
            motive=self.motive.data or "",
            override=override or "",
        )


class AcceptForm(TermsFields, DecisionForm):
    """The body accepts, on these terms."""

    override = text_field(_l("Why admit beyond one hundred members"), 300)


class RefuseForm(DecisionForm):
    """The body refuses, and says why."""

    motive = text_field(_l("Reason"), 500, needed=_l("Write why: the candidate may be told."))


class ReasonForm(BaseForm):
    """One reason, and the day: a closer look, a withdrawal."""

    on = DayField(_l("Day"), validators=[DataRequired(_l("Choose the day."))])
    motive = text_field(_l("Reason"), 500)


class ResignForm(BaseForm):
    """A member asks to leave."""

    asked_on = DayField(_l("Request received on"), validators=[DataRequired(_l("Write the day it arrived."))])
    wished_on = DayField(_l("Last day wished"), validators=[Optional()])
    motive = text_field(_l("Reason"), 500)
    iban = text_field(_l("IBAN for the refund"), 42)


class ContractForm(BaseForm):
    """The cooperative employs somebody."""

    effective_on = DayField(_l("Contract from"), validators=[DataRequired(_l("Choose the first day."))])
    until_on = DayField(_l("Last day of the contract"), validators=[Optional()])
    role = text_field(_l("Role"), 120)


class GapForm(BaseForm):
    """Why numbers are missing."""

    first = IntegerField(_l("From number"), validators=[InputRequired(_l("Write the first missing number."))])
    last = IntegerField(_l("To number"), validators=[InputRequired(_l("Write the last missing number."))])
    note = text_field(_l("Explanation"), 500, needed=_l("Write why these numbers are missing."))
