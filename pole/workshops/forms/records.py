"""The forms of a record: opened in one minute, completed later, and what came of it."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, RadioField, TextAreaField, TimeField
from wtforms.validators import Length, NumberRange, Optional, ValidationError

from foundation.web.fields import DayField
from foundation.web.forms import BaseForm, choices
from pole.workshops.forms.fields import LAST_YEAR, LONG_TEXT, given, line, moment_of, paragraph, pick, text_of
from pole.workshops.models import Workshop, WorkshopSession
from pole.workshops.rules.kinds import KIND_NAMES, WorkshopKind
from pole.workshops.services.records import WorkshopDraft, draft_of
from pole.workshops.services.sessions import SessionDraft

KINDS = choices([(kind, _l(name)) for kind, name in KIND_NAMES.items()])
_NO_TITLE = _l("Give the workshop a title: it is found under that name.")


class WorkshopFields:
    """Mixed into a BaseForm before it: what a record says from its first minute."""

    kind = RadioField(_l("What is it?"), choices=KINDS, default=WorkshopKind.SEASONAL.value)
    title = line(_l("Title"), 200, needed=_NO_TITLE)
    # no Optional here: it would end the checks of an empty question before ours
    question = TextAreaField(_l("The question"), validators=[Length(max=LONG_TEXT)], render_kw={"rows": 4})
    theme = line(_l("Theme"), 120, render_kw={"list": "themes"})
    host_id = pick(_l("Host"))
    territory = line(_l("Territory"), 120)

    def validate_question(self, field: object) -> None:
        """Compulsory for a seasonal workshop."""
        if self.kind.data == WorkshopKind.SEASONAL and not text_of(field):
            raise ValidationError(_("A seasonal workshop solves a question: write it, it can be changed later."))


class HoursFields:
    """Mixed into a BaseForm before it: a day, its hours, a place."""

    day = DayField(_l("Day"))
    starts = TimeField(_l("Begins at"), validators=[Optional()])
    ends = TimeField(_l("Ends at"), validators=[Optional()])
    place = line(_l("Place"), 300)

    def validate_day(self, field: DayField) -> None:
        """Hours need a day, and a day its hours and a year that somebody means."""
        if field.data is None and (self.starts.data or self.ends.data):
            raise ValidationError(_("Write the day of the session."))
        if field.data and field.data.year > LAST_YEAR:
            raise ValidationError(_("This year is too far away: write the year of the session."))
        if field.data and not (self.starts.data and self.ends.data):
            raise ValidationError(_("Write when the session begins and when it ends."))

    def validate_ends(self, field: TimeField) -> None:
        """They follow each other on one day."""
        if self.starts.data and field.data and field.data <= self.starts.data:
            raise ValidationError(_("The session would end before it begins: choose a later end."))


class OpenForm(WorkshopFields, HoursFields, BaseForm):
    """A new record, with its first session where its day is known."""

    is_public = BooleanField(_l("Show this session in the public calendar"), default=False)

    def draft(self) -> WorkshopDraft:
        """What was typed of the record."""
        return WorkshopDraft(
            kind=self.kind.data,
            title=text_of(self.title),
            question=text_of(self.question),
            theme=text_of(self.theme),
            host_id=self.host_id.data,
            territory=text_of(self.territory),
        )

    def first_session(self) -> SessionDraft | None:
        """What was typed of the first session; None without a day."""
        if self.day.data is None:
            return None
        return SessionDraft(
            starts_at=moment_of(given(self.day), given(self.starts)),
            ends_at=moment_of(given(self.day), given(self.ends)),
            host_id=self.host_id.data,
            place=text_of(self.place),
            territory=text_of(self.territory),
            is_public=self.is_public.data,
        )


class WorkshopForm(WorkshopFields, BaseForm):
    """All that a record says before it gives something."""

    practice = paragraph(_l("Practices to exchange"))
    aim = paragraph(_l("What is to be made, or changed"))
    facilitator = line(_l("Facilitator"), 200)
    action_id = pick(_l("Action of the programme it serves"))
    takes_sign_up = BooleanField(_l("Members may sign up on the site"), default=True)
    places = IntegerField(_l("Places"), validators=[Optional(), NumberRange(1, 10_000)])

    @classmethod
    def of(cls, workshop: Workshop) -> "WorkshopForm":
        """The form filled with what a record says now."""
        return cls(obj=workshop)

    def draft(self, workshop: Workshop) -> WorkshopDraft:
        """What was typed; what came of the workshop stays as it is."""
        return WorkshopDraft(
            kind=self.kind.data,
            title=text_of(self.title),
            question=text_of(self.question),
            theme=text_of(self.theme),
            practice=text_of(self.practice),
            aim=text_of(self.aim),
            answer=workshop.answer,
            diagnosis=workshop.diagnosis,
            host_id=self.host_id.data,
            territory=text_of(self.territory),
            facilitator=text_of(self.facilitator),
            action_id=self.action_id.data,
            takes_sign_up=self.takes_sign_up.data,
            places=self.places.data,
        )


class ResultForm(BaseForm):
    """What the question came to; of a dialogue, the diagnosis that was shared."""

    answer = paragraph(_l("What we answer to the question"))
    diagnosis = paragraph(_l("The shared diagnosis"))

    def draft(self, workshop: Workshop) -> WorkshopDraft:
        """The record with what was typed."""
        kept = vars(draft_of(workshop))
        return WorkshopDraft(**kept | {"answer": text_of(self.answer), "diagnosis": text_of(self.diagnosis)})


class SessionForm(HoursFields, BaseForm):
    """One session: when, where, what was said."""

    host_id = pick(_l("Host"))
    territory = line(_l("Territory"), 120)
    is_public = BooleanField(_l("Show this session in the public calendar"), default=False)
    notes = paragraph(_l("Notes"))

    def validate_day(self, field: DayField) -> None:
        """A session has its day."""
        super().validate_day(field)
        if field.data is None and not field.errors:
            raise ValidationError(_("Write the day of the session."))

    @classmethod
    def of(cls, session: WorkshopSession, starts: datetime, ends: datetime) -> "SessionForm":
        """The form filled with a session, its moments told on the clock of Paris."""
        return cls(obj=session, day=starts.date(), starts=starts.time(), ends=ends.time())

    def draft(self) -> SessionDraft:
        """What was typed."""
        return SessionDraft(
            starts_at=moment_of(given(self.day), given(self.starts)),
            ends_at=moment_of(given(self.day), given(self.ends)),
            host_id=self.host_id.data,
            place=text_of(self.place),
            territory=text_of(self.territory),
            is_public=self.is_public.data,
            notes=text_of(self.notes),
        )


class CloseForm(BaseForm):
    """Since when a workshop is over."""

    on = DayField(_l("Over since"))

    def validate_on(self, field: DayField) -> None:
        """A day is needed."""
        if field.data is None and not field.errors:
            raise ValidationError(_("Write the day on which it ended."))
