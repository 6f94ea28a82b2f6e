"""What members asked for, with what became of it; constant numbers of statements."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import aliased

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from membership.models.facts import MembershipFact
from membership.models.members import Member
from membership.queries.access import SELF, ActsFor, acts_for
from membership.queries.policy import policy
from membership.queries.ruling import ruling_id
from membership.rules.bonds import is_minor
from membership.rules.standing import MembershipEvent
from shares.models import DemandAgreement, DemandAnswer, RefundWithdrawal, ShareDemand
from shares.queries.positions import capital_on, positions_of
from shares.rules.demands import RECENT, Circumstances, DemandKind, Mark, Outcome, review_marks

ANSWERED_BY_OFFICE = (DemandKind.SUBSCRIPTION, DemandKind.TRANSFER)


@dataclass(frozen=True)
class DemandView:
    """A request with its member, who is to take the shares (and agreed), its answer, and the marks that call for a look.

    Of a refund or an exit, which take their place in the queue at once, `claim_id` leads to what follows.
    """

    demand: ShareDemand
    member: Member
    taker: Member | None
    agreement: DemandAgreement | None
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
        return self.outcome is None and self.kind in ANSWERED_BY_OFFICE

    @property
    def waits_for_taker(self) -> bool:
        """Whether who is to take the shares has not agreed yet."""
        return self.waits and self.kind is DemandKind.TRANSFER and self.agreement is None


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


def proposed_to(member_ids: Collection[int]) -> list[DemandView]:
    """The transfers that wait for these members to agree; one statement."""
    open_ones = _demands().where(
        ShareDemand.taker_id.in_(member_ids), DemandAnswer.id.is_(None), DemandAgreement.id.is_(None)
    )
    return _views(open_ones.order_by(ShareDemand.id))


def demands_waiting(on: date) -> list[DemandView]:
    """What waits for an answer of the office, oldest first, with its marks; seven statements."""
    return marked(_views(_demands().where(_waits()).order_by(ShareDemand.id)), on)


def demands_followed(on: date, limit: int = 50) -> list[DemandView]:
    """The last requests that need no answer any more, newest first, with their marks; seven statements."""
    rest = or_(DemandAnswer.id.is_not(None), ShareDemand.kind.not_in(ANSWERED_BY_OFFICE))
    return marked(_views(_demands().where(rest).order_by(ShareDemand.id.desc()).limit(limit)), on)


def waiting_count() -> int:
    """How many requests wait for an answer; one statement."""
    statement = (
        select(func.count())
        .select_from(ShareDemand)
        .outerjoin(DemandAnswer, DemandAnswer.demand_id == ShareDemand.id)
        .where(_waits())
    )
    return int(db.session.execute(statement).scalar_one())


def marks_of(demand: ShareDemand, on: date) -> tuple[Mark, ...]:
    """What calls for a closer look at one request."""
    return marked([demand_by_id(demand.id)], on)[0].marks


def marked(views: list[DemandView], on: date) -> list[DemandView]:
    """The same requests with what makes each worth a second look; six statements."""
    if not views:
        return []
    ids = {one.member.id for one in views}
    capital, mine = capital_on(on), positions_of(ids, on)
    since, acting = _member_since(ids, on), acts_for(on, member_ids=ids)
    asked, watch = _asked_days(ids), policy().watch
    found = []
    for one in views:
        row, account = one.demand, mine.get(one.member.id)
        own = _usual_accounts(one.member, acting.get(one.member.id, []))
        around = Circumstances(
            kind=one.kind,
            amount=Money(row.amount_cents),
            capital=capital,
            asked_on=row.asked_on,
            member_since=since.get(one.member.id),
            unpaid=Money(account.unpaid_cents if account else 0),
            recent=sum(1 for day in asked[one.member.id] if row.asked_on - RECENT <= day <= row.asked_on),
            by_another=row.actor_name if row.actor_id not in own else "",
            **_who(one.member, row.asked_on),
        )
        found.append(replace(one, marks=tuple(review_marks(around, watch))))
    return found


def _usual_accounts(member: Member, acting: list[ActsFor]) -> set[int | None]:
    """Who usually asks: a person for themselves, an organisation by those who represent it."""
    return {line.account_id for line in acting if line.capacity == SELF or member.organisation is not None}


def _who(member: Member, on: date) -> dict[str, bool]:
    person, organisation = member.person, member.organisation
    return {
        "public": organisation is not None and organisation.form.public,
        "minor": person is not None and is_minor(person.born_on, on, person.emancipated_on),
        "abroad": member.party.country != "FR",
    }


def _waits() -> Any:
    return (DemandAnswer.id.is_(None)) & (ShareDemand.kind.in_(ANSWERED_BY_OFFICE))


def _demands() -> Select[Any]:
    taker = aliased(Member)
    columns: tuple[Any, ...] = (
        ShareDemand,
        Member,
        taker,
        DemandAgreement,
        DemandAnswer,
        RefundWithdrawal.withdrawn_on,
    )
    return (
        select(*columns)
        .join(Member, Member.id == ShareDemand.member_id)
        .outerjoin(taker, taker.id == ShareDemand.taker_id)
        .outerjoin(DemandAgreement, DemandAgreement.demand_id == ShareDemand.id)
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
