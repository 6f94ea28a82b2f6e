"""What members type of themselves: how to reach them; who they are, as a correction."""

import secrets
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from foundation.web.fields import DayField
from foundation.web.forms import BaseForm
from membership.forms.people import ContactFields, legal_form_choices
from membership.forms.shared import text_field
from membership.models.identity import Organisation, Person
from membership.services.writing import ContactDetails


class OwnContactForm(ContactFields, BaseForm):
    """How to reach a member."""

    @classmethod
    def of(cls, party: Person | Organisation) -> "OwnContactForm":
        """The form with what is on record."""
        form = cls(obj=party)
        if not form.is_submitted():
            form.show_phone()
        return form

    def details(self) -> ContactDetails:
        """The fields as the service takes them."""
        return ContactDetails(**self.contact())


class CorrectionForm(BaseForm):
    """What every correction carries."""

    once = HiddenField(default=lambda: secrets.token_hex(16), validators=[DataRequired(), Length(min=16, max=40)])
    words = TextAreaField(_l("A word to the office"), validators=[Optional(), Length(max=500)], render_kw={"rows": 2})

    def wished(self) -> dict[str, str]:
        """The fields as the service takes them."""
        kept = {"csrf_token", "once", "words"}
        return {name: _text(value) for name, value in self.data.items() if name not in kept}


def _text(value: Any) -> str:
    return "" if value is None else str(value)


class PersonCorrectionForm(CorrectionForm):
    """Who a person is."""

    first_names = text_field(_l("First names"), 120)
    last_name = text_field(_l("Birth name"), 120)
    usage_name = text_field(_l("Name in use"), 120)
    born_on = DayField(_l("Born on"), validators=[Optional()])


class OrganisationCorrectionForm(CorrectionForm):
    """Who an organisation is."""

    name = text_field(_l("Name of the organisation"), 200)
    legal_form = SelectField(_l("Legal form"), choices=legal_form_choices)
    siren = text_field(_l("SIREN"), 40)
    siret = text_field(_l("SIRET"), 40)
    rna = text_field(_l("RNA number"), 40)


def correction_of(party: Person | Organisation) -> CorrectionForm:
    """The form with what is on record, the birth date apart: it is masked, an empty field keeps it."""
    if isinstance(party, Person):
        form = PersonCorrectionForm(obj=party)
        if not form.is_submitted():
            form.born_on.data = None
        return form
    return OrganisationCorrectionForm(obj=party)


class RefuseWishForm(BaseForm):
    """Why the record stays as it is."""

    reason = TextAreaField(_l("Reason"), validators=[Optional(), Length(max=500)], render_kw={"rows": 2})
