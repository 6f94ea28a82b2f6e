"""Lots: which shares of a holding are the oldest, at what nominal value, and how much of each is paid.

Nothing about lots is stored: they are derived from the journal by the order of the statutes (`shares.refund_order`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from shares.rules.positions import Entry


@dataclass(frozen=True, slots=True)
class Lot:
    """Shares acquired together; what is called and paid of them, in cents."""

    acquired_on: date
    number: int
    shares: int
    nominal_cents: int
    called_cents: int = 0
    paid_cents: int = 0

    @property
    def subscribed_cents(self) -> int:
        """Their nominal amount."""
        return self.shares * self.nominal_cents


def standing_entries(entries: Iterable[Entry]) -> list[Entry]:
    """The movements that hold: those taken back, and their reversals, are left out; in the order of the law."""
    rows = list(entries)
    taken_back = {row.reverses_id for row in rows}
    kept = [row for row in rows if row.reverses_id is None and row.id not in taken_back]
    return sorted(kept, key=lambda row: (row.effective_on, row.number))


def lots(entries: Iterable[Entry], *, last_in_first: bool = False) -> list[Lot]:
    """The lots of one holder, in the order in which they leave, with what is paid of each.

    First in, first out (or last in, where statutes say so). Payments and calls settle the oldest lot first.
    Source: the statutes' refund order; Code civil art. 1342-10 (payments settle the oldest debt).
    Example: of ten shares of 2024 and five of 2025, the three that leave are of 2024.

    >>> from datetime import UTC, datetime
    >>> moment = datetime(2026, 1, 1, tzinfo=UTC)
    >>> def moved(n, shares, year):
    ...     return Entry(
    ...         n, n, n, "subscription" if shares > 0 else "transfer", 7, None, shares, 2000,
    ...         shares * 2000, shares * 2000, shares * 2000, 0, 0, date(year, 1, 1), moment,
    ...     )
    >>> [(lot.acquired_on.year, lot.shares) for lot in lots([moved(1, 10, 2024), moved(2, 5, 2025), moved(3, -3, 2026)])]
    [(2024, 7), (2025, 5)]
    """
    rows = standing_entries(entries)
    held: list[Lot] = []
    missing = 0
    for row in (one for one in rows if one.shares):
        if row.shares > 0:
            held.append(Lot(row.acquired_on or row.effective_on, row.number, row.shares, row.nominal_cents))
            held.sort(key=lambda lot: (lot.acquired_on, lot.number), reverse=last_in_first)
            missing, wanted = 0, missing
        else:
            missing, wanted = 0, missing - row.shares
        taken, held = split_off(held, wanted)
        missing = wanted - sum(lot.shares for lot in taken)
    called = sum(row.called_cents for row in rows)
    paid = sum(row.paid_cents for row in rows)
    return _with_payments(held, called, paid)


def _with_payments(held: list[Lot], called: int, paid: int) -> list[Lot]:
    """Spread what was called and paid over the lots, the oldest first."""
    spread: dict[int, Lot] = {}
    for rank, lot in sorted(enumerate(held), key=lambda pair: (pair[1].acquired_on, pair[1].number)):
        mine_called, mine_paid = min(called, lot.subscribed_cents), min(paid, lot.subscribed_cents)
        spread[rank] = replace(lot, called_cents=mine_called, paid_cents=mine_paid)
        called, paid = called - mine_called, paid - mine_paid
    return [spread[rank] for rank in range(len(held))]


def split_off(held: list[Lot], shares: int) -> tuple[list[Lot], list[Lot]]:
    """Take `shares` from the front: (what leaves, what stays).

    Of a lot that is cut, what leaves bears its part of what was called and paid, rounded down to the cent.

    >>> whole = [Lot(date(2024, 1, 1), 1, 3, 2000, 6000, 1000)]
    >>> [(lot.shares, lot.paid_cents) for part in split_off(whole, 1) for lot in part]
    [(1, 333), (2, 667)]
    """
    leaving: list[Lot] = []
    staying: list[Lot] = []
    for lot in held:
        count = min(shares, lot.shares)
        shares -= count
        if count:
            called, paid = (amount * count // lot.shares for amount in (lot.called_cents, lot.paid_cents))
            leaving.append(replace(lot, shares=count, called_cents=called, paid_cents=paid))
        if count < lot.shares:
            gone = leaving[-1] if count else None
            staying.append(
                replace(
                    lot,
                    shares=lot.shares - count,
                    called_cents=lot.called_cents - (gone.called_cents if gone else 0),
                    paid_cents=lot.paid_cents - (gone.paid_cents if gone else 0),
                )
            )
    return leaving, staying
