"""Refunds out: what is owed in which year, and when a transfer may be prepared."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from foundation.kernel.money import Money
from shares.rules.paying import later_month


@dataclass(frozen=True)
class Owed:
    """A refund decided and not paid: to whom, how much, since when, and until when the statutes let it wait."""

    claim_id: int
    member_id: int
    holder: str
    cents: int
    decided_on: date
    due_on: date


@dataclass(frozen=True)
class YearTotal:
    """What falls due in one calendar year."""

    year: int
    count: int
    amount: Money
    lines: tuple[Owed, ...]


def due_on(rank_on: date, delay_months: int | None) -> date:
    """The last day to pay a refund: the delay of the statutes after the loss of membership; at once where they say none.

    Source: the statutes (five years at most in usual clauses). Example: left on 31 March 2026, sixty months.

    >>> due_on(date(2026, 3, 31), 60)
    datetime.date(2031, 3, 31)
    """
    return later_month(rank_on, delay_months or 0)


def schedule_by_year(lines: Iterable[Owed]) -> list[YearTotal]:
    """The refunds by the year in which they fall due, oldest first; their sum is the liability account.

    >>> day = date(2026, 1, 1)
    >>> rows = [Owed(one, one, "Ada", 2000 // one, day, date(2027, one, 1)) for one in (1, 4)]
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
