"""The account of a holder: what the journal adds up to, and the accounts that cannot be.

Shares, capital subscribed, called and paid, what is owed back, money received ahead: integers in cents. Nothing is
stored but movements; every sum is read from them, on any day, as known at any moment.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from foundation.kernel.errors import Refused
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_

AMOUNTS = ("shares", "subscribed_cents", "called_cents", "paid_cents", "owed_cents", "advance_cents")
ARTICLE = "C. com. art. L228-1 et R228-9"


class Amounts(Protocol):
    """What has the five amounts of an account, in cents."""

    @property
    def subscribed_cents(self) -> int: ...
    @property
    def called_cents(self) -> int: ...
    @property
    def paid_cents(self) -> int: ...
    @property
    def owed_cents(self) -> int: ...
    @property
    def advance_cents(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One movement of the journal as a value; the amounts are signed changes in cents."""

    id: int
    number: int
    operation_id: int
    kind: str
    member_id: int | None
    application_id: int | None
    shares: int
    nominal_cents: int
    subscribed_cents: int
    called_cents: int
    paid_cents: int
    owed_cents: int
    advance_cents: int
    effective_on: date
    recorded_at: datetime
    acquired_on: date | None = None
    reverses_id: int | None = None

    @property
    def holder(self) -> tuple[str, int]:
        """Whose account: a member, or a candidate whose money came before the decision."""
        return ("member", self.member_id) if self.member_id is not None else ("application", self.application_id or 0)


@dataclass(frozen=True, slots=True)
class Position:
    """An account on a day: shares, and amounts in cents."""

    shares: int = 0
    subscribed_cents: int = 0
    called_cents: int = 0
    paid_cents: int = 0
    owed_cents: int = 0
    advance_cents: int = 0

    @property
    def receivable_cents(self) -> int:
        """Called and not paid yet."""
        return self.called_cents - self.paid_cents

    @property
    def uncalled_cents(self) -> int:
        """Subscribed and not called yet."""
        return self.subscribed_cents - self.called_cents

    @property
    def unpaid_cents(self) -> int:
        """Subscribed and not paid yet, called or not."""
        return self.subscribed_cents - self.paid_cents

    @property
    def subscribed(self) -> Money:
        """The capital subscribed."""
        return Money(self.subscribed_cents)

    @property
    def paid(self) -> Money:
        """The capital paid up."""
        return Money(self.paid_cents)

    @property
    def owed(self) -> Money:
        """What the cooperative owes back."""
        return Money(self.owed_cents)

    @property
    def is_nothing(self) -> bool:
        """Neither shares nor money."""
        return self == NOTHING

    def plus(self, entry: "Entry | Position") -> "Position":
        """The account after one more movement (or together with another account)."""
        return Position(
            self.shares + entry.shares,
            self.subscribed_cents + entry.subscribed_cents,
            self.called_cents + entry.called_cents,
            self.paid_cents + entry.paid_cents,
            self.owed_cents + entry.owed_cents,
            self.advance_cents + entry.advance_cents,
        )


NOTHING = Position()


def moved(entry: Amounts) -> Money:
    """The amount that one movement is about: capital where it changes, else what is called, paid, owed or received ahead.

    >>> moved(Position(subscribed_cents=4000, called_cents=1000)).cents, moved(Position(paid_cents=1000)).cents
    (4000, 1000)
    """
    amounts = (entry.subscribed_cents, entry.called_cents, entry.paid_cents, entry.owed_cents, entry.advance_cents)
    return Money(next((cents for cents in amounts if cents), 0))


def known_on(entries: Iterable[Entry], on: date, known_at: datetime | None = None) -> list[Entry]:
    """The movements effective on or before `on` and recorded by `known_at` (None: all that is known)."""
    return [m for m in entries if m.effective_on <= on and (known_at is None or m.recorded_at <= known_at)]


def positions(entries: Iterable[Entry]) -> dict[tuple[str, int], Position]:
    """The account of each holder; who has nothing is left out.

    Source: C. com. art. L228-1 (the account tells the holding). Example: ten subscribed and a quarter paid.

    >>> from datetime import UTC
    >>> day, moment = date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC)
    >>> taken = Entry(1, 1, 1, "subscription", 7, None, 10, 2000, 20000, 5000, 0, 0, 0, day, moment)
    >>> money = Entry(2, 2, 1, "payment", 7, None, 0, 0, 0, 0, 5000, 0, 0, day, moment)
    >>> positions([taken, money])["member", 7].unpaid_cents
    15000
    """
    found: dict[tuple[str, int], Position] = {}
    for entry in entries:
        found[entry.holder] = found.get(entry.holder, NOTHING).plus(entry)
    return {holder: position for holder, position in found.items() if not position.is_nothing}


def total(found: Mapping[tuple[str, int], Position]) -> Position:
    """All accounts together."""
    together = Position()
    for position in found.values():
        together = together.plus(position)
    return together


def impossible_days(entries: Iterable[Entry]) -> Iterable[tuple[tuple[str, int], date, Position]]:
    """(holder, day, account) for each account that cannot be at the end of a day.

    On every day: no less than no share, 0 <= paid <= called <= subscribed, nothing owed below zero, no advance below zero.
    Source: C. com. art. L228-1; loi 47-1775 art. 12 (paid up of what was subscribed).
    Example: two shares transferred a day before they were subscribed make one finding.

    >>> from datetime import UTC
    >>> moment = datetime(2026, 1, 1, tzinfo=UTC)
    >>> out = Entry(1, 1, 1, "transfer", 7, None, -2, 20, -40, -40, -40, 0, 0, date(2026, 2, 1), moment)
    >>> back = Entry(2, 2, 2, "subscription", 7, None, 2, 20, 40, 40, 40, 0, 0, date(2026, 2, 2), moment)
    >>> [(holder, str(day)) for holder, day, _position in impossible_days([out, back])]
    [(('member', 7), '2026-02-01')]
    """
    by_day: dict[tuple[tuple[str, int], date], Position] = {}
    for entry in entries:
        key = (entry.holder, entry.effective_on)
        by_day[key] = by_day.get(key, NOTHING).plus(entry)
    running: dict[tuple[str, int], Position] = {}
    for holder, day in sorted(by_day):
        running[holder] = running.get(holder, NOTHING).plus(by_day[holder, day])
        if not is_possible(running[holder]):
            yield holder, day, running[holder]


def check_accounts(entries: Iterable[Entry]) -> None:
    """Refuse a journal in which an account could not be on some day, past or to come.

    Source: C. com. art. R228-9 (the register). Example: nobody gives a share away before having it.

    >>> from datetime import UTC
    >>> moment = datetime(2026, 1, 1, tzinfo=UTC)
    >>> out = Entry(1, 1, 1, "transfer", 7, None, -2, 2000, -4000, -4000, -4000, 0, 0, date(2026, 2, 1), moment)
    >>> check_accounts([out])  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: On 2026-02-01 this member would hold 2 shares too few...
    """
    for _holder, day, position in impossible_days(entries):
        raise impossible(day, position)


def impossible(day: date, position: Position) -> Refused:
    """Why an account cannot be so on a day, in a sentence: which rule, by how much."""
    if position.shares < 0:
        return Refused(
            "negative-holding",
            N_(
                "On %(day)s this member would hold %(short)s shares too few. Nobody holds less than none: lower "
                "the number of shares, or choose a later day."
            ),
            day=day,
            short=-position.shares,
            source=ARTICLE,
        )
    return Refused(
        "impossible-account",
        N_(
            "On %(day)s the account would be impossible: subscribed %(subscribed)s, called %(called)s, paid "
            "%(paid)s, owed %(owed)s, received ahead %(advance)s. A later operation depends on this one, or the "
            "amount is too high: take the later one back first, or lower the amount."
        ),
        day=day,
        source=ARTICLE,
        subscribed=position.subscribed,
        called=Money(position.called_cents),
        paid=position.paid,
        owed=position.owed,
        advance=Money(position.advance_cents),
    )


def is_possible(position: Position) -> bool:
    """Whether an account can be so at the end of a day."""
    paid_in_order = 0 <= position.paid_cents <= position.called_cents <= position.subscribed_cents
    return position.shares >= 0 and paid_in_order and position.owed_cents >= 0 and position.advance_cents >= 0
