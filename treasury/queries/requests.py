"""Where each request stands: asked, paid, late, cancelled; a constant number of statements whatever their number."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, and_, case, cast, exists, func, select
from sqlalchemy.orm import aliased

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from membership.models.applications import ApplicationFact
from membership.models.members import Member
from membership.queries.applications import open_applications
from shares.models import ShareMovement, ShareOperation
from shares.rules.kinds import Kind
from statutes.models import StatutesVersion
from statutes.queries import version_on
from treasury.models import PaymentInstalment, PaymentRequest, RequestFact, Settlement
from treasury.rules.matching import OpenRequest
from treasury.rules.schedules import Instalment, Sent, Standing, standing

ENDING = ("cancelled", "reopened")
HOLDING = ("held", "released")


@dataclass(frozen=True)
class RequestView:
    """A request on a day."""

    request: PaymentRequest
    instalments: tuple[Instalment, ...]
    facts: tuple[RequestFact, ...]
    standing: Standing
    unpaid: int | None = None

    @property
    def due(self) -> int:
        """What can be taken for it: what it asks, never more than the register says is unpaid (a member's)."""
        return self.standing.left if self.unpaid is None else min(self.standing.left, max(0, self.unpaid))

    @property
    def moot(self) -> bool:
        """Whether it still asks for money of which the register knows no debt: the shares were cancelled, or paid."""
        return self.standing.left > 0 and self.due == 0

    @property
    def cancelled(self) -> RequestFact | None:
        """The fact that ended it, if it is ended."""
        last = next((one for one in reversed(self.facts) if one.kind in ENDING), None)
        return last if last is not None and last.kind == "cancelled" else None

    @property
    def held(self) -> bool:
        """Whether reminders wait."""
        last = next((one for one in reversed(self.facts) if one.kind in HOLDING), None)
        return last is not None and last.kind == "held"

    @property
    def sent(self) -> tuple[Sent, ...]:
        """The reminders that went out."""
        return tuple(
            Sent(one.level or 0, one.on_day, one.late_since or one.on_day)
            for one in self.facts
            if one.kind == "reminded"
        )

    @property
    def state(self) -> str:
        """paid, cancelled, moot, late or waiting."""
        if self.standing.is_paid:
            return "paid"
        if self.cancelled is not None:
            return "cancelled"
        if self.moot:
            return "moot"
        return "late" if self.standing.late else "waiting"

    def open(self) -> OpenRequest:
        """As matching sees it."""
        ended = self.cancelled
        request = self.request
        return OpenRequest(
            id=request.id,
            reference=request.reference,
            holder=f"{request.holder} ({request.payer})" if request.payer else request.holder,
            names=tuple(name for name in (request.holder, request.payer) if name),
            due_cents=self.due,
            next_cents=min(self.standing.next_cents, self.due),
            cancelled=ended is not None or self.moot,
            cancelled_because=ended.reason if ended else "",
        )


def paid_of_requests() -> Any:
    """SQL: what each request received, returns and corrections deducted."""
    paid = cast(func.coalesce(func.sum(Settlement.cents), 0), BigInteger).label("paid")  # PostgreSQL adds to numeric
    return (
        select(Settlement.request_id, paid)
        .where(Settlement.request_id.is_not(None))
        .group_by(Settlement.request_id)
        .subquery()
    )


def cancelled_clause() -> ColumnElement[bool]:
    """SQL: the last word on the request is that it is cancelled."""
    later = aliased(RequestFact)
    after = exists().where(
        later.request_id == RequestFact.request_id, later.kind == "reopened", later.id > RequestFact.id
    )
    return exists().where(RequestFact.request_id == PaymentRequest.id, RequestFact.kind == "cancelled", ~after)


def requests_with_paid() -> tuple[Select[Any], ColumnElement[int], ColumnElement[bool]]:
    """Requests with what each received (`paid`) and whether it is cancelled, to filter, sort and page."""
    paid_sums = paid_of_requests()
    paid = func.coalesce(paid_sums.c.paid, 0).label("paid")
    ended = cancelled_clause()
    statement = select(PaymentRequest, paid, case((ended, 1), else_=0).label("ended"))
    return statement.outerjoin(paid_sums, paid_sums.c.request_id == PaymentRequest.id), paid, ended


def request_by_reference(reference: str) -> PaymentRequest:
    """The request of that reference; raises NotFound."""
    found = db.session.execute(select(PaymentRequest).where(PaymentRequest.reference == reference)).scalar_one_or_none()
    if found is None:
        raise NotFound("no-request", N_("There is no payment request with this reference."))
    return found


def request_by_id(request_id: int, *, lock: bool = False) -> PaymentRequest:
    """The request of that identifier, alone with it if `lock`; raises NotFound."""
    found = db.session.get(PaymentRequest, request_id, with_for_update=lock)
    if found is None:
        raise NotFound("no-request", N_("There is no payment request with this reference."))
    return found


def view_of(request: PaymentRequest, on: date) -> RequestView:
    """One request on a day."""
    return views([request], on)[0]


def views(requests: Sequence[PaymentRequest], on: date) -> list[RequestView]:
    """Requests on a day; four statements for any number."""
    ids = [one.id for one in requests]
    plans, facts, paid = _plans(ids), _facts(ids), _paid(ids)
    unpaid = _unpaid({one.member_id for one in requests if one.member_id is not None}, on)
    return [
        RequestView(
            one,
            tuple(plans.get(one.id, ())),
            tuple(facts.get(one.id, ())),
            standing(plans.get(one.id, ()), paid.get(one.id, 0), on),
            None if one.member_id is None or one.demand_id else unpaid.get(one.member_id, 0),
        )
        for one in requests
    ]


def _plans(ids: Collection[int]) -> dict[int, list[Instalment]]:
    newer = aliased(PaymentInstalment)
    statement = (
        select(PaymentInstalment)
        .where(
            PaymentInstalment.request_id.in_(ids),
            ~exists().where(
                newer.request_id == PaymentInstalment.request_id, newer.version > PaymentInstalment.version
            ),
        )
        .order_by(PaymentInstalment.due_on)
    )
    found: dict[int, list[Instalment]] = {}
    for row in db.session.execute(statement).scalars():
        found.setdefault(row.request_id, []).append(Instalment(row.due_on, row.cents))
    return found


def _facts(ids: Collection[int]) -> dict[int, list[RequestFact]]:
    found: dict[int, list[RequestFact]] = {}
    statement = select(RequestFact).where(RequestFact.request_id.in_(ids)).order_by(RequestFact.id)
    for row in db.session.execute(statement).scalars():
        found.setdefault(row.request_id, []).append(row)
    return found


def _paid(ids: Collection[int]) -> dict[int, int]:
    total = func.coalesce(func.sum(Settlement.cents), 0)
    statement = (
        select(Settlement.request_id, total).where(Settlement.request_id.in_(ids)).group_by(Settlement.request_id)
    )
    return {int(row[0] or 0): int(row[1]) for row in db.session.execute(statement)}


def _unpaid(members: Collection[int], on: date) -> dict[int, int]:
    """What the register says of each member: subscribed and not paid by a day."""
    left = func.sum(ShareMovement.subscribed_cents - ShareMovement.paid_cents)
    statement = (
        select(ShareMovement.member_id, left)
        .where(ShareMovement.member_id.in_(members), ShareMovement.effective_on <= on)
        .group_by(ShareMovement.member_id)
    )
    return {int(row[0] or 0): int(row[1]) for row in db.session.execute(statement)}


def requests_of_demands(demand_ids: Collection[int]) -> list[PaymentRequest]:
    """What was asked for these requests of members; one statement."""
    statement = select(PaymentRequest).where(PaymentRequest.demand_id.in_(demand_ids)).order_by(PaymentRequest.id)
    return list(db.session.execute(statement).scalars())


def open_requests(*conditions: ColumnElement[bool], limit: int = 2000) -> list[PaymentRequest]:
    """Requests neither paid nor cancelled."""
    statement, paid, ended = requests_with_paid()
    wanted = statement.where(PaymentRequest.cents > paid, ~ended, *conditions).order_by(PaymentRequest.id).limit(limit)
    return [row[0] for row in db.session.execute(wanted)]


def requests_of_member(member_id: int, on: date) -> list[RequestView]:
    """What was asked of one member, the last one first."""
    statement = select(PaymentRequest).where(PaymentRequest.member_id == member_id).order_by(PaymentRequest.id.desc())
    return views(list(db.session.execute(statement).scalars()), on)


@dataclass(frozen=True)
class Unasked:
    """A subscription of which a part is unpaid, and that nobody was asked for."""

    operation_id: int
    member_id: int
    on: date
    cents: int


def unasked_subscriptions(limit: int = 200) -> list[Unasked]:
    """Subscriptions not fully paid at once without a request, taken back ones aside; one statement."""
    taken_back = aliased(ShareOperation)
    unpaid = func.sum(ShareMovement.subscribed_cents - ShareMovement.paid_cents)
    statement = (
        select(ShareOperation.id, func.max(ShareMovement.member_id), ShareOperation.effective_on, unpaid)
        .join(ShareMovement, ShareMovement.operation_id == ShareOperation.id)
        .where(
            ShareOperation.kind == Kind.SUBSCRIPTION,
            ~exists().where(PaymentRequest.operation_id == ShareOperation.id),
            ~exists().where(taken_back.reverses_id == ShareOperation.id),
        )
        .group_by(ShareOperation.id, ShareOperation.effective_on)
        .having(unpaid > 0)
        .order_by(ShareOperation.id.desc())
        .limit(limit)
    )
    return [Unasked(row[0], int(row[1] or 0), row[2], int(row[3])) for row in db.session.execute(statement)]


def amount_of_terms(terms: ApplicationFact, on: date) -> Money:
    """What the shares that a candidate wishes for cost by the statutes of the day."""
    return _price(version_on(on), terms)


def _price(version: StatutesVersion | None, terms: ApplicationFact) -> Money:
    if version is None or not terms.category or not terms.shares:
        return Money(0)
    clauses, known = version.statutes.shares, [one.id for one in version.statutes.categories]
    by_category = clauses.nominal_by_category or {}
    price = by_category.get(terms.category, clauses.nominal_cents)
    return Money(price * terms.shares) if terms.category in known else Money(0)


@dataclass(frozen=True)
class UnaskedCandidate:
    """Somebody whose request to join is open, who wishes for shares and was not asked for money."""

    application_id: int
    name: str
    received_on: date
    amount: Money


def unasked_candidates(on: date, limit: int = 20) -> list[UnaskedCandidate]:
    """Open requests to join without a payment request; five statements at most."""
    waiting = open_applications()
    asked = select(PaymentRequest.application_id).where(PaymentRequest.application_id.in_([one.id for one in waiting]))
    known = set(db.session.execute(asked).scalars())
    version = version_on(on)
    found = [
        UnaskedCandidate(one.id, one.party.name, one.application.received_on, _price(version, one.terms))
        for one in waiting
        if one.id not in known
    ]
    return [one for one in found if one.amount.cents > 0][:limit]


def members_of(ids: Collection[int]) -> dict[int, Member]:
    """Some members by identifier; one statement."""
    return {one.id: one for one in db.session.execute(select(Member).where(Member.id.in_(ids))).scalars()}


def unpaid_of_operation(operation_id: int) -> tuple[int, int]:
    """(member, what a subscription left unpaid in cents)."""
    unpaid = func.coalesce(func.sum(ShareMovement.subscribed_cents - ShareMovement.paid_cents), 0)
    statement = select(func.max(ShareMovement.member_id), unpaid).where(
        and_(ShareMovement.operation_id == operation_id, ShareMovement.member_id.is_not(None))
    )
    row = db.session.execute(statement).one()
    return int(row[0] or 0), int(row[1])
