"""Acts on a box before it is counted: it runs on longer, its few ballots are counted all the same, it is cancelled."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from foundation.kernel.clock import PARIS
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from votes.models import Ballot, Box, BoxAct, PaperCount
from votes.queries.life import standing_acts
from votes.queries.paper import has_paper
from votes.queries.small_counts import small_counts
from votes.rules.life import ActKind, unconfirmed
from votes.services.act_writing import Acting, box_allowing, write_act
from votes.services.rewriting import write_in_order

_BY_HAND = N_("This vote has no closing time: it runs until it is closed by hand, and cannot be extended.")
_CLOSED_BY_HAND = N_("The vote was closed by hand: it takes no ballot again. Put the question to a new vote.")
_PAPER_COUNTED = N_(
    "Paper ballots of this vote were counted: it takes no ballot again. Count it, or cancel it and put the question to a "
    "new vote."
)
_ENDS_ALONE = N_("This vote has a closing time: it ends by itself.")
_CLOSED_AT_ONCE = N_("This vote has no secret ballots on paper: it is closed and counted at once.")
_NOT_LATER = N_("A vote only ever closes later than was said: choose a time after %(moment)s.")
_NOT_FEW = N_("No college has so few ballots that its total would tell votes: there is nothing to confirm.")


def extend(box_id: int, until: datetime, acting: Acting) -> BoxAct:
    """Move the closing time later, with the reason: before the clock closed the vote, or after while it is not counted.

    Raises Refused (no closing time, no reason, not later), StateMoved (counted, cancelled, closed by hand).
    """
    acting.reasoned()
    box, _state = box_allowing(ActKind.EXTENDED, box_id, acting.at)
    if box.closes_at is None:
        raise Refused("box-by-hand", _BY_HAND)
    if box.closed_at is not None:
        raise StateMoved("box-closed", _CLOSED_BY_HAND)
    if paper_is_counted(box):
        raise StateMoved("box-paper-counted", _PAPER_COUNTED)
    earliest = max(box.closes_at, acting.at)
    if until <= earliest:
        raise Refused("box-not-later", _NOT_LATER, moment=local_text(earliest))
    former, box.closes_at = box.closes_at, until
    db.session.flush()
    return write_act(box, ActKind.EXTENDED, acting, closes_at=local_text(until), former=local_text(former))


def paper_is_counted(box: Box) -> bool:
    """Whether somebody counted paper ballots of this vote: a part of the result is known, and no ballot may follow."""
    return db.session.execute(select(PaperCount.id).where(PaperCount.box_id == box.id).limit(1)).first() is not None


def end_by_hand(box_id: int, acting: Acting) -> BoxAct:
    """A secret vote without a closing time takes no more ballots from now on: its paper ballots are counted, then it is.

    Raises Refused (a closing time, an open vote), StateMoved (not open any more).
    """
    box, _state = box_allowing(ActKind.ENDED, box_id, acting.at)
    if box.closes_at is not None:
        raise Refused("box-ends-alone", _ENDS_ALONE)
    if not has_paper(box):
        raise Refused("box-without-paper", _CLOSED_AT_ONCE)
    latest = select(func.max(Ballot.cast_at)).where(Ballot.box_id == box.id)
    last = db.session.execute(latest).scalar_one()
    box.closes_at = max(acting.at, last + timedelta(microseconds=1)) if last else acting.at
    db.session.flush()
    return write_act(box, ActKind.ENDED, acting)


def confirm_few(box_id: int, acting: Acting) -> BoxAct:
    """The bureau decides that ballots so few that their total may tell votes are counted all the same, and why.

    It holds for the colleges that are small now, and for no other. Rule 46.
    """
    acting.reasoned()
    box, _state = box_allowing(ActKind.CONFIRMED_SMALL, box_id, acting.at)
    groups = unconfirmed([name for name, _number in small_counts(box)], standing_acts(box.id))
    if not groups:
        raise Refused("box-not-few", _NOT_FEW, rule=46)
    return write_act(box, ActKind.CONFIRMED_SMALL, acting, groups=groups)


def cancel(box_id: int, acting: Acting) -> BoxAct:
    """Give the vote up before it is counted: it takes no ballot any more and is never counted.

    Ballots of a secret one stay, written anew in the order of their receipts as a closing does.
    """
    acting.reasoned()
    box, _state = box_allowing(ActKind.CANCELLED, box_id, acting.at)
    box.closed_at = box.closed_at or acting.at
    db.session.flush()
    if box.secret:
        write_in_order(box, with_paper=False)
    return write_act(box, ActKind.CANCELLED, acting)


def local_text(moment: datetime) -> str:
    """A moment on the clock of the cooperative, as an act keeps it.

    >>> from datetime import UTC
    >>> local_text(datetime(2026, 6, 12, 18, 30, tzinfo=UTC))
    '2026-06-12 20:30'
    """
    return f"{moment.astimezone(ZoneInfo(PARIS)):%Y-%m-%d %H:%M}"
