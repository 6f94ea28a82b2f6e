"""Votes by hand: the desk enters the ballot of a member who has no device (open votes)."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from foundation.web.guard import requires
from foundation.web.incoming import row_number
from foundation.web.transaction import transaction
from governance.models import AgendaItem
from governance.queries.assemblies import assembly_by_id, item_by_id
from governance.queries.hands import USED, WAITING, hands_page
from governance.queries.item_boxes import box_of_item
from governance.rules.presence import Way
from governance.views.blueprint import blueprint
from votes.models import Box
from votes.queries import is_open, name_of_right, rights_by_kind
from votes.services.casting import CastState, cast_at_desk

LONGEST_QUERY = 100


@blueprint.get("/assemblees/<int:assembly_id>/points/<int:item_id>/saisie")
@requires(Permission.ASSEMBLY_HOLD)
def hands(assembly_id: int, item_id: int) -> str:
    """The rights taking part, those without a device first."""
    found = assembly_by_id(assembly_id)
    item = item_by_id(found, item_id)
    box = open_box_of(item)
    asked = _asked(request.args)
    shown = hands_page(box.id, asked["q"], only=asked["etat"], page=asked["page"])
    return render_template(
        "governance/hands.html",
        assembly=found,
        item=item,
        box=box,
        accepts_ballots=is_open(box, now()),
        shown=shown,
        asked=asked,
        states=(WAITING, USED),
    )


@blueprint.post("/assemblees/<int:assembly_id>/points/<int:item_id>/saisie")
@requires(Permission.ASSEMBLY_HOLD)
def enter_hand(assembly_id: int, item_id: int) -> Response:
    """Enter one ballot, or correct one that the desk entered, where ballots of this vote may change."""
    box_id = open_box_of(item_by_id(assembly_by_id(assembly_id), item_id)).id
    right_id = request.form.get("right", 0, type=row_number)
    refuse_blank_proxy(box_id, right_id)
    with transaction():
        receipt = cast_at_desk(box_id, right_id, request.form.get("choice"), actor=current_actor(), at=now())
    flash(said_of(receipt.state, name_of_right(right_id)), "success")
    asked = {name: value for name, value in _asked(request.form).items() if value not in ("", 1)}
    return redirect(
        url_for("governance.hands", assembly_id=assembly_id, item_id=item_id, _anchor=f"droit-{right_id}", **asked)
    )


def refuse_blank_proxy(box_id: int, right_id: int) -> None:
    """Nobody enters the ballot of a blank proxy."""
    if right_id in rights_by_kind(box_id, Way.BLANK_PROXY.value):
        message = N_("A blank proxy votes as the law says (L225-106 III), and nobody else votes for it.")
        raise Refused("right-blank-proxy", message, rule=34, source="L225-106 III")


def said_of(state: CastState, name: str) -> str:
    """What became of a ballot entered at the desk."""
    if state is CastState.REPLACED:
        return _("Ballot corrected: %(name)s.", name=name)
    if state is CastState.REPEATED:
        return _("Ballot entered already: %(name)s. It stands.", name=name)
    return _("Ballot entered: %(name)s.", name=name)


def _asked(sent: Any) -> dict[str, Any]:
    """What the list is narrowed to: words, those still to be asked or those done, the page."""
    query = sent.get("q", "").strip()[:LONGEST_QUERY]
    return {"q": query, "etat": sent.get("etat", ""), "page": sent.get("page", 1, type=int)}


def open_box_of(item: AgendaItem) -> Box:
    """The vote on a point that the desk enters ballots of; raises StateMoved where it was not opened."""
    box = box_of_item(item)
    if box is None:
        raise StateMoved(
            "vote-not-open", N_("This vote was not opened: refresh the page to see where the assembly is.")
        )
    return box
