"""A certified extract of one decision as its document wants it (templates/documents/decision.typ): R225-108."""

from datetime import datetime
from typing import Any

from foundation.kernel.db import db
from foundation.kernel.errors import StateMoved
from foundation.kernel.sentences import N_
from governance.models import Decision, MinutesIssue
from governance.queries.assemblies import officers
from governance.queries.company import company_on_paper
from governance.queries.minutes_votes import quorum_words
from governance.queries.notice_paper import numbers_of
from governance.queries.notices import day_of
from governance.queries.resolution_paper import Voted, presence_in_boxes, resolution_on_paper
from governance.queries.ruling import ruling_of
from governance.rules.paper_words import NATURES, SEAT_WORDS
from votes.models import Box
from votes.queries import stored_result


def extract_data(decision: Decision, minutes: MinutesIssue | None, *, seat: str, at: datetime) -> dict[str, Any]:
    """The extract, to be signed by the officer of that `seat` ("chair" or "secretary").

    StateMoved before the minutes are issued: an extract is of minutes.
    """
    if minutes is None:
        raise StateMoved(
            "extract-without-minutes",
            N_("The minutes of this decision are not issued: issue them first, an extract is taken from minutes."),
        )
    assembly = decision.assembly
    ruling, on = ruling_of(assembly), day_of(assembly, at)
    signing = officers(assembly)[seat]
    return {
        "cooperative": company_on_paper(ruling, on),
        "number": str(decision.number),
        "excerpt_on": on,
        "minutes": {
            "number": str(minutes.number),
            "held_on": assembly.meets_on,
            "nature": NATURES[assembly.assembly_kind],
            "place_words": assembly.place,
            "quorum_words": quorum_words(assembly, decision.agenda_item_id),
        },
        "resolution": _resolution(decision),
        "certified": {"words": signing.capacity or SEAT_WORDS[seat], "name": signing.name},
        "signed_words": "",
    }


def _resolution(decision: Decision) -> dict[str, Any]:
    item, assembly = decision.item, decision.assembly
    box = db.session.get_one(Box, item.box_id)
    result = stored_result(box.id)
    if result is None:
        raise StateMoved("extract-without-result", N_("The vote of this decision has no stored result."))
    voted = Voted(numbers_of(assembly)[item.id], item, box, result, decision)
    return resolution_on_paper(voted, ruling_of(assembly), presence_in_boxes([box.id])[box.id])
