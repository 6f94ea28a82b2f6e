"""The forms of who takes part: a person with its commitment, an organisation, who came."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import IntegerField, RadioField, SelectMultipleField
from wtforms.validators import Email, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from foundation.kernel.money import ZERO, Money
from foundation.web.fields import DayField, EurosField
from foundation.web.forms import BaseForm, choices
from pole.workshops.forms.fields import HoursField, line, pick, text_of
from pole.workshops.models import WorkshopPerson
from pole.workshops.rules.kinds import PART_NAMES, ROLE_NAMES
from pole.workshops.services.people import PersonDraft

LARGEST_CENTS = 10_000_000


class PersonForm(BaseForm):
    """Somebody who takes part, with the commitment."""

    name = line(_l("Name"), 200, needed=_l("Write the name of the person."))
    role = RadioField(
        _l("Takes part as"), choices=choices([(k, _l(v)) for k, v in ROLE_NAMES.items()]), default="participant"
    )
    actor_id = pick(_l("Organisation"))
    contact = line(_l("E-mail"), 254)
    signed_on = DayField(_l("Commitment signed on"))
    paper = FileField(_l("The signed paper (PDF or photo)"))
    allowance = EurosField(_l("Allowance"))
    valued = HoursField(_l("Hours valued"))

    def validate_contact(self, field: object) -> None:
        """An address where there is one."""
        if text_of(field):
            Email(_l("This is not an e-mail address."))(self, field)

    def validate_allowance(self, field: EurosField) -> None:
        """What is paid is no debt."""
        if field.data is not None and not 0 <= field.data.cents <= LARGEST_CENTS:
            raise ValidationError(_l("Write an allowance between 0 and 100,000 euros."))

    def validate_signed_on(self, field: DayField) -> None:
        """A paper has its day."""
        if self.paper.data and field.data is None and not field.errors:
            raise ValidationError(_l("Write the day on which the paper was signed."))

    @classmethod
    def of(cls, person: WorkshopPerson) -> "PersonForm":
        """The form filled with somebody's line."""
        return cls(obj=person, allowance=Money(person.allowance_cents), valued=person.valued_minutes)

    def draft(self) -> PersonDraft:
        """What was typed."""
        return PersonDraft(
            name=text_of(self.name),
            role=self.role.data,
            actor_id=self.actor_id.data,
            contact=text_of(self.contact),
            signed_on=self.signed_on.data,
            allowance_cents=(self.allowance.data or ZERO).cents,
            valued_minutes=self.valued.data or 0,
        )


class OrganisationForm(BaseForm):
    """An organisation that stands in the workshop."""

    organisation = pick(_l("Organisation"))
    part = RadioField(_l("As"), choices=choices([(k, _l(v)) for k, v in PART_NAMES.items()]), default="base")

    def validate_organisation(self, field: object) -> None:
        """One is chosen."""
        if self.organisation.data is None and not self.organisation.errors:
            raise ValidationError(_l("Choose an organisation of the directory."))


class AttendanceForm(BaseForm):
    """Who came to a session."""

    came = SelectMultipleField(
        _l("Who came?"),
        coerce=int,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validate_choice=False,
    )
    others = IntegerField(
        _l("Other people, without a name"), default=0, validators=[Optional(), NumberRange(0, 10_000)]
    )
