"""The certification of the attendance sheet, and whether the room has moved since (R225-95, rule 36)."""

from typing import Any

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import InstrumentedAttribute

from foundation.kernel.db import db
from governance.models import (
    Assembly,
    AttendanceFact,
    HolderPassage,
    OfficerFact,
    Proxy,
    ProxyRevocation,
    SheetCertification,
)


def certification_of(assembly: Assembly) -> SheetCertification | None:
    """The last certification of the sheet, or None."""
    wanted = select(SheetCertification).where(SheetCertification.assembly_id == assembly.id)
    return db.session.execute(wanted.order_by(SheetCertification.id.desc()).limit(1)).scalar()


def still_stands(certification: SheetCertification | None, assembly: Assembly) -> bool:
    """Whether nobody arrived or left, no proxy moved and the officers are the same since that certification."""
    return certification is not None and certification.mark == sheet_mark(assembly)


def sheet_mark(assembly: Assembly) -> str:
    """What the sheet rests upon, as the last number of each kind of fact; one statement."""
    revoked = select(func.max(ProxyRevocation.id)).join(Proxy, Proxy.id == ProxyRevocation.proxy_id)
    row = db.session.execute(
        select(
            *(_last(column, assembly) for column in (AttendanceFact.id, HolderPassage.id, Proxy.id, OfficerFact.id)),
            revoked.where(Proxy.assembly_id == assembly.id).scalar_subquery(),
        )
    ).one()
    return "-".join(str(number or 0) for number in row)


def _last(column: InstrumentedAttribute[Any], assembly: Assembly) -> ScalarSelect[Any]:
    return select(func.max(column)).where(column.class_.assembly_id == assembly.id).scalar_subquery()
