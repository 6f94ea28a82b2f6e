"""Has anything changed? One cheap statement, asked every second by every phone; only a change is worth a page.

Facts are only appended, so the highest id of each kind says it all.
"""

import hashlib
from typing import Any

from sqlalchemy import ScalarSelect, func, select
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
from votes.models import Ballot, Box, Hand


def pulse(assembly_id: int, *, account_id: int | None = None, count_ballots: bool = False) -> str | None:
    """A word that changes whenever the assembly does; None where there is no such assembly.

    With `account_id`, also when a ballot of a right in that account's hands is cast; with `count_ballots`, when any is.
    """
    revocations = (
        select(func.max(ProxyRevocation.id))
        .join(Proxy, Proxy.id == ProxyRevocation.proxy_id)
        .where(Proxy.assembly_id == assembly_id)
    )
    parts: list[Any] = [
        *(Assembly.convened_at, Assembly.opened_at, Assembly.closed_at),
        *(_last(AttendanceFact.id), _last(Proxy.id), _last(OfficerFact.id), _last(IncidentFact.id)),
        *(_last(HolderPassage.id), _last(SheetCertification.id)),
        *(_last(Decision.id), _last(MinutesIssue.id), revocations.scalar_subquery()),
        *(_last(AgendaItem.box_id), _last(AgendaItem.dealt_with_at), _closed_boxes()),
    ]
    if account_id is not None or count_ballots:
        parts.append(_last_ballot(None if count_ballots else account_id))
    row = db.session.execute(select(*parts).where(Assembly.id == assembly_id)).one_or_none()
    return None if row is None else hashlib.sha256(repr(tuple(row)).encode()).hexdigest()[:20]


def _last(column: InstrumentedAttribute[Any]) -> ScalarSelect[Any]:
    table = column.class_
    return select(func.max(column)).where(table.assembly_id == Assembly.id).correlate(Assembly).scalar_subquery()


def _closed_boxes() -> ScalarSelect[Any]:
    return (
        select(func.max(Box.closed_at))
        .join(AgendaItem, AgendaItem.box_id == Box.id)
        .where(AgendaItem.assembly_id == Assembly.id)
        .correlate(Assembly)
        .scalar_subquery()
    )


def _last_ballot(account_id: int | None) -> ScalarSelect[Any]:
    wanted = (
        select(func.max(Ballot.id))
        .join(AgendaItem, AgendaItem.box_id == Ballot.box_id)
        .where(AgendaItem.assembly_id == Assembly.id)
    )
    if account_id is not None:
        wanted = wanted.join(Hand, Hand.right_id == Ballot.right_id).where(Hand.account_id == account_id)
    return wanted.correlate(Assembly).scalar_subquery()
