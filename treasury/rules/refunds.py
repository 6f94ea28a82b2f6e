"""Refunds out: what falls due in which year."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from foundation.kernel.money import Money


@dataclass(frozen=True)
class Owed:
    """A refund decided and not paid: to whom, how much, and the last day to pay it."""

    claim_id: int
    holder: str
    cents: int
    due_on: date


@dataclass(frozen=True)
class YearTotal:
    """What falls due in one calendar year."""

    year: int
    count: int
    amount: Money
    lines: tuple[Owed, ...]


def schedule_by_year(lines: Iterable[Owed]) -> list[YearTotal]:
    """The refunds by the year in which they fall due, oldest first; their sum is the liability account.

    >>> rows = [Owed(one, "Ada", 2000 // one, date(2027, one, 1)) for one in (1, 4)]
    >>> [(one.year, one.count, one.amount.cents) for one in schedule_by_year(rows)]
    [(2027, 2, 2500)]
    """
    by_year: dict[int, list[Owed]] = {}
    for line in lines:
        by_year.setdefault(line.due_on.year, []).append(line)
    return [
        YearTotal(
            year,
            len(found),
            Money(sum(one.cents for one in found)),
            tuple(sorted(found, key=lambda one: (one.due_on, one.claim_id))),
        )
        for year, found in sorted(by_year.items())
    ]
