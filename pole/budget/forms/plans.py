"""What frames a plan, what a body says of it, what really came, and files."""

from typing import Any

from babel.dates import get_month_names
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import Field, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError
from wtforms.widgets import HiddenInput

from foundation.kernel.sentences import N_, sentence
from foundation.web.fields import DayField, EurosField
from foundation.web.forms import BaseForm, choices
from foundation.web.language import current_language
from foundation.web.rules.moments import day_text
from governance.models import BodyMeeting
from governance.rules.bodies import VERDICT_NAMES, Verdict
from pole.budget.forms.lines import NO_CHOICE, named
from pole.budget.rules.actuals import Entered, Side
from pole.budget.rules.plan import (
    HEAD_NAMES,
    KIND_NAMES,
    LONGEST_LABEL,
    MOST_YEARS,
    CostHead,
    Hypothesis,
    Plan,
    ResourceKind,
)
from pole.budget.rules.sheet_settings import FIRST_YEARS
from pole.budget.rules.tidying import tidy
from pole.budget.services.plans import Settings

CODES = ("A", "B", "C", "D")


class SettingsForm(BaseForm):
    """What frames a plan. A hypothesis exists once it has a name."""

    seen = IntegerField(widget=HiddenInput())
    title = StringField(_l("Title"), validators=[DataRequired(_l("Give the plan a title.")), Length(max=LONGEST_LABEL)])
    first_year = IntegerField(
        _l("First year"), validators=[InputRequired(), NumberRange(FIRST_YEARS[0], FIRST_YEARS[-1])]
    )
    count = IntegerField(_l("Number of years"), validators=[InputRequired(), NumberRange(1, MOST_YEARS)])
    closing_month = SelectField(_l("The year closes at the end of"), coerce=int)
    hypothesis_a = StringField(
        _l("Hypothesis A"),
        validators=[DataRequired(_l("Say in a few words what hypothesis A is.")), Length(max=LONGEST_LABEL)],
    )
    hypothesis_b = StringField(_l("Hypothesis B"), validators=[Length(max=LONGEST_LABEL)])
    hypothesis_c = StringField(_l("Hypothesis C"), validators=[Length(max=LONGEST_LABEL)])
    hypothesis_d = StringField(_l("Hypothesis D"), validators=[Length(max=LONGEST_LABEL)])
    retained = SelectField(_l("Hypothesis retained"), choices=choices((code, code) for code in CODES), default="A")

    def offer(self) -> None:
        """The months in words."""
        language = current_language()
        self.closing_month.choices = choices(get_month_names("wide", context="stand-alone", locale=language).items())

    def validate_retained(self, field: Field) -> None:
        """The hypothesis retained is one of those that have a name."""
        if field.data in CODES and not tidy(self[f"hypothesis_{field.data.lower()}"].data):
            raise ValidationError(
                _("Hypothesis %(code)s has no name: name it, or retain another one.", code=field.data)
            )

    @staticmethod
    def shown(plan: Plan) -> dict[str, object]:
        """What the fields hold for a plan."""
        labels = {f"hypothesis_{one.code.lower()}": one.label for one in plan.hypotheses}
        frame = {"first_year": plan.first_year, "count": plan.count, "closing_month": plan.closing_month}
        return {"title": plan.title, "retained": plan.retained, **frame, **labels}

    def settings(self) -> Settings:
        """What was typed."""
        data: Any = self.data
        names = {code: tidy(data[f"hypothesis_{code.lower()}"]) for code in CODES}
        return Settings(
            title=tidy(data["title"]),
            first_year=data["first_year"],
            count=data["count"],
            closing_month=data["closing_month"],
            hypotheses=tuple(Hypothesis(code, name) for code, name in names.items() if name),
            retained=data["retained"],
        )


class PutForm(BaseForm):
    """What a body decided on the plan."""

    seen = IntegerField(widget=HiddenInput())
    meeting = SelectField(_l("At which meeting"), coerce=int, validators=[InputRequired(NO_CHOICE)])
    verdict = RadioField(_l("What the body decided"), validators=[InputRequired(NO_CHOICE)])
    motives = TextAreaField(_l("Motives"), validators=[Length(max=5000)], render_kw={"rows": 4})

    def offer(self, meetings: list[BodyMeeting]) -> None:
        """The meetings that were held, and the three verdicts."""
        language = current_language()
        self.meeting.choices = choices(
            (one.id, f"{one.body.name}, {day_text(one.held_on, language)}") for one in meetings
        )
        self.verdict.choices = choices(named({one: VERDICT_NAMES[one] for one in Verdict}))


_SIDES = {Side.COST: N_("Cost"), Side.RESOURCE: N_("Resource")}


class ActualForm(BaseForm):
    """An amount that really came or went."""

    place = SelectField(_l("Head or kind"), validators=[InputRequired(NO_CHOICE)])
    label = StringField(
        _l("Label"), validators=[DataRequired(_l("Write what this amount is for.")), Length(max=LONGEST_LABEL)]
    )
    amount = EurosField(_l("Amount"), validators=[DataRequired(_l("Write an amount in euros, such as 20 or 1234,56."))])
    on = DayField(_l("Day"), validators=[DataRequired(_l("Choose the day on which it came or went."))])
    funder = StringField(_l("Funder, for public and private money"), validators=[Length(max=LONGEST_LABEL)])
    document = StringField(_l("Supporting document"), validators=[Length(max=LONGEST_LABEL)])

    def offer(self) -> None:
        """Every head of costs, every kind of resources."""
        language = current_language()
        pairs = [(Side.COST, head, HEAD_NAMES[head]) for head in CostHead]
        pairs += [(Side.RESOURCE, kind, KIND_NAMES[kind]) for kind in ResourceKind]  # type: ignore[misc]
        self.place.choices = choices(
            (f"{side}:{code}", f"{sentence(language, _SIDES[side])} · {sentence(language, name)}")
            for side, code, name in pairs
        )

    def entered(self) -> Entered:
        """What was typed."""
        data: Any = self.data
        side, _colon, code = data["place"].partition(":")
        words = tidy(data["label"]), tidy(data["funder"]), tidy(data["document"])
        return Entered(Side(side), code, words[0], data["amount"].cents, data["on"], words[1], words[2])


class FileForm(BaseForm):
    """A file to try out."""

    file = FileField(_l("File to try out"), validators=[FileRequired(_l("Choose a file."))])


class TakeInForm(BaseForm):
    """The file that was tried out is taken in. `seen`: the version of the plan that it was compared with."""

    seen = IntegerField(widget=HiddenInput(), default=0)


class TreasuryForm(BaseForm):
    """The days whose entries are looked at."""

    first = DayField(_l("From"), validators=[DataRequired(_l("Choose the first day."))])
    last = DayField(_l("To"), validators=[DataRequired(_l("Choose the last day."))])
