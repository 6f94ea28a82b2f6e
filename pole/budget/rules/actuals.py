"""What really came and went, beside what was planned; and under which head a line of the books falls."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from pole.budget.rules.plan import Cents, CostHead, ResourceKind
from pole.budget.rules.totals import Totals, parts


class Side(StrEnum):
    """On which side of the budget an amount stands."""

    COST = "cost"
    RESOURCE = "resource"


Place = tuple[Side, str]
"""A side, and the head of costs or kind of resources."""
Sums = Mapping[tuple[Side, str, int], int]
"""Cents by side, head or kind, and year."""


@dataclass(frozen=True)
class Entered:
    """An amount to enter beside the plan; `entry_key` names the line of the books it comes from."""

    side: Side
    code: str
    label: str
    cents: int
    on: date
    funder: str = ""
    document: str = ""
    entry_key: str | None = None


@dataclass(frozen=True)
class BookedLine:
    """A line of the books: debit above zero, credit below, in cents; `key` is the same whenever it is read again."""

    key: str
    on: date
    account: str
    account_label: str
    label: str
    cents: int
    document: str = ""


_PLACES: dict[str, Place] = {
    "60": (Side.COST, CostHead.EXTERNAL),
    "61": (Side.COST, CostHead.EXTERNAL),
    "611": (Side.COST, CostHead.OTHER_SKILLS),
    "62": (Side.COST, CostHead.EXTERNAL),
    "621": (Side.COST, CostHead.OTHER_SKILLS),
    "63": (Side.COST, CostHead.EXTERNAL),
    "631": (Side.COST, CostHead.PERMANENT),
    "633": (Side.COST, CostHead.PERMANENT),
    "64": (Side.COST, CostHead.PERMANENT),
    "65": (Side.COST, CostHead.EXTERNAL),
    "66": (Side.COST, CostHead.EXTERNAL),
    "67": (Side.COST, CostHead.EXTERNAL),
    "68": (Side.COST, CostHead.DEPRECIATION),
    "69": (Side.COST, CostHead.EXTERNAL),
    "86": (Side.COST, CostHead.VOLUNTEERING),
    "70": (Side.RESOURCE, ResourceKind.OWN),
    "71": (Side.RESOURCE, ResourceKind.OWN),
    "72": (Side.RESOURCE, ResourceKind.OWN),
    "74": (Side.RESOURCE, ResourceKind.PUBLIC),
    "75": (Side.RESOURCE, ResourceKind.OWN),
    "754": (Side.RESOURCE, ResourceKind.PRIVATE),
    "756": (Side.RESOURCE, ResourceKind.FEES),
    "76": (Side.RESOURCE, ResourceKind.OWN),
    "77": (Side.RESOURCE, ResourceKind.OWN),
    "78": (Side.RESOURCE, ResourceKind.OWN),
    "79": (Side.RESOURCE, ResourceKind.OWN),
    "87": (Side.RESOURCE, ResourceKind.VOLUNTEERING),
}
"""Accounts of the PCG by their first figures, the longest first to fit; to be validated by an accountant."""


def place_of(account: str) -> Place | None:
    """Where an account falls in the budget; None for one of no cost nor resource (bank, capital, members).

    >>> place_of("613200"), place_of("611000")[1], place_of("512000")
    ((<Side.COST: 'cost'>, <CostHead.EXTERNAL: 'external'>), <CostHead.OTHER_SKILLS: 'other_skills'>, None)
    """
    fitting = [start for start in _PLACES if account.startswith(start)]
    return _PLACES[max(fitting, key=len)] if fitting else None


def entered_of(line: BookedLine) -> Entered | None:
    """A line of the books as an amount of the budget: a cost is a debit, a resource a credit. None where it is neither.

    The label kept is that of the account: those of the lines name people, and every member reads the budget.

    >>> entered_of(BookedLine("k", date(2026, 3, 1), "740000", "Région Bretagne", "Acompte", -500_000)).cents
    500000
    """
    place = place_of(line.account)
    if place is None or line.cents == 0:
        return None
    side, code = place
    funder = line.account_label if code == ResourceKind.PUBLIC else ""
    cents = line.cents if side is Side.COST else -line.cents
    return Entered(
        side,
        str(code),
        (line.account_label or line.account)[:200],
        cents,
        line.on,
        funder[:120],
        line.document[:200],
        line.key,
    )


@dataclass(frozen=True)
class Beside:
    """One head or kind in one year: what was planned, what came of it; `variance` is what came less what was planned."""

    planned: int
    actual: int

    @property
    def variance(self) -> int:
        """Above zero: more than planned."""
        return self.actual - self.planned

    @property
    def part(self) -> Fraction | None:
        """What came as a share of what was planned; None where nothing was planned."""
        return Fraction(self.actual, self.planned) if self.planned else None


@dataclass(frozen=True)
class Compared:
    """A plan beside the facts, over its years."""

    years: tuple[int, ...]
    heads: dict[CostHead, tuple[Beside, ...]]
    kinds: dict[ResourceKind, tuple[Beside, ...]]
    costs: tuple[Beside, ...]
    resources: tuple[Beside, ...]
    public_parts: tuple[Fraction | None, ...]


def compared(planned: Totals, sums: Sums) -> Compared:
    """What was planned beside what came, head by head, kind by kind, and all together."""
    heads = {head: _line(cents, _of(sums, Side.COST, head, planned)) for head, cents in planned.heads.items()}
    kinds = {kind: _line(cents, _of(sums, Side.RESOURCE, kind, planned)) for kind, cents in planned.kinds.items()}
    actual = {kind: tuple(one.actual for one in line) for kind, line in kinds.items()}
    money = tuple(
        sum(cents[rank] for kind, cents in actual.items() if kind is not ResourceKind.VOLUNTEERING)
        for rank in range(len(planned.years))
    )
    return Compared(
        planned.years,
        heads,
        kinds,
        _line(planned.costs, _added(heads, planned)),
        _line(planned.resources, _added(kinds, planned)),
        parts(actual[ResourceKind.PUBLIC], money),
    )


def _of(sums: Sums, side: Side, code: str, planned: Totals) -> Cents:
    return tuple(sums.get((side, str(code), year), 0) for year in planned.years)


def _line(planned: Cents, actual: Cents) -> tuple[Beside, ...]:
    return tuple(Beside(one, other) for one, other in zip(planned, actual, strict=True))


def _added(
    lines: Mapping[CostHead, tuple[Beside, ...]] | Mapping[ResourceKind, tuple[Beside, ...]], planned: Totals
) -> Cents:
    return tuple(sum(line[rank].actual for line in lines.values()) for rank in range(len(planned.years)))
