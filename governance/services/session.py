"""Open the session, deal with its points, note incidents, close it."""

from datetime import datetime

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from governance.models import Assembly, IncidentFact, QuorumFact
from governance.queries.assemblies import item_by_id, officers
from governance.queries.figures import quorum_figures
from governance.queries.floor import Floor, floor_at
from governance.queries.item_boxes import box_ids_of
from governance.rules.events import Event
from governance.rules.kinds import AssemblyState, question_kinds
from governance.rules.session_day import check_day
from governance.services.certification import require_certified
from votes.queries import open_boxes_among


def open_session(assembly: Assembly, *, actor: Actor, at: datetime) -> None:
    """Open the session, on the day that the notice named, and keep the quorum of each kind of question as found."""
    if assembly.state is AssemblyState.OPEN:
        return
    if assembly.state is not AssemblyState.CONVENED:
        raise StateMoved("not-convened", N_("Only an assembly that was convened and not yet held can be opened."))
    if not {"chair", "secretary"} <= officers(assembly).keys():
        raise Refused(
            "no-officers", N_("Name the chair and the secretary first: they answer for the session."), source="R225-100"
        )
    check_day(assembly.starts_at, assembly.zone, at)
    floor = floor_at(assembly, at)
    if not floor.taking_part:
        raise Refused("empty-room", N_("Nobody is checked in: note the arrivals at the door first."))
    assembly.opened_at, assembly.statutes_id = at, floor.ruling.version.id
    for kind in question_kinds(assembly.assembly_kind):
        keep_quorum(assembly, floor, kind.value, item_id=None, at=at)
    details = {"present": len(floor.taking_part), "entitled": len(floor.roll.entitled)}
    audit.record(Event.ASSEMBLY_OPENED, assembly.subject, actor=actor, at=at, details=details)


def keep_quorum(assembly: Assembly, floor: Floor, question: str, *, item_id: int | None, at: datetime) -> None:
    """Keep the quorum found for a question: what is shown later is this, never a new computation."""
    figures = quorum_figures(floor, question)
    db.session.add(
        QuorumFact(
            assembly_id=assembly.id,
            agenda_item_id=item_id,
            question=question,
            met=figures["met"],
            figures=figures,
            at=at,
        )
    )
    db.session.flush()


def deal_with(assembly: Assembly, item_id: int, *, actor: Actor, at: datetime) -> None:
    """Note that a point without a vote was dealt with."""
    require_in_session(assembly)
    item = item_by_id(assembly, item_id)
    if item.question:
        raise Refused("item-votes", N_("This point is put to the vote: open its vote."))
    if item.dealt_with_at is None:
        item.dealt_with_at = at
        audit.record(Event.AGENDA_CHANGED, assembly.subject, actor=actor, at=at, details={"title": item.title})


def record_incident(assembly: Assembly, text: str, *, actor: Actor, at: datetime) -> None:
    """Note what disturbed the session (R225-99, R223-24): it goes into the minutes."""
    require_in_session(assembly)
    db.session.add(IncidentFact(assembly_id=assembly.id, text=text, at=at, recorded_by=actor.name))
    db.session.flush()


def close_session(assembly: Assembly, *, actor: Actor, at: datetime) -> None:
    """Close the session: no vote is open and the officers certified the sheet (rule 36). Again, nothing changes."""
    if assembly.state is AssemblyState.CLOSED:
        return
    require_in_session(assembly)
    if open_boxes_among(box_ids_of(assembly), at):
        raise StateMoved("vote-open", N_("A vote is still open: close it before the session."))
    require_certified(assembly)
    _keep_last_quorum(assembly, at)
    assembly.closed_at = at
    audit.record(Event.ASSEMBLY_CLOSED, assembly.subject, actor=actor, at=at)


def _keep_last_quorum(assembly: Assembly, at: datetime) -> None:
    """The quorum at the end for what was never put to the vote: minutes record a failure as it was last found (R225-107)."""
    left = sorted({item.question for item in assembly.items if item.question and item.box_id is None})
    if left:
        floor = floor_at(assembly, at)
        for question in left:
            keep_quorum(assembly, floor, question, item_id=None, at=at)


def require_in_session(assembly: Assembly) -> None:
    """Refuse outside the session."""
    if assembly.state is not AssemblyState.OPEN:
        raise StateMoved(
            "not-in-session", N_("The session is not open: refresh the page to see where the assembly is.")
        )
