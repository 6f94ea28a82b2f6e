"""Rehearse a vote: the same question with voters who exist nowhere, tried on one's own phone, then wiped.

A rehearsal leaves no fact in the audit trail, stands in no list, paper, export or figure, and goes when the real vote opens.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import Any

from sqlalchemy import insert, select

from foundation.kernel.audit import Actor
from foundation.kernel.db import canonical_json, db
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from votes import queries
from votes.invented import invented_choice, invented_roll, votes_in_rehearsal
from votes.models import NOTHING, Ballot, Box, BoxResult, Hand, Mark, Right, SecretBallot
from votes.receipts import new_receipt
from votes.rules.ballot_choices import plain_choice
from votes.rules.roll import BoxDraft
from votes.rules.secrecy import SmallGroupWay, secrecy_from_json
from votes.services.boxes import open_box
from votes.services.closing import close_box
from votes.services.wiping import wipe, wipe_rehearsals_of

__all__ = ["close_rehearsal", "rehearse", "wipe", "wipe_rehearsals_of"]
_REAL = N_("This is a real vote: it is closed where it was opened.")


def rehearse(draft: BoxDraft, *, actor: Actor, at: datetime) -> Box:
    """Open a rehearsal of a vote: one right in the hands of who rehearses, the others' ballots drawn at random.

    The former rehearsals of the same question go. Raises Refused as opening the vote does.
    """
    wipe_rehearsals_of(draft.subject)
    tried = replace(draft, rehearsal=True, closes_at=None, held_back=False, previous_box_id=None, round=1)
    least = tried.secrecy.minimum_group if tried.secrecy else 0
    box = open_box(
        tried, invented_roll(tried.colleges, actor.account_id, name=actor.name, least=least), actor=actor, at=at
    )
    _fill(box, draft, at)
    return box


def close_rehearsal(box_id: int, *, actor: Actor, at: datetime) -> BoxResult:
    """Count a rehearsal, to look at its result; raises NotFound, Refused where the vote is a real one."""
    if not queries.get_box(box_id).rehearsal:
        raise Refused("box-real", _REAL)
    return close_box(box_id, actor=actor, at=at)


def _fill(box: Box, draft: BoxDraft, at: datetime) -> None:
    """The ballots of the invented voters; the same question is filled alike each time, and none of it is a secret."""
    chance = Random(f"{draft.subject} {draft.title}")  # noqa: S311  # nosec B311
    held = select(Hand.right_id).where(Hand.box_id == box.id)
    rights = select(Right).where(Right.box_id == box.id, Right.id.not_in(held)).order_by(Right.position)
    voters = [right for right in db.session.execute(rights).scalars() if votes_in_rehearsal(chance)]
    written = canonical_json(draft.contest_json())
    cast = [
        (right, canonical_json(plain_choice(box.method, written, invented_choice(box.method, draft.contest, chance))))
        for right in voters
    ]
    secrecy = secrecy_from_json(box.secrecy)
    openly = [
        (right, choice) for right, choice in cast if not secrecy or secrecy.way_of(right.college) is SmallGroupWay.OPEN
    ]
    secretly = [one for one in cast if one not in openly]
    _insert(Ballot, [_ballot(box, right, choice, at) for right, choice in openly])
    _insert(Mark, [_mark(box, right, at) for right, _choice in secretly])
    sealed = [
        {"box_id": box.id, "id": new_receipt(), "college": one.college, "choice": choice} for one, choice in secretly
    ]
    _insert(SecretBallot, sealed)


def _insert(model: type[Any], rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        db.session.execute(insert(model), list(rows))


def _ballot(box: Box, right: Right, choice: str, at: datetime) -> dict[str, Any]:
    return {
        "box_id": box.id,
        "right_id": right.id,
        "revision": 1,
        "college": right.college,
        "choice": choice,
        "former": NOTHING,
        "account_id": None,
        "at_desk": True,
        "cast_at": at,
    }


def _mark(box: Box, right: Right, at: datetime) -> dict[str, Any]:
    return {
        "box_id": box.id,
        "right_id": right.id,
        "college": right.college,
        "channel": "online",
        "account_id": None,
        "warned": True,
        "marked_at": at.replace(second=0, microsecond=0),
    }
