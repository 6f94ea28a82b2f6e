"""Whether a result may be seen by who asks, and the files that carry it."""

from dataclasses import dataclass

from flask import Response
from flask_login import current_user

from foundation.accounts.permissions import Permission
from foundation.kernel.clock import now
from foundation.kernel.errors import StateMoved
from foundation.kernel.sentences import N_
from votes import queries
from votes.models import Box, BoxResult
from votes.queries.life import shows_result, state_of
from votes.rules.life import BoxState

NOT_COUNTED = N_("This vote is not closed: its result will be here once it is. Come back after the closing.")
NOT_PUBLISHED = N_("This vote is counted and its result is not published yet. Come back once it is.")


@dataclass(frozen=True)
class ShownResult:
    """A box with its stored result, and the state that lets it be seen."""

    box: Box
    stored: BoxResult
    state: BoxState


def runs_votes() -> bool:
    """Whether who asks runs votes: they see a result from its count on, others from its publication on."""
    return bool(current_user.can(Permission.VOTES_RUN))


def shown_result(box_id: int) -> ShownResult:
    """The result of a vote where it may be seen; NotFound where there is no vote, StateMoved where it is too early."""
    box = queries.get_box(box_id)
    stored = queries.stored_result(box_id)
    if stored is None:
        raise StateMoved("box-not-closed", NOT_COUNTED)
    state = state_of(box, now())
    if not shows_result(box, state, runs=runs_votes()):
        raise StateMoved("box-not-published", NOT_PUBLISHED)
    return ShownResult(box, stored, state)


def as_file(content: str | bytes, mimetype: str, name: str) -> Response:
    """A download, that nobody keeps in between."""
    response = Response(content, mimetype=mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Cache-Control"] = "private, no-cache"
    return response
