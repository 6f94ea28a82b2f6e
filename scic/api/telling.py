"""What the API says of votes, rolls, rights, ballots and consultations: names and figures, never a partial result."""

from datetime import datetime
from typing import Any

from governance.models import Consultation
from governance.queries.consultations import state_of_consultation
from votes.models import Box
from votes.queries import RightInHand, Turnout
from votes.receipts import new_receipt
from votes.rules.ballot_choices import RESOLUTION
from votes.rules.life import BoxState
from votes.rules.secrecy import SmallGroupWay, secrecy_from_json
from votes.services.casting import CastReceipt

Facts = dict[str, Any]


def moment(at: datetime | None) -> str | None:
    """A moment as text (RFC 3339, UTC), to the second.

    >>> from datetime import UTC
    >>> moment(datetime(2026, 6, 12, 18, 30, tzinfo=UTC))
    '2026-06-12T18:30:00Z'
    """
    return None if at is None else at.strftime("%Y-%m-%dT%H:%M:%SZ")


def vote_line(box: Box, state: BoxState) -> Facts:
    """A vote as the list shows it. That few voted in a secret vote is the bureau's business: it is said to be ended."""
    return {
        "id": box.id,
        "title": box.title,
        "state": str(BoxState.ENDED if state is BoxState.FEW else state),
        "method": box.method,
        "secret": box.secret,
        "advisory": box.advisory,
        "opened_at": moment(box.opened_at),
        "closes_at": moment(box.closes_at),
        "closed_at": moment(box.closed_at),
    }


def vote(box: Box, state: BoxState, turnout: Turnout) -> Facts:
    """A vote in full, as it was opened, with how many voted."""
    return vote_line(box, state) | {
        "question": box.question,
        "replaceable": box.replaceable,
        "round": box.round,
        "previous_vote": box.previous_box_id,
        "statutes_version": box.statutes_version,
        "contest": None if box.method == RESOLUTION else box.contest,
        "paper": box.paper,
        "rules": box.rules,
        "colleges": [{"id": one["id"], "name": one["name"], "weight": one["weight"]} for one in box.colleges],
        "turnout": roll(box, turnout),
    }


def roll(box: Box, turnout: Turnout) -> Facts:
    """How many may vote and how many did; names nobody.

    Where a college of a secret vote is smaller than the smallest group, no college's count of voters is told: the one that
    is kept back could be had by taking the others from the total.
    """
    secrecy = secrecy_from_json(box.secrecy) if box.secret else None
    kept_back = turnout.withheld
    return {
        "entitled": turnout.entitled,
        "voted": turnout.cast,
        "colleges": [
            {"id": one.id, "name": one.name, "entitled": one.entitled, "voted": None if kept_back else one.cast}
            for one in turnout.colleges
        ],
        "withheld": kept_back,
        "minimum_group": secrecy.minimum_group if secrecy else None,
    }


def right(one: RightInHand, box: Box, *, is_open: bool) -> Facts:
    """A right of the owner of the token: used or not and when, never how.

    For a secret ballot that may still be cast it brings a receipt, drawn anew each time: whoever sends the ballot twice sends
    the same receipt twice.
    """
    way = _way(box, one.college)
    is_secret = box.secret and way is not SmallGroupWay.OPEN
    castable = is_open and (one.cast_at is None or (box.replaceable and not one.at_desk))
    return {
        "id": one.right_id,
        "member_number": one.member_number,
        "name": one.name,
        "college": one.college or None,
        "via": one.via,
        "state": "recorded" if one.cast_at else ("open" if is_open else "closed"),
        "recorded_at": moment(one.cast_at),
        "may_cast": castable,
        "secret": is_secret,
        "needs_warning": box.secret and way is SmallGroupWay.LIMITED,
        "receipt": new_receipt() if castable and is_secret else None,
    }


def _way(box: Box, college: str) -> SmallGroupWay | None:
    secrecy = secrecy_from_json(box.secrecy) if box.secret else None
    return secrecy.way_of(college) if secrecy else None


def ballot(box_id: int, right_id: int, done: CastReceipt) -> Facts:
    """What became of a ballot. The choice is not said again; of a secret one, the receipt is, and the minute."""
    return {
        "vote": box_id,
        "right": right_id,
        "outcome": str(done.state),
        "recorded_at": moment(done.at),
        "receipt": done.receipt or None,
    }


def consultation(one: Consultation, at: datetime) -> Facts:
    """A consultation and the votes of its questions."""
    return {
        "id": one.id,
        "title": one.title,
        "text": one.text,
        "state": str(state_of_consultation(one, at)),
        "audience": one.audience["to"],
        "opened_at": moment(one.opened_at),
        "closes_at": moment(one.closes_at),
        "questions": [
            {"position": each.position, "kind": each.kind, "title": each.title, "text": each.text, "vote": each.box_id}
            for each in one.questions
        ],
    }
