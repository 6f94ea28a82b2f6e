"""What staff types of mandates, bonds, further contacts, deaths and doubles."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from foundation.kernel.sentences import sentence
from foundation.web.fields import DayField
from foundation.web.forms import BaseForm, choices
from foundation.web.language import current_language
from membership.forms.people import countries
from membership.forms.shared import DecisionFields, choice_field, day_field, text_field
from membership.models.identity import Organisation, Person
from membership.rules.bonds import BONDS, OF_PERSONS, BondKind
from membership.rules.legal_forms import JOINT_HOLDING
from membership.rules.mandates import MANDATE_NAMES, MandateKind
from membership.rules.reach import PointKind
from membership.services.bonds import BondDetails
from membership.services.contacts import PointDetails

CHOOSE_ONE = _l("Choose one of the list.")


class RepresentativeForm(DecisionFields, BaseForm):
    """Appoints who speaks for an organisation."""

    person_id = choice_field(_l("Person"))
    kind = RadioField(_l("Mandate"), default=MandateKind.VOTER.value)
    role = text_field(_l("Role in the organisation"), 120)
    paper = text_field(_l("Paper that proves it"), 200)
    until_on = DayField(_l("Until (last day)"), validators=[Optional()])

    def offer_kinds(self) -> None:
        """The kinds of mandates, in the reader's language."""
        language = current_language()
        self.kind.choices = choices((kind.value, sentence(language, name)) for kind, name in MANDATE_NAMES.items())


class EndRepresentationForm(DecisionFields, BaseForm):
    """Ends a mandate without a successor."""


class BondForm(BaseForm):
    """Records a bond with somebody."""

    other_id = choice_field(_l("Person"))
    kind = SelectField(_l("Bond"), validators=[InputRequired(CHOOSE_ONE)])
    effective_on = day_field(_l("Takes effect on"))
    until_on = DayField(_l("Until (last day)"), validators=[Optional()])
    note = text_field(_l("In what capacity"), 120)
    paper = text_field(_l("Paper that proves it"), 200)
    motive = text_field(_l("Reason"), 500)

    def offer_kinds(self, party: Person | Organisation) -> None:
        """The bonds that this record may have."""
        joint = isinstance(party, Organisation) and party.legal_form == JOINT_HOLDING
        kinds: Iterable[BondKind] = (BondKind.CO_HOLDER,) if joint else OF_PERSONS
        language = current_language()
        self.kind.choices = choices((kind.value, sentence(language, BONDS[kind].name)) for kind in kinds)

    def details(self) -> BondDetails:
        """The fields as the services take them."""
        return BondDetails(
            kind=BondKind(self.kind.data),
            until_on=self.until_on.data,
            note=self.note.data or "",
            paper=self.paper.data or "",
            motive=self.motive.data or "",
        )


class EndBondForm(BaseForm):
    """Ends a bond, or says that it never was."""

    what = RadioField(
        _l("What happened"),
        choices=choices([("ends", _l("The bond ends")), ("mistake", _l("The entry is a mistake"))]),
        default="ends",
    )
    effective_on = DayField(_l("First day without it"), validators=[Optional()])
    motive = text_field(_l("Reason"), 500)

    def validate(self, extra_validators: dict[str, object] | None = None) -> bool:
        """An end needs its day."""
        if self.what.data == "ends":
            self.effective_on.validators = [DataRequired(_l("Choose the day from which it takes effect."))]
        return bool(super().validate(extra_validators))


class SplitForm(BaseForm):
    """Parts joint holders."""

    effective_on = day_field(_l("First day without it"))
    motive = text_field(_l("Reason"), 500)


class DeathForm(BaseForm):
    """Records a death."""

    deceased_on = DayField(_l("Died on"), validators=[DataRequired(_l("Write the day of the death."))])
    paper = text_field(_l("Paper that proves it"), 200)


class PointForm(BaseForm):
    """Adds one more way to reach someone."""

    kind = RadioField(
        _l("What to add"),
        choices=choices(
            [
                (PointKind.EMAIL.value, _l("An e-mail")),
                (PointKind.PHONE.value, _l("A phone")),
                (PointKind.ADDRESS.value, _l("A postal address")),
            ]
        ),
        default=PointKind.EMAIL.value,
    )
    label = text_field(_l("What it is for"), 60)
    value = StringField(_l("E-mail or phone"), validators=[Optional(), Length(max=254)])
    street = TextAreaField(_l("Street address"), validators=[Optional(), Length(max=300)], render_kw={"rows": 2})
    postcode = text_field(_l("Postcode"), 12)
    town = text_field(_l("Town"), 120)
    country = SelectField(_l("Country"), choices=countries, default="FR")

    def details(self) -> PointDetails:
        """The fields as the services take them."""
        texts = {
            name: getattr(self, name).data or "" for name in ("label", "value", "street", "postcode", "town", "country")
        }
        return PointDetails(kind=PointKind(self.kind.data), **texts)


class MergeForm(BaseForm):
    """Merges two records, and says which details are taken from the double."""

    take = SelectMultipleField(_l("Take from the other record"), widget=ListWidget(), option_widget=CheckboxInput())
    motive = text_field(
        _l("How you know that they are the same"),
        500,
        needed=_l("Write how you know that they are the same: it is read when someone doubts."),
    )
