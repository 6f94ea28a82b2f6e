"""Writing what was planned of a sheet of movements, as one batch; and taking the batch back by opposite operations."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, insert, select

from foundation.kernel import audit
from foundation.kernel.audit import Told
from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from membership.rules.writing import tidy
from shares.models import RefundRequest, RefundWithdrawal, ShareOperation
from shares.queries.journal import entries, last_entry
from shares.queries.sheet import MOST_NAMED, last_steps
from shares.rules.events import SharesTag
from shares.rules.kinds import Kind
from shares.rules.legs import Leg
from shares.rules.positions import check_accounts
from shares.rules.sheet_drafts import Draft
from shares.services.appending import Tied, lock_journal
from shares.services.appending_many import ToAppend, append_all
from shares.services.import_planning import Work
from shares.services.reversing import opposite
from spreadsheets.registry import Taking, Watch


def write_movements(work: Work, taking: Taking) -> dict[str, Any]:
    """Write every operation of a plan; what `take_movements_back` needs. StateMoved: the register moved since the plan."""
    _lock_unmoved(work.end)
    claims = _write_claims([one for one in work.drafts if one.begins is not None], taking)
    wanted = [
        ToAppend(
            one.kind,
            one.wanted.on,
            one.legs,
            Tied(claim_id=claims.get(one.claim_key, one.claim_key) if one.claim_key is not None else None),
            one.papers,
        )
        for one in work.drafts
    ]
    append_all(wanted, actor=taking.actor, at=taking.at, batch_id=taking.batch_id)
    _check(leg.member_id for one in work.drafts for leg in one.legs)
    return {"claims": sorted(claims.values()), "operations": len(wanted)}


def take_movements_back(written: dict[str, Any], motive: str, taking: Taking) -> None:
    """Take the operations of a batch back, the last one first; Refused where something recorded since rests on them."""
    end = last_entry()
    standing = _standing_operations(taking.batch_id)
    legs = _opposites([one.id for one in standing], taking.watch)
    _lock_unmoved(end)
    wanted = [
        ToAppend(
            Kind.REVERSAL,
            one.effective_on,
            legs[one.id],
            Tied(claim_id=one.claim_id, about_id=one.about_id, reverses_id=one.id),
            {"motive": motive},
        )
        for one in standing
    ]
    _keep_settled(taking.batch_id, written["claims"])
    reversals = append_all(wanted, actor=taking.actor, at=taking.at)
    _withdraw(written["claims"], motive, taking)
    told = [
        Told(
            SharesTag.OPERATION_REVERSED,
            f"share-operation:{one.id}",
            {"operation": reversal, "reversed": one.id, "motive": tidy(motive, 500)},
        )
        for one, reversal in zip(standing, reversals, strict=True)
    ]
    audit.record_all(told, actor=taking.actor, at=taking.at)
    _check(leg.member_id for one in wanted for leg in one.legs)


def _lock_unmoved(end: tuple[int, str]) -> None:
    """Take the lock; what was read is still the whole register. Raises StateMoved."""
    lock_journal()
    if last_entry() != end:
        raise StateMoved(
            "register-moved",
            N_("Something was recorded in the register while the file was being read. Nothing was written: try again."),
        )


def _write_claims(drafts: Sequence[Draft], taking: Taking) -> dict[int, int]:
    """The refunds that the sheet begins: the identifier given to each key."""
    if not drafts:
        return {}
    steps = last_steps({one.wanted.holder.member_id for one in drafts})
    rows = []
    for one in drafts:
        member = one.wanted.holder.member_id
        steps[member] = steps.get(member, 0) + 1
        rows.append(_claim_row(one, steps[member]) | _recorded(taking))
    statement = insert(RefundRequest).returning(RefundRequest.id, sort_by_parameter_order=True)
    ids = list(db.session.execute(statement, rows).scalars())
    told = [
        Told(
            SharesTag.REFUND_REQUESTED,
            f"member:{row['member_id']}",
            {
                "claim": claim,
                "shares": row["shares"],
                "number": one.wanted.holder.number,
                "rank_on": str(row["rank_on"]),
                "cause": row["cause"],
            },
        )
        for one, row, claim in zip(drafts, rows, ids, strict=True)
    ]
    audit.record_all(told, actor=taking.actor, at=taking.at)
    return {one.claim_key or 0: claim for one, claim in zip(drafts, ids, strict=True)}


def _claim_row(one: Draft, step: int) -> dict[str, Any]:
    on, papers = one.wanted.on, one.papers
    shares = one.wanted.shares if one.kind is not Kind.OPENING_BALANCE else 0
    return {
        "member_id": one.wanted.holder.member_id,
        "step": step,
        "shares": shares,
        "whole": False,
        "amount_cents": 0,
        "cause": str(one.begins),
        "rank_on": on,
        "asked_on": on,
        "payee": tidy(one.wanted.holder.label[:200], 200),
        "motive": tidy(str(papers.get("motive") or ""), 500),
        "document": tidy(str(papers.get("document") or ""), 200),
    }


def _recorded(taking: Taking) -> dict[str, Any]:
    return {"recorded_at": taking.at, "actor_id": taking.actor.account_id, "actor_name": taking.actor.name}


def _standing_operations(batch_id: int) -> list[Row[Any]]:
    """The operations of a batch that nobody took back since, the last one first."""
    gone = select(ShareOperation.reverses_id).where(ShareOperation.reverses_id.is_not(None))
    statement = (
        select(ShareOperation.id, ShareOperation.effective_on, ShareOperation.claim_id, ShareOperation.about_id)
        .where(ShareOperation.batch_id == batch_id, ShareOperation.id.not_in(gone))
        .order_by(ShareOperation.id.desc())
    )
    return list(db.session.execute(statement))


def _opposites(ids: Collection[int], watch: Watch) -> dict[int, list[Leg]]:
    """The opposite movements of each operation; the watch is told how many operations are read."""
    found: dict[int, list[Leg]] = {one: [] for one in ids}
    done = 0
    for entry in entries(operation_ids=(min(ids), max(ids))) if ids else ():
        mine = found.get(entry.operation_id)
        if mine is None:
            continue
        if not mine:
            done += 1
            watch(done, len(found))
        mine.append(opposite(entry))
    return found


def _keep_settled(batch_id: int, claims: Collection[int]) -> None:
    """A refund that began with the batch and was paid, or decided on, since is not pulled from under that."""
    statement = (
        select(ShareOperation.claim_id, ShareOperation.id)
        .where(ShareOperation.claim_id.in_(claims), ShareOperation.kind != Kind.REVERSAL)
        .where((ShareOperation.batch_id != batch_id) | ShareOperation.batch_id.is_(None))
        .where(
            ShareOperation.id.not_in(select(ShareOperation.reverses_id).where(ShareOperation.reverses_id.is_not(None)))
        )
    )
    later = db.session.execute(statement.limit(1)).first() if claims else None
    if later is not None:
        raise Refused(
            "refund-moved-on",
            N_(
                "Operation %(operation)s was recorded since under a refund of this import: take that operation back "
                "first, in the register, then the import."
            ),
            operation=later.id,
        )


def _withdraw(claims: Sequence[int], motive: str, taking: Taking) -> None:
    if not claims:
        return
    gone = set(
        db.session.execute(select(RefundWithdrawal.claim_id).where(RefundWithdrawal.claim_id.in_(claims))).scalars()
    )
    waiting = [claim for claim in claims if claim not in gone]
    on = day_of(taking.at)
    rows = [{"claim_id": one, "withdrawn_on": on, "motive": tidy(motive, 500), **_recorded(taking)} for one in waiting]
    if not rows:
        return
    db.session.execute(insert(RefundWithdrawal), rows)
    told = [
        Told(SharesTag.REFUND_WITHDRAWN, f"refund:{one}", {"claim": one, "motive": tidy(motive, 500)})
        for one in waiting
    ]
    audit.record_all(told, actor=taking.actor, at=taking.at)


def _check(members: Any) -> None:
    """Every account touched, once, as the database holds it now."""
    touched = {one for one in members if one is not None}
    if touched:
        check_accounts(entries(touched) if len(touched) <= MOST_NAMED else entries())
