"""Accounts while a sheet is tried out: what stands in the journal, and each line of the sheet on top of it, in memory."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from foundation.kernel.errors import Refused
from shares.rules.legs import Leg
from shares.rules.lots import Lot, lots
from shares.rules.positions import NOTHING, Entry, Position, impossible, impossible_days, is_possible, known_on

BEYOND = 1 << 40
"""Identifiers and numbers of movements that are not written yet: above every one that is."""
_MOMENT = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass
class OpenClaim:
    """A refund, and what is owed under it day by day. `key`: its identifier, negative while it is not written."""

    key: int
    rank: tuple[date, int]
    changes: list[tuple[date, int]] = field(default_factory=list)

    def left_from(self, on: date) -> int:
        """The cents that may still be paid on a day without owing less than nothing on a later one."""
        days: dict[date, int] = {on: 0}
        for day, cents in self.changes:
            days[max(day, on)] = days.get(max(day, on), 0) + cents
        lowest, running = None, 0
        for day in sorted(days):
            running += days[day]
            lowest = running if lowest is None else min(lowest, running)
        return max(0, lowest or 0)


@dataclass
class _Account:
    rows: list[Entry] = field(default_factory=list)
    running: Position = NOTHING
    latest: date = date.min


class Books:
    """The accounts of the members that a sheet names."""

    def __init__(self, entries: Mapping[int, Sequence[Entry]], claims: Mapping[int, Iterable[OpenClaim]]) -> None:
        self._accounts = {member: _opened(rows) for member, rows in entries.items()}
        self._claims = {member: sorted(mine, key=lambda one: one.rank) for member, mine in claims.items()}
        self._next = BEYOND
        self._next_claim = -1

    def position(self, member_id: int, on: date) -> Position:
        """The account of a member at the end of a day, the lines taken so far included."""
        account = self._accounts.get(member_id)
        if account is None:
            return NOTHING
        return account.running if on >= account.latest else _sum(known_on(account.rows, on))

    def lots(self, member_id: int, on: date) -> list[Lot]:
        """The lots of a member on a day, in the order in which they leave."""
        account = self._accounts.get(member_id)
        return lots(known_on(account.rows, on)) if account else []

    def claims(self, member_id: int) -> list[OpenClaim]:
        """The refunds of a member, the first in rank first."""
        return self._claims.get(member_id, [])

    def new_claim(self, member_id: int, on: date) -> OpenClaim:
        """A refund that begins with this line; it counts once `add` has taken the line."""
        claim = OpenClaim(self._next_claim, (on, BEYOND - self._next_claim))
        self._next_claim -= 1
        self._claims.setdefault(member_id, []).append(claim)
        return claim

    def add(self, legs: Iterable[Leg], on: date) -> Refused | None:
        """Take movements of a day, all or none: why not, where an account would be impossible on any day."""
        by_member: dict[int, list[Entry]] = {}
        for leg in legs:
            by_member.setdefault(leg.member_id or 0, []).append(self._entry(leg, on))
        after: dict[int, _Account] = {}
        for member, rows in by_member.items():
            account = self._accounts.get(member) or _Account()
            found = _with(account, rows, on)
            if isinstance(found, Refused):
                return found
            after[member] = found
        for member, rows in by_member.items():
            kept = self._accounts.setdefault(member, after[member])
            kept.rows += rows
            kept.running, kept.latest = after[member].running, after[member].latest
        return None

    def _entry(self, leg: Leg, on: date) -> Entry:
        self._next += 1
        return Entry(
            self._next,
            self._next,
            self._next,
            str(leg.kind),
            leg.member_id,
            None,
            leg.shares,
            leg.nominal_cents,
            leg.subscribed_cents,
            leg.called_cents,
            leg.paid_cents,
            leg.owed_cents,
            leg.advance_cents,
            on,
            _MOMENT,
        )


def _opened(rows: Sequence[Entry]) -> _Account:
    return _Account(list(rows), _sum(rows), max((row.effective_on for row in rows), default=date.min))


def _with(account: _Account, rows: Sequence[Entry], on: date) -> "_Account | Refused":
    """The account after more rows (its list of rows is left to the caller), or why it cannot be."""
    running = account.running
    for row in rows:
        running = running.plus(row)
    after = _Account([], running, max(account.latest, on))
    if on >= account.latest:
        return after if is_possible(running) else impossible(on, running)
    for _holder, day, position in impossible_days([*account.rows, *rows]):
        return impossible(day, position)
    return after


def _sum(rows: Iterable[Entry]) -> Position:
    together = NOTHING
    for row in rows:
        together = together.plus(row)
    return together
