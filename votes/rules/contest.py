"""A contest: the options put to the vote, and the rules of their count, as the count file `scic-count/1` states them.

Everything here is fixed before the vote opens. A resolution has no contest: it has two sides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from votes.rules.terms import TieRule

MAX_SCORE = 5


@dataclass(frozen=True)
class Option:
    """One option: a person, a project, an answer. `cost_cents` is stated where a budget is shared out."""

    id: str
    label: str = ""
    cost_cents: int | None = None

    def as_json(self) -> dict[str, object]:
        """The option as the count file writes it.

        >>> Option("A", "Ada Brume").as_json()
        {'id': 'A', 'label': 'Ada Brume'}
        """
        label = {"label": self.label} if self.label else {}
        cost = {} if self.cost_cents is None else {"cost_cents": self.cost_cents}
        return {"id": self.id, **label, **cost}


@dataclass(frozen=True)
class Marks:
    """How many options one ballot may mark; no upper bound where `max` is None."""

    min: int = 0
    max: int | None = None


@dataclass(frozen=True)
class Points:
    """Points on one ballot: at most `total`, at most `max_per_option` on one, on at least `min_options` of them."""

    total: int
    max_per_option: int
    min_options: int = 1


@dataclass(frozen=True)
class Contest:
    """Options and rules; a rule that the method has no use for keeps its default."""

    options: tuple[Option, ...]
    seats: int = 1
    marks: Marks = Marks()
    approval_threshold: Fraction | None = None
    grades: tuple[str, ...] = ()
    default_grade: int | None = None
    max_score: int = MAX_SCORE
    points: Points | None = None
    budget_cents: int = 0
    tie_rule: TieRule = TieRule.NONE
    tie_order: tuple[str, ...] = ()
    tie_seed: str = ""

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of the options, in the order of the file (which decides nothing)."""
        return tuple(option.id for option in self.options)

    @cached_property
    def index(self) -> Mapping[str, int]:
        """The place of each id in the file."""
        return {option: place for place, option in enumerate(self.ids)}

    @cached_property
    def costs(self) -> tuple[int, ...]:
        """The costs in cents, in the order of the options; an option that states none costs nothing."""
        return tuple(option.cost_cents or 0 for option in self.options)

    def as_json(self, keys: frozenset[str]) -> dict[str, object]:
        """The contest as the count file writes it: those of `keys` (what the method has a use for) that say something.

        >>> Contest((Option("A"),)).as_json(frozenset({"options", "seats"}))
        {'options': [{'id': 'A'}], 'seats': 1}
        """
        document: dict[str, object] = {
            "options": [option.as_json() for option in self.options],
            "seats": self.seats,
            "marks": _marks(self.marks),
            "approval_threshold": None if self.approval_threshold is None else str(self.approval_threshold),
            "grades": list(self.grades),
            "default_grade": self.default_grade,
            "max_score": self.max_score,
            "points": _points(self.points),
            "budget_cents": self.budget_cents,
            "tie_rule": str(self.tie_rule),
            "tie_order": list(self.tie_order) or None,
            "tie_seed": self.tie_seed or None,
        }
        return {key: value for key, value in document.items() if key in keys and value is not None}


def _marks(marks: Marks) -> dict[str, int]:
    return {"min": marks.min} if marks.max is None else {"min": marks.min, "max": marks.max}


def _points(points: Points | None) -> dict[str, int] | None:
    if points is None:
        return None
    return {"total": points.total, "max_per_option": points.max_per_option, "min_options": points.min_options}
