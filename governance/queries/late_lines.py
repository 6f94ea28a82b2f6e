"""The line that a member would have on the roll of a vote that is open already, as the bureau adds it."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from foundation.kernel.clock import PARIS
from foundation.kernel.db import db
from governance.models import AgendaItem, Assembly
from governance.queries.floor import Floor, floor_at
from governance.rules.presence import Way
from membership.queries.roll import MemberOn, members_on, members_represented_by
from votes.models import Box
from votes.rules.roll import RollLine, Via
from votes.rules.roll_reasons import Inclusion

ITEM, ASSEMBLY = "item", "assembly"


def late_line(box: Box, *, number: int, college: str, at: datetime) -> RollLine | None:
    """The line of a member, in the college chosen or in their own; None where there is no such member today.

    Whoever is added is there to vote: in their own hands, or in those of the holder of their proxy.
    """
    today = at.astimezone(ZoneInfo(PARIS)).date()
    member = next((one for one in members_on(today) if one.number == number), None)
    if member is None:
        return None
    line = RollLine(
        member_number=member.number,
        name=member.name,
        college=college or member.college,
        accounts=member.account_ids,
        why=Inclusion.LATE,
    )
    assembly = _assembly_of(box)
    return line if assembly is None else _with_proxy(line, member, floor_at(assembly, at))


def own_members(account_id: int, *, at: datetime) -> list[int]:
    """The numbers of the members for whom an account acts."""
    today = at.astimezone(ZoneInfo(PARIS)).date()
    return [one.number for one in members_represented_by(account_id, today)]


def _assembly_of(box: Box) -> Assembly | None:
    kind, _colon, number = (box.subject or "").partition(":")
    if kind == ITEM:
        item = db.session.get(AgendaItem, int(number))
        return item.assembly if item else None
    return db.session.get(Assembly, int(number)) if kind == ASSEMBLY else None


def _with_proxy(line: RollLine, member: MemberOn, floor: Floor) -> RollLine:
    """As the door and the proxies say, where the member was entitled to take part."""
    standing = floor.standings.get(member.member_id)
    if standing is None or standing.way is not Way.REPRESENTED or standing.holder_id is None:
        return replace(line, kind=(standing.way if standing and standing.counts else Way.PRESENT).value)
    holder = floor.members[standing.holder_id]
    return replace(
        line, accounts=holder.account_ids, holder_name=holder.name, via=Via.PROXY, kind=Way.REPRESENTED.value
    )
