"""What the pages of a ballot have in common: where they lead back to, what they show, who may keep them."""

from flask import Response, url_for

from foundation.kernel.clock import now
from foundation.web.errors import safe_next
from votes import queries
from votes.forms.casting import Sheet
from votes.models import Box
from votes.queries.count_rules import count_rules
from votes.queries.life import state_of
from votes.queries.papers import BallotPaper
from votes.rules.life import BoxState
from votes.signals import reading_asked
from votes.views.following import tag_of


def way_back(box_id: int, wanted: str | None) -> str:
    """Where a ballot leads to: the local page that it was cast from, else the page of the vote."""
    return safe_next(wanted, "") or url_for("votes.show", box_id=box_id)


def elsewhere(box_id: int, wanted: str | None) -> str:
    """The page that led to the vote; empty where none did."""
    address = safe_next(wanted, "")
    return "" if address == url_for("votes.show", box_id=box_id) else address


def kept_nowhere(page: Response, box: Box) -> Response:
    """No browser keeps a page of a secret vote: the choice would be read there by whoever sits down after the voter."""
    if box.secret:
        page.headers["Cache-Control"] = "no-store"
    return page


def open_context(paper: BallotPaper, sheet: Sheet, back_to: str | None) -> dict[str, object]:
    """What the page of an open vote shows."""
    box: Box = paper.box
    return {
        "box": box,
        "paper": paper,
        "open_tag": tag_of(accepts=True),
        "sheet": sheet,
        "rights": paper.rights,
        "accepts_ballots": paper.accepts,
        "state": BoxState.OPEN if paper.accepts else state_of(box, now()),
        "turnout": queries.turnout(box),
        "college_looks": paper.colleges,
        **count_rules(paper),
        "back_to": way_back(box.id, back_to),
        "came_from": elsewhere(box.id, back_to),
        "reading": next((found[box.id] for _ear, found in reading_asked.send([box]) if box.id in found), ""),
    }
