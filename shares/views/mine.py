"""A member's own shares, and those of whom the account acts for."""

from flask import render_template
from flask.typing import ResponseReturnValue

from foundation.accounts.session import current_reader
from foundation.kernel.clock import today
from foundation.web.guard import signed_in
from membership.queries.people import member_by_id
from membership.queries.roll import members_represented_by
from shares.queries import movements, position_of
from shares.rules.kinds import KIND_NAMES
from shares.views.blueprint import blueprint


@blueprint.get("/parts/moi")
@signed_in
def mine() -> ResponseReturnValue:
    """What each member that this account acts for holds, owes and is owed, with every movement."""
    on = today()
    found = [member_by_id(one.member_id) for one in members_represented_by(current_reader().id, on)]
    return render_template(
        "shares/mine.html",
        accounts=[(member, position_of(member.id, on), movements(member.id)) for member in found],
        kinds=KIND_NAMES,
        on=on,
    )
