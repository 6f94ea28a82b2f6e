"""The officers certify the attendance sheet before the session closes (R225-95, L225-114; rule 36)."""

from datetime import datetime

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from governance.models import Assembly, SheetCertification
from governance.queries.assemblies import officers
from governance.queries.certification import certification_of, sheet_mark, still_stands
from governance.queries.floor import floor_at
from governance.queries.item_boxes import box_ids_of
from governance.queries.sheet_paper import sheet_figures, sheet_lines
from governance.rules.events import Event
from governance.rules.kinds import AssemblyState
from governance.rules.paper_words import SEAT_ORDER
from votes.queries import open_boxes_among


def certify_sheet(assembly: Assembly, *, actor: Actor, at: datetime) -> SheetCertification:
    """Certify the sheet as it stands, in the name of the officers; while nothing moves, the same fact is given back.

    Refused outside the session and while a vote is open. Source: C. com. art. R225-95, L225-114.
    """
    if assembly.state is not AssemblyState.OPEN:
        raise StateMoved(
            "not-in-session", N_("The session is not open: refresh the page to see where the assembly is.")
        )
    if open_boxes_among(box_ids_of(assembly), at):
        raise StateMoved("vote-open", N_("A vote is still open: close it before the sheet is certified."))
    known = certification_of(assembly)
    if known is not None and still_stands(known, assembly):
        return known
    floor = floor_at(assembly, at)
    figures, seated = sheet_figures(floor, sheet_lines(assembly, floor, at)), officers(assembly)
    made = SheetCertification(
        assembly_id=assembly.id,
        officers=[{"seat": seat, "name": seated[seat].name} for seat in SEAT_ORDER if seat in seated],
        figures=figures,
        mark=sheet_mark(assembly),
        at=at,
        certified_by=actor.name,
        account_id=actor.account_id,
    )
    db.session.add(made)
    db.session.flush()
    details = {"taking_part": figures["taking_part"], "entitled": figures["entitled"]}
    audit.record(Event.SHEET_CERTIFIED, assembly.subject, actor=actor, at=at, details=details)
    return made


def require_certified(assembly: Assembly) -> None:
    """Refuse to close a session whose sheet nobody certified, or where the room moved since (rule 36)."""
    certification = certification_of(assembly)
    if certification is None:
        raise Refused(
            "sheet-not-certified",
            N_(
                "The attendance sheet is not certified: the officers certify it before the session is closed, else its "
                "decisions could be annulled."
            ),
            rule=36,
            source="R225-95, L225-114",
        )
    if not still_stands(certification, assembly):
        raise Refused(
            "sheet-moved",
            N_(
                "Somebody arrived or left, or a proxy or an officer changed, after the attendance sheet was certified at "
                "%(at)s for %(taking_part)s members: have it certified again, then close."
            ),
            rule=36,
            source="R225-95, L225-114",
            at=certification.at,
            taking_part=certification.figures["taking_part"],
        )
