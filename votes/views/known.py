"""Which votes a reader may know of at all: what was put to a list of members is there for that list alone."""

from flask import request
from flask_login import current_user

from foundation.accounts.session import current_reader
from foundation.kernel.errors import NotFound
from votes import queries
from votes.signals import kept_from_asked
from votes.views.blueprint import blueprint

# A ballot is taken by its right alone: who holds none gets the same answer there, whether the vote exists or not
CASTING = "votes.cast_ballots"


@blueprint.before_request
def hide_private_lists() -> None:
    """The same answer as for a vote that does not exist, whatever is asked of it or sent to it."""
    box_id = (request.view_args or {}).get("box_id")
    if box_id is not None and current_user.is_authenticated and request.endpoint != CASTING:
        refuse_outsiders(box_id)


def refuse_outsiders(box_id: int) -> None:
    """Raises NotFound where the vote was put to a list that does not hold the reader."""
    if any(kept for _ear, kept in kept_from_asked.send(box_id, reader=current_reader())):
        raise NotFound("box", queries.NO_BOX)
