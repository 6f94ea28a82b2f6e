"""The register changes shape: conversion of a holding, a new nominal value for all, two records that are one."""

from datetime import date, datetime
from typing import Unpack

from sqlalchemy import select

from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from membership.queries.people import member_by_id
from shares.models import RefundRequest
from shares.queries.claims import claim_accounts, lots_of
from shares.queries.positions import holdings_on, position_of
from shares.rules.kinds import Cause, Kind
from shares.rules.legs import Leg
from shares.rules.lots import Lot
from shares.services.appending import Papers, Recorded, Tied, append, check_day, check_operation, lock_journal
from shares.services.bounds import leaving_lots, require_decision
from shares.services.refunding import add_claim, withdraw_request
from statutes.rules import law

MERGED = "Fiches réunies"
"""Why a claim was withdrawn when its record was merged: it waits under the other one."""


def convert(
    member_id: int,
    shares: int,
    nominal_cents: int,
    effective_on: date,
    *,
    actor: Actor,
    at: datetime,
    **papers: Unpack[Papers],
) -> Recorded:
    """Turn shares of an old nominal value into shares of `nominal_cents`, for the same amount; lots keep their days.

    Refused where the amount is no whole number of the new shares: the sentence says how many old ones would do.
    """
    check_operation(shares, effective_on, at)
    lock_journal()
    leaving = leaving_lots(member_id, shares, effective_on)
    pairs = [renewed(Kind.CONVERSION, member_id, lot, nominal_cents) for lot in leaving]
    legs = out_then_in(pairs)
    return append(Kind.CONVERSION, effective_on, legs, actor=actor, at=at, papers=papers)


def split_nominal(
    nominal_cents: int, effective_on: date, *, actor: Actor, at: datetime, **papers: Unpack[Papers]
) -> Recorded:
    """Give every share of the register the nominal value `nominal_cents`, in one operation; no amount changes.

    Refused: no decision (the nominal value stands in the statutes), partial refunds that wait (their number of shares
    would mean something else), an amount that is no whole number of new shares.
    """
    check_day(effective_on, at)
    require_decision(papers.get("decision", ""))
    lock_journal()
    if any(one.waits and not one.request.whole for one in claim_accounts()):
        raise Refused(
            "partial-refunds-wait",
            N_("Partial refunds wait in the queue: decide or withdraw them before the nominal value changes."),
        )
    held = lots_of(list(holdings_on(effective_on)), effective_on)
    pairs = [
        renewed(Kind.NOMINAL_SPLIT, member, lot, nominal_cents)
        for member, mine in sorted(held.items())
        for lot in mine
        if lot.nominal_cents != nominal_cents
    ]
    legs = out_then_in(pairs)
    if not legs:
        raise Refused("nothing-to-split", N_("Every share has this nominal value already."))
    return append(Kind.NOMINAL_SPLIT, effective_on, legs, actor=actor, at=at, papers=papers)


def out_then_in(pairs: list[tuple[Leg, Leg]]) -> list[Leg]:
    """Everything old leaves before anything new comes: no new lot is taken for an old one."""
    return [out for out, _back in pairs] + [back for _out, back in pairs]


def renewed(
    kind: Kind, member_id: int, lot: Lot, nominal_cents: int, *, to_member: int | None = None
) -> tuple[Leg, Leg]:
    """A lot out and in again: another nominal value or another account, the same amounts, the same day of acquisition."""
    if nominal_cents <= 0 or lot.subscribed_cents % nominal_cents:
        raise Refused(
            "not-whole-shares",
            N_(
                "%(shares)s shares of %(old)s make no whole number of shares of %(new)s. Choose a number of shares, or a "
                "nominal value, that divides the amount."
            ),
            shares=lot.shares,
            old=Money(lot.nominal_cents),
            new=Money(nominal_cents),
            source=law.STATUTES_DECIDE,
        )
    out = Leg(
        kind=kind,
        member_id=member_id,
        shares=-lot.shares,
        nominal_cents=lot.nominal_cents,
        called_cents=-lot.called_cents,
        paid_cents=-lot.paid_cents,
    )
    back = Leg(
        kind=kind,
        member_id=member_id if to_member is None else to_member,
        shares=lot.subscribed_cents // nominal_cents,
        nominal_cents=nominal_cents,
        called_cents=lot.called_cents,
        paid_cents=lot.paid_cents,
        acquired_on=lot.acquired_on,
    )
    return out, back


def merge_records(
    kept_id: int, merged_id: int, effective_on: date, *, actor: Actor, at: datetime, **papers: Unpack[Papers]
) -> list[Recorded]:
    """Two records of one member become one: everything on `merged_id` passes to `kept_id`, lots, debts and queue.

    One operation for shares and money ahead, one for each claim still owed; `reverse_operation` on each of them gives
    the two accounts back. Claims that wait take the same rank under the record kept.
    """
    check_day(effective_on, at)
    lock_journal()
    kept, merged = member_by_id(kept_id), member_by_id(merged_id)
    if kept.id == merged.id:
        raise Refused("same-account", N_("Shares pass from one member to another: choose two different members."))
    held = lots_of([merged.id], effective_on).get(merged.id, [])
    legs = out_then_in(
        [renewed(Kind.RECORD_MERGE, merged.id, lot, lot.nominal_cents, to_member=kept.id) for lot in held]
    )
    ahead = position_of(merged.id, effective_on).advance_cents
    legs += _both_ways(merged.id, kept.id, "advance_cents", ahead)
    done = [append(Kind.RECORD_MERGE, effective_on, legs, actor=actor, at=at, papers=papers)] if legs else []
    ids = list(db.session.execute(select(RefundRequest.id).where(RefundRequest.member_id == merged.id)).scalars())
    for account in claim_accounts(effective_on, ids) if ids else []:
        if account.waits:
            claim = account.request
            left = sum(lot.shares for lot in held) if claim.whole else claim.shares - account.decided
            move_claim(claim, kept.id, like=claim, shares=left, whole=False, actor=actor, at=at)
        if account.owed_cents:
            owed = _both_ways(merged.id, kept.id, "owed_cents", account.owed_cents)
            tied = Tied(claim_id=account.request.id)
            done.append(append(Kind.RECORD_MERGE, effective_on, owed, tied=tied, actor=actor, at=at, papers=papers))
    return done


def _both_ways(from_id: int, to_id: int, amount: str, cents: int) -> list[Leg]:
    if not cents:
        return []
    out = Leg(kind=Kind.RECORD_MERGE, member_id=from_id, **{amount: -cents})  # type: ignore[arg-type]
    return [out, Leg(kind=Kind.RECORD_MERGE, member_id=to_id, **{amount: cents})]  # type: ignore[arg-type]


def move_claim(
    claim: RefundRequest,
    to_member_id: int,
    *,
    like: RefundRequest,
    shares: int,
    whole: bool,
    actor: Actor,
    at: datetime,
) -> None:
    """A claim that waits is withdrawn, and one in the rank of `like` waits under another record."""
    withdraw_request(claim.id, motive=MERGED, actor=actor, at=at)
    add_claim(
        member_by_id(to_member_id),
        shares,
        like.rank_on,
        whole=whole,
        cause=Cause(like.cause),
        payee=like.payee,
        asked_on=like.asked_on,
        motive=like.motive,
        document=like.document,
        actor=actor,
        at=at,
    )
