"""What membership says of two records, shares follow in the same transaction: merged accounts join, parted ones part."""

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from foundation.kernel.audit import Actor
from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from membership.services.merging import Merged
from shares.models import RefundRequest, RefundWithdrawal, ShareMovement, ShareOperation
from shares.queries.claims import claim_accounts
from shares.rules.kinds import Kind
from shares.services.appending import lock_journal
from shares.services.changing import MERGED, merge_records, move_claim
from shares.services.reversing import reverse_operation


def join_accounts(merged: Merged, *, actor: Actor, at: datetime) -> None:
    """Two members are one: what the double holds passes to the record kept."""
    if merged.kept_member is None or merged.dropped_member is None:
        return
    kept, dropped = merged.kept_member.id, merged.dropped_member.id
    merge_records(kept, dropped, day_of(at), motive=merged.fact.motive, actor=actor, at=at)


def part_accounts(parted: Merged, *, actor: Actor, at: datetime) -> None:
    """They are two after all: the legs of the merge are taken back, and claims that wait go home in their rank.

    Refused (and nothing is stored) where what came with the double has been used since.
    """
    if parted.kept_member is None or parted.dropped_member is None:
        return
    lock_journal()
    kept, dropped = parted.kept_member.id, parted.dropped_member.id
    for operation_id in _merging_operations(dropped):
        reverse_operation(operation_id, motive=parted.fact.motive, actor=actor, at=at)
    for came, origin in _claims_that_came(kept, dropped):
        move_claim(came, dropped, like=origin, shares=origin.shares, whole=origin.whole, actor=actor, at=at)


def _merging_operations(dropped_id: int) -> list[int]:
    """The operations that emptied an account into another and stand; the last one first."""
    taken_back = aliased(ShareOperation)
    statement = (
        select(ShareOperation.id)
        .where(
            ShareOperation.kind == Kind.RECORD_MERGE,
            ShareOperation.id.in_(select(ShareMovement.operation_id).where(ShareMovement.member_id == dropped_id)),
            ~exists().where(taken_back.reverses_id == ShareOperation.id),
        )
        .order_by(ShareOperation.id.desc())
    )
    return list(db.session.execute(statement).scalars())


def _claims_that_came(kept_id: int, dropped_id: int) -> list[tuple[RefundRequest, RefundRequest]]:
    """(claim that waits under the record kept, the one that the merge withdrew) for each that took another's rank."""
    statement = (
        select(RefundRequest)
        .join(RefundWithdrawal, RefundWithdrawal.claim_id == RefundRequest.id)
        .where(RefundRequest.member_id == dropped_id, RefundWithdrawal.motive == MERGED)
    )
    origins = {_rank(one): one for one in db.session.execute(statement).scalars()}
    ids = list(db.session.execute(select(RefundRequest.id).where(RefundRequest.member_id == kept_id)).scalars())
    waiting = [one.request for one in claim_accounts(claim_ids=ids) if one.waits] if ids else []
    return [(claim, origins[_rank(claim)]) for claim in waiting if _rank(claim) in origins]


def _rank(claim: RefundRequest) -> tuple[object, ...]:
    return (claim.rank_on, claim.asked_on, claim.cause, claim.payee)
