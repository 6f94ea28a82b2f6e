"""Which votes and consultations a call may know of: no rehearsal, and nothing that was put to a list of others."""

from datetime import datetime

from sqlalchemy import ColumnElement, Text, and_, exists, select, type_coerce

from foundation.accounts.bearer import Bearer
from foundation.accounts.permissions import Permission
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, StateMoved
from foundation.kernel.sentences import N_
from governance.models import Consultation, ConsultationQuestion
from votes.models import Box, BoxResult, Hand
from votes.queries import stored_result
from votes.queries.life import shows_result, state_of

PAGE = 50
NO_VOTE = N_("There is no vote %(number)s here, or it is not yours to know.")
_NOT_PUBLISHED = N_("The result of this vote is not published: nobody knows anything of it before. Ask again later.")
_TO_A_LIST = type_coerce(Consultation.audience, Text).like('%"to":"members"%')


def votes_of(bearer: Bearer, page: int) -> tuple[list[Box], bool]:
    """A page of the votes that a call may know of, the latest first, and whether there are more."""
    statement = select(Box).where(_known_to(bearer)).order_by(Box.opened_at.desc(), Box.id.desc())
    rows = list(db.session.execute(statement.limit(PAGE + 1).offset((page - 1) * PAGE)).scalars())
    return rows[:PAGE], len(rows) > PAGE


def vote_of(bearer: Bearer, number: int) -> Box:
    """The vote of this number; NotFound where there is none that this call may know of."""
    box = db.session.execute(select(Box).where(Box.id == number, _known_to(bearer))).scalar_one_or_none()
    if box is None:
        raise NotFound("no-vote", NO_VOTE, number=number)
    return box


def result_of(bearer: Bearer, number: int, at: datetime) -> BoxResult:
    """The published result of a vote; StateMoved before its publication, whoever asks."""
    box = vote_of(bearer, number)
    stored = stored_result(number)
    if stored is None or not shows_result(box, state_of(box, at), runs=False):
        raise StateMoved("result-not-published", _NOT_PUBLISHED)
    return stored


def refuse_rehearsal(number: int) -> None:
    """Raise NotFound where there is no such vote, or where it is a rehearsal: it takes ballots of nobody real."""
    if db.session.execute(select(Box.id).where(Box.id == number, ~Box.rehearsal)).first() is None:
        raise NotFound("no-vote", NO_VOTE, number=number)


def _known_to(bearer: Bearer) -> ColumnElement[bool]:
    if bearer.can(Permission.CONSULTATIONS_WRITE):
        return ~Box.rehearsal
    question = ConsultationQuestion
    to_others = (
        select(question.id)
        .join(Consultation, Consultation.id == question.consultation_id)
        .where(question.box_id == Box.id, _TO_A_LIST)
    )
    mine = exists().where(Hand.box_id == Box.id, Hand.account_id == bearer.id)
    return and_(~Box.rehearsal, ~to_others.exists() | mine)
