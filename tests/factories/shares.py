"""Share movements for tests."""

from datetime import date, datetime

from foundation.kernel.audit import SYSTEM
from membership.models.members import Member
from shares.models import ShareMovement
from shares.services import subscribe
from tests.factories.membership import ADMITTED, RECORDED


def hold(member: Member, shares: int = 10, *, on: date = ADMITTED, at: datetime = RECORDED) -> ShareMovement:
    """The member subscribes shares."""
    return subscribe(member.id, shares, on, actor=SYSTEM, at=at)
