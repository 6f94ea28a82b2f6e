"""The forms of a consultation: what it says, whom it asks, when it opens and closes, what came of it."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from foundation.kernel.clock import PARIS
from foundation.web.forms import BaseForm, choices
from governance.models import Consultation
from governance.rules.consultations import Audience, To, audience_from_json
from governance.services.consultations import ConsultationDraft
from governance.services.consulting import Outcome

LONG_TEXT = 20_000
LAST_YEAR = 2999


class ClosingFields:
    """Mixed into a BaseForm before it: a day and an hour, on the clock of a place."""

    day = DateField(_l("Closes on"), validators=[InputRequired()])
    hour = TimeField(_l("Hour"), validators=[InputRequired()])

    def validate_day(self, field: DateField) -> None:
        """A year beyond any calendar of the cooperative is a slip of the hand."""
        if field.data and field.data.year > LAST_YEAR:
            raise ValidationError(_("This year is too far away: write the year of the closing."))

    def moment(self, zone: str) -> datetime:
        """The day and the hour in a zone."""
        return datetime.combine(self.day.data, self.hour.data, ZoneInfo(zone))


class ConsultationForm(ClosingFields, BaseForm):
    """What a consultation says and when it closes; the hour is that of its place."""

    title = StringField(_l("Title"), validators=[DataRequired(), Length(max=200)])
    text = TextAreaField(_l("Why we ask"), validators=[Length(max=LONG_TEXT)])
    zone = StringField(
        _l("Time zone"),
        default=PARIS,
        validators=[DataRequired(), AnyOf(available_timezones(), _l("Unknown time zone."))],
    )
    remind_days = IntegerField(
        _l("Remind by itself, days before the closing"), default=2, validators=[InputRequired(), NumberRange(0, 60)]
    )
    held_back = BooleanField(_l("The result waits until somebody publishes it"), default=False)

    def draft(self) -> ConsultationDraft:
        """What was typed, the hour told in its zone."""
        return ConsultationDraft(
            title=self.title.data.strip(),
            closes_at=self.moment(self.zone.data),
            text=(self.text.data or "").strip(),
            zone=self.zone.data,
            held_back=self.held_back.data,
            remind_days=self.remind_days.data,
        )

    @classmethod
    def of(cls, consultation: Consultation) -> "ConsultationForm":
        """The form filled with what a consultation says now."""
        local = consultation.local_close
        return cls(obj=consultation, day=local.date(), hour=local.time())


class AudienceForm(BaseForm):
    """Who is asked."""

    to = RadioField(_l("Who is asked?"), default=To.ALL.value)
    colleges = SelectMultipleField(
        _l("Colleges"),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validate_choice=False,
    )

    def offer(self, colleges: list[tuple[str, str]]) -> "AudienceForm":
        """Offer the colleges of the statutes, where there are some."""
        kinds = [(To.ALL.value, _("Every member"))]
        if colleges:
            kinds.append((To.COLLEGES.value, _("The members of some colleges")))
        kinds.append((To.MEMBERS.value, _("A list of members")))
        self.to.choices = choices(kinds)
        self.colleges.choices = choices(colleges)
        return self

    def validate_colleges(self, field: SelectMultipleField) -> None:
        """Colleges are named where colleges are asked."""
        known = {choice.value for choice in field.choices}
        if self.to.data == To.COLLEGES and not known.intersection(field.data or ()):
            raise ValidationError(_("Tick the colleges that are asked."))

    def audience(self, kept: Audience) -> Audience:
        """What was chosen; a list made before stays as it was."""
        known = [choice.value for choice in self.colleges.choices]
        picked = tuple(one for one in known if one in (self.colleges.data or ()))
        return Audience(To(self.to.data), picked, kept.members)

    @classmethod
    def of(cls, consultation: Consultation) -> "AudienceForm":
        """The form filled with who is asked now."""
        kept = audience_from_json(consultation.audience)
        return cls(data={"to": kept.to.value, "colleges": list(kept.colleges)})


class ScheduleForm(BaseForm):
    """When it opens by itself."""

    day = DateField(_l("Opens on"), validators=[InputRequired()])
    hour = TimeField(_l("Hour"), validators=[InputRequired()])

    def opens_at(self, zone: str) -> datetime:
        """The day and the hour in the zone of the consultation."""
        return datetime.combine(self.day.data, self.hour.data, ZoneInfo(zone))


class ExtensionForm(ClosingFields, BaseForm):
    """More time, with the reason."""

    reason = TextAreaField(_l("Why"), validators=[DataRequired(), Length(max=2000)])


class OutcomeForm(BaseForm):
    """What was decided after it."""

    text = TextAreaField(_l("What was decided"), validators=[Length(max=LONG_TEXT)])
    decision_number = IntegerField(_l("Decision of the register, no."), validators=[Optional(), NumberRange(1)])
    decided_on = DateField(_l("Decided on"), validators=[Optional()])
    tell_members = BooleanField(_l("Write to those who were asked"), default=True)

    def outcome(self) -> Outcome:
        """What was typed."""
        return Outcome(
            (self.text.data or "").strip(), self.decision_number.data, self.decided_on.data, self.tell_members.data
        )


def audience_words(consultation: Consultation) -> dict[str, Any]:
    """Who is asked, for a page: the kind and the list."""
    kept = audience_from_json(consultation.audience)
    return {"to": kept.to.value, "colleges": kept.colleges, "members": len(kept.members)}
