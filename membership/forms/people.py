"""What staff types of people and organisations: shape and length only; numbers and addresses are judged by the rules."""

from dataclasses import replace
from typing import Any

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, Length, NumberRange, Optional

from foundation.kernel.sentences import N_, sentence
from foundation.kernel.sorting import sort_key
from foundation.web.fields import DayField
from foundation.web.forms import BaseForm, choices
from foundation.web.language import LANGUAGES, current_language
from membership.forms.shared import AdmissionFields, text_field
from membership.models.identity import Organisation, Person
from membership.rules.legal_forms import ESS_LEVELS, FAMILIES
from membership.rules.reach import shown_phone
from membership.services.writing import OrganisationDetails, PersonDetails

NO_LEVEL = "-"
OUTSIDE = N_("Outside the social economy, or not applicable")


def countries() -> list[SelectChoice]:
    """The countries of the world in the reader's language, France first."""
    names = {code: name for code, name in get_locale().territories.items() if len(code) == 2 and code.isalpha()}
    ordered = sorted(names, key=lambda code: (code != "FR", sort_key(names[code])))
    return choices((code, names[code]) for code in ordered if code not in NO_COUNTRIES)


NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"})


def legal_form_choices() -> list[SelectChoice]:
    """The legal forms by family, in the reader's language."""
    language = current_language()
    return [
        SelectChoice(form.code, sentence(language, form.name), optgroup=sentence(language, family))
        for family, forms in FAMILIES
        for form in forms
    ]


class ContactFields:
    """Address, e-mail, phone, language: shared by persons and organisations."""

    street = TextAreaField(_l("Street address"), validators=[Optional(), Length(max=300)], render_kw={"rows": 2})
    postcode = text_field(_l("Postcode"), 12)
    town = text_field(_l("Town"), 120)
    email = StringField(
        _l("E-mail"),
        validators=[
            Optional(),
            Length(max=254),
            Email(_l("This is not an e-mail address. Write it as name@example.org, or leave it empty.")),
        ],
    )
    phone = text_field(_l("Phone"), 40)
    country = SelectField(_l("Country"), choices=countries, default="FR")
    language = RadioField(_l("Language of letters and mails"), choices=choices(LANGUAGES.items()), default="fr")

    def contact(self) -> dict[str, Any]:
        """The fields as the services take them."""
        return {
            name: getattr(self, name).data or ""
            for name in ("street", "postcode", "town", "country", "email", "phone", "language")
        }

    def show_phone(self) -> None:
        """Write the phone on record as people read it."""
        self.phone.data = shown_phone(self.phone.data or "")


class PersonFields(ContactFields):
    """Who a person is."""

    first_names = text_field(_l("First names"), 120, needed=_l("Write the first names, as on the identity card."))
    last_name = text_field(_l("Birth name"), 120, needed=_l("Write the birth name, as on the identity card."))
    usual_first_name = text_field(_l("Usual first name"), 120)
    usage_name = text_field(_l("Name in use"), 120)
    filed_under = text_field(_l("Filed under"), 200)
    pronouns = text_field(_l("Pronouns"), 40)
    born_on = DayField(_l("Born on"), validators=[Optional()])
    emancipated_on = DayField(_l("Emancipated on"), validators=[Optional()])

    def details(self) -> PersonDetails:
        """The fields as the services take them."""
        names: dict[str, Any] = {
            name: getattr(self, name).data or ""
            for name in ("first_names", "last_name", "usual_first_name", "usage_name", "filed_under", "pronouns")
        }
        names |= {"born_on": self.born_on.data, "emancipated_on": self.emancipated_on.data}
        return PersonDetails(**names, **self.contact())


class OrganisationFields(ContactFields):
    """Who an organisation is."""

    name = text_field(_l("Name of the organisation"), 200, needed=_l("Write the name of the organisation."))
    legal_form = SelectField(_l("Legal form"))
    siren = text_field(_l("SIREN"), 40)
    siret = text_field(_l("SIRET"), 40)
    rna = text_field(_l("RNA number"), 40)
    ess_level = SelectField(_l("Level in the social economy"))
    size = IntegerField(
        _l("Size"),
        validators=[Optional(), NumberRange(0, 100_000_000, _l("Write a whole number, or leave it empty."))],
    )

    def offer_forms(self) -> None:
        """Fill the two lists, in the reader's language."""
        language = current_language()
        self.legal_form.choices = legal_form_choices()
        levels = [(str(level), sentence(language, name)) for level, name in ESS_LEVELS.items()]
        self.ess_level.choices = choices([(NO_LEVEL, sentence(language, OUTSIDE)), *levels])

    def details(self) -> OrganisationDetails:
        """The fields as the services take them."""
        level = self.ess_level.data
        return OrganisationDetails(
            name=self.name.data or "",
            legal_form=self.legal_form.data or "",
            siren=self.siren.data or "",
            siret=self.siret.data or "",
            rna=self.rna.data or "",
            ess_level=None if level in (None, NO_LEVEL) else int(level),
            size=self.size.data,
            **self.contact(),
        )


class PersonForm(PersonFields, BaseForm):
    """Amends a person. The birth date is masked: an empty field keeps the one on record."""

    forget_birth = BooleanField(_l("Remove the birth date on record"))

    @classmethod
    def of(cls, person: Person) -> "PersonForm":
        """The form with what is on record, its birth date apart."""
        form = cls(obj=person)
        if not form.is_submitted():
            form.born_on.data = None
            form.show_phone()
        return form

    def amended(self, person: Person) -> PersonDetails:
        """The details as the services take them."""
        kept = None if self.forget_birth.data else person.born_on
        return replace(self.details(), born_on=self.born_on.data or kept)


class OrganisationForm(OrganisationFields, BaseForm):
    """Amends an organisation."""

    @classmethod
    def of(cls, organisation: Organisation) -> "OrganisationForm":
        """The form with what is on record."""
        form = cls(obj=organisation)
        form.offer_forms()
        if not form.is_submitted():
            form.show_phone()
            form.ess_level.data = NO_LEVEL if organisation.ess_level is None else str(organisation.ess_level)
        return form


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
