"""The letters of the capital: each operation of the journal that concerns a holder writes its own, once.

Nothing is written for what is taken over, imported, or typed long after its day; nobody writes to the dead. The welcome
letter belongs to the admission: taking more shares never sends it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from foundation.kernel.clock import day_of
from foundation.kernel.money import Money
from membership.models.identity import Person
from membership.models.members import Member
from membership.queries.people import member_by_id
from membership.services.letters import speaker_of, write_to
from shares.models import ShareMovement, ShareOperation
from shares.queries.positions import position_of
from shares.rules.kinds import Kind
from shares.rules.wordings import ADDED, CALLED, GIVEN, RECEIVED, REFUNDED

LATEST = timedelta(days=7)
TOLD = frozenset({Kind.SUBSCRIPTION, Kind.TRANSFER, Kind.SUCCESSION, Kind.CALL, Kind.REFUND_PAID})


def write_letters(operation: ShareOperation, rows: Sequence[ShareMovement], *, at: datetime) -> None:
    """Tell each holder what was entered in the register; not for imports, takeovers and days long gone."""
    if operation.kind not in TOLD or operation.batch_id is not None or operation.reverses_id is not None:
        return
    if operation.effective_on < day_of(at) - LATEST:
        return
    own = [row for row in rows if row.kind == operation.kind and row.member_id is not None]
    for member_id in dict.fromkeys(row.member_id for row in own):
        _write(operation, [row for row in own if row.member_id == member_id], own, at=at)


def _write(
    operation: ShareOperation, mine: Sequence[ShareMovement], everybody: Sequence[ShareMovement], *, at: datetime
) -> None:
    member = member_by_id(mine[0].member_id or 0)
    shares = sum(row.shares for row in mine)
    letter = _letter_of(operation, shares)
    if letter is None or _is_dead(member):
        return
    position = position_of(member.id, operation.effective_on)
    if letter == ADDED and position.shares <= shares:
        return
    context: dict[str, object] = {
        "number": member.number,
        "effective_on": operation.effective_on,
        "shares": abs(shares),
        "held": position.shares,
        "unpaid": Money(position.unpaid_cents),
        "amount": Money(_amount(letter, mine)),
        "other": _other(member, everybody),
    }
    write_to(
        member.party,
        letter,
        context,
        subject_ref=f"member:{member.id}",
        once=f"{letter}:{operation.id}:{member.id}",
        also=speaker_of(member, at),
        at=at,
    )


def _letter_of(operation: ShareOperation, shares: int) -> str | None:
    match operation.kind:
        case Kind.SUBSCRIPTION:
            return ADDED
        case Kind.TRANSFER:
            return RECEIVED if shares > 0 else GIVEN
        case Kind.SUCCESSION:
            return RECEIVED if shares > 0 else None
        case Kind.CALL:
            return CALLED
        case _:
            return REFUNDED


def _amount(letter: str, mine: Sequence[ShareMovement]) -> int:
    if letter == CALLED:
        return sum(row.called_cents for row in mine)
    if letter == REFUNDED:
        return -sum(row.owed_cents for row in mine)
    return abs(sum(row.subscribed_cents for row in mine))


def _other(member: Member, rows: Sequence[ShareMovement]) -> str:
    ids = dict.fromkeys(row.member_id for row in rows if row.member_id not in (None, member.id))
    return ", ".join(member_by_id(one).name for one in ids if one)


def _is_dead(member: Member) -> bool:
    return isinstance(member.party, Person) and member.party.deceased_on is not None
