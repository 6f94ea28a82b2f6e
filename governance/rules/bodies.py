"""Bodies that meet besides the assemblies: their kinds, who sits there on a day, what a meeting may decide."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_


class BodyKind(StrEnum):
    """What a body is for, as the founding study of the pole tells them apart."""

    BOARD = "board"
    STEERING = "steering"
    FOLLOW_UP = "follow_up"
    COMMITTEE = "committee"
    OTHER = "other"


class SeatRole(StrEnum):
    """As what somebody sits in a body; a guest takes part and does not decide."""

    CHAIR = "chair"
    MEMBER = "member"
    GUEST = "guest"


class Verdict(StrEnum):
    """What a body does with what was put to it."""

    VALIDATED = "validated"
    AMENDED = "amended"
    REFUSED = "refused"


KIND_NAMES: dict[BodyKind, str] = {
    BodyKind.BOARD: N_("Governing board"),
    BodyKind.STEERING: N_("Steering group"),
    BodyKind.FOLLOW_UP: N_("Follow-up group"),
    BodyKind.COMMITTEE: N_("Committee"),
    BodyKind.OTHER: N_("Other body"),
}
ROLE_NAMES: dict[SeatRole, str] = {
    SeatRole.CHAIR: N_("Chair"),
    SeatRole.MEMBER: N_("Member"),
    SeatRole.GUEST: N_("Guest"),
}
VERDICT_NAMES: dict[Verdict, str] = {
    Verdict.VALIDATED: N_("Validated"),
    Verdict.AMENDED: N_("Validated with changes"),
    Verdict.REFUSED: N_("Refused"),
}
_MOTIVES = N_("Write why: a body that refuses, or asks for changes, owes its reasons to those who made the proposal.")
_TO_COME = N_("This meeting is held on %(day)s: a decision is entered once it was held.")
_NOT_YET = N_("“%(body)s” exists from %(start)s on: choose a later day, or correct its first day.")
_UNTIL = N_("“%(body)s” ended on %(end)s: choose a day until then, or found a new body.")
_SEVERAL_CHAIRS = N_("%(name)s chairs this body on that day: record first when this ended.")
_LEFT_BEFORE = N_("%(name)s took this seat on %(day)s: nobody leaves before.")


@dataclass(frozen=True)
class Seat:
    """Somebody's seat in a body, from a day on; `until` is the first day on which it is no longer theirs.

    `person_id` is None for who has no record of ours; `standing_for` names the organisation that sent them.
    """

    id: int
    body_id: int
    name: str
    role: SeatRole
    since: date
    until: date | None = None
    person_id: int | None = None
    standing_for: str = ""

    def is_held_on(self, day: date) -> bool:
        """Whether the seat is theirs on a day; a seat left on the day it was taken never was.

        >>> seat = Seat(1, 1, "Ada", SeatRole.CHAIR, date(2026, 1, 1), date(2026, 6, 1))
        >>> seat.is_held_on(date(2026, 5, 31)), seat.is_held_on(date(2026, 6, 1))
        (True, False)
        """
        return self.since <= day and (self.until is None or day < self.until)


def is_adopted(verdict: Verdict) -> bool:
    """Whether what was put to the body stands after it, changed or not.

    >>> [is_adopted(one) for one in Verdict]
    [True, True, False]
    """
    return verdict is not Verdict.REFUSED


def require_motives(verdict: Verdict, motives: str) -> None:
    """Refuse a body's refusal, or its changes, without motives: the founding study keeps each decision with them.

    >>> require_motives(Verdict.VALIDATED, "")
    >>> require_motives(Verdict.REFUSED, "Le coût.")
    """
    if verdict is not Verdict.VALIDATED and not motives.strip():
        raise Refused("motives-missing", _MOTIVES)


def require_in_being(name: str, starts_on: date, ends_on: date | None, day: date) -> None:
    """Refuse a day on which the body does not exist; its last day is one of its days.

    >>> require_in_being("Comité", date(2026, 1, 1), date(2026, 6, 1), date(2026, 6, 1))
    """
    if ends_on is not None and day > ends_on:
        raise Refused("body-ended", _UNTIL, body=name, end=ends_on)
    if day < starts_on:
        raise Refused("body-not-yet", _NOT_YET, body=name, start=starts_on)


def require_held(held_on: date, today: date) -> None:
    """Refuse a decision of a meeting to come.

    >>> require_held(date(2026, 6, 1), date(2026, 6, 1))
    """
    if held_on > today:
        raise Refused("meeting-to-come", _TO_COME, day=held_on)


def require_free_chair(seats: Iterable[Seat], role: SeatRole, day: date) -> None:
    """Refuse a second chair on the same day.

    >>> require_free_chair([], SeatRole.CHAIR, date(2026, 6, 1))
    """
    if role is not SeatRole.CHAIR:
        return
    for seat in seats:
        if seat.role is SeatRole.CHAIR and (seat.until is None or day < seat.until):
            raise Refused("chair-taken", _SEVERAL_CHAIRS, name=seat.name)


def require_leaving_after(seat: Seat, day: date) -> None:
    """Refuse that somebody leaves before the day they came; the same day takes a mistake back.

    >>> require_leaving_after(Seat(1, 1, "Ada", SeatRole.MEMBER, date(2026, 1, 1)), date(2026, 1, 1))
    """
    if day < seat.since:
        raise Refused("left-before", _LEFT_BEFORE, name=seat.name, day=seat.since)
