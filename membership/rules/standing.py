"""Member or not, on any day: the events of a membership and the order in which they may follow each other."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from membership.rules.facts import DatedFact, fact_on, standing_facts


class MembershipEvent(StrEnum):
    """What may happen to a membership."""

    ADMITTED = "admitted"
    RESIGNED = "resigned"
    EXCLUDED = "excluded"
    STRUCK_OFF = "struck_off"
    DECEASED = "deceased"
    DISSOLVED = "dissolved"


EXITS: tuple[MembershipEvent, ...] = tuple(event for event in MembershipEvent if event is not MembershipEvent.ADMITTED)

EVENT_NAMES: dict[MembershipEvent, str] = {
    MembershipEvent.ADMITTED: N_("Admitted"),
    MembershipEvent.RESIGNED: N_("Resigned"),
    MembershipEvent.EXCLUDED: N_("Excluded"),
    MembershipEvent.STRUCK_OFF: N_("Struck off"),
    MembershipEvent.DECEASED: N_("Deceased"),
    MembershipEvent.DISSOLVED: N_("Dissolved"),
}

EXIT_SOURCES: dict[MembershipEvent, str] = {
    MembershipEvent.RESIGNED: "C. com. art. L231-6 al. 1",
    MembershipEvent.EXCLUDED: "C. com. art. L231-6 al. 2",
    MembershipEvent.STRUCK_OFF: "loi 47-1775 art. 7",
    MembershipEvent.DECEASED: "C. com. art. L231-8",
    MembershipEvent.DISSOLVED: "C. com. art. L231-8",
}


class Standing(StrEnum):
    """Where a member stands on a day."""

    NOT_YET = "not_yet"
    MEMBER = "member"
    FORMER = "former"


STANDING_NAMES: dict[Standing, str] = {
    Standing.NOT_YET: N_("Not yet a member"),
    Standing.MEMBER: N_("Member of the cooperative"),
    Standing.FORMER: N_("Former member"),
}


class EventFact(DatedFact, Protocol):
    """A dated fact that carries a membership event."""

    @property
    def event(self) -> str: ...


def standing_on(facts: Iterable[EventFact], on: date, known_at: datetime | None = None) -> Standing:
    """Whether the facts make a member on the day `on`.

    An exit takes effect on its day: `effective_on` is the first day without membership.
    Source: loi 47-1775 art. 7 (joining, withdrawal, exclusion are as the statutes say, hence dated decisions).
    Example: admitted from 1 March, resigned from 1 June: member on 31 May, former on 1 June.

    >>> standing_on([], date(2026, 1, 1))
    <Standing.NOT_YET: 'not_yet'>
    """
    ruling = fact_on(facts, on, known_at)
    if ruling is None:
        return Standing.NOT_YET
    return Standing.MEMBER if ruling.event == MembershipEvent.ADMITTED else Standing.FORMER


def check_life(facts: Iterable[EventFact]) -> None:
    """Refuse a story that cannot be: an admission of a member, an exit of someone who is none, two on one day.

    Source: loi 47-1775 art. 7, C. com. art. L231-6. Example: a resignation that no admission precedes is refused.

    >>> from types import SimpleNamespace
    >>> days = {"effective_on": date(2026, 6, 1), "recorded_at": datetime(2026, 6, 1), "reverses_id": None}
    >>> check_life([SimpleNamespace(id=1, event=MembershipEvent.RESIGNED, **days)])  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: There is no membership on 2026-06-01 that could end...
    """
    inside, last_day = False, None
    for fact in standing_facts(facts):
        if fact.effective_on == last_day:
            raise Refused(
                "two-events-one-day",
                N_(
                    "Two events of this membership would take effect on %(day)s, and nobody could tell which came "
                    "first. Choose another day, or take the wrong event back first."
                ),
                day=fact.effective_on,
            )
        enters = fact.event == MembershipEvent.ADMITTED
        if enters and inside:
            raise Refused(
                "already-member",
                N_(
                    "There is a membership on %(day)s already: nobody is admitted twice. If the first admission is "
                    "wrong, take it back with its reason, then record the right one."
                ),
                day=fact.effective_on,
                source="loi 47-1775 art. 7",
            )
        if not enters and not inside:
            raise Refused(
                "not-a-member",
                N_(
                    "There is no membership on %(day)s that could end. Check the date against the history of the "
                    "member; an exit comes after an admission and before any later one."
                ),
                day=fact.effective_on,
                source="C. com. art. L231-6",
            )
        inside, last_day = enters, fact.effective_on
