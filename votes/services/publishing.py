"""Acts on a box once it is counted: its result is published, contested, the contest answered, the vote archived."""

from foundation.kernel.errors import NotAllowed, NotFound, Refused, StateMoved
from foundation.kernel.sentences import N_
from votes.models import Box, BoxAct
from votes.queries.life import acts_of, contestable_until, holds_right, standing_acts
from votes.rules.life import ActKind, open_disputes
from votes.services.act_writing import Acting, box_allowing, write_act

NO_RIGHT = N_("Only who holds a right in this vote may contest it here. The board may record a contest on your behalf.")
_LATE = N_(
    "The time for contesting this vote here ended on %(until)s. That time is the cooperative’s own: what the law allows "
    "before the court is not touched by it."
)
NO_DISPUTE = N_("There is no such contest of this vote, or it was answered already. Look at the life of the vote.")
_EARLY = N_("The result may still be contested until %(until)s: archive the vote after that.")
_WHOM = N_("Say on whose behalf the contest is recorded.")


def publish(box_id: int, acting: Acting) -> BoxAct:
    """Publish a result that was held back."""
    box, _state = box_allowing(ActKind.PUBLISHED, box_id, acting.at)
    return write_act(box, ActKind.PUBLISHED, acting)


def dispute(box_id: int, acting: Acting) -> BoxAct:
    """Contest a published result with a right held in the vote, within its time; the same again gives the first.

    Law: none gives this delay; an action in nullity before the court has its own (Civil code 1844-10 and following).
    """
    acting.reasoned()
    box, _state = box_allowing(ActKind.CONTESTED, box_id, acting.at)
    if not holds_right(box.id, acting.actor.account_id):
        raise NotAllowed("dispute-right", NO_RIGHT)
    known = _same_dispute(box, acting)
    if known is not None:
        return known
    until = contestable_until(box)
    if until is None or acting.at >= until:
        raise StateMoved("dispute-late", _LATE, until=until)
    return write_act(box, ActKind.CONTESTED, acting)


def dispute_for(box_id: int, whom: str, acting: Acting) -> BoxAct:
    """Record a contest that came another way (a letter in time, a member without account, a judgment) for somebody.

    No delay binds whoever runs votes: the letter may have come in time and be keyed later, and a judge has no delay of ours.
    """
    acting.reasoned()
    if not whom.strip():
        raise Refused("dispute-whom", _WHOM)
    box, _state = box_allowing(ActKind.CONTESTED, box_id, acting.at)
    return write_act(box, ActKind.CONTESTED, acting, whom=whom.strip()[:200])


def reject_dispute(box_id: int, dispute_id: int, acting: Acting) -> BoxAct:
    """Answer a contest: the result stands, and why."""
    return _answer(ActKind.SETTLED, box_id, dispute_id, acting)


def annul(box_id: int, dispute_id: int, acting: Acting) -> BoxAct:
    """Answer a contest: the vote is annulled, and why. The result stays readable, said to be annulled."""
    return _answer(ActKind.ANNULLED, box_id, dispute_id, acting)


def archive(box_id: int, acting: Acting) -> BoxAct:
    """File the vote once its result can no longer be contested here."""
    box, _state = box_allowing(ActKind.ARCHIVED, box_id, acting.at)
    until = contestable_until(box)
    if until is not None and acting.at < until:
        raise StateMoved("archive-early", _EARLY, until=until)
    return write_act(box, ActKind.ARCHIVED, acting)


def _answer(kind: ActKind, box_id: int, dispute_id: int, acting: Acting) -> BoxAct:
    acting.reasoned()
    box, _state = box_allowing(kind, box_id, acting.at)
    if dispute_id not in open_disputes(standing_acts(box.id)):
        raise NotFound("dispute", NO_DISPUTE)
    return write_act(box, kind, acting, dispute=dispute_id)


def _same_dispute(box: Box, acting: Acting) -> BoxAct | None:
    """The contest that this account already made with these words, sent again."""
    waiting = open_disputes(standing_acts(box.id))
    for act in acts_of(box.id):
        if act.id in waiting and (act.actor_id, act.reason) == (acting.actor.account_id, acting.reason.strip()):
            return act
    return None
