"""Try a point of the agenda with invented voters, before anybody votes on it."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from governance.queries.assemblies import item_by_id, locked_assembly
from governance.queries.floor import floor_at
from governance.services.drafting import draft_of, plan_of
from governance.views.blueprint import blueprint
from votes.services.rehearsing import rehearse

_NO_VOTE = N_("This point is not put to the vote: there is nothing to rehearse.")
_VOTED = N_("The vote on this point was opened: it is not rehearsed any more.")


@blueprint.post("/assemblees/<int:assembly_id>/ordre-du-jour/<int:item_id>/repetition")
@requires(Permission.VOTES_RUN)
def rehearse_item(assembly_id: int, item_id: int) -> Response:
    """Open a rehearsal of the vote on a point: nothing of it is kept."""
    at = now()
    with transaction():
        found = locked_assembly(assembly_id)
        item = item_by_id(found, item_id)
        if item.question_kind is None:
            raise Refused("item-no-vote", _NO_VOTE)
        if item.box_id is not None:
            raise StateMoved("vote-open", _VOTED)
        floor = floor_at(found, at)
        box = rehearse(draft_of(item, floor, plan_of(item, floor)), actor=current_actor(), at=at)
    back = url_for("governance.assembly", assembly_id=assembly_id, _anchor="ordre-du-jour")
    return redirect(url_for("votes.show", box_id=box.id, suite=back), code=303)
