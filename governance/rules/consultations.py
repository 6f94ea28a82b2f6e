"""Consultations between assemblies: who is asked, where one stands at a moment, when its reminder is due.

No law rules them: they decide nothing by themselves, and the page says so. What is theirs is written here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from foundation.kernel.sentences import N_

REMINDERS_BY_HAND = 3
BETWEEN_REMINDERS = timedelta(hours=24)
MOST_QUESTIONS = 20


class AskKind(StrEnum):
    """What kind of question is asked; `CONSENT` is asked by heads, and one objection is enough to stop a proposal."""

    OPINION = "opinion"
    PRIORITIES = "priorities"
    DATE = "date"
    PLACE = "place"
    CONSENT = "consent"


ASK_NAMES: dict[str, str] = {
    AskKind.OPINION: N_("Opinion"),
    AskKind.PRIORITIES: N_("Priorities"),
    AskKind.DATE: N_("Choice of a date"),
    AskKind.PLACE: N_("Choice of a place"),
    AskKind.CONSENT: N_("Consent"),
}
ASK_PURPOSES: dict[str, str] = {
    AskKind.OPINION: N_("For, against or without opinion on a text; or a choice among answers."),
    AskKind.PRIORITIES: N_("Points to share among options, grades, a ranking, or a budget."),
    AskKind.DATE: N_("Each ticks the moments that suit; the chosen one goes into calendars."),
    AskKind.PLACE: N_("Each ticks the places that suit."),
    AskKind.CONSENT: N_("A proposal passes when nobody objects; an objection gives its reason."),
}


class To(StrEnum):
    """Who is asked."""

    ALL = "all"
    COLLEGES = "colleges"
    MEMBERS = "members"


@dataclass(frozen=True)
class Audience:
    """Who is asked: every member, the members of some colleges, or those of a list of numbers."""

    to: To = To.ALL
    colleges: tuple[str, ...] = ()
    members: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As it is kept with the consultation.

        >>> Audience(To.MEMBERS, members=(4, 12)).as_json()
        {'to': 'members', 'colleges': [], 'members': [4, 12]}
        """
        return {"to": str(self.to), "colleges": list(self.colleges), "members": list(self.members)}

    def asks(self, number: int, colleges: frozenset[str]) -> bool:
        """Whether the member of this number, in these colleges, is asked.

        >>> Audience(To.COLLEGES, colleges=("salaries",)).asks(4, frozenset({"usagers"}))
        False
        """
        match self.to:
            case To.ALL:
                return True
            case To.COLLEGES:
                return not colleges.isdisjoint(self.colleges)
            case To.MEMBERS:
                return number in self.members


def audience_from_json(data: Mapping[str, Any]) -> Audience:
    """The audience as it was kept; the numbers of a list in their order, each once.

    >>> audience_from_json({"to": "members", "colleges": [], "members": [7, 2, 7]}).members
    (2, 7)
    """
    members = tuple(sorted({int(one) for one in data.get("members", ())}))
    return Audience(To(data["to"]), tuple(dict.fromkeys(data.get("colleges", ()))), members)


class ConsultationState(StrEnum):
    """Where a consultation stands at a moment; derived from its moments, never stored.

    `MISSED`: it was to open by itself, did not, and its closing time has passed: new times are needed.
    """

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    OPENING = "opening"
    OPEN = "open"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    MISSED = "missed"


@dataclass(frozen=True)
class Moments:
    """What happened to a consultation, and what it waits for."""

    opens_at: datetime | None
    closes_at: datetime
    opened_at: datetime | None = None
    withdrawn_at: datetime | None = None


def state_at(moments: Moments, at: datetime) -> ConsultationState:
    """The state of a consultation at `at`: the clock alone opens and closes, whatever a job did.

    The instant of the closing is no longer open.

    >>> from datetime import UTC
    >>> day = datetime(2026, 6, 12, tzinfo=UTC)
    >>> state_at(Moments(None, day, opened_at=day - timedelta(days=9)), day).value
    'closed'
    """
    if moments.withdrawn_at is not None:
        return ConsultationState.WITHDRAWN
    if moments.opened_at is not None:
        return ConsultationState.OPEN if at < moments.closes_at else ConsultationState.CLOSED
    if moments.opens_at is None:
        return ConsultationState.DRAFT
    if at < moments.opens_at:
        return ConsultationState.SCHEDULED
    return ConsultationState.OPENING if at < moments.closes_at else ConsultationState.MISSED


def automatic_reminder(opened_at: datetime, closes_at: datetime, days: int) -> datetime | None:
    """When the reminder leaves by itself: some days before the closing, and never within a day of the opening.

    None where none was wanted, or where it would come too soon.

    >>> from datetime import UTC
    >>> opened = datetime(2026, 6, 1, 8, tzinfo=UTC)
    >>> automatic_reminder(opened, opened + timedelta(days=10), 2) == opened + timedelta(days=8)
    True
    >>> automatic_reminder(opened, opened + timedelta(days=2), 2) is None
    True
    """
    if days <= 0:
        return None
    due = closes_at - timedelta(days=days)
    return due if due >= opened_at + BETWEEN_REMINDERS else None


def next_reminder_by_hand(opened_at: datetime, reminded: list[datetime], *, by_hand: int) -> datetime | None:
    """From when on one may remind by hand: a day after the opening and after each reminder; None: no more of them.

    >>> from datetime import UTC
    >>> opened = datetime(2026, 6, 1, 8, tzinfo=UTC)
    >>> next_reminder_by_hand(opened, [], by_hand=0) == opened + timedelta(days=1)
    True
    >>> next_reminder_by_hand(opened, [], by_hand=3) is None
    True
    """
    if by_hand >= REMINDERS_BY_HAND:
        return None
    return max([opened_at, *reminded]) + BETWEEN_REMINDERS
