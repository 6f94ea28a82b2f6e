"""How a question will be put to the vote: the fields of a plan, mixed into the form of an agenda point or a consultation.

Only the fields of the chosen method matter: the others keep what was typed and say nothing. What is missing is told by the
reader of the count file, the same that reads a plan when the vote opens.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import AnyOf, Length, NumberRange, Optional

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_, sentence
from foundation.web.fields import EurosField, RatioField
from foundation.web.forms import choices
from foundation.web.language import current_language
from votes.forms.plan_colleges import CollegesField
from votes.forms.plan_faults import field_of
from votes.forms.plan_lines import OptionLine, read_day_lines, read_option_lines, write_day_lines, write_option_lines
from votes.forms.plan_values import contest_from, values_of
from votes.rules.ballot_choices import RESOLUTION
from votes.rules.contest_file import FUNDING, read_contest
from votes.rules.faults import Fault
from votes.rules.fields import Fields
from votes.rules.method_words import METHOD_WORDS, MethodWords
from votes.rules.plans import BallotPlan
from votes.rules.roll import CONTESTABLE, CONTESTABLE_DAYS
from votes.rules.secrecy import LEAST_GROUP, USUAL_GROUP
from votes.rules.tie_choice import TIE_WORDS, TieAnswer

LONG_TEXT = 30_000
USUAL_GRADES = ("Très insuffisant", "Insuffisant", "Passable", "Bien", "Très bien")
RARER = ("score", "schulze", "greedy", "borda", "irv", "stv")
SUBJECTS = {
    "": _l("Anything else"),
    "election": _l("Election of persons"),
    "removal": _l("Removal of a person from office"),
    "exclusion": _l("Exclusion of a member"),
}
_NEEDS_OPTIONS = N_("Write at least two options, one a line.")
_NEEDS_COST = N_("Each option has a cost: complete “%(label)s” as “label | more about it | cost in euros”.")
_NEEDS_DAY = N_("The day that settles a tie is missing for: %(options)s. Add it, or the number of the member.")
_NEEDS_SEED = N_("Write the text from which a lot is drawn: it is published before the vote.")
_MANY_SEATS = N_("There are more seats than options: add options or lower the number of seats.")
_SECRET_FINAL = N_("A secret ballot is final: nothing links it to its voter, so that it cannot be replaced.")


class PlanFields(CollegesField):
    """Mixed into a BaseForm before it: `class ItemForm(PlanFields, BaseForm)`."""

    method = RadioField(_l("How do members answer?"), default=RESOLUTION, validators=[AnyOf(list(METHOD_WORDS))])
    subject = SelectField(_l("What is it about?"), default="", choices=choices(SUBJECTS.items()))
    options = TextAreaField(_l("Options, one a line"), validators=[Length(max=LONG_TEXT)])
    seats = IntegerField(_l("How many are chosen"), default=1, validators=[Optional(), NumberRange(1, 1000)])
    marks_min = IntegerField(_l("Mark at least"), validators=[Optional(), NumberRange(0, 300)])
    marks_max = IntegerField(_l("Mark at most"), validators=[Optional(), NumberRange(1, 300)])
    approval_threshold = RatioField(_l("Chosen only above this share of the ballots"))
    grades = TextAreaField(_l("Words, the worst first"), default="\n".join(USUAL_GRADES), validators=[Length(max=2000)])
    default_grade = RadioField(
        _l("An option without a word"),
        default="worst",
        choices=choices(
            [("worst", _l("has the worst word")), ("none", _l("is refused: a ballot judges every option"))]
        ),
    )
    max_score = IntegerField(_l("Highest score"), default=5, validators=[Optional(), NumberRange(1, 1000)])
    points_total = IntegerField(_l("Points of each member"), default=10, validators=[Optional(), NumberRange(1, 1000)])
    points_cap = IntegerField(_l("At most on one option"), validators=[Optional(), NumberRange(1, 1000)])
    points_spread = IntegerField(
        _l("On at least so many options"), default=1, validators=[Optional(), NumberRange(0, 300)]
    )
    budget = EurosField(_l("Budget"))
    secret = BooleanField(_l("Secret ballot"), default=False)
    minimum_group = IntegerField(
        _l("Smallest group that stays secret"),
        default=USUAL_GROUP,
        validators=[Optional(), NumberRange(LEAST_GROUP, 100)],
    )
    replaceable = BooleanField(_l("A member may change the vote until it closes"), default=False)
    shuffled = BooleanField(_l("Options in an order drawn for each member"), default=False)
    contestable_days = IntegerField(
        _l("Days to contest the result"), default=CONTESTABLE_DAYS, validators=[Optional(), NumberRange(*CONTESTABLE)]
    )
    tie_answer = SelectField(
        _l("What settles a tie"),
        default=TieAnswer.NONE,
        choices=choices([(key.value, _l(words)) for key, words in TIE_WORDS.items()]),
    )
    tie_days = TextAreaField(_l("Days that settle a tie, one a line"), validators=[Length(max=LONG_TEXT)])
    tie_seed = StringField(_l("Text published for the lot"), validators=[Length(max=500)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.method.choices = choices(
            [(key, sentence(current_language(), one.name, {})) for key, one in METHOD_WORDS.items()]
        )

    @property
    def words(self) -> Mapping[str, MethodWords]:
        """Each method in plain words, for the page."""
        return METHOD_WORDS

    @property
    def rarer(self) -> tuple[str, ...]:
        """The methods that the page keeps folded until they are asked for."""
        return RARER

    @property
    def is_planned(self) -> bool:
        """Whether the question is put to the vote at all; the form of an agenda point says no for a point discussed only."""
        return True

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Shape and type of each field first, then what the method needs."""
        sound: bool = super().validate(extra_validators)  # type: ignore[misc]
        if not sound or not self.is_planned:
            return sound
        try:
            faults = list(self._missing())
        except Refused as error:
            faults = [("tie_days" if error.code.startswith("plan-day") else "options", error)]
        for name, refused in faults:
            self.refuse(refused, field=name)  # type: ignore[attr-defined]
        return not faults

    def plan(self, kept: BallotPlan | None = None) -> BallotPlan:
        """What was typed, once the form is valid; `kept`: the plan before, whose choices for small groups stand."""
        values = {name: self[name].data for name in _NAMES}  # type: ignore[index]
        common = {
            "method": self.method.data,
            "subject": self.subject.data or "",
            "colleges": self.asked_colleges(),
            "secret": self.secret.data,
            "minimum_group": self.minimum_group.data or USUAL_GROUP,
            "groups": kept.groups if kept else {},
            "replaceable": self.replaceable.data and not self.secret.data,
            "contestable_days": self.contestable_days.data or CONTESTABLE_DAYS,
        }
        if self.method.data == RESOLUTION:
            return BallotPlan(**common)
        lines = self._lines()
        ids = {option_id(place): line for place, line in enumerate(lines, 1)}
        answer = TieAnswer(self.tie_answer.data)
        return BallotPlan(
            **common,
            contest=contest_from(self.method.data, ids, values),
            details={key: line.more for key, line in ids.items() if line.more},
            members={key: line.member for key, line in ids.items() if line.member is not None},
            shuffled=self.shuffled.data,
            tie_answer=answer,
            tie_days=self._days(ids) if answer in (TieAnswer.AGE, TieAnswer.SENIORITY) else {},
            tie_seed=(self.tie_seed.data or "").strip() if answer is TieAnswer.LOT else "",
        )

    @classmethod
    def of_plan(cls, plan: BallotPlan) -> dict[str, Any]:
        """The fields that a plan fills, to be given to the form as it is made: `ItemForm(data=ItemForm.of_plan(plan))`."""
        options = plan.contest.get("options", ())
        labels = {one["id"]: one.get("label", one["id"]) for one in options}
        lines = [
            OptionLine(
                labels[one["id"]], plan.details.get(one["id"], ""), one.get("cost_cents"), plan.members.get(one["id"])
            )
            for one in options
        ]
        return values_of(plan.contest) | {
            "method": plan.method,
            "subject": plan.subject,
            "colleges": list(plan.colleges),
            "options": write_option_lines(lines),
            "secret": plan.secret,
            "minimum_group": plan.minimum_group,
            "replaceable": plan.replaceable,
            "contestable_days": plan.contestable_days,
            "shuffled": plan.shuffled,
            "tie_answer": str(plan.tie_answer),
            "tie_days": write_day_lines(plan.tie_days, labels),
            "tie_seed": plan.tie_seed,
        }

    @classmethod
    def of(cls, plan: BallotPlan) -> "PlanFields":
        """The form filled with a plan."""
        return cls(data=cls.of_plan(plan))

    def _lines(self) -> tuple[OptionLine, ...]:
        return read_option_lines(self.options.data or "")

    def _days(self, ids: Mapping[str, OptionLine]) -> dict[str, Any]:
        return read_day_lines(self.tie_days.data or "", {key: line.label for key, line in ids.items()})

    def _missing(self) -> Iterator[tuple[str, Refused]]:
        if self.secret.data and self.replaceable.data:
            yield "replaceable", Refused("plan-secret", _SECRET_FINAL)
        if self.method.data == RESOLUTION:
            return
        plan = self.plan()
        told = list(self._plainly(plan))
        yield from told
        if not told:
            faults: list[Fault] = []
            read_contest(Fields("$", plan.contest, faults), plan.method)
            for fault in faults:
                message = N_("%(what)s: expected %(expected)s.")
                what, expected = _said(fault)
                yield field_of(fault.path), Refused("plan-contest", message, what=what, expected=expected)

    def _plainly(self, plan: BallotPlan) -> Iterator[tuple[str, Refused]]:
        """What people forget most, in words of the form and not of the file."""
        lines = self._lines()
        if len(lines) < 2:
            yield "options", Refused("plan-options", _NEEDS_OPTIONS)
        if plan.method in FUNDING:
            for line in lines:
                if line.cost_cents is None:
                    yield "options", Refused("plan-cost", _NEEDS_COST, label=line.label)
            if self.budget.data is None or self.budget.data.cents <= 0:
                yield "budget", Refused("plan-budget", N_("Write the budget that the options share."))
        elif plan.contest.get("seats", 1) > max(2, len(lines)):
            yield "seats", Refused("plan-seats", _MANY_SEATS)
        if plan.tie_answer is TieAnswer.LOT and not plan.tie_seed:
            yield "tie_seed", Refused("plan-seed", _NEEDS_SEED)
        yield from self._days_missing(plan, lines)

    def _days_missing(self, plan: BallotPlan, lines: tuple[OptionLine, ...]) -> Iterator[tuple[str, Refused]]:
        if plan.tie_answer not in (TieAnswer.AGE, TieAnswer.SENIORITY):
            return
        known = set(plan.members) | set(plan.tie_days)
        without = [line.label for place, line in enumerate(lines, 1) if option_id(place) not in known]
        if without:
            yield "tie_days", Refused("plan-days", _NEEDS_DAY, options=", ".join(without))


def option_id(place: int) -> str:
    """The id of the option of a place, from 1."""
    return f"o{place}"


_NAMES = (
    *("seats", "marks_min", "marks_max", "approval_threshold", "grades", "default_grade", "max_score"),
    *("points_total", "points_cap", "points_spread", "budget"),
)


def _said(fault: Fault) -> tuple[str, str]:
    language = current_language()
    return sentence(language, fault.message, fault.values), sentence(language, fault.expected, fault.values)
