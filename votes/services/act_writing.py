"""What every act on a box has in common: the box held alone, its state at that instant, the row, and its audit fact."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from votes.act_fingerprints import act_fingerprint
from votes.models import Box, BoxAct
from votes.queries.life import state_of
from votes.rules.events import ACT_EVENTS
from votes.rules.life import ALLOWED_IN, ActKind, BoxState
from votes.services.closing import locked_box

LONGEST_REASON = 2000
_REHEARSAL = N_("This is a rehearsal: nothing is done to it but closing it and wiping it.")
_REASON = N_("Give the reason: it stands with the act, for the members and for the minutes.")
_TOO_LONG = N_("This reason is longer than %(longest)s characters. Keep the essential.")
NOT_NOW: dict[BoxState, str] = {
    BoxState.OPEN: N_("The vote is still open: this can be done once it is closed."),
    BoxState.ENDED: N_(
        "The vote is closed and not counted yet: this cannot be done now. Look at the life of the vote."
    ),
    BoxState.FEW: N_("The vote waits for a decision on its few ballots: decide that first."),
    BoxState.CANCELLED: N_("The vote was cancelled: nothing more is done to it. Put the question to a new vote."),
    BoxState.HELD: N_("The vote is counted, and its result is not published yet: this cannot be done now."),
    BoxState.PUBLISHED: N_("The result is published already: this cannot be done any more."),
    BoxState.CONTESTED: N_("The result is contested: answer the contest first."),
    BoxState.ANNULLED: N_("The vote was annulled: nothing more is done to it. Put the question to a new vote."),
    BoxState.ARCHIVED: N_("The vote is archived: nothing more is done to it."),
}


@dataclass(frozen=True)
class Acting:
    """Who acts, when, and why."""

    actor: Actor
    at: datetime
    reason: str = ""

    def reasoned(self) -> str:
        """The reason, without which nothing is done; raises Refused."""
        if not self.reason.strip():
            raise Refused("act-reason", _REASON)
        return self.reason.strip()


def box_allowing(kind: ActKind, box_id: int, at: datetime) -> tuple[Box, BoxState]:
    """The box, held alone, and its state; raises NotFound, StateMoved where its state does not allow the act."""
    box = locked_box(box_id)
    if box.rehearsal:
        raise StateMoved("box-rehearsal", _REHEARSAL)
    state = state_of(box, at)
    if state not in ALLOWED_IN[kind]:
        raise StateMoved("box-state", NOT_NOW[state])
    return box, state


def write_act(box: Box, kind: ActKind, acting: Acting, **details: Any) -> BoxAct:
    """Append the act and its audit fact; the trail keeps the fingerprint of the row, so that a lost one is missed."""
    reason = acting.reason.strip()
    if len(reason) > LONGEST_REASON:
        raise Refused("act-reason-long", _TOO_LONG, longest=LONGEST_REASON)
    act = BoxAct(
        box_id=box.id,
        kind=kind.value,
        reason=reason,
        details=details,
        actor_id=acting.actor.account_id,
        actor_name=acting.actor.name,
        at=acting.at,
    )
    db.session.add(act)
    db.session.flush()
    told = {"title": box.title, "act": act.id, "reason": reason, **details, "sha256": act_fingerprint(act)}
    audit.record(ACT_EVENTS[kind], f"box:{box.id}", actor=acting.actor, at=acting.at, details=told)
    return act
