"""Votes by hand: the desk enters the ballot of a member who has no device (open votes)."""

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
from governance.rules.presence import Way
from governance.views.blueprint import blueprint
from votes.queries import rights_at_desk, rights_by_kind
from votes.services.casting import cast_at_desk


@blueprint.get("/assemblees/<int:assembly_id>/points/<int:item_id>/saisie")
@requires(Permission.ASSEMBLY_HOLD)
def hands(assembly_id: int, item_id: int) -> str:
    """The rights taking part, those without a device first."""
    found = assembly_by_id(assembly_id)
    item = item_by_id(found, item_id)
    rights = sorted(rights_at_desk(_box_of(item)), key=lambda right: (right.cast, right.has_account))
    return render_template("governance/hands.html", assembly=found, item=item, rights=rights)


@blueprint.post("/assemblees/<int:assembly_id>/points/<int:item_id>/saisie")
@requires(Permission.ASSEMBLY_HOLD)
def enter_hand(assembly_id: int, item_id: int) -> Response:
    """Enter one ballot."""
    box_id = _box_of(item_by_id(assembly_by_id(assembly_id), item_id))
    right_id = request.form.get("right", 0, type=row_number)
    if right_id in rights_by_kind(box_id, Way.BLANK_PROXY.value):
        message = N_("A blank proxy votes as the law says (L225-106 III), and nobody else votes for it.")
        raise Refused("right-blank-proxy", message, rule=34, source="L225-106 III")
    with transaction():
        cast_at_desk(box_id, right_id, request.form.get("choice"), actor=current_actor(), at=now())
    flash(_("Ballot entered."))
    return redirect(url_for("governance.hands", assembly_id=assembly_id, item_id=item_id))


def _box_of(item: AgendaItem) -> int:
    if item.box_id is None:
        raise StateMoved(
            "vote-not-open", N_("This vote was not opened: refresh the page to see where the assembly is.")
        )
    return item.box_id
