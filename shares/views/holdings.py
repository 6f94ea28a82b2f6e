"""The pages of shares: holdings and capital on a day, and the movements of one member."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from foundation.accounts.permissions import Permission
from foundation.kernel.clock import today
from foundation.web.guard import requires
from membership.presentation import naming_on
from membership.queries.people import member_by_number
from shares.listing import HOLDINGS, holdings_statement
from shares.queries import capital_on, highest_on, movements, position_of, public_capital_on
from shares.rules.capital import capital_floor
from shares.rules.ceilings import over_public_ceiling
from shares.rules.kinds import KIND_NAMES
from shares.views.blueprint import blueprint
from shares.views.handling import day_asked


@blueprint.get("/parts")
@requires(Permission.SHARES_READ)
def holdings() -> ResponseReturnValue:
    """Who holds what on a day, the capital, its floor and the part of public bodies."""
    on = day_asked()
    naming = naming_on(on)
    capital, public = capital_on(on), public_capital_on(on)
    highest = highest_on(on).subscribed
    return render_template(
        "shares/holdings.html",
        table=HOLDINGS.read(holdings_statement(on), request.args),
        on=on,
        today=today(),
        capital=capital,
        public=public,
        over_ceiling=over_public_ceiling(public, capital),
        highest=highest,
        floor=capital_floor(naming.statutes, highest) if naming.statutes else None,
    )


@blueprint.get("/parts/<int:number>")
@requires(Permission.SHARES_READ)
def account(number: int) -> ResponseReturnValue:
    """The individual account of one member."""
    member = member_by_number(number)
    return render_template(
        "shares/account.html",
        member=member,
        movements=movements(member.id),
        position=position_of(member.id, today()),
        kinds=KIND_NAMES,
    )
