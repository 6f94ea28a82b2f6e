"""Members and capital in time, by college: from what changed each day to the few days that a chart can bear."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from foundation.kernel.money import ZERO, Money

ENTERS, LIVES, MOVES = range(3)


@dataclass(frozen=True, slots=True)
class Change:
    """What changed on a day in a college (None: in none): members, capital subscribed, paid and public, in cents."""

    day: date
    college: str | None
    members: int = 0
    subscribed_cents: int = 0
    paid_cents: int = 0
    public_cents: int = 0


@dataclass(frozen=True, slots=True)
class Story:
    """One member, each in the order of days: memberships begun (True) and ended, colleges entered, money moved."""

    lives: Sequence[tuple[date, bool]]
    places: Sequence[tuple[date, str | None]]
    moves: Sequence[tuple[date, int, int]]


@dataclass(frozen=True)
class CurvePoint:
    """The state at the end of a day, by college; `highest`: the most capital ever reached by then."""

    day: date
    members: Mapping[str | None, int]
    capital: Mapping[str | None, Money]
    paid: Money
    public: Money
    highest: Money

    @property
    def all_members(self) -> int:
        """All colleges together."""
        return sum(self.members.values())

    @property
    def all_capital(self) -> Money:
        """All colleges together."""
        return sum(self.capital.values(), ZERO)


def curve(changes: Iterable[Change], days: Sequence[date]) -> list[CurvePoint]:
    """The state on each of `days`: the sum of the changes up to it; both in the order of days.

    Example: two members of one college in January, one of them gone in March.

    >>> moved = [Change(date(2024, 1, 5), "a", 2, 4000, 4000), Change(date(2024, 3, 1), "a", -1, -2000, -2000)]
    >>> points = curve(moved, [date(2024, 1, 31), date(2024, 3, 31)])
    >>> [(point.all_members, point.all_capital.cents, point.highest.cents) for point in points]
    [(2, 4000, 4000), (1, 2000, 4000)]
    """
    now, points, left = _Running(), [], list(days)
    for day, moved in groupby(changes, attrgetter("day")):
        while left and left[0] < day:
            points.append(now.at(left.pop(0)))
        if not left:
            break
        now.add(moved)
    return points + [now.at(day) for day in left]


class _Running:
    """The sums while the days go by; the highest capital is the highest at the end of a day."""

    def __init__(self) -> None:
        self.members: dict[str | None, int] = {}
        self.cents: dict[str | None, int] = {}
        self.paid = self.public = self.highest = 0

    def add(self, moved: Iterable[Change]) -> None:
        for one in moved:
            self.members[one.college] = self.members.get(one.college, 0) + one.members
            self.cents[one.college] = self.cents.get(one.college, 0) + one.subscribed_cents
            self.paid += one.paid_cents
            self.public += one.public_cents
        self.highest = max(self.highest, sum(self.cents.values()))

    def at(self, day: date) -> CurvePoint:
        members = {college: count for college, count in self.members.items() if count}
        capital = {college: Money(cents) for college, cents in self.cents.items() if cents}
        return CurvePoint(day, members, capital, Money(self.paid), Money(self.public), Money(self.highest))


def changes_of(story: Story) -> list[Change]:
    """What one member changes: whoever enters another college takes membership and capital along on that day.

    >>> moved = Story([(date(2024, 1, 1), True)], [(date(2024, 1, 1), "a"), (date(2025, 1, 1), "b")],
    ...               [(date(2024, 2, 1), 2000, 500)])
    >>> [(one.day.year, one.college, one.members, one.subscribed_cents) for one in changes_of(moved)]
    [(2024, 'a', 1, 0), (2024, 'a', 0, 2000), (2025, 'a', -1, -2000), (2025, 'b', 1, 2000)]
    """
    found: list[Change] = []
    college: str | None = None
    member = subscribed = paid = 0
    for one in _in_order(story):
        if one.rank == ENTERS and one.college != college:
            found += [
                Change(one.day, college, -member, -subscribed, -paid),
                Change(one.day, one.college, member, subscribed, paid),
            ]
            college = one.college
        elif one.rank == LIVES and one.amount != member:
            found.append(Change(one.day, college, one.amount - member))
            member = one.amount
        elif one.rank == MOVES:
            found.append(Change(one.day, college, 0, one.amount, one.paid))
            subscribed, paid = subscribed + one.amount, paid + one.paid
    return [one for one in found if one.members or one.subscribed_cents or one.paid_cents]


class _Turn(NamedTuple):
    """One thing that happens to a member."""

    day: date
    rank: int
    college: str | None = None
    amount: int = 0
    paid: int = 0


def _in_order(story: Story) -> list[_Turn]:
    """Colleges before memberships before money, day by day; of two on one day, the later said rules."""
    turns = [_Turn(day, ENTERS, college) for day, college in story.places]
    turns += [_Turn(day, LIVES, None, int(begins)) for day, begins in story.lives]
    turns += [_Turn(day, MOVES, None, subscribed, paid) for day, subscribed, paid in story.moves]
    return sorted(turns, key=lambda turn: (turn.day, turn.rank))


def counted_once(lives: Sequence[tuple[date, bool]], kept: Sequence[tuple[date, bool]]) -> list[tuple[date, bool]]:
    """The memberships of a double: only while the record that was kept has none.

    >>> counted_once([(date(2024, 1, 1), True)], [(date(2025, 1, 1), True), (date(2026, 1, 1), False)])
    [(datetime.date(2024, 1, 1), True), (datetime.date(2025, 1, 1), False), (datetime.date(2026, 1, 1), True)]
    """
    days = sorted({day for day, _begins in [*lives, *kept]})
    return [(day, _member(lives, day) and not _member(kept, day)) for day in days]


def _member(lives: Sequence[tuple[date, bool]], on: date) -> bool:
    return next((begins for day, begins in reversed(lives) if day <= on), False)


def summed(changes: Iterable[Change]) -> list[Change]:
    """The same by day and college, in the order of days: what a chart keeps of three hundred thousand movements.

    >>> day = date(2024, 1, 1)
    >>> [one.members for one in summed([Change(day, "a", 1), Change(day, "a", 2), Change(day, "b", 1)])]
    [3, 1]
    """
    sums: dict[tuple[date, str | None], list[int]] = {}
    for one in changes:
        kept = sums.setdefault((one.day, one.college), [0, 0, 0, 0])
        for rank, more in enumerate((one.members, one.subscribed_cents, one.paid_cents, one.public_cents)):
            kept[rank] += more
    ordered = sorted(sums.items(), key=lambda item: item[0][0])
    return [Change(day, college, *found) for (day, college), found in ordered if any(found)]


def opposite(one: Change) -> Change:
    """What takes a change out again."""
    return Change(one.day, one.college, -one.members, -one.subscribed_cents, -one.paid_cents, -one.public_cents)
