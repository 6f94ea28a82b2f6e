"""Who a person or an organisation is, and their admission."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Email, Length, Optional

from foundation.kernel.sentences import N_, sentence
from foundation.web.fields import DayField
from foundation.web.forms import BaseForm, choices
from foundation.web.language import LANGUAGES, current_language
from membership.forms.fields import DecisionFields, choice, line, offer_category, offer_college
from membership.models.identity import Organisation, Person
from membership.presentation import Naming
from membership.rules.legal_forms import ESS_LEVELS, LEGAL_FORMS
from membership.services.admission import Admission
from membership.services.people import OrganisationDetails, PersonDetails

NO_LEVEL = "-"
OUTSIDE = N_("Outside the social economy, or not applicable")


class ContactFields:
    """Address, e-mail, phone, language: shared by persons and organisations."""

    street = TextAreaField(_l("Street address"), validators=[Optional(), Length(max=300)], render_kw={"rows": 2})
    postcode = line(_l("Postcode"), 12)
    town = line(_l("Town"), 120)
    email = StringField(
        _l("E-mail"),
        validators=[
            Optional(),
            Length(max=254),
            Email(_l("This is not an e-mail address. Write it as name@example.org, or leave it empty.")),
        ],
    )
    phone = line(_l("Phone"), 40)
    language = RadioField(_l("Language of letters and mails"), choices=choices(LANGUAGES.items()), default="fr")

    def contact(self) -> dict[str, str]:
        """The fields as the services take them."""
        return {
            name: getattr(self, name).data or ""
            for name in ("street", "postcode", "town", "email", "phone", "language")
        }


class PersonFields(ContactFields):
    """Who a person is."""

    first_names = line(_l("First names"), 120, needed=_l("Write the first names, as on the identity card."))
    last_name = line(_l("Birth name"), 120, needed=_l("Write the birth name, as on the identity card."))
    usual_first_name = line(_l("Usual first name"), 120)
    usage_name = line(_l("Name in use"), 120)
    filed_under = line(_l("Filed under"), 200)
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

    name = line(_l("Name of the organisation"), 200, needed=_l("Write the name of the organisation."))
    legal_form = SelectField(_l("Legal form"))
    siren = line(_l("SIREN"), 40)
    rna = line(_l("RNA number"), 40)
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


class AdmissionFields(DecisionFields):
    """In which category and college somebody becomes a member."""

    category = choice(_l("Category"))
    college = SelectField(_l("College"), validators=[Optional()])
    override = line(_l("Why admit beyond one hundred members"), 300)

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
