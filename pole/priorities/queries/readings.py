"""Where the voters of a box read the sheets of its actions, as votes and consultations ask it."""

from collections.abc import Sequence

from flask import url_for
from sqlalchemy import select

from foundation.kernel.db import db
from governance.models import ConsultationQuestion
from pole.priorities.models import PriorityVote
from votes.models import Box


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
