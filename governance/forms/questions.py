"""The forms of a question, one a kind: opinion and priorities are planned as any vote; date, place, consent are simpler."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, Form, FormField, IntegerField, StringField, TextAreaField
from wtforms.fields import DateField, TimeField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from foundation.kernel.errors import Refused
from foundation.web.forms import BaseForm, Problem
from governance.models import Consultation, ConsultationQuestion
from governance.queries.consulted import plan_of
from governance.rules.consultation_moments import Meeting, date_options, moments_as_json, moments_from_json
from governance.rules.consultations import AskKind
from governance.services.consultations import QuestionDraft
from votes.forms.plan_lines import OptionLine, read_option_lines, write_option_lines
from votes.forms.planning import PlanFields, option_id
from votes.rules.plans import BallotPlan

LONG_TEXT = 20_000
MOMENTS = 10
LAST_YEAR = 2999
METHODS: dict[AskKind, tuple[str, ...]] = {
    AskKind.OPINION: ("resolution", "plurality", "approval"),
    AskKind.PRIORITIES: ("points", "majority_judgment", "schulze", "greedy", "equal_shares"),
}


class PlannedForm(PlanFields, BaseForm):
    """An opinion or priorities: the plan of a ballot, with the methods that suit."""

    title = StringField(_l("Question"), validators=[DataRequired(), Length(max=200)])
    text = TextAreaField(_l("What one should know to answer"), validators=[Length(max=LONG_TEXT)])

    def offer(self, kind: AskKind) -> "PlannedForm":
        """Offer the methods of this kind of question only."""
        self.kind = kind
        self.method.choices = [choice for choice in self.method.choices if choice.value in METHODS[kind]]
        return self

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """A secret ballot is final: what is ticked beforehand for open ones is not held against it."""
        if self.secret.data:
            self.replaceable.data = False
        return super().validate(extra_validators)

    def draft(self, kept: ConsultationQuestion | None) -> QuestionDraft:
        """What was typed; the choices made for small groups before stand."""
        plan = self.plan(plan_of(kept) if kept else None)
        return QuestionDraft(self.kind, self.title.data.strip(), plan.as_json(), (self.text.data or "").strip())


class MomentLine(Form):
    """One moment put to the choice."""

    day = DateField(_l("Day"), validators=[Optional()])
    hour = TimeField(_l("Hour"), validators=[Optional()])


class DateQuestionForm(BaseForm):
    """The choice of a date: moments on the clock of the consultation's place; each member ticks those that suit."""

    title = StringField(_l("Question"), validators=[DataRequired(), Length(max=200)])
    text = TextAreaField(_l("What one should know to answer"), validators=[Length(max=LONG_TEXT)])
    place = StringField(_l("Place"), validators=[Length(max=200)])
    minutes = IntegerField(_l("How long, in minutes"), default=120, validators=[InputRequired(), NumberRange(5, 1440)])
    moments = FieldList(FormField(MomentLine), min_entries=MOMENTS, max_entries=MOMENTS)
    secret = BooleanField(_l("Secret ballot"), default=False)

    def validate_moments(self, field: FieldList) -> None:
        """At least two moments, each with its day and its hour."""
        lines = [entry.form for entry in field.entries]
        if any(bool(line.day.data) is not (line.hour.data is not None) for line in lines):
            raise ValidationError(_("A moment has a day and an hour: complete it, or empty both."))
        if any(line.day.data and line.day.data.year > LAST_YEAR for line in lines):
            raise ValidationError(_("This year is too far away."))
        if len(set(self._local())) < 2:
            raise ValidationError(_("Write at least two moments to choose among."))

    def problems(self) -> list[Problem]:
        """What concerns the moments together is told at the first of them."""
        found = super().problems()
        whole = [one for one in self.moments.errors if isinstance(one, str)]
        return [*found, *(Problem(self.moments.entries[0].form.day.id, one) for one in whole)]

    def draft(self, consultation: Consultation) -> QuestionDraft:
        """What was typed."""
        meeting = Meeting(self.minutes.data, consultation.zone, (self.place.data or "").strip())
        zone = ZoneInfo(consultation.zone)
        moments = [datetime.combine(day, hour, zone) for day, hour in self._local()]
        contest = {"options": date_options(moments, meeting), "seats": 1}
        ballot = _approval(contest, {}, secret=self.secret.data).as_json()
        ballot["moments"] = moments_as_json(moments, meeting)
        return QuestionDraft(AskKind.DATE, self.title.data.strip(), ballot, (self.text.data or "").strip())

    @classmethod
    def of_question(cls, question: ConsultationQuestion) -> "DateQuestionForm":
        """The form filled with what a question says now."""
        at, meeting = moments_from_json(question.ballot["moments"])
        zone = ZoneInfo(meeting.zone)
        lines = [{"day": one.astimezone(zone).date(), "hour": one.astimezone(zone).time()} for one in at.values()]
        more = {"place": meeting.place, "minutes": meeting.minutes, "secret": plan_of(question).secret}
        return cls(data={"title": question.title, "text": question.text, "moments": lines, **more})

    def _local(self) -> list[tuple[date, time]]:
        lines = [entry.form for entry in self.moments.entries]
        return [(one.day.data, one.hour.data) for one in lines if one.day.data and one.hour.data is not None]


class PlaceQuestionForm(BaseForm):
    """The choice of a place: each member ticks those that suit."""

    title = StringField(_l("Question"), validators=[DataRequired(), Length(max=200)])
    text = TextAreaField(_l("What one should know to answer"), validators=[Length(max=LONG_TEXT)])
    options = TextAreaField(_l("Places, one a line"), validators=[DataRequired(), Length(max=LONG_TEXT)])
    secret = BooleanField(_l("Secret ballot"), default=False)

    def validate_options(self, field: TextAreaField) -> None:
        """At least two places, each told apart."""
        try:
            lines = read_option_lines(field.data or "")
        except Refused as refused:
            self.refuse(refused, field="options")
            return
        if len(lines) < 2:
            raise ValidationError(_("Write at least two places to choose among."))

    def draft(self, _consultation: Consultation) -> QuestionDraft:
        """What was typed."""
        lines = {option_id(place): one for place, one in enumerate(read_option_lines(self.options.data), 1)}
        contest = {"options": [{"id": key, "label": one.label} for key, one in lines.items()], "seats": 1}
        details = {key: one.more for key, one in lines.items() if one.more}
        ballot = _approval(contest, details, secret=self.secret.data).as_json()
        return QuestionDraft(AskKind.PLACE, self.title.data.strip(), ballot, (self.text.data or "").strip())

    @classmethod
    def of_question(cls, question: ConsultationQuestion) -> "PlaceQuestionForm":
        """The form filled with what a question says now."""
        plan = plan_of(question)
        lines = [OptionLine(one["label"], plan.details.get(one["id"], "")) for one in plan.contest["options"]]
        given = {"title": question.title, "text": question.text, "secret": plan.secret}
        return cls(data=given | {"options": write_option_lines(lines)})


class ConsentForm(BaseForm):
    """A proposal put to consent: always an open vote, whose answers may change until the closing."""

    title = StringField(_l("Proposal, in one sentence"), validators=[DataRequired(), Length(max=200)])
    text = TextAreaField(_l("The proposal in full"), validators=[DataRequired(), Length(max=LONG_TEXT)])

    def draft(self, _consultation: Consultation) -> QuestionDraft:
        """What was typed."""
        ballot = BallotPlan(replaceable=True).as_json()
        return QuestionDraft(AskKind.CONSENT, self.title.data.strip(), ballot, self.text.data.strip())

    @classmethod
    def of_question(cls, question: ConsultationQuestion) -> "ConsentForm":
        """The form filled with what a question says now."""
        return cls(data={"title": question.title, "text": question.text})


SimpleForm = DateQuestionForm | PlaceQuestionForm | ConsentForm
SIMPLE: dict[AskKind, type[DateQuestionForm] | type[PlaceQuestionForm] | type[ConsentForm]] = {
    AskKind.DATE: DateQuestionForm,
    AskKind.PLACE: PlaceQuestionForm,
    AskKind.CONSENT: ConsentForm,
}


def form_for(kind: AskKind, question: ConsultationQuestion | None) -> PlannedForm | SimpleForm:
    """The form of a kind of question, filled with what is there."""
    if kind in METHODS:
        return _planned(kind, question).offer(kind)
    return SIMPLE[kind].of_question(question) if question else SIMPLE[kind]()


def draft_of(
    form: PlannedForm | SimpleForm, consultation: Consultation, kept: ConsultationQuestion | None
) -> QuestionDraft:
    """What was typed into a form of `form_for`."""
    return form.draft(kept) if isinstance(form, PlannedForm) else form.draft(consultation)


def _planned(kind: AskKind, question: ConsultationQuestion | None) -> PlannedForm:
    if question is None:
        return PlannedForm(data={"method": METHODS[kind][0], "replaceable": True})
    given = PlannedForm.of_plan(plan_of(question)) | {"title": question.title, "text": question.text}
    return PlannedForm(data=given)


def _approval(contest: dict[str, Any], details: dict[str, str], *, secret: bool) -> BallotPlan:
    """Each ticks what suits; an open answer may change until the closing."""
    return BallotPlan("approval", contest, details, secret=secret, replaceable=not secret)
