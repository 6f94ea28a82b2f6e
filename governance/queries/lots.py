"""Reads of lots: the hat of today's members, a lot with what came out, the names of those drawn."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import defer, joinedload

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from governance.models import DrawAnnouncement
from governance.rules.lots import LotKind, Placed, Quota, Ticket, drawn, quotas_from_json, tickets_from_json
from membership.models.members import Member
from membership.queries.register import register
from membership.queries.roll import members_on, read_members
from statutes.queries import version_on

PAGE = 50
_NONE = N_("There is no such drawing of lots. Open the list again.")


@dataclass(frozen=True)
class Hat:
    """The members of a day in their colleges, and the colleges with how many stand in each (`take` of each quota)."""

    tickets: tuple[Ticket, ...]
    groups: tuple[Quota, ...]


@dataclass(frozen=True)
class ShownLot:
    """A lot as its page shows it. `placed`: empty before the drawing; `holds`: drawn again, it gives what was stored."""

    row: DrawAnnouncement
    quotas: tuple[Quota, ...]
    tickets: tuple[Ticket, ...]
    placed: tuple[Placed, ...]
    names: dict[str, str]
    holds: bool

    @property
    def quota_rows(self) -> list[list[str | int]]:
        """College and how many are drawn of it."""
        return [[one.name or "\u2013", one.take] for one in self.quotas]

    @property
    def chosen(self) -> list[tuple[Quota, list[Placed]]]:
        """Those drawn, group by group."""
        return [
            (quota, [one for one in self.placed if one.drawn and one.ticket.group == quota.group])
            for quota in self.quotas
        ]


def hat_of(on: date) -> Hat:
    """The members of a day; those of no college, or where the statutes have none, in the group ""."""
    version = version_on(on)
    by_college = version is not None and version.statutes.votes_by_college
    names = {one.id: one.name or one.id for one in version.statutes.colleges} if version and by_college else {}
    members = members_on(on)
    tickets = tuple(Ticket(str(one.number), one.college if one.college in names else "") for one in members)
    there = Counter(one.group for one in tickets)
    keys = [*names, *([""] if there[""] or not names else [])]
    return Hat(tickets, tuple(Quota(key, names.get(key, ""), there[key]) for key in keys))


def lots(page: int) -> tuple[Sequence[DrawAnnouncement], bool]:
    """A page of the lots, the latest first, and whether there are more; without their lists."""
    statement = (
        select(DrawAnnouncement)
        .options(joinedload(DrawAnnouncement.made), defer(DrawAnnouncement.tickets))
        .order_by(DrawAnnouncement.id.desc())
        .offset((page - 1) * PAGE)
        .limit(PAGE + 1)
    )
    rows = db.session.scalars(statement).all()
    return rows[:PAGE], len(rows) > PAGE


def lot_by_id(lot_id: int) -> DrawAnnouncement:
    """One lot. Raises NotFound."""
    row = db.session.get(DrawAnnouncement, lot_id)
    if row is None:
        raise NotFound("lot", _NONE)
    return row


def shown_lot(lot_id: int, on: date) -> ShownLot:
    """A lot drawn again from its list and its seed, with the names that the drawn members bear on a day."""
    row = lot_by_id(lot_id)
    tickets, quotas = tickets_from_json(row.tickets), quotas_from_json(row.quotas)
    placed = drawn(tickets, quotas, row.made.seed) if row.made else ()
    again = [[one.ticket.group, one.ticket.id] for one in placed if one.drawn]
    names = _names([name for _group, name in again], on) if row.kind == LotKind.PANEL else {}
    return ShownLot(row, quotas, tickets, placed, names, holds=row.made is None or again == row.made.drawn)


def _names(numbers: Sequence[str], on: date) -> dict[str, str]:
    if not numbers:
        return {}
    mine = register(on, None).members().where(Member.number.in_([int(one) for one in numbers]))
    return {str(one.number): one.name for one in read_members(mine, on)}
