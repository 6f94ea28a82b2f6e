"""The pages of shares: holdings and capital on a day as known on another, and the movements of one member."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from foundation.accounts.permissions import Permission
from foundation.kernel.clock import today
from foundation.web.csv_export import csv_response
from foundation.web.guard import requires
from foundation.web.state import state_asked
from membership.presentation import naming_on
from membership.queries.people import member_by_number
from shares.listing import holdings_statement
from shares.queries import capital_on, highest_on, movements, position_of, public_capital_on
from shares.queries.arrears import notices_of
from shares.rules.capital import capital_floor
from shares.rules.ceilings import over_public_ceiling
from shares.rules.kinds import KIND_NAMES
from shares.views.blueprint import blueprint
from shares.views.desk import ALWAYS_SHOWN, offered


@blueprint.get("/parts")
@requires(Permission.SHARES_READ)
def holdings() -> ResponseReturnValue:
    """Who holds what on a day, the capital, its floor and the part of public bodies; as CSV."""
    state = state_asked()
    on, known_at = state.on, state.known_at
    statement, table = holdings_statement(on, known_at)
    if request.args.get("format") == "csv":
        return csv_response(state.file_name("parts"), table, table.all_rows(statement, request.args), state)
    naming = naming_on(on)
    capital, public = capital_on(on, known_at), public_capital_on(on, known_at)
    highest = highest_on(on, known_at).subscribed
    return render_template(
        "shares/holdings.html",
        table=table.read(statement, request.args),
        state=state,
        capital=capital,
        public=public,
        over_ceiling=over_public_ceiling(public, capital),
        highest=highest,
        floor=capital_floor(naming.statutes, highest) if naming.statutes else None,
    )


@blueprint.get("/parts/<int:number>")
@requires(Permission.SHARES_READ)
def account(number: int) -> ResponseReturnValue:
    """The individual account of one member on a day, with the movements that were known."""
    member, state = member_by_number(number), state_asked()
    known = [one for one in movements(member.id) if state.known_at is None or one.recorded_at <= state.known_at]
    return render_template(
        "shares/account.html",
        member=member,
        movements=[one for one in known if one.effective_on <= state.on or not state.is_past],
        position=position_of(member.id, state.on, state.known_at),
        kinds=KIND_NAMES,
        acts=offered(member, position_of(member.id, today())),
        first=ALWAYS_SHOWN,
        notices=notices_of(member.id),
        state=state,
    )
