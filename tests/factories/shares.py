"""Operations of the share journal for tests."""

from datetime import date, datetime

from foundation.kernel.audit import SYSTEM
from membership.models.members import Member
from membership.rules.standing import MembershipEvent
from membership.services.exit import end_membership
from shares.models import RefundRequest
from shares.rules.kinds import Cause
from shares.services import Recorded, decide_refund, record_losses, request_refund, subscribe
from statutes.models import StatutesVersion
from statutes.services import adopt
from tests.factories.membership import ADMITTED, RECORDED, STATUTES

BY = {"actor": SYSTEM, "at": RECORDED}
DECIDED = {"decision": "Conseil coopératif du 2 juin 2026", **BY}


def hold(member: Member, shares: int = 10, *, on: date = ADMITTED, at: datetime = RECORDED, **more: object) -> Recorded:
    """The member subscribes shares, paid in whole unless `paid_cents` says otherwise."""
    return subscribe(member.id, shares, on, actor=SYSTEM, at=at, **more)


def leave(member: Member, on: date = date(2026, 1, 1)) -> None:
    """The member resigns; `on` is the first day without membership."""
    end_membership(member.id, MembershipEvent.RESIGNED, on, **BY)


def losses(year: int = 2025, cents: int = 0, **reserves: int) -> None:
    """The assembly approved the accounts of a year."""
    approved = {"decided_on": date(year + 1, 5, 30), "decision": "AGO du 30 mai"}
    record_losses(date(year, 12, 31), cents, **approved, **reserves, **BY)


def exit_claim(member: Member, on: date = date(2026, 1, 1)) -> RefundRequest:
    """The member resigns and takes a place in the queue for all shares."""
    leave(member, on)
    return request_refund(member.id, None, on, cause=Cause.RESIGNED, **BY)


def refunded(member: Member, on: date = date(2026, 1, 2)) -> Recorded:
    """Left, queued, decided on the same day (the losses of 2025 must be on record)."""
    return decide_refund(exit_claim(member, on=min(on, date(2026, 1, 1))).id, on, **DECIDED)


def make_share_statutes(shares: str = "", more: str = "", *, form: str = "SAS", minimum: int = 0) -> StatutesVersion:
    """The statutes of the other tests with further lines under [shares], and tables after them."""
    text = STATUTES.format(form=form, minimum=minimum, exclusion="true")
    return adopt(text.replace('floor_fraction = "1/4"', f'floor_fraction = "1/4"\n{shares}') + more, SYSTEM, RECORDED)
