"""Where votes on priorities are found, as ballots, consultations and the register of decisions ask it."""

from collections.abc import Collection, Sequence

from flask import url_for
from sqlalchemy import select

from foundation.kernel.db import db
from governance.models import ConsultationQuestion
from governance.signals import Named
from pole.priorities.models import PriorityVote
from votes.models import Box

PREFIX = "priorities:"


def sheets_address(boxes: Sequence[Box]) -> dict[int, str]:
    """By the id of a box that belongs to a vote on priorities, the address of its sheets; one statement at most."""
    questions = [box.id for box in boxes if box.contest and box.subject.startswith("question:")]
    if not questions:
        return {}
    rows = db.session.execute(
        select(ConsultationQuestion.box_id, PriorityVote.id)
        .join(PriorityVote, PriorityVote.consultation_id == ConsultationQuestion.consultation_id)
        .where(ConsultationQuestion.box_id.in_(questions))
    )
    return {box_id or 0: url_for("priorities.sheets", vote_id=vote_id) for box_id, vote_id in rows}


def named_votes(_sender: object, subjects: Collection[str]) -> dict[str, Named]:
    """By subject ("priorities:3"), the vote that a decision is about; one statement at most."""
    numbers = [int(one.removeprefix(PREFIX)) for one in subjects if one.startswith(PREFIX)]
    if not numbers:
        return {}
    found = db.session.execute(select(PriorityVote).where(PriorityVote.id.in_(numbers))).scalars()
    return {vote.subject: Named(vote.title, url_for("priorities.vote", vote_id=vote.id)) for vote in found}
