"""Paper ballots in a secret vote: the desk marks who took one, two persons count them, and equal counts are counted.

What is marked is that the right was used; nobody writes down what was chosen. The counts of two different persons must be
the same, and as many as were taken, or the vote is not counted (`closing.py`).
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from foundation.kernel import audit
from foundation.kernel.db import canonical_json, db
from foundation.kernel.errors import NotFound, Refused, StateMoved
from foundation.kernel.sentences import N_
from votes.ballot_rows import add_mark, right_and_ballot
from votes.models import Box, Mark, PaperCount, Right
from votes.queries.boxes import get_box
from votes.queries.life import state_of
from votes.queries.paper import PAPER, has_paper, keyed_by_college, secret_colleges
from votes.rules.ballot_choices import refuse_too_long
from votes.rules.events import VoteEvent
from votes.rules.life import UNCOUNTED, BoxState
from votes.rules.paper_lines import MOST_BALLOTS, PaperLine, added_up
from votes.rules.roll import Via
from votes.services.act_writing import NOT_NOW, Acting
from votes.services.casting_secret import is_cast_secretly, is_secrecy_limited
from votes.services.closing import locked_box

_NO_RIGHT = N_("This right is not on the roll of this vote. Open the page again.")
_NOT_SECRET = N_("This vote is not secret for this member: enter the ballot at the desk, under “Votes by hand”.")
_NO_HAND = N_("This member is neither present nor represented on the roll of this vote: nobody can vote for them.")
_ENDED = N_("This right to vote was taken back: it casts nothing any more. The reason stands on the roll of the vote.")
_USED = N_("This right was used already: no paper ballot is given for it.")
_WARNING = N_(
    "So few vote in this college that its total may tell how they voted. Tell the voter before giving the ballot, tick that "
    "they accept it, then mark it; who does not accept it votes nothing here."
)
_CLOSED = N_("The vote is closed: no paper ballot is given any more.")
_NO_COLLEGE = N_("This college has no secret ballots in this vote. Open the page again.")
_STILL_OPEN = N_(
    "The vote is open until %(moment)s: the paper ballots are counted once it is over, so that nobody knows a part of the "
    "result before."
)
_NOT_ENDED = N_(
    "The vote still takes ballots: whoever runs it says first that it takes no more, then the paper ballots are counted."
)
_ONCE = N_(
    "Your count is kept. You key another one only where the closing found that the counts differ: nobody finds a count by "
    "trying."
)
NO_ROOM = N_("Paper ballots are given in the room, for the secret votes of an assembly: this vote is not one of them.")
_WHO = N_("A count is keyed by a person signed in, so that two different persons are known to have counted.")
_MANY = N_("A count holds at most %(most)s ballots: check what was keyed.")


def mark_paper(box_id: int, right_id: int, acting: Acting, *, warned: bool = False) -> Mark:
    """Somebody took a paper ballot: their right is used, and casts nothing online any more; marking again changes nothing.

    `warned`: where secrecy is limited, the desk told the voter that the total may tell how they voted, and they accept it.
    Raises NotFound, Refused (an open vote, in nobody's hand, not warned), StateMoved (used online, taken back, closed).
    """
    for _ in range(2):
        found = right_and_ballot(box_id, right_id, None)
        if found is None:
            raise NotFound("right", _NO_RIGHT)
        if found.channel == PAPER:
            break
        _refuse_mark(found, acting)
        limited = is_secrecy_limited(found)
        if limited and not warned:
            raise Refused("paper-warning", _WARNING, rule=46)
        if add_mark(_mark(found, acting, warned=limited)):
            _tell_given(found, acting)
            break
    else:
        raise StateMoved("ballot-final", _USED)
    return db.session.execute(select(Mark).where(Mark.right_id == right_id)).scalar_one()


def _refuse_mark(found: Any, acting: Acting) -> None:
    if not is_cast_secretly(found):
        raise Refused("paper-open", _NOT_SECRET)
    if not has_paper(get_box(found.box_id)):
        raise Refused("paper-no-room", NO_ROOM)
    if found.closed_at is not None or (found.closes_at is not None and acting.at >= found.closes_at):
        raise StateMoved("box-closed", _CLOSED)
    if found.ended is not None:
        raise StateMoved("right-ended", _ENDED)
    if found.marked_at is not None:
        raise StateMoved("ballot-final", _USED)
    if found.via == Via.NONE:
        raise Refused("right-in-no-hand", _NO_HAND)


def _tell_given(found: Any, acting: Acting) -> None:
    """Who marked, and for whom: a right that its holder finds used has somebody to answer for it. No choice is linked to it."""
    member = db.session.get_one(Right, found.right_id).member_number
    details = {"member": member, "title": get_box(found.box_id).title}
    audit.record(VoteEvent.PAPER_GIVEN, f"box:{found.box_id}", actor=acting.actor, at=acting.at, details=details)


def _mark(found: Any, acting: Acting, *, warned: bool) -> dict[str, Any]:
    return {
        "box_id": found.box_id,
        "right_id": found.right_id,
        "college": found.college,
        "channel": PAPER,
        "account_id": acting.actor.account_id,
        "warned": warned,
        "marked_at": acting.at.replace(second=0, microsecond=0),
    }


def count_paper(box_id: int, college: str, lines: Sequence[PaperLine], acting: Acting) -> PaperCount:
    """One person's count of the paper ballots of a college, keyed once the vote takes no more ballots.

    A later one by the same person replaces it, after a closing that found that the counts differ. Raises Refused (no such
    college, nobody signed in, the vote still runs, keyed already), StateMoved (counted already).
    """
    box = locked_box(box_id)
    _refuse_count(box, college, acting)
    cells = added_up(lines, canonical_json)
    for written in cells:
        refuse_too_long(written)
    total = sum(cells.values())
    if total > MOST_BALLOTS:
        raise Refused("paper-many", _MANY, most=MOST_BALLOTS)
    count = PaperCount(
        box_id=box.id,
        college=college,
        cells=cells,
        actor_id=acting.actor.account_id,
        actor_name=acting.actor.name,
        at=acting.at,
    )
    db.session.add(count)
    db.session.flush()
    details = {"title": box.title, "ballots": total, "college": secret_colleges(box)[college] or "–"}
    audit.record(VoteEvent.PAPER_COUNTED, f"box:{box.id}", actor=acting.actor, at=acting.at, details=details)
    return count


def _refuse_count(box: Box, college: str, acting: Acting) -> None:
    if acting.actor.account_id is None:
        raise Refused("paper-who", _WHO)
    if not has_paper(box):
        raise Refused("paper-no-room", NO_ROOM)
    if college not in secret_colleges(box):
        raise Refused("paper-college", _NO_COLLEGE)
    state = state_of(box, acting.at)
    if state not in UNCOUNTED:
        raise StateMoved("box-state", NOT_NOW[state])
    if state is BoxState.OPEN and box.closes_at is not None:
        raise Refused("paper-still-open", _STILL_OPEN, moment=box.closes_at)
    if state is BoxState.OPEN:
        raise Refused("paper-still-open", _NOT_ENDED)
    if not keyed_by_college(box, acting.actor.account_id)[college].may_key:
        raise Refused("paper-once", _ONCE)
