"""The letters about requests: received, refused, shares proposed. What was done is told by the letters of the journal."""

from datetime import datetime

from membership.models.members import Member
from membership.services.letters import speaker_of, write_to
from shares.models import ShareDemand
from shares.rules.demand_wordings import ASKED, PROPOSED, REFUSED
from shares.rules.demands import Outcome


def tell_asked(demand: ShareDemand, member: Member, *, at: datetime) -> None:
    """The request arrived, and what happens next."""
    _write(demand, member, ASKED, at=at)


def tell_taker(demand: ShareDemand, giver: Member, taker: Member, *, at: datetime) -> None:
    """Shares are proposed to a member, who agrees or not in their space."""
    _write(demand, taker, PROPOSED, at=at, giver=giver.name)


def tell_answer(demand: ShareDemand, member: Member, outcome: Outcome, reason: str, *, at: datetime) -> None:
    """Why the request is refused; who withdrew it knows, and what is done is told with the operation."""
    if outcome is Outcome.REFUSED:
        _write(demand, member, REFUSED, at=at, reason=reason)


def _write(demand: ShareDemand, member: Member, letter: str, *, at: datetime, **more: object) -> None:
    context: dict[str, object] = {
        "demand": demand.id,
        "kind": demand.kind,
        "shares": demand.shares,
        "asked_on": demand.asked_on,
        "number": member.number,
        **more,
    }
    write_to(
        member.party,
        letter,
        context,
        subject_ref=f"member:{member.id}",
        at=at,
        once=f"{letter}:{demand.id}",
        also=speaker_of(member, at),
    )
