"""A contested result decides nothing until somebody has answered, and an annulled one never does."""

from datetime import datetime

from foundation.kernel.errors import StateMoved
from foundation.kernel.sentences import N_
from governance.queries.items import ItemStanding
from votes.queries.life import states_of
from votes.rules.life import BoxState
from votes.services.closing import locked_box

_CONTESTED = N_(
    "The result of “%(title)s” is contested: answer the contest on the page of the vote, then enter what was decided."
)
_ANNULLED = N_(
    "The vote on “%(title)s” was annulled: it decides nothing. Open a new vote on this point; a second round that was open "
    "is abandoned on its own page."
)


def refuse_annulled(standing: ItemStanding) -> None:
    """StateMoved where the last vote on a point was annulled and no other was opened since."""
    if standing.box is None and standing.annulled is not None:
        raise StateMoved("vote-annulled", _ANNULLED, title=standing.annulled.title)


def refuse_unsettled(standing: ItemStanding, at: datetime) -> None:
    """The same, and where a round that stands is contested and nobody has answered; its boxes are held until the end.

    A decision that was entered already stands as it was entered: whoever answers the contest annuls it, or not.
    """
    refuse_annulled(standing)
    boxes = [locked_box(box.id) for box, _result in standing.rounds]
    states = states_of(boxes, at)
    for box in boxes:
        if states[box.id] is BoxState.CONTESTED:
            raise StateMoved("vote-contested", _CONTESTED, title=box.title)
        if states[box.id] is BoxState.ANNULLED:
            raise StateMoved("vote-annulled", _ANNULLED, title=box.title)
