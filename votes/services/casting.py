"""Put ballots into a box: from a member's own device, or entered at the desk. Secret ballots: `casting_secret.py`."""

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
from votes.rules.ballot_choices import plain_choice, refuse_too_long
from votes.rules.events import VoteEvent
from votes.rules.roll import Via
from votes.services import casting_secret, objecting

ATTEMPTS = 3
NO_RIGHT = N_("This right to vote is not in your hands for this vote. Open the vote again from the assembly's page.")
CLOSED = N_("The vote is closed: your ballot of now was not kept. What was cast before closing stands.")
FINAL = N_("This right was already used, and ballots of this vote are final. The ballot cast first stands.")
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
ENDED = N_("This right to vote was taken back: it casts nothing any more. The reason stands on the roll of the vote.")
_SECRET_AT_DESK = N_(
    "This vote is secret: the desk enters no ballot for anybody. Give a paper ballot, and mark on the roll who took one."
)


class CastState(StrEnum):
    """What became of a ballot."""

    RECORDED = "recorded"
    REPEATED = "repeated"
    REPLACED = "replaced"


@dataclass(frozen=True)
class CastReceipt:
    """A ballot is in the box: since when, by which account, and whether it is new, the same as before, or replaced another.

    `account_id` is the account that cast the ballot that stands: of a ballot repeated, the one that cast it first.
    `receipt`: of a secret ballot, what finds it in the list published after closing.
    """

    state: CastState
    at: datetime
    choice: Any
    account_id: int | None
    receipt: str = ""


@dataclass(frozen=True)
class Secretly:
    """What comes with a secret ballot: the receipt drawn with its form, and whether the warning of a small group was accepted."""

    receipt: str
    warned: bool = False


def cast(
    box_id: int,
    right_id: int,
    choice: object,
    *,
    account_id: int,
    at: datetime,
    secretly: Secretly | None = None,
    reason: str = "",
) -> CastReceipt:
    """Put the ballot of a right that this account holds into the box; two statements, three for a secret one.

    A right may lie in the hands of several accounts: it has one ballot all the same, and what the second account does
    is a change of it, which the box allows or not.

    Raises NotFound (no such right in these hands), Refused (no such choice, a secret ballot without its receipt),
    StateMoved (closed, taken back, or used and final). The same choice again changes nothing and gets the first receipt
    again, even after closing; of a secret vote for a quarter of an hour, so that a crash loses nothing. `reason`: of an
    objection to what is put to consent.
    """
    for _ in range(ATTEMPTS):
        found = _right(box_id, right_id, account_id)
        plain = plain_choice(found.method, found.contest, choice)
        if casting_secret.is_cast_secretly(found):
            done = _secret_receipt(found, plain, secretly, account_id=account_id, at=at)
        else:
            objecting.refuse_without_reason(found, plain, reason)
            done = _cast_openly(found, plain, holder=account_id, account_id=account_id, at=at)
            _keep_reason(found, done, reason, at)
        if done is not None:
            return done
    raise StateMoved("ballot-race", _RACE)


def _keep_reason(found: Any, done: CastReceipt | None, reason: str, at: datetime) -> None:
    """The reason of an objection is kept with a ballot that goes in, or replaces the one of the same objection."""
    if done is None or not objecting.says_more(found, done.choice, reason):
        return
    if done.state is CastState.REPEATED:
        _refuse_late(found, at)
        if not found.replaceable:
            raise StateMoved("ballot-final", FINAL)
    objecting.keep_reason(found, done.choice, reason, at=at)


def cast_at_desk(box_id: int, right_id: int, choice: object, *, actor: Actor, at: datetime) -> CastReceipt:
    """Enter the ballot of a member who votes by hand or on paper; raises as `cast`, and leaves an audit fact.

    The desk answers alike whatever a member chose on a device of their own: it can neither learn nor change that ballot.
    A blank proxy is in no hand, the desk's included: the system alone casts it, as the law says (L225-106 III).
    """
    receipt = _cast_at_desk(box_id, right_id, choice, account_id=actor.account_id, at=at)
    if receipt.state is not CastState.REPEATED:
        right = db.session.get_one(Right, right_id)
        details = {"member": right.member_number, "title": queries.get_box(box_id).title}
        audit.record(VoteEvent.BALLOT_ENTERED, f"box:{box_id}", actor=actor, at=at, details=details)
    return receipt


def _cast_at_desk(box_id: int, right_id: int, choice: object, *, account_id: int | None, at: datetime) -> CastReceipt:
    for _ in range(ATTEMPTS):
        found = _right(box_id, right_id, None)
        if casting_secret.is_cast_secretly(found) and not _is_blank_proxy(found, account_id):
            raise Refused("ballot-secret-desk", _SECRET_AT_DESK)
        plain = plain_choice(found.method, found.contest, choice)
        _refuse_for_the_desk(found, account_id, at)
        done = _cast_openly(found, plain, holder=None, account_id=account_id, at=at)
        if done is not None:
            return done
    raise StateMoved("ballot-race", _RACE)


def _is_blank_proxy(found: Any, account_id: int | None) -> bool:
    """A right in no hand that takes part: the system casts it as the law says, which is no secret of anybody."""
    return account_id is None and found.via == Via.NONE and bool(found.present)


def _right(box_id: int, right_id: int, holder: int | None) -> Any:
    found = right_and_ballot(box_id, right_id, holder)
    if found is None:
        raise NotFound("right", NO_RIGHT)
    return found


def _cast_openly(
    found: Any, choice: Any, *, holder: int | None, account_id: int | None, at: datetime
) -> CastReceipt | None:
    """The receipt; None where another ballot of this right came in between."""
    written = canonical_json(choice)
    refuse_too_long(written)
    if found.choice == written:
        return CastReceipt(CastState.REPEATED, found.cast_at, choice, found.account_id)
    _refuse_late(found, at)
    if found.revision and not found.replaceable:
        raise _final(found, holder)
    ballot = _next_ballot(found, written, at) | {"account_id": account_id, "at_desk": holder is None}
    if not add_ballot(ballot):
        return None
    return CastReceipt(CastState.REPLACED if found.revision else CastState.RECORDED, at, choice, account_id)


def _secret_receipt(
    found: Any, choice: Any, secretly: Secretly | None, *, account_id: int, at: datetime
) -> CastReceipt | None:
    """The receipt; None where this right was used, or taken back, in between."""
    receipt, warned = (secretly.receipt, secretly.warned) if secretly else ("", False)
    refuse_too_long(canonical_json(choice))
    if casting_secret.is_repeated(found, choice, receipt, account_id=account_id, at=at):
        return CastReceipt(CastState.REPEATED, found.marked_at, None, found.marked_by, receipt)
    _refuse_late(found, at)
    marked_at = casting_secret.put_in(found, choice, receipt, warned=warned, account_id=account_id, at=at)
    if marked_at is None:
        return None
    return CastReceipt(CastState.RECORDED, marked_at, None, account_id, receipt)


def _final(found: Any, holder: int | None) -> StateMoved:
    """The refusal to change a final ballot; it names the colleague who cast it where that was another account."""
    if holder is None or found.at_desk or found.account_id == holder:
        return StateMoved("ballot-final", FINAL)
    colleague = accounts_by_ids([found.account_id]).get(found.account_id)
    if colleague is None:
        return StateMoved("ballot-final", FINAL)
    return StateMoved("ballot-final", _FINAL_BY, name=colleague.name, at=found.cast_at)


def _refuse_for_the_desk(found: Any, account_id: int | None, at: datetime) -> None:
    if found.via == Via.NONE and (account_id is not None or not found.present):
        raise Refused("right-in-no-hand", _NO_HAND)
    if found.revision and not found.at_desk:
        _refuse_late(found, at)
        raise StateMoved("ballot-by-holder", _BY_HOLDER)


def _refuse_late(found: Any, at: datetime) -> None:
    if found.closed_at is not None or (found.closes_at is not None and at >= found.closes_at):
        raise StateMoved("box-closed", CLOSED)
    if found.ended is not None:
        raise StateMoved("right-ended", ENDED)


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
