"""The forms of axes and actions: what is written of them, and what is told of their life."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import IntegerField, RadioField, SelectField, StringField, TextAreaField, URLField
from wtforms.validators import URL, DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from foundation.kernel.money import ZERO, Money
from foundation.web.fields import DayField, EurosField
from foundation.web.forms import BaseForm, choices
from pole.programme.forms.fields import ChosenNumberField, LabelsField, NeededDayField
from pole.programme.models import ActionRevision, Axis
from pole.programme.queries.choices import Offered
from pole.programme.services.actions import ActionDraft

LONG_TEXT = 20_000
MOST_CENTS = 100_000_000_00
MOST_HOURS = 1_000_000
_TOO_MUCH = _l("This amount is beyond any budget of ours: check it.")


class AxisForm(BaseForm):
    """An axis: its code, what it is called, what it is about."""

    code = StringField(_l("Code"), validators=[DataRequired(), Length(max=10)])
    label = StringField(_l("Name of the axis"), validators=[DataRequired(), Length(max=200)])
    text = TextAreaField(_l("What it is about"), validators=[Length(max=LONG_TEXT)])

    @classmethod
    def of(cls, axis: Axis) -> "AxisForm":
        """Filled with what an axis says."""
        return cls(obj=axis)

    def said(self) -> tuple[str, str, str]:
        """What was typed."""
        return self.code.data.strip(), self.label.data.strip(), (self.text.data or "").strip()


class ActionForm(BaseForm):
    """What is written of an action."""

    axis_id = ChosenNumberField(_l("Axis"))
    title = StringField(_l("Title"), validators=[DataRequired(), Length(max=200)])
    text = TextAreaField(_l("What is done, and why"), validators=[Length(max=LONG_TEXT)])
    target_public = StringField(_l("For whom"), validators=[Length(max=300)])
    themes = LabelsField(_l("Themes"))
    needs = LabelsField(_l("Needs served"))
    owner_actor_id = ChosenNumberField(_l("Carried by"))
    owner_name = StringField(_l("Who answers for it"), validators=[Length(max=200)])
    college = SelectField(_l("Proposed by the college"))
    planned = EurosField(_l("Money planned"))
    planned_hours = IntegerField(_l("Hours planned"), validators=[Optional(), NumberRange(0, MOST_HOURS)])
    starts_on = DayField(_l("Begins on"), validators=[Optional()])
    ends_on = DayField(_l("Ends on"), validators=[Optional()])

    def offer(self, offered: Offered) -> "ActionForm":
        """Offer the axes, the actors and the colleges there are."""
        self.axis_id.offer(offered.axes)
        self.owner_actor_id.offer(offered.actors, nothing=_("Nobody of the directory"))
        self.college.choices = choices([("", _("No college")), *offered.colleges])
        return self

    def validate_axis_id(self, field: ChosenNumberField) -> None:
        """An action stands under an axis."""
        if field.data is None:
            raise ValidationError(_("Choose an axis."))

    def validate_planned(self, field: EurosField) -> None:
        """Money planned is no debt, and stays within reason."""
        if field.data is not None and not 0 <= field.data.cents <= MOST_CENTS:
            raise ValidationError(_("Write an amount of nought or more.") if field.data.cents < 0 else _TOO_MUCH)

    def draft(self) -> ActionDraft:
        """What was typed."""
        return ActionDraft(
            axis_id=self.axis_id.data,
            title=" ".join(self.title.data.split()),
            text=(self.text.data or "").strip(),
            target_public=(self.target_public.data or "").strip(),
            themes=self.themes.labels,
            needs=self.needs.labels,
            owner_actor_id=self.owner_actor_id.data,
            owner_name=(self.owner_name.data or "").strip(),
            college=self.college.data or "",
            planned_cents=(self.planned.data or ZERO).cents,
            planned_hours=self.planned_hours.data or 0,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
        )

    @classmethod
    def of(cls, said: ActionRevision) -> "ActionForm":
        """Filled with what an action says now."""
        return cls(obj=said, planned=Money(said.planned_cents))


class StateForm(BaseForm):
    """It passes to another state on a day."""

    state = RadioField(_l("Where it stands now"), validators=[InputRequired()])
    on = NeededDayField(_l("Since"), validators=[InputRequired()])
    text = TextAreaField(_l("Why, in a few words"), validators=[Length(max=2000)])


class SpentForm(BaseForm):
    """What it cost."""

    money = EurosField(_l("Money spent"))
    hours = IntegerField(_l("Hours spent"), validators=[Optional(), NumberRange(0, MOST_HOURS)])
    on = NeededDayField(_l("On"), validators=[InputRequired()])
    text = StringField(_l("For what"), validators=[DataRequired(), Length(max=300)])

    def validate_money(self, field: EurosField) -> None:
        """Spent money is an amount of nought or more."""
        if field.data is not None and not 0 <= field.data.cents <= MOST_CENTS:
            raise ValidationError(_("Write an amount of nought or more.") if field.data.cents < 0 else _TOO_MUCH)


class EvidenceForm(BaseForm):
    """What shows that something was done: words, an address or a file; or a note."""

    kind = RadioField(_l("What is it?"), default="evidence", validators=[InputRequired()])
    text = TextAreaField(_l("In a few words"), validators=[DataRequired(), Length(max=2000)])
    on = NeededDayField(_l("On"), validators=[InputRequired()])
    address = URLField(_l("Web address"), validators=[Optional(), URL(), Length(max=500)])
    file = FileField(_l("Picture or document"))

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)
        self.kind.choices = choices(
            [("evidence", _("Evidence: it was done")), ("note", _("A note: worth remembering"))]
        )

    def validate_address(self, field: URLField) -> None:
        """A link leads to the web, never into a page of ours by a ruse."""
        if field.data and not field.data.startswith(("https://", "http://")):
            raise ValidationError(_("Write an address that begins with https://."))


class MergeForm(BaseForm):
    """Another action takes it over."""

    into = ChosenNumberField(_l("Into which action"))
    on = NeededDayField(_l("Since"), validators=[InputRequired()])
    text = TextAreaField(_l("Why"), validators=[DataRequired(), Length(max=2000)])

    def validate_into(self, field: ChosenNumberField) -> None:
        """Which one takes it over is said."""
        if field.data is None:
            raise ValidationError(_("Choose the action that takes this one over."))


class ReasonForm(BaseForm):
    """Why something is taken back."""

    reason = TextAreaField(_l("Why"), validators=[DataRequired(), Length(max=2000)])
