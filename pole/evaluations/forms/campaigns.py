"""The forms of those who prepare: a campaign, its actions, criteria switched off, closing, grids, fact sheets, guests."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from foundation.kernel.clock import PARIS, day_of
from foundation.kernel.money import Money
from foundation.kernel.sentences import sentence
from foundation.web.fields import EurosField
from foundation.web.forms import BaseForm, choices
from foundation.web.language import current_language
from governance.rules.consultations import Audience, To
from pole.evaluations.models import Campaign, EvaluationGrid, FactSheet
from pole.evaluations.queries.campaigns import criteria_of, grid_by_id
from pole.evaluations.rules.grids import READY, Criterion, criteria_from_json, criteria_from_lines, lines_of
from pole.evaluations.rules.groups import LEAST
from pole.evaluations.services.campaigns import CampaignDraft
from pole.evaluations.services.preparing import SheetDraft

KEPT = "kept"
LONG_TEXT = 20_000
LAST_YEAR = 2999
MOST_HOURS = 1_000_000
USUAL_GRID, USUAL_DAYS, USUAL_HOUR = "seven", timedelta(days=14), time(20)


class Ticks(SelectMultipleField):
    """Several choices, as boxes to tick."""

    option_widget = CheckboxInput()
    widget = ListWidget(prefix_label=False)


class DayOfClosing:
    """Mixed into a BaseForm before it: the day of the closing."""

    def validate_day(self, field: DateField) -> None:
        """A year beyond any calendar of the cooperative is a slip of the hand."""
        if field.data and field.data.year > LAST_YEAR:
            raise ValidationError(_("This year is too far away: write the year of the closing."))


class CampaignForm(DayOfClosing, BaseForm):
    """What a campaign says, asks, and of whom."""

    title = StringField(_l("Title"), validators=[DataRequired(), Length(max=200)])
    text = TextAreaField(_l("Why we evaluate"), validators=[Length(max=LONG_TEXT)])
    grid = RadioField(_l("Criteria"), validators=[InputRequired()])
    day = DateField(_l("Closes on"), validators=[InputRequired()])
    hour = TimeField(_l("Hour"), validators=[InputRequired()])
    remind_days = IntegerField(
        _l("Remind by itself, days before the closing"), default=5, validators=[InputRequired(), NumberRange(0, 60)]
    )
    colleges = Ticks(_l("Only these colleges"))
    agreed = Ticks(_l("Colleges shown from three answers on"))
    enough = IntegerField(
        _l("Grades that an action needs to be ranked"),
        default=LEAST,
        validators=[InputRequired(), NumberRange(LEAST, 9999)],
    )

    def offer(
        self, grids: list[EvaluationGrid], colleges: list[tuple[str, str]], kept: Campaign | None
    ) -> "CampaignForm":
        """Offer the grids there are, and the colleges of the statutes."""
        language = current_language()
        offered = [(key, sentence(language, one.name)) for key, one in READY.items()]
        offered += [(f"own-{one.id}", one.name) for one in grids]
        if kept is not None:
            offered.insert(0, (KEPT, _("As it is now: %(name)s", name=sentence(language, kept.grid_name))))
        self.grid.choices = choices(offered)
        self.colleges.choices, self.agreed.choices = choices(colleges), choices(colleges)
        return self

    def draft(self, kept: Campaign | None) -> CampaignDraft:
        """What was typed; the closing is told on the clock of Paris."""
        name, criteria = self._grid(kept)
        picked = tuple(self.colleges.data or ())
        return CampaignDraft(
            title=self.title.data or "",
            closes_at=datetime.combine(self.day.data, self.hour.data, ZoneInfo(PARIS)),
            grid_name=name,
            criteria=criteria,
            audience=Audience(To.COLLEGES, picked) if picked else Audience(To.ALL),
            text=self.text.data or "",
            agreed=tuple(self.agreed.data or ()),
            enough=self.enough.data or LEAST,
            remind_days=self.remind_days.data or 0,
        )

    def _grid(self, kept: Campaign | None) -> tuple[str, tuple[Criterion, ...]]:
        if self.grid.data == KEPT and kept is not None:
            return kept.grid_name, criteria_of(kept)
        if self.grid.data in READY:
            return READY[self.grid.data].name, READY[self.grid.data].criteria
        own = grid_by_id(int(self.grid.data.removeprefix("own-")))
        return own.name, criteria_from_json(own.criteria)

    @classmethod
    def usual(cls, at: datetime) -> "CampaignForm":
        """The form as it opens: the grid of the seven criteria, two weeks to answer, until the evening."""
        return cls(grid=USUAL_GRID, day=day_of(at) + USUAL_DAYS, hour=USUAL_HOUR)

    @classmethod
    def of(cls, campaign: Campaign) -> "CampaignForm":
        """The form filled with what a campaign says now."""
        local = campaign.closes_at.astimezone(ZoneInfo(campaign.zone))
        asked = campaign.audience.get("colleges", [])
        return cls(obj=campaign, day=local.date(), hour=local.time(), grid=KEPT, colleges=list(asked))


class SubjectsForm(BaseForm):
    """Which actions are evaluated."""

    abouts = Ticks(_l("Actions"), validators=[InputRequired(_l("Tick one action at least."))])


class CriteriaForm(BaseForm):
    """Which criteria are asked of one action."""

    asked = Ticks(_l("Criteria asked"))


class ClosingForm(DayOfClosing, BaseForm):
    """Another closing, or at once; with the reason."""

    at_once = BooleanField(_l("Close it at once"), default=False)
    day = DateField(_l("Closes on"), validators=[Optional()])
    hour = TimeField(_l("Hour"), validators=[Optional()])
    reason = TextAreaField(_l("Why"), validators=[DataRequired(), Length(max=2000)])

    def validate_at_once(self, _field: BooleanField) -> None:
        """A day and an hour, unless it closes at once."""
        if not self.at_once.data and (self.day.data is None or self.hour.data is None):
            raise ValidationError(_("Choose a day and an hour, or tick “at once”."))

    def until(self, at: datetime) -> datetime:
        """The moment, on the clock of Paris; `at` where it closes at once."""
        if self.at_once.data:
            return at
        return datetime.combine(self.day.data, self.hour.data, ZoneInfo(PARIS))


class GridForm(BaseForm):
    """A grid of one's own: a criterion a line."""

    name = StringField(_l("Name of the grid"), validators=[DataRequired(), Length(max=120)])
    lines = TextAreaField(_l("Criteria, one a line"), validators=[DataRequired(), Length(max=6000)])

    def criteria(self, kept: EvaluationGrid | None) -> tuple[Criterion, ...]:
        """What was typed, the codes of before kept. Raises Refused."""
        before = criteria_from_json(kept.criteria) if kept else ()
        return criteria_from_lines(self.lines.data or "", before)

    @classmethod
    def of(cls, grid: EvaluationGrid | None) -> "GridForm":
        """The form filled with a grid."""
        return cls(name=grid.name, lines=lines_of(criteria_from_json(grid.criteria))) if grid else cls()


class SheetForm(BaseForm):
    """The fact sheet of an action."""

    planned = TextAreaField(_l("What was planned"), validators=[Length(max=LONG_TEXT)])
    done = TextAreaField(_l("What was done"), validators=[Length(max=LONG_TEXT)])
    people_reached = IntegerField(_l("People reached"), validators=[Optional(), NumberRange(0, MOST_HOURS)])
    spent = EurosField(_l("Money spent"), validators=[Optional()])
    volunteer_hours = IntegerField(_l("Hours of volunteers"), validators=[Optional(), NumberRange(0, MOST_HOURS)])

    def validate_spent(self, field: EurosField) -> None:
        """Money spent is no debt, and no sum beyond any budget of ours."""
        if field.data is not None and not 0 <= field.data.cents < 10**12:
            raise ValidationError(_("Write what was spent, as an amount of nothing or more."))

    def draft(self) -> SheetDraft:
        """What was typed."""
        return SheetDraft(
            planned=self.planned.data or "",
            done=self.done.data or "",
            people_reached=self.people_reached.data,
            spent_cents=self.spent.data.cents if self.spent.data is not None else None,
            volunteer_hours=self.volunteer_hours.data,
        )

    @classmethod
    def of(cls, sheet: FactSheet | SheetDraft) -> "SheetForm":
        """The form filled with what stands."""
        spent = None if sheet.spent_cents is None else Money(sheet.spent_cents)
        return cls(obj=sheet, spent=spent)


class GuestsForm(BaseForm):
    """People from outside, an address a line."""

    addresses = TextAreaField(_l("E-mail addresses, one a line"), validators=[DataRequired(), Length(max=60_000)])


class OutcomeForm(BaseForm):
    """What follows from a result: decided by a body at a meeting, or put on the agenda of an assembly."""

    way = RadioField(_l("What follows"), validators=[InputRequired()])
    where = SelectField(_l("Who decides"), validators=[InputRequired()])
    text = TextAreaField(_l("In detail"), validators=[Length(max=LONG_TEXT)])
    motives = TextAreaField(_l("Why"), validators=[Length(max=LONG_TEXT)])


class TakingOutForm(BaseForm):
    """Why a text is taken out of a result."""

    reason = StringField(_l("Why"), validators=[DataRequired(), Length(max=300)])
