"""Bodies for tests: a steering group with two seats, its meeting, a decision of it."""

from datetime import UTC, date, datetime

from foundation.kernel.audit import SYSTEM
from governance.models import Body, BodyMeeting, Decision
from governance.rules.bodies import BodyKind, SeatRole, Verdict
from governance.services.bodies import (
    BodyDraft,
    MeetingDraft,
    SeatDraft,
    enter_body_decision,
    found_body,
    hold_meeting,
    seat,
)
from tests.states import prepared

STARTS = date(2026, 1, 10)
MET = date(2026, 3, 2)
AT = datetime(2026, 3, 3, 9, tzinfo=UTC)


@prepared
def steering_group(name: str = "Comité de pilotage") -> Body:
    """A steering group, with a chair and a member sent by an organisation, neither of whom has a record."""
    body = found_body(BodyDraft(name, BodyKind.STEERING, STARTS, "Suit le programme du pôle."), actor=SYSTEM, at=AT)
    seat(body, SeatDraft("Maëlys Kervadec", SeatRole.CHAIR), STARTS, actor=SYSTEM, at=AT)
    seat(body, SeatDraft("Bastien Dubreuil", standing_for="Atelier du Canal"), STARTS, actor=SYSTEM, at=AT)
    return body


def meeting_of(body: Body, on: date = MET) -> BodyMeeting:
    """A meeting of a body."""
    return hold_meeting(body, on, MeetingDraft(place="Salle des Moulins"), actor=SYSTEM, at=AT)


def decided(meeting: BodyMeeting, title: str = "Programme, version 3", **more: object) -> Decision:
    """What a body decided at a meeting."""
    given: dict[str, object] = {"title": title, "verdict": Verdict.VALIDATED, "text": "Le programme est validé."}
    return enter_body_decision(meeting, **(given | more), actor=SYSTEM, at=AT)  # type: ignore[arg-type]
