"""Put ballots into a box: from a member's own device, or entered at the desk."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from foundation.accounts.queries import accounts_by_ids
from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import canonical_json, db
from foundation.kernel.errors import NotFound, Refused, StateMoved
from foundation.kernel.sentences import N_
from votes import queries
from votes.ballot_rows import add_ballot, right_and_ballot
from votes.models import NOTHING, Right
from votes.rules.events import VoteEvent
from votes.rules.roll import Via
from votes.rules.tally import BLANK, CHOICES

CASTABLE = frozenset((*CHOICES, BLANK))
ATTEMPTS = 3
_NO_RIGHT = N_("This right to vote is not in your hands for this vote. Open the vote again from the assembly's page.")
_CLOSED = N_("The vote is closed: your ballot of now was not kept. What was cast before closing stands.")
_FINAL = N_("This right was already used, and ballots of this vote are final. The ballot cast first stands.")
_FINAL_BY = N_(
    "%(name)s already cast this member’s ballot on %(at)s, and ballots of this vote are final. The ballot cast first "
    "stands."
)
_RACE = N_("Several ballots arrived at once for this right. Look at which one was kept, then vote again if you may.")
_BY_HOLDER = N_(
    "This right was used by its holder on their own device: the desk neither sees nor changes that ballot. They may "
    "change it themselves where the vote allows it."
)
_NO_HAND = N_("This member is neither present nor represented on the roll of this vote: nobody can vote for them.")
_CHOICE = N_("This choice is not on the ballot. Choose for, against or abstain.")


class CastState(StrEnum):
    """What became of a ballot."""

    RECORDED = "recorded"
    REPEATED = "repeated"
    REPLACED = "replaced"


@dataclass(frozen=True)
class CastReceipt:
    """A ballot is in the box: since when, by which account, and whether it is new, the same as before, or replaced another.

    `account_id` is the account that cast the ballot that stands: of a ballot repeated, the one that cast it first.
    """

    state: CastState
    at: datetime
    choice: Any
    account_id: int | None


def cast(box_id: int, right_id: int, choice: object, *, account_id: int, at: datetime) -> CastReceipt:
    """Put the ballot of a right that this account holds into the box; two statements.

    A right may lie in the hands of several accounts: it has one ballot all the same, and what the second account does
    is a change of it, which the box allows or not.

    Raises NotFound (no such right in these hands), Refused (no such choice), StateMoved (closed, or used and final).
    The same choice again changes nothing and gets the first receipt again, even after closing.
    """
    return _cast(box_id, right_id, choice, holder=account_id, account_id=account_id, at=at)


def cast_at_desk(box_id: int, right_id: int, choice: object, *, actor: Actor, at: datetime) -> CastReceipt:
    """Enter the ballot of a member who votes by hand or on paper; raises as `cast`, and leaves an audit fact.

    The desk answers alike whatever a member chose on a device of their own: it can neither learn nor change that ballot.
    A blank proxy is in no hand, the desk's included: the system alone casts it, as the law says (L225-106 III).
    """
    receipt = _cast(box_id, right_id, choice, holder=None, account_id=actor.account_id, at=at)
    if receipt.state is not CastState.REPEATED:
        right = db.session.get_one(Right, right_id)
        details = {"member": right.member_number, "title": queries.get_box(box_id).title}
        audit.record(VoteEvent.BALLOT_ENTERED, f"box:{box_id}", actor=actor, at=at, details=details)
    return receipt


def _cast(
    box_id: int, right_id: int, choice: object, *, holder: int | None, account_id: int | None, at: datetime
) -> CastReceipt:
    if not isinstance(choice, str) or choice not in CASTABLE:
        raise Refused("ballot-choice", _CHOICE)
    written = canonical_json(choice)
    for _ in range(ATTEMPTS):
        found = right_and_ballot(box_id, right_id, holder)
        if found is None:
            raise NotFound("right", _NO_RIGHT)
        if holder is None:
            _refuse_for_the_desk(found, account_id, at)
        if found.choice == written:
            return CastReceipt(CastState.REPEATED, found.cast_at, choice, found.account_id)
        _refuse_late(found, at)
        if found.revision and not found.replaceable:
            raise _final(found, holder)
        ballot = _next_ballot(found, written, at) | {"account_id": account_id, "at_desk": holder is None}
        if add_ballot(ballot):
            state = CastState.REPLACED if found.revision else CastState.RECORDED
            return CastReceipt(state, at, choice, account_id)
    raise StateMoved("ballot-race", _RACE)


def _final(found: Any, holder: int | None) -> StateMoved:
    """The refusal to change a final ballot; it names the colleague who cast it where that was another account."""
    if holder is None or found.at_desk or found.account_id == holder:
        return StateMoved("ballot-final", _FINAL)
    [colleague] = accounts_by_ids([found.account_id]).values()
    return StateMoved("ballot-final", _FINAL_BY, name=colleague.name, at=found.cast_at)


def _refuse_for_the_desk(found: Any, account_id: int | None, at: datetime) -> None:
    if found.via == Via.NONE and (account_id is not None or not found.present):
        raise Refused("right-in-no-hand", _NO_HAND)
    if found.revision and not found.at_desk:
        _refuse_late(found, at)
        raise StateMoved("ballot-by-holder", _BY_HOLDER)


def _refuse_late(found: Any, at: datetime) -> None:
    if found.closed_at is not None or (found.closes_at is not None and at >= found.closes_at):
        raise StateMoved("box-closed", _CLOSED)


def _next_ballot(found: Any, written: str, at: datetime) -> dict[str, Any]:
    return {
        "box_id": found.box_id,
        "right_id": found.right_id,
        "revision": (found.revision or 0) + 1,
        "college": found.college,
        "choice": written,
        "former": found.choice or NOTHING,
        "cast_at": at,
    }
