"""Movements of the share register: opening balance, subscription, refund, reversal. Each takes the next number."""

from datetime import date, datetime

from sqlalchemy import select

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused, StateMoved
from foundation.kernel.money import Money
from foundation.kernel.numbering import next_number
from foundation.kernel.sentences import N_
from membership.models.facts import MembershipFact
from membership.models.members import Member
from membership.queries.people import member_by_id
from membership.rules.eligibility import category_named
from membership.rules.standing import Standing, standing_on
from membership.rules.writing import tidy
from membership.services.appending import category_on, day_of, facts_of, require_membership
from shares.models import ShareMovement
from shares.queries import capital_on, holding_of, movement_values, public_capital_on
from shares.rules.capital import capital_floor, check_floor, check_holding, check_public_ceiling, highest_capital
from shares.rules.events import SharesTag
from shares.rules.movements import MovementKind, check_never_negative
from statutes.rules.tree import Statutes
from statutes.services import statutes_on

MOST_SHARES = 10_000_000


def subscribe(
    member_id: int, shares: int, effective_on: date, *, document: str = "", actor: Actor, at: datetime
) -> ShareMovement:
    """A member subscribes `shares` at the nominal value of the statutes of that day.

    Refused: not a member that day, outside the category's bounds (rule 13), public bodies over half (rule 14).
    """
    member = member_by_id(member_id)
    _check_operation(shares, effective_on, at)
    require_membership(member, effective_on)
    statutes = statutes_on(effective_on).statutes
    price = statutes.shares.nominal_cents
    _check_bounds(statutes, member, effective_on, shares)
    if member.organisation is not None and member.organisation.form.local_public:
        check_public_ceiling(public_capital_on(effective_on), capital_on(effective_on), Money(price) * shares)
    return _append(
        member,
        MovementKind.SUBSCRIPTION,
        shares,
        price,
        effective_on=effective_on,
        document=document,
        actor=actor,
        at=at,
    )


def record_opening_balance(
    member_id: int,
    shares: int,
    effective_on: date,
    *,
    unit_price_cents: int,
    document: str = "",
    actor: Actor,
    at: datetime,
) -> ShareMovement:
    """What a member held when the register was taken over, at the price of the time; judged by no rule of today."""
    member = member_by_id(member_id)
    _check_operation(shares, effective_on, at)
    return _append(
        member,
        MovementKind.OPENING_BALANCE,
        shares,
        unit_price_cents,
        effective_on=effective_on,
        document=document,
        actor=actor,
        at=at,
    )


def refund(
    member_id: int, shares: int, effective_on: date, *, document: str = "", actor: Actor, at: datetime
) -> ShareMovement:
    """Take `shares` (a positive number) back from a member at nominal value.

    Refused: more than is held on any later day, under the minimum of who stays (rule 13), under the floor (15, 16).
    """
    member = member_by_id(member_id)
    _check_operation(shares, effective_on, at)
    statutes = statutes_on(effective_on).statutes
    price = Money(statutes.shares.nominal_cents)
    if standing_on(facts_of(member, MembershipFact), effective_on) is Standing.MEMBER:
        _check_bounds(statutes, member, effective_on, -shares)
    floor = capital_floor(statutes, highest_capital(movement_values()))
    check_floor(capital_on(effective_on), price * shares, floor, price)
    movement = _append(
        member,
        MovementKind.REFUND,
        -shares,
        price.cents,
        effective_on=effective_on,
        document=document,
        actor=actor,
        at=at,
    )
    check_never_negative(movement_values(member.id))
    return movement


def reverse_movement(number: int, *, motive: str, actor: Actor, at: datetime) -> ShareMovement:
    """Take a wrong movement back by its opposite, effective the same day; both stay in the register."""
    wrong = db.session.execute(select(ShareMovement).where(ShareMovement.number == number)).scalar_one_or_none()
    if wrong is None:
        raise NotFound("no-movement", N_("There is no movement no. %(number)s in the register."), number=number)
    if not motive.strip() or wrong.reverses_id is not None:
        raise Refused(
            "reversal-unfounded",
            N_("A movement is taken back for a written reason, and a reversal is never taken back: record it anew."),
        )
    if db.session.execute(select(ShareMovement.id).where(ShareMovement.reverses_id == wrong.id)).first():
        raise StateMoved("reversed-already", N_("Movement no. %(number)s was taken back already."), number=number)
    movement = ShareMovement(
        **_columns(wrong.effective_on, actor=actor, at=at),
        member_id=wrong.member_id,
        kind=MovementKind.REVERSAL,
        shares=-wrong.shares,
        unit_price_cents=wrong.unit_price_cents,
        motive=tidy(motive, 500),
        reverses_id=wrong.id,
    )
    db.session.add(movement)
    db.session.flush()
    check_never_negative(movement_values(wrong.member_id))
    told = {"movement": movement.number, "reversed": number, "motive": movement.motive}
    audit.record(SharesTag.MOVEMENT_REVERSED, f"member:{wrong.member_id}", actor=actor, at=at, details=told)
    return movement


def _check_operation(shares: int, effective_on: date, at: datetime) -> None:
    if not 0 < shares <= MOST_SHARES:
        raise Refused(
            "bad-count", N_("%(shares)s is no number of shares: write a whole number, 1 at least."), shares=shares
        )
    if effective_on > day_of(at):
        raise Refused(
            "movement-to-come",
            N_("The movement would take effect on %(day)s, which is still to come. Record it on that day."),
            day=effective_on,
        )


def _check_bounds(statutes: Statutes, member: Member, on: date, change: int) -> None:
    category = category_on(member, on)
    if category is not None:
        check_holding(category_named(statutes, category), holding_of(member.id, on) + change)


def _columns(effective_on: date, *, actor: Actor, at: datetime) -> dict[str, object]:
    return {
        "number": next_number(ShareMovement.number),
        "effective_on": effective_on,
        "recorded_at": at,
        "actor_id": actor.account_id,
        "actor_name": actor.name,
    }


def _append(
    member: Member,
    kind: MovementKind,
    shares: int,
    unit_price_cents: int,
    *,
    effective_on: date,
    document: str,
    actor: Actor,
    at: datetime,
) -> ShareMovement:
    movement = ShareMovement(
        **_columns(effective_on, actor=actor, at=at),
        member_id=member.id,
        kind=kind,
        shares=shares,
        unit_price_cents=unit_price_cents,
        document=tidy(document, 200),
    )
    db.session.add(movement)
    db.session.flush()
    told = {
        "movement": movement.number,
        "number": member.number,
        "shares": shares,
        "kind": str(kind),
        "effective_on": str(effective_on),
    }
    audit.record(SharesTag.MOVEMENT_RECORDED, f"member:{member.id}", actor=actor, at=at, details=told)
    return movement
