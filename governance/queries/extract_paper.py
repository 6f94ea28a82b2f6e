"""A certified extract of one decision as its document wants it (templates/documents/decision.typ): R225-108."""

from datetime import datetime
from typing import Any

from foundation.kernel.errors import StateMoved
from foundation.kernel.sentences import N_
from governance.models import Decision, MinutesIssue
from governance.queries.assemblies import officers
from governance.queries.company import company_on_paper
from governance.queries.decisions import annulments
from governance.queries.minutes_votes import quorum_words
from governance.queries.notice_paper import numbers_of
from governance.queries.notices import day_of
from governance.queries.resolution_paper import Voted, VotesOnPaper, votes_on_paper
from governance.queries.ruling import ruling_of
from governance.rules.paper_words import NATURES, SEAT_WORDS
from votes.queries import get_box, stored_result


def extract_data(decision: Decision, minutes: MinutesIssue | None, *, seat: str, at: datetime) -> dict[str, Any]:
    """The extract, to be signed by the officer of that `seat` ("chair" or "secretary").

    StateMoved before the minutes are issued: an extract is of minutes.
    """
    if minutes is None:
        raise StateMoved(
            "extract-without-minutes",
            N_("The minutes of this decision are not issued: issue them first, an extract is taken from minutes."),
        )
    assembly, item, _box_id = decision.origin
    ruling, on = ruling_of(assembly), day_of(assembly, at)
    signing, votes = officers(assembly)[seat], _votes(decision)
    return {
        "cooperative": company_on_paper(ruling, on),
        "number": str(decision.number),
        "excerpt_on": on,
        "minutes": {
            "number": str(minutes.number),
            "held_on": assembly.meets_on,
            "nature": NATURES[assembly.assembly_kind],
            "place_words": assembly.place,
            "quorum_words": quorum_words(assembly, item.id),
        },
        "title": decision.title,
        "question_number": numbers_of(assembly)[item.id],
        "resolution": votes.resolution,
        "contests": votes.contests,
        "annulled": _annulled(decision),
        "certified": {"words": signing.capacity or SEAT_WORDS[seat], "name": signing.name},
        "signed_words": "",
    }


def _annulled(decision: Decision) -> dict[str, Any] | None:
    """When and why the vote was annulled; None where the decision has its effect."""
    act = annulments([decision]).get(decision.id)
    return {"at": act.at, "reason": act.reason} if act else None


def _votes(decision: Decision) -> VotesOnPaper:
    """The vote that made the decision: a resolution, or every round of a contest."""
    assembly, item, box_id = decision.origin
    number = numbers_of(assembly)[item.id]
    last = get_box(box_id)
    first = [get_box(last.previous_box_id)] if last.previous_box_id is not None else []
    rounds = [(box, stored_result(box.id)) for box in (*first, last)]
    voted = [Voted(number, item, box, result, decision) for box, result in rounds if result is not None]
    if not voted:
        raise StateMoved("extract-without-result", N_("The vote of this decision has no stored result."))
    return votes_on_paper(voted, ruling_of(assembly))[item.id]
