"""An extract of the register for one decision of a body, as its document wants it (templates/documents/decision-instance.typ)."""

from datetime import date
from typing import Any

from foundation.kernel.sentences import sentence
from governance.models import BodyMeeting, Decision
from governance.queries.bodies import seats_on
from governance.rules.bodies import VERDICT_NAMES, SeatRole, Verdict
from shares.queries.papers.company import company_data, statutes_for_paper

FRENCH = "fr"


def body_extract_data(decision: Decision, meeting: BodyMeeting, on: date) -> dict[str, Any]:
    """The extract, to be signed by who chaired the body on the day of the meeting; refused without statutes on the day `on`."""
    verdict = Verdict(decision.verdict)
    chair = next((one.name for one in seats_on(meeting.body, meeting.held_on) if one.role is SeatRole.CHAIR), "")
    return {
        "cooperative": company_data(statutes_for_paper(on), on),
        "number": str(decision.number),
        "title": decision.title,
        "body": meeting.body.name,
        "held_on": meeting.held_on,
        "place": meeting.place,
        "verdict": sentence(FRENCH, VERDICT_NAMES[verdict]),
        "verdict_tone": "bad" if verdict is Verdict.REFUSED else "good",
        "text": decision.text,
        "motives": decision.motives,
        "present": meeting.present,
        "excused": meeting.excused,
        "excerpt_on": on,
        "certified": {"words": "La présidence de l’instance", "name": chair},
    }
