"""Which votes and consultations a call may know of: no rehearsal, and nothing that was put to a list of others."""

from datetime import datetime

from sqlalchemy import select

from foundation.accounts.bearer import Bearer
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, StateMoved
from foundation.kernel.sentences import N_
from governance.queries.private_lists import known_boxes
from votes.models import Box, BoxResult
from votes.queries import stored_result
from votes.queries.life import shows_result, state_of

PAGE = 50
NO_VOTE = N_("There is no vote %(number)s here, or it is not yours to know.")
_NOT_PUBLISHED = N_("The result of this vote is not published: nobody knows anything of it before. Ask again later.")


def votes_of(bearer: Bearer, page: int) -> tuple[list[Box], bool]:
    """A page of the votes that a call may know of, the latest first, and whether there are more."""
    statement = select(Box).where(~Box.rehearsal, known_boxes(bearer)).order_by(Box.opened_at.desc(), Box.id.desc())
    rows = list(db.session.execute(statement.limit(PAGE + 1).offset((page - 1) * PAGE)).scalars())
    return rows[:PAGE], len(rows) > PAGE


def vote_of(bearer: Bearer, number: int) -> Box:
    """The vote of this number; NotFound where there is none that this call may know of."""
    wanted = select(Box).where(Box.id == number, ~Box.rehearsal, known_boxes(bearer))
    box = db.session.execute(wanted).scalar_one_or_none()
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


def refuse_unknown(bearer: Bearer, number: int) -> None:
    """Raise NotFound where this call may know of no such vote: a rehearsal takes ballots of nobody real."""
    if db.session.execute(select(Box.id).where(Box.id == number, ~Box.rehearsal, known_boxes(bearer))).first() is None:
        raise NotFound("no-vote", NO_VOTE, number=number)
