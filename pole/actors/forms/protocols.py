"""Forms of protocols: what is agreed, a review, a stop, a signed paper."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, IntegerField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from foundation.web.forms import BaseForm, choices
from pole.actors.models import Protocol
from pole.actors.rules.protocols import OUTCOME_NAMES, ReviewOutcome
from pole.actors.services.protocols import ProtocolDraft, ReviewDraft

LONG_TEXT = 20_000


class ProtocolForm(BaseForm):
    """A cooperation protocol."""

    title = StringField(_l("Title"), validators=[DataRequired(), Length(max=200)])
    parties = SelectMultipleField(
        _l("With whom"), coerce=int, option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )
    about = TextAreaField(_l("Its subject"), validators=[Length(max=LONG_TEXT)])
    rules = TextAreaField(_l("What each does: information, referral, means"), validators=[Length(max=LONG_TEXT)])
    signed_on = DateField(_l("Signed on"), validators=[Optional()])
    starts_on = DateField(_l("First day"), validators=[InputRequired()])
    ends_on = DateField(_l("Last day"), validators=[Optional()])
    review_months = IntegerField(
        _l("Months between two reviews"), default=12, validators=[InputRequired(), NumberRange(1, 60)]
    )
    owner_account_id = SelectField(_l("Who answers for it"), coerce=int)

    def offer(self, actors: list[tuple[int, str]], owners: list[tuple[int, str]]) -> "ProtocolForm":
        """Offer the actors of the directory, and who may answer for it."""
        self.parties.choices = choices(actors)
        self.owner_account_id.choices = choices([(0, _("The office of the cooperative")), *owners])
        return self

    def draft(self) -> ProtocolDraft:
        """What was typed."""
        owner = self.owner_account_id.data or None
        names = {choice.value: str(choice.label) for choice in self.owner_account_id.choices}
        return ProtocolDraft(
            title=self.title.data,
            starts_on=self.starts_on.data,
            parties=tuple(self.parties.data or ()),
            about=(self.about.data or "").strip(),
            rules=(self.rules.data or "").strip(),
            signed_on=self.signed_on.data,
            ends_on=self.ends_on.data,
            review_months=self.review_months.data,
            owner_account_id=owner,
            owner_name=names[owner] if owner else "",
        )

    @classmethod
    def of(cls, protocol: Protocol) -> "ProtocolForm":
        """The form filled with a protocol as it is."""
        return cls(
            obj=protocol,
            parties=[one.actor_id for one in protocol.parties],
            owner_account_id=protocol.owner_account_id or 0,
        )


class ReviewForm(BaseForm):
    """A review of a protocol."""

    on = DateField(_l("Held on"), validators=[InputRequired()])
    present = TextAreaField(_l("Who was there"), validators=[Length(max=LONG_TEXT)])
    found = TextAreaField(_l("What it found"), validators=[DataRequired(), Length(max=LONG_TEXT)])
    outcome = RadioField(_l("What follows"), validators=[InputRequired()])

    def offer(self) -> "ReviewForm":
        """Offer what may follow."""
        self.outcome.choices = choices((one.value, _(name)) for one, name in OUTCOME_NAMES.items())
        return self

    def draft(self) -> ReviewDraft:
        """What was typed."""
        return ReviewDraft(
            self.on.data, self.found.data, ReviewOutcome(self.outcome.data), (self.present.data or "").strip()
        )


class StopForm(BaseForm):
    """A protocol stops before its term."""

    on = DateField(_l("No longer from"), validators=[InputRequired()])
    why = TextAreaField(_l("Why"), validators=[DataRequired(), Length(max=LONG_TEXT)])


class PaperForm(BaseForm):
    """The signed paper of a protocol, or another one about it."""

    title = StringField(_l("What this paper is"), validators=[DataRequired(), Length(max=200)])
    file = FileField(_l("The paper (PDF, picture, office document)"), validators=[FileRequired(_l("Choose a file."))])
