"""The quorum as plain figures, to keep and to show."""

from typing import Any

from governance.queries.floor import Floor
from governance.rules.kinds import QuestionKind


def quorum_figures(floor: Floor, question: str) -> dict[str, Any]:
    """The quorum of a kind of question as JSON: fractions are text, colleges carry their names."""
    result = floor.quorum_for(QuestionKind(question))
    names = {college.id: college.name for college in floor.roll.colleges}
    return {
        "met": result.met,
        "basis": result.basis,
        "required": None if result.required is None else str(result.required),
        "reached": str(result.reached),
        "entitled": result.presence.entitled,
        "present": result.presence.present,
        "entitled_shares": result.presence.entitled_shares,
        "present_shares": result.presence.present_shares,
        "missing": result.missing,
        "source": floor.ruling.quorum_terms(QuestionKind(question)).source,
        "colleges": [
            {
                "id": row.college,
                "name": names[row.college],
                "entitled": row.presence.entitled,
                "present": row.presence.present,
                "reached": str(row.reached),
                "met": row.met,
            }
            for row in result.colleges
        ],
    }
