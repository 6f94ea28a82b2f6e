"""The papers to take away: what was issued, the attendance sheet to sign, the extract of a decision."""

from flask import Response, make_response, request

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_reader
from foundation.documents.delivery import as_response
from foundation.documents.pdf import render
from foundation.kernel.clock import PARIS, now, today
from foundation.kernel.errors import NotAllowed
from foundation.kernel.sentences import N_
from foundation.web.guard import requires
from governance.queries.assemblies import assembly_by_id
from governance.queries.body_extract_paper import body_extract_data
from governance.queries.decisions import decision_by_number
from governance.queries.extract_paper import extract_data
from governance.queries.papers import paper_of, permission_for
from governance.queries.sheet_paper import sheet_data
from governance.views.blueprint import blueprint
from governance.views.visible import visible_assembly

CERTIFIERS = {"presidence": "chair", "secretariat": "secretary"}


@blueprint.get("/assemblees/<int:assembly_id>/documents/<int:document_id>")
@requires(Permission.ASSEMBLY_READ)
def paper(assembly_id: int, document_id: int) -> Response:
    """One paper as it was issued."""
    found = paper_of(visible_assembly(assembly_id), document_id)
    if not current_reader().can(permission_for(found.kind)):
        raise NotAllowed(
            "paper-addresses",
            N_(
                "This document holds home addresses: it is read at the registered office. Ask the office of the cooperative."
            ),
            source="R225-90",
        )
    return as_response(found)


@blueprint.get("/assemblees/<int:assembly_id>/feuille-de-presence.pdf")
@requires(Permission.ATTENDANCE_CHECK_IN)
def attendance_sheet(assembly_id: int) -> Response:
    """The attendance sheet to sign at the door; not archived."""
    found = assembly_by_id(assembly_id)
    return pdf("feuille-presence", sheet_data(found, now()), found.zone, name=f"feuille-de-presence-{found.id}.pdf")


@blueprint.get("/decisions/<int:number>/extrait.pdf")
@requires(Permission.MINUTES_WRITE)
def extract(number: int) -> Response:
    """The extract of one decision, to be signed by the chair or the secretary, or by the chair of the body; not archived."""
    found, minutes = decision_by_number(number)
    if found.meeting is not None:
        data = body_extract_data(found, found.meeting, today())
        return pdf("decision-instance", data, PARIS, name=f"decision-{number}.pdf")
    seat = CERTIFIERS.get(request.args.get("par", ""), "chair")
    data = extract_data(found, minutes, seat=seat, at=now())
    return pdf("decision", data, found.origin.assembly.zone, name=f"decision-{number}.pdf")


def pdf(template: str, data: dict[str, object], zone: str, *, name: str) -> Response:
    """A paper printed for the occasion, kept nowhere."""
    response = make_response(render(template, data, at=now(), zone=zone))
    response.mimetype = "application/pdf"
    response.headers.set("Content-Disposition", "inline", filename=name)
    response.headers["Cache-Control"] = "private, no-store"
    return response
