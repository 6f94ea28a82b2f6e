"""What a secret vote keeps secret, and what somebody who holds the database could see all the same."""

from flask import render_template
from flask.typing import ResponseReturnValue

from foundation.accounts.permissions import Permission
from foundation.kernel.db import db
from foundation.web.guard import requires
from votes.models import Box
from votes.queries.boxes import get_box
from votes.rules.secrecy import secrecy_from_json
from votes.views.blueprint import blueprint


@blueprint.get("/<int:box_id>/secret")
@requires(Permission.COUNT_READ)
def secrecy(box_id: int) -> ResponseReturnValue:
    """The promises of this vote, on the database that it runs on."""
    box: Box = get_box(box_id)
    kept = secrecy_from_json(box.secrecy)
    return render_template(
        "votes/secrecy.html",
        box=box,
        least=kept.minimum_group if kept else 0,
        engine=db.session.get_bind().dialect.name,
    )
