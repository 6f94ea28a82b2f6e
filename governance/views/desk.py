"""The chair's desk: one next step, the agenda, the quorum; and the acts of the evening."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from governance.queries.assemblies import SEAT_NAMES, assembly_by_id, locked_assembly
from governance.queries.desk import desk_at
from governance.queries.pulse import pulse
from governance.services.certification import certify_sheet
from governance.services.session import close_session, deal_with, open_session
from governance.services.voting import close_vote, open_vote
from governance.views.blueprint import blueprint
from governance.views.fragments import fragment, tag_of


@blueprint.get("/assemblees/<int:assembly_id>/bureau")
@requires(Permission.ASSEMBLY_HOLD)
def desk(assembly_id: int) -> str:
    """The desk."""
    tag = tag_of(pulse(assembly_id, count_ballots=True))
    return render_template("governance/desk.html", tag=tag, **_context(assembly_id))


@blueprint.get("/assemblees/<int:assembly_id>/bureau/en-direct")
@requires(Permission.ASSEMBLY_HOLD)
def desk_live(assembly_id: int) -> Response:
    """The part of the desk that follows the room."""
    beat = pulse(assembly_id, count_ballots=True)
    return fragment("governance/_desk.html", beat, lambda: _context(assembly_id))


@blueprint.post("/assemblees/<int:assembly_id>/seance/ouvrir")
@requires(Permission.ASSEMBLY_HOLD)
def start(assembly_id: int) -> Response:
    """Open the session."""
    with transaction():
        open_session(locked_assembly(assembly_id), actor=current_actor(), at=now())
    flash(_("The session is open."))
    return _desk(assembly_id)


@blueprint.post("/assemblees/<int:assembly_id>/feuille/certifier")
@requires(Permission.ASSEMBLY_HOLD)
def certify(assembly_id: int) -> Response:
    """The officers certify the attendance sheet."""
    with transaction():
        certify_sheet(locked_assembly(assembly_id), actor=current_actor(), at=now())
    flash(_("The attendance sheet is certified: the session may be closed."))
    return _desk(assembly_id)


@blueprint.post("/assemblees/<int:assembly_id>/seance/clore")
@requires(Permission.ASSEMBLY_HOLD)
def finish(assembly_id: int) -> Response:
    """Close the session."""
    with transaction():
        close_session(locked_assembly(assembly_id), actor=current_actor(), at=now())
    flash(_("The session is closed. Write the minutes while memory is fresh."))
    return _desk(assembly_id)


@blueprint.post("/assemblees/<int:assembly_id>/points/<int:item_id>/traiter")
@requires(Permission.ASSEMBLY_HOLD)
def deal(assembly_id: int, item_id: int) -> Response:
    """Note that a point without a vote was dealt with."""
    with transaction():
        deal_with(locked_assembly(assembly_id), item_id, actor=current_actor(), at=now())
    return _desk(assembly_id)


@blueprint.post("/assemblees/<int:assembly_id>/points/<int:item_id>/ouvrir")
@requires(Permission.ASSEMBLY_HOLD)
def open_item(assembly_id: int, item_id: int) -> Response:
    """Open the vote on a resolution."""
    with transaction():
        open_vote(locked_assembly(assembly_id), item_id, actor=current_actor(), at=now())
    flash(_("The vote is open: the question is on the members’ phones."))
    return _desk(assembly_id)


@blueprint.post("/assemblees/<int:assembly_id>/points/<int:item_id>/clore")
@requires(Permission.ASSEMBLY_HOLD)
def close_item(assembly_id: int, item_id: int) -> Response:
    """Close the vote on a resolution and announce the result."""
    with transaction():
        decision = close_vote(locked_assembly(assembly_id), item_id, actor=current_actor(), at=now())
        number, title, adopted = decision.number, decision.title, decision.adopted
    said = (
        _("Decision no. %(number)s: adopted (“%(title)s”).", number=number, title=title)
        if adopted
        else _("Decision no. %(number)s: rejected (“%(title)s”).", number=number, title=title)
    )
    flash(said, "success" if adopted else "message")
    return _desk(assembly_id)


def _context(assembly_id: int) -> dict[str, Any]:
    view = desk_at(assembly_by_id(assembly_id), now())
    return {"view": view, "assembly": view.assembly, "seats": SEAT_NAMES}


def _desk(assembly_id: int) -> Response:
    return redirect(url_for("governance.desk", assembly_id=assembly_id))
