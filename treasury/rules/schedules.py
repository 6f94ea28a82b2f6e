"""Instalments: what is due when, what is late, and schedules that always add up to what was asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from foundation.kernel.errors import Refused
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from shares.rules.paying import later_month

MOST_INSTALMENTS = 60


@dataclass(frozen=True, order=True)
class Instalment:
    """A sum due on a day."""

    due_on: date
    cents: int


def equal_instalments(total: Money, count: int, first_on: date, *, every_months: int = 1) -> list[Instalment]:
    """`count` sums as equal as cents allow, the odd cents in the first ones, each `every_months` later.

    >>> [one.cents for one in equal_instalments(Money(10_000), 3, date(2026, 1, 31))]
    [3334, 3333, 3333]
    """
    if not 1 <= count <= min(MOST_INSTALMENTS, total.cents) or every_months < 1:
        raise Refused(
            "bad-instalments",
            N_("%(total)s cannot be paid in %(count)s instalments: choose from 1 to %(most)s."),
            total=total,
            count=count,
            most=MOST_INSTALMENTS,
        )
    each, odd = divmod(total.cents, count)
    return [
        Instalment(later_month(first_on, place * every_months), each + (1 if place < odd else 0))
        for place in range(count)
    ]


def check_schedule(instalments: Sequence[Instalment], total: Money, last_day: date | None = None) -> list[Instalment]:
    """The instalments in their order, if they add up to `total` and end in time.

    Source: loi 47-1775 art. 12 (the balance within the statutes' delay, rule 11).
    Example: 60.00 and 40.00 for 100.00 are right, 60.00 and 30.00 are refused.

    >>> parts = [Instalment(date(2026, 6, 1), 6000), Instalment(date(2026, 9, 1), 4000)]
    >>> len(check_schedule(parts, Money(10_000)))
    2
    """
    found = Money(sum(one.cents for one in instalments))
    if found != total or any(one.cents <= 0 for one in instalments):
        raise Refused(
            "schedule-sum",
            N_("The instalments add up to %(found)s, and %(total)s is asked for. Correct one of them."),
            found=found,
            total=total,
        )
    ordered = sorted(instalments)
    if last_day is not None and ordered[-1].due_on > last_day:
        raise Refused(
            "schedule-too-long",
            N_("The last instalment is due on %(day)s; shares must be paid up by %(last)s at the latest."),
            rule=11,
            source="loi 47-1775 art. 12",
            day=ordered[-1].due_on,
            last=last_day,
        )
    return ordered


@dataclass(frozen=True)
class Standing:
    """Where a request stands on a day, in cents."""

    asked: int
    paid: int
    due_by_now: int
    next_cents: int
    next_on: date | None
    late_since: date | None

    @property
    def left(self) -> int:
        """Still to pay in all."""
        return max(0, self.asked - self.paid)

    @property
    def late(self) -> int:
        """Overdue."""
        return max(0, self.due_by_now - self.paid)

    @property
    def is_paid(self) -> bool:
        """Whether nothing is left to pay."""
        return self.paid >= self.asked


def standing(instalments: Sequence[Instalment], paid: int, on: date) -> Standing:
    """What is paid, late and next: payments fill the instalments in their order.

    >>> plan = [Instalment(date(2026, 1, 1), 5000), Instalment(date(2026, 2, 1), 5000)]
    >>> found = standing(plan, 2000, date(2026, 1, 15))
    >>> found.late, found.next_cents, found.late_since
    (3000, 3000, datetime.date(2026, 1, 1))
    """
    running, late_since, next_on, next_cents = 0, None, None, 0
    for one in sorted(instalments):
        running += one.cents
        if running <= paid:
            continue
        if next_on is None:
            next_on, next_cents = one.due_on, running - paid
        if one.due_on < on and late_since is None:
            late_since = one.due_on
    asked = sum(one.cents for one in instalments)
    due = sum(one.cents for one in instalments if one.due_on < on)
    return Standing(asked, paid, due, next_cents, next_on, late_since)


@dataclass(frozen=True)
class ReminderLevel:
    """One step of the reminders: sent `days` after the day that was missed, if switched on."""

    level: int
    days: int
    enabled: bool = True


STANDARD_LEVELS = (ReminderLevel(1, 7), ReminderLevel(2, 21), ReminderLevel(3, 45, enabled=False))


@dataclass(frozen=True)
class Sent:
    """A reminder that went out, for the instalment missed on `late_since`."""

    level: int
    on: date
    late_since: date


def next_reminder(
    found: Standing, levels: Sequence[ReminderLevel], sent: Sequence[Sent], on: date
) -> ReminderLevel | None:
    """The reminder that is due on a day: the next level switched on, never two on one day, never a level again.

    A payment that ends the delay begins anew: an instalment missed later starts at the first level.

    >>> late = standing([Instalment(date(2026, 1, 1), 5000)], 0, date(2026, 1, 9))
    >>> next_reminder(late, STANDARD_LEVELS, [], date(2026, 1, 9)).level
    1
    >>> next_reminder(late, STANDARD_LEVELS, [Sent(1, date(2026, 1, 9), date(2026, 1, 1))], date(2026, 1, 9)) is None
    True
    """
    if not found.late or found.late_since is None or any(one.on >= on for one in sent):
        return None
    reached = max((one.level for one in sent if one.late_since == found.late_since), default=0)
    for one in sorted(levels, key=lambda level: level.level):
        if one.level > reached and one.enabled:
            return one if on >= found.late_since + timedelta(days=one.days) else None
    return None
