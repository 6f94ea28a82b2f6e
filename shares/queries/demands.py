"""What members asked for, with what became of it; constant numbers of statements."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from membership.models.facts import MembershipFact
from membership.models.members import Member
from membership.queries.access import SELF, acts_for
from membership.queries.ruling import ruling_id
from membership.rules.standing import MembershipEvent
from shares.models import DemandAnswer, RefundWithdrawal, ShareDemand
from shares.queries.positions import positions_of, totals_on
from shares.rules.demands import RECENT, Circumstances, DemandKind, Mark, Outcome, review_marks


@dataclass(frozen=True)
class DemandView:
    """A request with its member, who is to take the shares, its answer, and the marks that call for a look.

    Of a refund or an exit, which take their place in the queue at once, `claim_id` leads to what follows.
    """

    demand: ShareDemand
    member: Member
    taker: Member | None
    answer: DemandAnswer | None
    withdrawn_on: date | None
    marks: tuple[Mark, ...] = ()

    @property
    def kind(self) -> DemandKind:
        """What is asked."""
        return DemandKind(self.demand.kind)

    @property
    def outcome(self) -> Outcome | None:
        """What became of it; None while it waits, or is followed in the queue of refunds."""
        if self.withdrawn_on is not None:
            return Outcome.WITHDRAWN
        return Outcome(self.answer.outcome) if self.answer else None

    @property
    def waits(self) -> bool:
        """Whether the office still has to answer."""
        return self.outcome is None and self.kind in (DemandKind.SUBSCRIPTION, DemandKind.TRANSFER)


def demand_of_once(once: str) -> ShareDemand | None:
    """The request that came from this page already, if it did."""
    return db.session.execute(select(ShareDemand).where(ShareDemand.once == once)).scalar_one_or_none()


def demand_by_id(demand_id: int) -> DemandView:
    """One request; raises NotFound."""
    found = _views(_demands().where(ShareDemand.id == demand_id))
    if not found:
        raise NotFound("no-demand", N_("There is no request %(demand)s."), demand=demand_id)
    return found[0]


def demands_of(member_ids: Collection[int]) -> list[DemandView]:
    """Everything that these members asked for, newest first; one statement."""
    return _views(_demands().where(ShareDemand.member_id.in_(member_ids)).order_by(ShareDemand.id.desc()))


def demands_waiting(on: date) -> list[DemandView]:
    """What waits for an answer of the office, oldest first, with its marks; five statements."""
    waiting = _demands().where(
        DemandAnswer.id.is_(None), ShareDemand.kind.in_((DemandKind.SUBSCRIPTION, DemandKind.TRANSFER))
    )
    return marked(_views(waiting.order_by(ShareDemand.id)), on)


def demands_followed(on: date, limit: int = 50) -> list[DemandView]:
    """The last refunds and exits that were asked for, newest first, with their marks; five statements."""
    followed = _demands().where(ShareDemand.kind.in_((DemandKind.REFUND, DemandKind.EXIT)))
    return marked(_views(followed.order_by(ShareDemand.id.desc()).limit(limit)), on)


def marked(views: list[DemandView], on: date) -> list[DemandView]:
    """The same requests with what makes each worth a second look; four statements."""
    if not views:
        return []
    ids = {one.member.id for one in views}
    every, mine = totals_on(on).shares, positions_of(ids, on)
    since, acting = _member_since(ids, on), acts_for(on, member_ids=ids)
    asked = _asked_days(ids)
    found = []
    for one in views:
        row = one.demand
        own = {line.account_id for line in acting.get(one.member.id, []) if line.capacity == SELF}
        recent = sum(1 for day in asked[one.member.id] if row.asked_on - RECENT <= day <= row.asked_on)
        account = mine.get(one.member.id)
        around = Circumstances(
            kind=one.kind,
            shares=row.shares,
            all_shares=every,
            asked_on=row.asked_on,
            member_since=since.get(one.member.id),
            unpaid=Money(account.unpaid_cents if account else 0),
            recent=recent,
            by_another=row.actor_name if row.actor_id not in own else "",
        )
        found.append(DemandView(row, one.member, one.taker, one.answer, one.withdrawn_on, tuple(review_marks(around))))
    return found


def _demands() -> Select[Any]:
    taker = aliased(Member)
    columns: tuple[Any, ...] = (ShareDemand, Member, taker, DemandAnswer, RefundWithdrawal.withdrawn_on)
    return (
        select(*columns)
        .join(Member, Member.id == ShareDemand.member_id)
        .outerjoin(taker, taker.id == ShareDemand.taker_id)
        .outerjoin(DemandAnswer, DemandAnswer.demand_id == ShareDemand.id)
        .outerjoin(RefundWithdrawal, RefundWithdrawal.claim_id == ShareDemand.claim_id)
    )


def _views(statement: Select[Any]) -> list[DemandView]:
    return [DemandView(*row) for row in db.session.execute(statement)]


def _asked_days(member_ids: Collection[int]) -> dict[int, list[date]]:
    found: dict[int, list[date]] = {member: [] for member in member_ids}
    statement = select(ShareDemand.member_id, ShareDemand.asked_on).where(ShareDemand.member_id.in_(member_ids))
    for member, day in db.session.execute(statement):
        found[member].append(day)
    return found


def _member_since(member_ids: Collection[int], on: date) -> dict[int, date]:
    ruling = ruling_id(MembershipFact, {"member_id": Member.id}, on, None)
    statement = (
        select(Member.id, MembershipFact.effective_on)
        .join(MembershipFact, MembershipFact.id == ruling)
        .where(Member.id.in_(member_ids), MembershipFact.event == MembershipEvent.ADMITTED)
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}


def waiting_count() -> int:
    """How many requests wait for an answer; one statement."""
    statement = (
        select(func.count())
        .select_from(ShareDemand)
        .outerjoin(DemandAnswer, DemandAnswer.demand_id == ShareDemand.id)
        .where(DemandAnswer.id.is_(None), ShareDemand.kind.in_((DemandKind.SUBSCRIPTION, DemandKind.TRANSFER)))
    )
    return int(db.session.execute(statement).scalar_one())
