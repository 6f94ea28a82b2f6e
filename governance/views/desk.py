"""The chair's desk: one next step, the agenda, the quorum; and the acts of the evening."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now
from foundation.kernel.errors import Refused
from foundation.web.errors import refusal_to_flash
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from governance.models import Decision
from governance.queries.assemblies import SEAT_NAMES, assembly_by_id, locked_assembly
from governance.queries.desk import desk_at
from governance.queries.pulse import pulse
from governance.services.certification import certify_sheet
from governance.services.session import close_session, deal_with, open_session
from governance.services.voting import close_vote, decide_as_it_stands, open_second_round, open_vote
from governance.views.blueprint import blueprint
from governance.views.fragments import fragment, tag_of
from votes.services.recounting import recounted_where_refused

LONGEST_MINUTES = 24 * 60
SMALL_GROUP = "box-small-group"
DURATIONS = (1, 2, 5, 10, 15, 30)


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
    """Open the vote on a point; it closes by hand, or after the minutes that were chosen."""
    return _opened(assembly_id, item_id, open_vote)


@blueprint.post("/assemblees/<int:assembly_id>/points/<int:item_id>/second-tour")
@requires(Permission.ASSEMBLY_HOLD)
def open_round(assembly_id: int, item_id: int) -> Response:
    """Open the second round."""
    return _opened(assembly_id, item_id, open_second_round)


def _opened(assembly_id: int, item_id: int, put_to_vote: Callable[..., object]) -> Response:
    """The desk with its open vote; where a college is too small to be secret, the page that asks what becomes of it."""
    at = now()
    try:
        with transaction():
            put_to_vote(locked_assembly(assembly_id), item_id, actor=current_actor(), at=at, closes_at=end_asked(at))
    except Refused as refused:
        if refused.code != SMALL_GROUP:
            raise
        refusal_to_flash(refused)
        minutes = request.form.get("minutes") or None
        return redirect(
            url_for("governance.item_groups", assembly_id=assembly_id, item_id=item_id, minutes=minutes), code=303
        )
    flash(_("The vote is open: members see the question now."))
    return _desk(assembly_id)


@blueprint.post("/assemblees/<int:assembly_id>/points/<int:item_id>/clore")
@requires(Permission.ASSEMBLY_HOLD)
def close_item(assembly_id: int, item_id: int) -> Response:
    """Close the vote on a point and announce the result; a second round may follow."""
    at = now()
    with recounted_where_refused(current_actor(), at), transaction():
        decision = close_vote(locked_assembly(assembly_id), item_id, actor=current_actor(), at=at)
        said = _told(decision)
        adopted = decision is not None and decision.adopted
    flash(said, "success" if adopted else "message")
    return _desk(assembly_id)


@blueprint.post("/assemblees/<int:assembly_id>/points/<int:item_id>/decider")
@requires(Permission.ASSEMBLY_HOLD)
def decide_item(assembly_id: int, item_id: int) -> Response:
    """Enter the decision without a second round."""
    with transaction():
        said = _told(decide_as_it_stands(locked_assembly(assembly_id), item_id, actor=current_actor(), at=now()))
    flash(said)
    return _desk(assembly_id)


def end_asked(at: datetime) -> datetime | None:
    """When the vote closes by itself: so many minutes after now, or by hand."""
    minutes = request.form.get("minutes", 0, type=int)
    return at + timedelta(minutes=minutes) if 0 < minutes <= LONGEST_MINUTES else None


def _told(decision: Decision | None) -> str:
    if decision is None:
        return _("The first round is counted: places are left for a second one.")
    number, title = decision.number, decision.title
    if decision.adopted:
        return _("Decision no. %(number)s: adopted (“%(title)s”).", number=number, title=title)
    return _("Decision no. %(number)s: rejected (“%(title)s”).", number=number, title=title)


def _context(assembly_id: int) -> dict[str, Any]:
    view = desk_at(assembly_by_id(assembly_id), now())
    return {"view": view, "assembly": view.assembly, "seats": SEAT_NAMES, "durations": DURATIONS}


def _desk(assembly_id: int) -> Response:
    return redirect(url_for("governance.desk", assembly_id=assembly_id))
