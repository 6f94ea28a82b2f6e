"""The pages of shares: holdings and capital on a day, and the movements of one member."""

from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from foundation.accounts.permissions import Permission
from foundation.kernel.clock import today
from foundation.kernel.errors import Malformed
from foundation.kernel.sentences import N_
from foundation.web.guard import requires
from foundation.web.rules.typed import read_day
from membership.presentation import naming_on
from membership.queries.people import member_by_number
from shares.listing import HOLDINGS, holdings_statement
from shares.queries import capital_on, highest_on, holding_of, movements, public_capital_on
from shares.rules.capital import capital_floor
from shares.rules.ceilings import over_public_ceiling
from shares.rules.kinds import KIND_NAMES

blueprint = Blueprint("shares", __name__)


@blueprint.get("/parts")
@requires(Permission.SHARES_READ)
def holdings() -> ResponseReturnValue:
    """Who holds what on a day, the capital, its floor and the part of public bodies."""
    on = _day_asked()
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
        held=holding_of(member.id, today()),
        kinds=KIND_NAMES,
    )


def _day_asked() -> date:
    text = request.args.get("date", "").strip()
    try:
        return read_day(text) if text else today()
    except (ValueError, OverflowError):
        raise Malformed(
            "bad-day", N_("“%(found)s” is not a day. Write it as 31/12/2026 and ask again."), found=text[:20]
        ) from None
