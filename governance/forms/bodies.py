"""Forms of bodies: what they are, who sits there, when they meet, what they decide."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from foundation.web.forms import BaseForm, choices
from governance.models import Body, BodyMeeting
from governance.rules.bodies import KIND_NAMES, ROLE_NAMES, VERDICT_NAMES, BodyKind, SeatRole
from governance.services.bodies import BodyDraft, MeetingDraft, SeatDraft

LONG_TEXT = 20_000


class BodyForm(BaseForm):
    """A body: its name, its kind, its days."""

    name = StringField(_l("Name"), validators=[DataRequired(), Length(max=200)])
    kind = SelectField(_l("Kind"))
    purpose = TextAreaField(_l("What it is for"), validators=[Length(max=LONG_TEXT)])
    starts_on = DateField(_l("First day"), validators=[InputRequired()])
    ends_on = DateField(_l("Last day"), validators=[Optional()])

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = choices((kind.value, _(name)) for kind, name in KIND_NAMES.items())

    def draft(self) -> BodyDraft:
        """What was typed."""
        return BodyDraft(
            name=self.name.data.strip(),
            kind=BodyKind(self.kind.data),
            starts_on=self.starts_on.data,
            purpose=(self.purpose.data or "").strip(),
            ends_on=self.ends_on.data,
        )

    @classmethod
    def of(cls, body: Body | None) -> "BodyForm":
        """The form filled with what a body is now."""
        return cls(obj=body) if body else cls()


class SeatForm(BaseForm):
    """Who takes a seat: somebody of the register, or a name."""

    person_id = SelectField(_l("Somebody of the register"), coerce=int, validate_choice=False)
    name = StringField(_l("Or the name of somebody else"), validators=[Length(max=200)])
    standing_for = StringField(_l("Sent by"), validators=[Length(max=200)])
    role = RadioField(_l("Sits as"), default=SeatRole.MEMBER.value)
    on = DateField(_l("From"), validators=[InputRequired()])

    def offer(self, people: list[tuple[int, str]]) -> "SeatForm":
        """Offer people of the register."""
        self.person_id.choices = choices([(0, _("Nobody of the register")), *people])
        self.role.choices = choices((role.value, _(name)) for role, name in ROLE_NAMES.items())
        return self

    def draft(self) -> SeatDraft:
        """Who was chosen; somebody of the register goes before a name."""
        known = {choice.value: choice.label for choice in self.person_id.choices if choice.value}
        person_id = self.person_id.data if self.person_id.data in known else None
        return SeatDraft(
            name=str(known[person_id]) if person_id else (self.name.data or "").strip(),
            role=SeatRole(self.role.data),
            person_id=person_id,
            standing_for=(self.standing_for.data or "").strip(),
        )


class LeavingForm(BaseForm):
    """Since when a seat is no longer theirs."""

    on = DateField(_l("No longer sits from"), validators=[InputRequired()])


class MeetingForm(BaseForm):
    """A meeting of a body."""

    on = DateField(_l("Day"), validators=[InputRequired()])
    place = StringField(_l("Place"), validators=[Length(max=200)])
    agenda = TextAreaField(_l("Agenda"), validators=[Length(max=LONG_TEXT)])
    present = TextAreaField(_l("Present"), validators=[Length(max=LONG_TEXT)])
    excused = TextAreaField(_l("Excused"), validators=[Length(max=LONG_TEXT)])

    def draft(self) -> MeetingDraft:
        """What was typed, a name a line."""
        return MeetingDraft(
            place=(self.place.data or "").strip(),
            agenda=(self.agenda.data or "").strip(),
            present=_lines(self.present.data),
            excused=_lines(self.excused.data),
        )

    @classmethod
    def of(cls, meeting: BodyMeeting | None, present: str = "", day: date | None = None) -> "MeetingForm":
        """The form filled with a meeting, or with who sits in the body."""
        if meeting is None:
            return cls(data={"present": present, "on": day})
        return cls(obj=meeting, on=meeting.held_on)


class BodyDecisionForm(BaseForm):
    """What a body decided."""

    title = StringField(_l("What was put to it"), validators=[DataRequired(), Length(max=200)])
    verdict = RadioField(_l("What it decided"), validators=[InputRequired()])
    text = TextAreaField(_l("The decision, as it is written"), validators=[Length(max=LONG_TEXT)])
    motives = TextAreaField(_l("Motives"), validators=[Length(max=LONG_TEXT)])
    subject = SelectField(_l("About"), validate_choice=False)

    def offer(self, subjects: list[tuple[str, str]]) -> "BodyDecisionForm":
        """Offer what a decision may be about."""
        self.verdict.choices = choices((verdict.value, _(name)) for verdict, name in VERDICT_NAMES.items())
        self.subject.choices = choices([("", _("Nothing kept in this system")), *subjects])
        return self

    @property
    def chosen_subject(self) -> str:
        """What it is about; nothing where it was not offered."""
        return self.subject.data if self.subject.data in {choice.value for choice in self.subject.choices} else ""


def _lines(text: str | None) -> str:
    return "\n".join(filter(None, (line.strip() for line in (text or "").splitlines())))
