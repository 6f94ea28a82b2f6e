"""What a budget plan says: years, costs, posts under each hypothesis of staffing, equipment, resources.

Amounts are whole cents; shares of a post and yearly raises are exact fractions. A plan says only what people decide:
payroll and depreciation are computed from posts and equipment (`staffing.py`, `depreciation.py`), never typed.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from foundation.kernel.sentences import N_

USUAL_YEARS = 4
MOST_YEARS = 10
MOST_LINES = 200
MOST_CENTS = 10**11
MOST_HYPOTHESES = 4
LONGEST_LABEL = 120
LONGEST_NOTE = 300


class CostHead(StrEnum):
    """A head of costs."""

    EXTERNAL = "external"
    PERMANENT = "permanent"
    OTHER_SKILLS = "other_skills"
    DEPRECIATION = "depreciation"
    VOLUNTEERING = "volunteering"


class SkillForm(StrEnum):
    """In which form a skill is added to the permanent staff."""

    FIXED_TERM = "fixed_term"
    SUBCONTRACTING = "subcontracting"
    TRAINEE = "trainee"


class ResourceKind(StrEnum):
    """A kind of resource."""

    OWN = "own"
    FEES = "fees"
    PUBLIC = "public"
    PRIVATE = "private"
    VOLUNTEERING = "volunteering"


HEAD_NAMES: dict[CostHead, str] = {
    CostHead.EXTERNAL: N_("External charges"),
    CostHead.PERMANENT: N_("Payroll: permanent staff"),
    CostHead.OTHER_SKILLS: N_("Other skills"),
    CostHead.DEPRECIATION: N_("Depreciation"),
    CostHead.VOLUNTEERING: N_("Volunteering, valued"),
}
TYPED_HEADS = (CostHead.EXTERNAL, CostHead.OTHER_SKILLS, CostHead.VOLUNTEERING)
"""The heads whose lines are typed; the two others are computed."""
FORM_NAMES: dict[SkillForm, str] = {
    SkillForm.FIXED_TERM: N_("Fixed-term officer"),
    SkillForm.SUBCONTRACTING: N_("Subcontracting"),
    SkillForm.TRAINEE: N_("Trainee"),
}
KIND_NAMES: dict[ResourceKind, str] = {
    ResourceKind.OWN: N_("Own resources"),
    ResourceKind.FEES: N_("Member fees"),
    ResourceKind.PUBLIC: N_("Public funders"),
    ResourceKind.PRIVATE: N_("Private funders"),
    ResourceKind.VOLUNTEERING: N_("Volunteering, valued"),
}

Cents = tuple[int, ...]
"""One amount a year of the plan."""


@dataclass(frozen=True)
class Cost:
    """A line of costs; `form` says in which form a skill comes, for the other skills alone."""

    key: str
    head: CostHead
    label: str
    cents: Cents
    form: SkillForm | None = None
    note: str = ""


@dataclass(frozen=True)
class Resource:
    """A line of resources; `funder` names who gives public or private money."""

    key: str
    kind: ResourceKind
    label: str
    cents: Cents
    funder: str = ""
    note: str = ""


@dataclass(frozen=True)
class Post:
    """A permanent post: what a full-time one costs the employer in the first year, by how much that rises each year.

    `shares`: by hypothesis, the part of a full-time post in each year (3/4).
    """

    key: str
    label: str
    full_time_cents: int
    raise_: Fraction
    shares: dict[str, tuple[Fraction, ...]]


@dataclass(frozen=True)
class Equipment:
    """A thing bought, used for some years from a day on."""

    key: str
    label: str
    cents: int
    in_use_on: date
    years: int


@dataclass(frozen=True)
class Hypothesis:
    """A way to staff the pole: a letter and what it means."""

    code: str
    label: str


@dataclass(frozen=True)
class Plan:
    """A whole plan. A year is named after the day it closes: the last of `closing_month`. `retained`: the hypothesis kept."""

    title: str
    first_year: int
    count: int
    closing_month: int
    hypotheses: tuple[Hypothesis, ...]
    retained: str
    costs: tuple[Cost, ...] = ()
    posts: tuple[Post, ...] = ()
    equipment: tuple[Equipment, ...] = ()
    resources: tuple[Resource, ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        """The years, the first first."""
        return tuple(range(self.first_year, self.first_year + self.count))

    @property
    def codes(self) -> tuple[str, ...]:
        """The letters of the hypotheses."""
        return tuple(one.code for one in self.hypotheses)

    def hypothesis(self, code: str) -> Hypothesis:
        """The hypothesis of that letter; KeyError."""
        for one in self.hypotheses:
            if one.code == code:
                return one
        raise KeyError(code)


Line = Cost | Resource | Post | Equipment


def year_of(day: date, closing_month: int) -> int:
    """The year of a plan that a day is in: the one in which the exercise closes.

    >>> year_of(date(2026, 9, 1), 12), year_of(date(2026, 9, 1), 8), year_of(date(2026, 8, 31), 8)
    (2026, 2027, 2026)
    """
    return day.year + (1 if day.month > closing_month else 0)
