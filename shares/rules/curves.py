"""Members and capital in time, by college: from changes by day to points that a chart can bear."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from foundation.kernel.money import ZERO, Money

MOST_POINTS = 48


@dataclass(frozen=True)
class Change:
    """What changed on a day in a college (None: in none): members, capital subscribed and paid, in cents."""

    day: date
    college: str | None
    members: int = 0
    subscribed_cents: int = 0
    paid_cents: int = 0


@dataclass(frozen=True)
class CurvePoint:
    """The state at the end of a day, by college."""

    day: date
    members: Mapping[str | None, int]
    capital: Mapping[str | None, Money]
    paid: Money

    @property
    def all_members(self) -> int:
        """All colleges together."""
        return sum(self.members.values())

    @property
    def all_capital(self) -> Money:
        """All colleges together."""
        return sum(self.capital.values(), ZERO)


def curve_days(first: date, last: date, most: int = MOST_POINTS) -> list[date]:
    """At most `most` days from `first` to `last`, both included, evenly set.

    >>> [str(day) for day in curve_days(date(2024, 1, 1), date(2024, 1, 11), 3)]
    ['2024-01-01', '2024-01-06', '2024-01-11']
    >>> curve_days(date(2024, 1, 1), date(2024, 1, 1))
    [datetime.date(2024, 1, 1)]
    """
    span = (last - first).days
    steps = min(most - 1, span)
    return [first + timedelta(days=span * step // steps) for step in range(steps + 1)] if steps else [last]


def curve(changes: Iterable[Change], days: Sequence[date]) -> list[CurvePoint]:
    """The state on each of `days` (in order): the sum of the changes up to it.

    Example: two members of one college in January, one of them gone in March.

    >>> moved = [Change(date(2024, 1, 5), "a", 2, 4000, 4000), Change(date(2024, 3, 1), "a", -1, -2000, -2000)]
    >>> points = curve(moved, [date(2024, 1, 31), date(2024, 3, 31)])
    >>> [(point.all_members, point.all_capital.cents) for point in points]
    [(2, 4000), (1, 2000)]
    """
    waiting = sorted(changes, key=lambda one: one.day)
    members: dict[str | None, int] = {}
    cents: dict[str | None, int] = {}
    paid, at, points = 0, 0, []
    for day in days:
        while at < len(waiting) and waiting[at].day <= day:
            one = waiting[at]
            members[one.college] = members.get(one.college, 0) + one.members
            cents[one.college] = cents.get(one.college, 0) + one.subscribed_cents
            paid, at = paid + one.paid_cents, at + 1
        capital = {college: Money(amount) for college, amount in cents.items() if amount}
        points.append(CurvePoint(day, {key: count for key, count in members.items() if count}, capital, Money(paid)))
    return points


def moved_between(days: Sequence[tuple[date, str | None, int, int, int]]) -> list[Change]:
    """The changes of one member from its states: (day, college, 1 if a member, subscribed, paid), in order.

    >>> states = [(date(2024, 1, 1), "a", 1, 2000, 2000), (date(2025, 1, 1), "b", 1, 2000, 2000)]
    >>> [(one.day.year, one.college, one.members, one.subscribed_cents) for one in moved_between(states)]
    [(2024, 'a', 1, 2000), (2025, 'a', -1, -2000), (2025, 'b', 1, 2000)]
    """
    found: list[Change] = []
    before: tuple[str | None, int, int, int] | None = None
    for day, college, member, subscribed, paid in days:
        if before is not None:
            found.append(Change(day, before[0], -before[1], -before[2], -before[3]))
        found.append(Change(day, college, member, subscribed, paid))
        before = (college, member, subscribed, paid)
    return found
