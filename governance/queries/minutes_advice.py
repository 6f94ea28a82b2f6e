"""What the minutes say of the questions asked of the room for advice: on no agenda, they decide nothing (L225-105)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from foundation.kernel.db import db
from governance.models import Assembly
from governance.queries.item_boxes import past_by_subject
from votes.models import Box, BoxResult
from votes.queries import contest_of_box, denominators
from votes.queries.contest_paper import contest_on_paper
from votes.queries.happened import happened_among
from votes.queries.resolution_paper import resolution_on_paper
from votes.queries.result_paper import happened_on_paper
from votes.roll_changes import entitled_among

WANTED = ("title", "ballot", "round", "opened_at", "closed_at", "counted_at", "advisory", "scopes", "lines")


def advice_on_paper(assembly: Assembly) -> list[dict[str, Any]]:
    """Each counted question in the order of asking: when, how many answered, the counts as they were stored.

    An annulled one is among them and says so. As many statements for many as for one.
    """
    boxes = [box for box, _stands in past_by_subject([assembly.subject])[assembly.subject]]
    results = _results(boxes)
    counted = [box for box in boxes if box.id in results]
    entitled, happened = entitled_among(counted), happened_among(counted)
    return [
        _question(box, results[box.id], entitled[box.id]) | {"applied": happened_on_paper(happened[box.id])}
        for box in counted
    ]


def _results(boxes: list[Box]) -> Mapping[int, BoxResult]:
    if not boxes:
        return {}
    stored = select(BoxResult).where(BoxResult.box_id.in_([box.id for box in boxes]))
    return {row.box_id: row for row in db.session.execute(stored).scalars()}


def _question(box: Box, stored: BoxResult, entitled: Mapping[str, int]) -> dict[str, Any]:
    contest = contest_of_box(box)
    paper = (
        resolution_on_paper(box, stored)
        if contest is None
        else contest_on_paper(box, stored, contest, entitled=entitled)
    )
    everybody = denominators(box, stored, entitled)[-1].counts
    return {name: paper[name] for name in WANTED} | {
        "answers": everybody.ballots,
        "asked": everybody.entitled,
        "blank": everybody.blank,
    }
