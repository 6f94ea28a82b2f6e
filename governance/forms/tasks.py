"""Forms of what a decision asks for, and of how it goes."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from foundation.web.forms import BaseForm, choices
from governance.models import DecisionTask
from governance.queries.tasks import TaskNow
from governance.rules.tasks import TASK_STATES, TaskState
from governance.services.tasks import TaskDraft, TaskNews


class TaskForm(BaseForm):
    """Something to be done."""

    title = StringField(_l("What is to be done"), validators=[DataRequired(), Length(max=200)])
    owner_name = StringField(_l("Who answers for it"), validators=[DataRequired(), Length(max=200)])
    due_on = DateField(_l("Until"), validators=[Optional()])
    subject = SelectField(_l("Carried out by"), validate_choice=False)

    def offer(self, subjects: list[tuple[str, str]]) -> "TaskForm":
        """Offer what may carry it out."""
        self.subject.choices = choices([("", _("Nothing kept in this system")), *subjects])
        return self

    def draft(self) -> TaskDraft:
        """What was typed; an unknown subject is none."""
        known = {choice.value for choice in self.subject.choices}
        return TaskDraft(
            title=self.title.data,
            owner_name=self.owner_name.data.strip(),
            due_on=self.due_on.data,
            subject=self.subject.data if self.subject.data in known else "",
        )

    @classmethod
    def of(cls, task: DecisionTask) -> "TaskForm":
        """The form filled with a task."""
        return cls(obj=task)


class TaskNewsForm(BaseForm):
    """How a task goes."""

    state = RadioField(_l("Where it stands"), validators=[InputRequired()])
    percent = IntegerField(_l("Part that is done"), default=0, validators=[InputRequired(), NumberRange(0, 100)])
    text = TextAreaField(_l("In a few words"), validators=[Length(max=2000)])
    on = DateField(_l("On"), validators=[InputRequired()])

    def offer(self) -> "TaskNewsForm":
        """Offer the states."""
        self.state.choices = choices((state.value, _(name)) for state, name in TASK_STATES.items())
        return self

    def news(self) -> TaskNews:
        """What was typed."""
        return TaskNews(TaskState(self.state.data), self.percent.data, self.text.data or "", self.on.data)

    @classmethod
    def of(cls, standing: TaskNow, today: object) -> "TaskNewsForm":
        """The form filled with where it stands."""
        return cls(data={"state": standing.state.value, "percent": standing.percent, "on": today}).offer()
