"""What waits: lines to match, sums asked and late, refunds due, the last files."""

from flask import render_template
from flask.typing import ResponseReturnValue

from foundation.accounts.permissions import Permission
from foundation.kernel.clock import today
from foundation.kernel.money import Money
from foundation.web.guard import requires
from treasury.queries.books import tie_out
from treasury.queries.lines import files, waiting_lines
from treasury.queries.payouts import schedule
from treasury.queries.requests import open_requests, unasked_subscriptions, views
from treasury.queries.settings import own_accounts
from treasury.services.mails import due_reminders
from treasury.views.blueprint import blueprint


@blueprint.get("/tresorerie")
@requires(Permission.TREASURY_READ)
def overview() -> ResponseReturnValue:
    """Everything that asks for somebody's attention, each with its page."""
    on = today()
    asked = views(open_requests(), on)
    return render_template(
        "treasury/overview.html",
        waiting=waiting_lines(),
        open_count=len(asked),
        open_amount=Money(sum(one.due for one in asked)),
        late_count=sum(1 for one in asked if one.state == "late"),
        late_amount=Money(sum(min(one.standing.late, one.due) for one in asked)),
        reminders=len(due_reminders(on)),
        unasked=len(unasked_subscriptions()),
        years=schedule(on),
        files=files(6),
        ties=all(line.agrees for line in tie_out(on)),
        accounts=own_accounts(),
        on=on,
    )
