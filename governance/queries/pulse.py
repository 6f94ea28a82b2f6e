"""Has anything changed? One cheap statement, asked every second by every phone; only a change is worth a page.

Facts are only appended, so the highest id of each kind says it all.
"""

import hashlib
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, String, bindparam, cast, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from foundation.kernel.db import db
from governance.models import (
    AgendaItem,
    Assembly,
    AttendanceFact,
    Decision,
    HolderPassage,
    IncidentFact,
    MinutesIssue,
    OfficerFact,
    Proxy,
    ProxyRevocation,
    SheetCertification,
)
from votes.models import Ballot, Box, BoxAct, Hand, Mark


def pulse(assembly_id: int, *, account_id: int | None = None, count_ballots: bool = False) -> str | None:
    """A word that changes whenever the assembly does; None where there is no such assembly.

    With `account_id`, also when a ballot of a right in that account's hands is cast; with `count_ballots`, when any is.
    """
    of_all, of_one = count_ballots, account_id is not None and not count_ballots
    statement = _statement(of_all=of_all, of_one=of_one)
    row = db.session.execute(statement, {"assembly": assembly_id, "account": account_id}).one_or_none()
    return None if row is None else hashlib.sha256(repr(tuple(row)).encode()).hexdigest()[:20]


@cache
def _statement(*, of_all: bool, of_one: bool) -> Select[Any]:
    """Written once: five hundred phones ask it every two seconds."""
    revocations = (
        select(func.max(ProxyRevocation.id))
        .join(Proxy, Proxy.id == ProxyRevocation.proxy_id)
        .where(Proxy.assembly_id == bindparam("assembly"))
    )
    parts: list[Any] = [
        *(Assembly.convened_at, Assembly.opened_at, Assembly.closed_at),
        *(_last(AttendanceFact.id), _last(Proxy.id), _last(OfficerFact.id), _last(IncidentFact.id)),
        *(_last(HolderPassage.id), _last(SheetCertification.id)),
        *(_last(Decision.id), _last(MinutesIssue.id), revocations.scalar_subquery()),
        *(_last(AgendaItem.dealt_with_at), _of_boxes(func.max(Box.id)), _of_boxes(func.max(Box.closed_at))),
        *(_of_boxes(func.max(Box.closes_at)), _of_boxes(func.max(BoxAct.id), BoxAct)),
    ]
    if of_all or of_one:
        parts += [_last_ballot(which, of_one=of_one) for which in (Ballot, Mark)]
    return select(*parts).where(Assembly.id == bindparam("assembly"))


def _last(column: InstrumentedAttribute[Any]) -> ScalarSelect[Any]:
    table = column.class_
    return select(func.max(column)).where(table.assembly_id == Assembly.id).correlate(Assembly).scalar_subquery()


def _of_boxes(wanted: Any, *joined: Any) -> ScalarSelect[Any]:
    """Something of the boxes of this assembly: those of its points, whatever the round, and its advisory questions."""
    found = select(wanted)
    for model in joined:
        found = found.join(Box, Box.id == model.box_id)
    return found.where(_is_of_assembly()).correlate(Assembly).scalar_subquery()


def _is_of_assembly() -> ColumnElement[bool]:
    point = literal("item:") + cast(AgendaItem.id, String)
    points = select(point).where(AgendaItem.assembly_id == Assembly.id).correlate(Assembly)
    return Box.subject.in_(points) | (Box.subject == literal("assembly:") + cast(Assembly.id, String))


def _last_ballot(model: type[Ballot] | type[Mark], *, of_one: bool) -> ScalarSelect[Any]:
    """Of open votes the last ballot, of secret ones the last mark; of the rights in one account's hands, or of all."""
    wanted = select(func.max(model.id)).join(Box, Box.id == model.box_id).where(_is_of_assembly())
    if of_one:
        wanted = wanted.join(Hand, Hand.right_id == model.right_id).where(Hand.account_id == bindparam("account"))
    return wanted.correlate(Assembly).scalar_subquery()
