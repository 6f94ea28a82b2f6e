"""The door: check members in and out, and name the officers."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now
from foundation.kernel.errors import Malformed, NotFound
from foundation.kernel.sentences import N_
from foundation.kernel.sorting import sort_key
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from governance.forms.session import IncidentForm, OfficerForm
from governance.queries.assemblies import SEAT_NAMES, SEATS, assembly_by_id, locked_assembly, officers
from governance.queries.floor import Floor, floor_at
from governance.rules.presence import Mode
from governance.rules.roll import Candidate
from governance.services.outside_holders import check_in_holder, check_out_holder
from governance.services.presence import check_in, check_out, name_officer
from governance.services.session import record_incident
from governance.views.blueprint import blueprint


@blueprint.get("/assemblees/<int:assembly_id>/emargement")
@requires(Permission.ATTENDANCE_CHECK_IN)
def door(assembly_id: int) -> str:
    """The attendance list: find a name, one press to note the arrival."""
    found = assembly_by_id(assembly_id)
    floor = floor_at(found, now())
    query = request.args.get("q", "")
    return render_template(
        "governance/door.html", assembly=found, floor=floor, lines=_matching(floor, query), query=query
    )


@blueprint.post("/assemblees/<int:assembly_id>/emargement/<int:member_id>")
@requires(Permission.ATTENDANCE_CHECK_IN)
def pass_door(assembly_id: int, member_id: int) -> Response:
    """Note an arrival or a departure."""
    act = request.form.get("act", "")
    with transaction():
        found = locked_assembly(assembly_id)
        if act == "left":
            check_out(found, member_id, actor=current_actor(), at=now())
        elif act in tuple(Mode):
            check_in(found, member_id, mode=Mode(act), actor=current_actor(), at=now())
        else:
            raise Malformed(
                "door-act", N_("This request says neither an arrival nor a departure: go back and try again.")
            )
    return redirect(
        url_for(
            "governance.door", assembly_id=assembly_id, q=request.form.get("q") or None, _anchor=f"membre-{member_id}"
        )
    )


@blueprint.post("/assemblees/<int:assembly_id>/emargement/mandataires/<int:holder_id>")
@requires(Permission.ATTENDANCE_CHECK_IN)
def pass_door_outside(assembly_id: int, holder_id: int) -> Response:
    """Note the arrival or the departure of a proxy holder who is not a member."""
    acts = {"arrived": check_in_holder, "left": check_out_holder}
    act = acts.get(request.form.get("act", ""))
    if act is None:
        raise Malformed("door-act", N_("This request says neither an arrival nor a departure: go back and try again."))
    with transaction():
        act(locked_assembly(assembly_id), holder_id, actor=current_actor(), at=now())
    return redirect(url_for("governance.door", assembly_id=assembly_id, _anchor="mandataires"))


@blueprint.route("/assemblees/<int:assembly_id>/bureau/<seat>", methods=["GET", "POST"])
@requires(Permission.ASSEMBLY_HOLD)
def officer(assembly_id: int, seat: str) -> str | Response | tuple[str, int]:
    """Name someone to a seat of the officers."""
    if seat not in SEATS:
        raise NotFound("seat", N_("The officers have no such seat."))
    found = assembly_by_id(assembly_id)
    held = officers(found).get(seat)
    form = OfficerForm(obj=held)
    if form.validate_on_submit():
        with transaction():
            name_officer(
                locked_assembly(assembly_id),
                seat,
                form.name.data.strip(),
                capacity=(form.capacity.data or "").strip(),
                member_id=None,
                actor=current_actor(),
                at=now(),
            )
        flash(_("Officer named."))
        return redirect(url_for("governance.desk", assembly_id=assembly_id))
    return answer(form, "governance/officer_form.html", assembly=found, seat=SEAT_NAMES[seat])


@blueprint.route("/assemblees/<int:assembly_id>/incidents", methods=["GET", "POST"])
@requires(Permission.ASSEMBLY_HOLD)
def incident(assembly_id: int) -> str | Response | tuple[str, int]:
    """Note something that disturbed the session, for the minutes."""
    found = assembly_by_id(assembly_id)
    form = IncidentForm()
    if form.validate_on_submit():
        with transaction():
            record_incident(locked_assembly(assembly_id), form.text.data.strip(), actor=current_actor(), at=now())
        flash(_("Incident noted for the minutes."))
        return redirect(url_for("governance.desk", assembly_id=assembly_id))
    return answer(form, "governance/incident_form.html", assembly=found)


def _matching(floor: Floor, query: str) -> list[Candidate]:
    words = sort_key(query).split()
    return [
        one
        for one in floor.roll.entitled
        if all(word in one.sort_key or word in sort_key(one.name) or word == str(one.number) for word in words)
    ]
