"""What staff types: shape and length only; numbers, categories and colleges are judged by the rules."""

from datetime import date
from typing import TypedDict

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Email, InputRequired, Length, Optional

from foundation.kernel.sentences import N_, sentence
from foundation.web.fields import DayField
from foundation.web.forms import BaseForm, choices
from foundation.web.language import LANGUAGES, current_language
from membership.models.identity import Organisation, Person
from membership.presentation import Naming
from membership.rules.legal_forms import ESS_LEVELS, LEGAL_FORMS
from membership.rules.standing import EVENT_NAMES, EXITS, MembershipEvent
from membership.services.admission import Admission
from membership.services.people import OrganisationDetails, PersonDetails

NO_LEVEL = "-"
OUTSIDE = N_("Outside the social economy, or not applicable")


def _text(label: object, limit: int, *, needed: object = None) -> StringField:
    length = Length(max=limit, message=_l("At most %(max)d characters fit here."))
    return StringField(label, validators=[DataRequired(needed) if needed else Optional(), length])


def _day(label: object) -> DayField:
    return DayField(label, validators=[DataRequired(_l("Choose the day from which it takes effect."))])


def _choice(label: object) -> SelectField:
    return SelectField(label, validators=[InputRequired(_l("Choose one of the list."))])


class ContactFields:
    """Address, e-mail, phone, language: shared by persons and organisations."""

    street = TextAreaField(_l("Street address"), validators=[Optional(), Length(max=300)], render_kw={"rows": 2})
    postcode = _text(_l("Postcode"), 12)
    town = _text(_l("Town"), 120)
    email = StringField(
        _l("E-mail"),
        validators=[
            Optional(),
            Length(max=254),
            Email(_l("This is not an e-mail address. Write it as name@example.org, or leave it empty.")),
        ],
    )
    phone = _text(_l("Phone"), 40)
    language = RadioField(_l("Language of letters and mails"), choices=choices(LANGUAGES.items()), default="fr")

    def contact(self) -> dict[str, str]:
        """The fields as the services take them."""
        return {
            name: getattr(self, name).data or ""
            for name in ("street", "postcode", "town", "email", "phone", "language")
        }


class PersonFields(ContactFields):
    """Who a person is."""

    first_names = _text(_l("First names"), 120, needed=_l("Write the first names, as on the identity card."))
    last_name = _text(_l("Birth name"), 120, needed=_l("Write the birth name, as on the identity card."))
    usual_first_name = _text(_l("Usual first name"), 120)
    usage_name = _text(_l("Name in use"), 120)
    filed_under = _text(_l("Filed under"), 200)
    born_on = DayField(_l("Born on"), validators=[Optional()])

    def details(self) -> PersonDetails:
        """The fields as the services take them."""
        names = {
            name: getattr(self, name).data or ""
            for name in ("first_names", "last_name", "usual_first_name", "usage_name", "filed_under")
        }
        return PersonDetails(**names, born_on=self.born_on.data, **self.contact())


class OrganisationFields(ContactFields):
    """Who an organisation is."""

    name = _text(_l("Name of the organisation"), 200, needed=_l("Write the name of the organisation."))
    legal_form = SelectField(_l("Legal form"))
    siren = _text(_l("SIREN"), 40)
    rna = _text(_l("RNA number"), 40)
    ess_level = SelectField(_l("Level in the social economy"))

    def offer_forms(self) -> None:
        """Fill the two lists, in the reader's language."""
        language = current_language()
        self.legal_form.choices = choices((form.code, sentence(language, form.name)) for form in LEGAL_FORMS.values())
        levels = [(str(level), sentence(language, name)) for level, name in ESS_LEVELS.items()]
        self.ess_level.choices = choices([(NO_LEVEL, sentence(language, OUTSIDE)), *levels])

    def details(self) -> OrganisationDetails:
        """The fields as the services take them."""
        level = self.ess_level.data
        return OrganisationDetails(
            name=self.name.data or "",
            legal_form=self.legal_form.data or "",
            siren=self.siren.data or "",
            rna=self.rna.data or "",
            ess_level=None if level in (None, NO_LEVEL) else int(level),
            **self.contact(),
        )


class Decided(TypedDict):
    """What services ask for beside the fact itself."""

    decision: str
    motive: str


class DecisionFields:
    """From when, decided by whom, why: what every dated fact carries."""

    effective_on = _day(_l("Takes effect on"))
    decision = _text(_l("Decision"), 200)
    motive = _text(_l("Reason"), 500)

    @property
    def day(self) -> date:
        """The day chosen; only of a form that was validated."""
        if self.effective_on.data is None:
            raise LookupError("the form was not validated")
        return self.effective_on.data

    def decided(self) -> Decided:
        """Decision and reason as the services take them."""
        return {"decision": self.decision.data or "", "motive": self.motive.data or ""}


class AdmissionFields(DecisionFields):
    """In which category and college somebody becomes a member."""

    category = _choice(_l("Category"))
    college = SelectField(_l("College"), validators=[Optional()])
    override = _text(_l("Why admit beyond one hundred members"), 300)

    def offer(self, naming: Naming) -> None:
        """Fill the lists from the statutes in force."""
        offer_category(self.category, naming)
        offer_college(self.college, naming)

    def admission(self) -> Admission:
        """The fields as the services take them."""
        return Admission(
            category=self.category.data,
            college=self.college.data or None,
            effective_on=self.day,
            override=self.override.data or "",
            **self.decided(),
        )


def offer_category(field: SelectField, naming: Naming) -> None:
    """The categories of the statutes, none chosen beforehand."""
    field.choices = choices([("", sentence(current_language(), CHOOSE)), *naming.category_choices])


def offer_college(field: SelectField, naming: Naming) -> None:
    """The colleges of the statutes, or the one that the category leads to."""
    field.choices = choices([("", sentence(current_language(), BY_CATEGORY)), *naming.college_choices])


def offer_people(field: SelectField, people: list[Person]) -> None:
    """People on record, none chosen beforehand."""
    found = [(str(one.id), one.name) for one in people]
    field.choices = choices([("", sentence(current_language(), CHOOSE)), *found])


CHOOSE = N_("Choose…")
BY_CATEGORY = N_("The college of the category")


class PersonForm(PersonFields, BaseForm):
    """Amends a person."""

    @classmethod
    def of(cls, person: Person) -> "PersonForm":
        """The form with what is on record."""
        return cls(obj=person)


class OrganisationForm(OrganisationFields, BaseForm):
    """Amends an organisation."""

    @classmethod
    def of(cls, organisation: Organisation) -> "OrganisationForm":
        """The form with what is on record."""
        form = cls(obj=organisation)
        form.offer_forms()
        if not form.is_submitted():
            form.ess_level.data = NO_LEVEL if organisation.ess_level is None else str(organisation.ess_level)
        return form


class AdmissionForm(AdmissionFields, BaseForm):
    """Admits somebody who is on record."""


class NewPersonForm(PersonFields, AdmissionFields, BaseForm):
    """Adds a person, and admits them unless they are only to represent an organisation."""

    becomes = RadioField(
        _l("This person"),
        choices=choices([("member", _l("becomes a member")), ("contact", _l("is recorded without membership"))]),
        default="member",
    )
    another = BooleanField(_l("It is another person of the same name or e-mail"))

    @property
    def admits(self) -> bool:
        """Whether the admission is asked for too."""
        return self.becomes.data == "member"

    def validate(self, extra_validators: dict[str, object] | None = None) -> bool:
        """Without membership, nothing of the admission is required."""
        if not self.admits:
            for field in (self.category, self.effective_on):
                field.validators = [Optional()]
                field.validate_choice = False
        return bool(super().validate(extra_validators))


class NewOrganisationForm(OrganisationFields, AdmissionFields, BaseForm):
    """Adds an organisation and admits it."""

    another = BooleanField(_l("It is another organisation of the same name"))


class CategoryForm(DecisionFields, BaseForm):
    """Changes the category, and the college with it where needed."""

    category = _choice(_l("New category"))
    college = SelectField(_l("College"), validators=[Optional()])


class CollegeForm(DecisionFields, BaseForm):
    """Changes the college."""

    college = _choice(_l("New college"))


class RepresentativeForm(DecisionFields, BaseForm):
    """Appoints the representative of an organisation."""

    person_id = _choice(_l("Person"))
    role = _text(_l("Role in the organisation"), 120)
    until_on = DayField(_l("Until (last day)"), validators=[Optional()])


class EndRepresentationForm(DecisionFields, BaseForm):
    """Ends a mandate without a successor."""


class ExitForm(DecisionFields, BaseForm):
    """Ends a membership."""

    event = RadioField(_l("What happened"), validators=[InputRequired(_l("Say what happened."))])

    def offer(self, *, is_person: bool) -> None:
        """The ends that fit a person, or an organisation."""
        wrong = MembershipEvent.DISSOLVED if is_person else MembershipEvent.DECEASED
        language = current_language()
        ends = [(one.value, sentence(language, EVENT_NAMES[one])) for one in EXITS if one is not wrong]
        self.event.choices = choices(ends)


class ConsentForm(DecisionFields, BaseForm):
    """Records the agreement to be convened by e-mail, or its end."""

    agreed = RadioField(
        _l("Notices of assemblies"),
        choices=choices([("yes", _l("By e-mail: the member agreed")), ("no", _l("By letter"))]),
        validators=[InputRequired(_l("Choose one of the two."))],
    )


class TakeBackForm(BaseForm):
    """Says why an entry of the history is wrong."""

    motive = _text(_l("Why this entry is wrong"), 500, needed=_l("Write why: the entry and your reason both stay."))
