"""Assemblies, their agenda and their officers."""

from sqlalchemy import select

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from governance.models import AgendaItem, Assembly, IncidentFact, OfficerFact

SEATS = ("chair", "secretary", "teller_1", "teller_2")
SEAT_NAMES = {
    "chair": N_("Chair"),
    "secretary": N_("Secretary"),
    "teller_1": N_("First teller"),
    "teller_2": N_("Second teller"),
}


def assembly_by_id(assembly_id: int) -> Assembly:
    """The assembly; NotFound where there is none."""
    found = db.session.get(Assembly, assembly_id)
    if found is None:
        raise NotFound("assembly", N_("This assembly does not exist. See the list of assemblies."))
    return found


def locked_assembly(assembly_id: int) -> Assembly:
    """The assembly, held until the transaction ends: two hands at the desk act one after the other."""
    found = db.session.execute(
        select(Assembly).where(Assembly.id == assembly_id).with_for_update().execution_options(populate_existing=True)
    ).scalar_one_or_none()
    if found is None:
        raise NotFound("assembly", N_("This assembly does not exist. See the list of assemblies."))
    return found


def item_of(assembly: Assembly, position: int) -> AgendaItem:
    """The point of the agenda at `position` (from 1); NotFound where there is none."""
    for item in assembly.items:
        if item.position == position:
            return item
    raise NotFound("agenda-item", N_("This assembly has no such point. See its agenda."))


def item_by_id(assembly: Assembly, item_id: int) -> AgendaItem:
    """The point of this agenda with that id; NotFound where it is another assembly's."""
    for item in assembly.items:
        if item.id == item_id:
            return item
    raise NotFound("agenda-item", N_("This assembly has no such point. See its agenda."))


def upcoming_and_past() -> tuple[list[Assembly], list[Assembly]]:
    """Assemblies not yet closed (soonest first), and closed ones (newest first), in two statements."""
    everyone = db.session.execute(select(Assembly).order_by(Assembly.starts_at)).scalars().all()
    past = [assembly for assembly in everyone if assembly.closed_at is not None]
    return [assembly for assembly in everyone if assembly.closed_at is None], past[::-1]


def assembly_in_session() -> Assembly | None:
    """The assembly in session, else the next one convened; None where there is neither or where two are in session."""
    convened = select(Assembly).where(Assembly.convened_at.is_not(None), Assembly.closed_at.is_(None))
    waiting = list(db.session.execute(convened.order_by(Assembly.starts_at)).scalars())
    opened = [assembly for assembly in waiting if assembly.opened_at is not None]
    if len(opened) > 1:
        return None
    return next(iter(opened or waiting), None)


def officers(assembly: Assembly) -> dict[str, OfficerFact]:
    """Who holds each seat of the officers now."""
    facts = db.session.execute(
        select(OfficerFact).where(OfficerFact.assembly_id == assembly.id).order_by(OfficerFact.id)
    ).scalars()
    return {fact.seat: fact for fact in facts}


def incidents(assembly: Assembly) -> list[IncidentFact]:
    """What disturbed the session, in order."""
    wanted = select(IncidentFact).where(IncidentFact.assembly_id == assembly.id).order_by(IncidentFact.id)
    return list(db.session.execute(wanted).scalars())


def first_assembly(assembly: Assembly) -> Assembly | None:
    """The assembly whose failed quorum this one follows."""
    return db.session.get(Assembly, assembly.first_assembly_id) if assembly.first_assembly_id else None
