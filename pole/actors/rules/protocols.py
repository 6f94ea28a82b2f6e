"""A cooperation protocol on a day: where it stands, when it is reviewed next, of what somebody is reminded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_

REMINDED_BEFORE = timedelta(days=30)
ENDS_SOON = timedelta(days=90)


class ProtocolState(StrEnum):
    """Where a protocol stands."""

    DRAFT = "draft"
    TO_COME = "to_come"
    RUNNING = "running"
    ENDS_SOON = "ends_soon"
    OVER = "over"
    STOPPED = "stopped"


class ReviewOutcome(StrEnum):
    """What follows from a review."""

    CONTINUE = "continue"
    ADAPT = "adapt"
    STOP = "stop"


class Due(StrEnum):
    """Of what somebody is reminded."""

    REVIEW = "review"
    TERM = "term"


STATE_NAMES: dict[ProtocolState, str] = {
    ProtocolState.DRAFT: N_("Not signed yet"),
    ProtocolState.TO_COME: N_("To come"),
    ProtocolState.RUNNING: N_("In force"),
    ProtocolState.ENDS_SOON: N_("Ends soon"),
    ProtocolState.OVER: N_("Term reached"),
    ProtocolState.STOPPED: N_("Stopped"),
}
OUTCOME_NAMES: dict[ReviewOutcome, str] = {
    ReviewOutcome.CONTINUE: N_("Continue"),
    ReviewOutcome.ADAPT: N_("Change it"),
    ReviewOutcome.STOP: N_("Stop it"),
}
IN_FORCE = frozenset({ProtocolState.RUNNING, ProtocolState.ENDS_SOON})
_ORDER = N_("The last day comes before the first one: correct one of them.")
_UNSIGNED = N_("“%(title)s” is not signed: write first the day of its signature.")
_TO_COME = N_("%(day)s is to come: a review is written once it was held.")
_BEFORE = N_("The protocol begins on %(day)s: its review comes after.")
_ALONE = N_("Choose with whom this protocol is made.")


@dataclass(frozen=True)
class Term:
    """The days of a protocol: signed on (None: not yet), first, last (None: no term), first day without it."""

    signed_on: date | None
    starts_on: date
    ends_on: date | None
    stopped_on: date | None = None

    def state(self, day: date) -> ProtocolState:
        """Where it stands on a day; its last day is a day in force.

        >>> term = Term(date(2026, 1, 5), date(2026, 2, 1), date(2028, 1, 31))
        >>> [term.state(date(*day)).value for day in ((2026, 1, 31), (2026, 2, 1), (2027, 12, 1), (2028, 1, 31), (2028, 2, 1))]
        ['to_come', 'running', 'ends_soon', 'ends_soon', 'over']
        """
        if self.signed_on is None:
            return ProtocolState.DRAFT
        if self.stopped_on is not None and self.stopped_on <= day:
            return ProtocolState.STOPPED
        if day < self.starts_on:
            return ProtocolState.TO_COME
        if self.ends_on is None or day < self.ends_on - ENDS_SOON:
            return ProtocolState.RUNNING
        return ProtocolState.ENDS_SOON if day <= self.ends_on else ProtocolState.OVER


def later_month(day: date, months: int) -> date:
    """The same day so many months later; the last day of a shorter month.

    >>> later_month(date(2024, 2, 29), 12), later_month(date(2026, 8, 31), 6)
    (datetime.date(2025, 2, 28), datetime.date(2027, 2, 28))
    """
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def next_review(term: Term, reviews: Sequence[date], months: int) -> date | None:
    """The day of the next review: so many months after the last one, or after the first day; None once it is over.

    >>> term = Term(date(2026, 1, 5), date(2026, 2, 1), date(2028, 1, 31))
    >>> next_review(term, [], 12), next_review(term, [date(2027, 3, 1)], 12)
    (datetime.date(2027, 2, 1), None)
    """
    if term.signed_on is None:
        return None
    found = later_month(max([term.starts_on, *reviews]), months)
    lasts = [one for one in (term.ends_on, term.stopped_on) if one is not None]
    return None if lasts and found > min(lasts) else found


def reminders(term: Term, review_on: date | None, day: date) -> list[tuple[Due, date]]:
    """What is to be told on a day: a month before, and as long as it was not told, what falls when.

    >>> term = Term(date(2026, 1, 5), date(2026, 2, 1), date(2028, 1, 31))
    >>> reminders(term, date(2027, 2, 1), date(2027, 1, 2)), reminders(term, None, date(2028, 1, 20))
    ([(<Due.REVIEW: 'review'>, datetime.date(2027, 2, 1))], [(<Due.TERM: 'term'>, datetime.date(2028, 1, 31))])
    """
    if term.state(day) not in IN_FORCE:
        return []
    found = [(Due.REVIEW, review_on)] if review_on is not None else []
    found += [(Due.TERM, term.ends_on)] if term.ends_on is not None else []
    return [(what, on) for what, on in found if on - REMINDED_BEFORE <= day]


def require_order(starts_on: date, ends_on: date | None) -> None:
    """Refuse a protocol that ends before it begins.

    >>> require_order(date(2026, 1, 1), None)
    """
    if ends_on is not None and ends_on < starts_on:
        raise Refused("protocol-order", _ORDER)


def require_parties(parties: Sequence[int]) -> None:
    """Refuse a protocol with nobody.

    >>> require_parties([4])
    """
    if not parties:
        raise Refused("protocol-alone", _ALONE)


def require_reviewable(title: str, term: Term, on: date, today: date) -> None:
    """Refuse a review of what is not signed, before it begins, or to come.

    >>> require_reviewable("P", Term(date(2026, 1, 5), date(2026, 2, 1), None), date(2026, 2, 1), date(2026, 2, 1))
    """
    if term.signed_on is None:
        raise Refused("protocol-unsigned", _UNSIGNED, title=title)
    if on > today:
        raise Refused("review-to-come", _TO_COME, day=on)
    if on < term.starts_on:
        raise Refused("review-before", _BEFORE, day=term.starts_on)
