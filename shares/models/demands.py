"""What members ask for from their own space: one row a request, another for its answer."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.kernel.db import Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly
from shares.rules.demands import DemandKind, Outcome

KNOWN_DEMANDS = f"kind IN ({', '.join(repr(str(kind)) for kind in DemandKind)})"
KNOWN_OUTCOMES = f"outcome IN ({', '.join(repr(str(one)) for one in Outcome)})"


class ShareDemand(AppendOnly, Model):
    """A request for shares, a refund, a transfer or an exit, as it was made.

    `once`: the word of the page that it came from, so that the same form sent twice is one request. `claim_id`: the
    place in the queue of refunds that it took. `amount_cents`: the nominal value of the shares when it was made;
    `to_pay_cents`: of a subscription, what the member chose to pay before it, money received ahead not counted.
    """

    __tablename__ = "share_demand"
    __table_args__ = (
        UniqueConstraint("once"),
        Index(None, "member_id"),
        CheckConstraint(KNOWN_DEMANDS, name="known_kind"),
        CheckConstraint("shares >= 0", name="shares_not_negative"),
        CheckConstraint("amount_cents >= 0 AND to_pay_cents >= 0", name="amounts_not_negative"),
        CheckConstraint("(kind = 'transfer') = (taker_id IS NOT NULL)", name="transfer_names_its_taker"),
    )

    __erasable__ = {"motive": ""}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    once: Mapped[str] = mapped_column(String(40))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    kind: Mapped[str] = mapped_column(String(20))
    shares: Mapped[int]
    amount_cents: Mapped[int] = mapped_column(BigInteger, default=0)
    to_pay_cents: Mapped[int] = mapped_column(BigInteger, default=0)
    taker_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    claim_id: Mapped[int | None] = mapped_column(ForeignKey("refund_request.id"))
    asked_on: Mapped[date]
    motive: Mapped[str] = mapped_column(String(500), default="")
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))


class DemandAnswer(AppendOnly, Model):
    """What became of a request: done (by which operation), refused (why), withdrawn."""

    __tablename__ = "share_demand_answer"
    __table_args__ = (
        UniqueConstraint("demand_id"),
        CheckConstraint(KNOWN_OUTCOMES, name="known_outcome"),
        CheckConstraint("(outcome = 'done') = (operation_id IS NOT NULL)", name="done_names_its_operation"),
    )

    __erasable__ = {"reason": ""}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    demand_id: Mapped[int] = mapped_column(ForeignKey("share_demand.id"))
    outcome: Mapped[str] = mapped_column(String(10))
    operation_id: Mapped[int | None] = mapped_column(ForeignKey("share_operation.id"))
    reason: Mapped[str] = mapped_column(String(500), default="")
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))


class DemandAgreement(AppendOnly, Model):
    """Who is to take the shares of a transfer agrees; a refusal is an answer, and ends the request."""

    __tablename__ = "share_demand_agreement"
    __table_args__ = (UniqueConstraint("demand_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    demand_id: Mapped[int] = mapped_column(ForeignKey("share_demand.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))
