"""The office answers what members asked for: the queue with its closer looks, one request, done or refused."""

from typing import Any

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now, today
from foundation.kernel.money import Money
from foundation.web.guard import requires
from membership.presentation import naming_on
from shares.forms import AcceptForm, RefuseForm
from shares.queries.demands import DemandView, demand_by_id, demands_followed, demands_waiting, marked
from shares.queries.positions import position_of
from shares.rules.demands import DemandKind
from shares.rules.effects import APPROVED_BY
from shares.services import answering
from shares.services.appending import Papers
from shares.views.blueprint import blueprint
from shares.views.handling import handled
from shares.views.mine import WORDS, payments_of


@blueprint.get("/parts/demandes")
@requires(Permission.SHARES_READ)
def demands() -> ResponseReturnValue:
    """What members asked for: what waits for an answer first, then what is done or takes its course."""
    on = today()
    waiting, followed = demands_waiting(on), demands_followed(on)
    payments = payments_of([one for one in waiting if one.kind is DemandKind.SUBSCRIPTION])
    return render_template("shares/demands.html", waiting=waiting, followed=followed, payments=payments, **WORDS)


@blueprint.route("/parts/demandes/<int:demand_id>", methods=["GET", "POST"])
@requires(Permission.SHARES_WRITE)
def demand(demand_id: int) -> ResponseReturnValue:
    """One request: what calls for a closer look, then do it from a day; or open the page to refuse it."""
    view = marked([demand_by_id(demand_id)], today())[0]
    form = AcceptForm(effective_on=today(), paid=_ahead(view))

    def write() -> str:
        on: Any = form.effective_on.data
        paid = form.paid.data.cents if form.paid.data else 0
        papers: Papers = {**form.papers(), "decided_on": form.decided_on.data}
        answering.accept_demand(
            demand_id,
            on,
            paid_cents=paid,
            looked=form.looked.data or "",
            actor=current_actor(),
            at=now(),
            **papers,
        )
        return _answered(_("The request is done, and entered in the register."))

    return handled(form, write, "shares/demand.html", lambda: _shown(view))


@blueprint.route("/parts/demandes/<int:demand_id>/refus", methods=["GET", "POST"])
@requires(Permission.SHARES_WRITE)
def refuse_demand(demand_id: int) -> ResponseReturnValue:
    """Refuse a request, for a reason that the member reads."""
    view, form = demand_by_id(demand_id), RefuseForm()

    def write() -> str:
        answering.refuse_demand(demand_id, form.reason.data or "", actor=current_actor(), at=now())
        return _answered(_("The refusal is recorded; the member is told."))

    return handled(form, write, "shares/refuse_demand.html", lambda: {"view": view, **WORDS})


def _ahead(view: DemandView) -> Money | None:
    """What was received ahead for a subscription, as far as it pays the shares."""
    if view.kind is not DemandKind.SUBSCRIPTION:
        return None
    ahead = position_of(view.member.id, today()).advance_cents
    return Money(min(ahead, view.demand.amount_cents))


def _shown(view: DemandView) -> dict[str, object]:
    statutes = naming_on(today()).statutes
    body = statutes.admission.decided_by if statutes else None
    return {
        "view": view,
        "position": position_of(view.member.id, today()),
        "payment": payments_of([view]).get(view.demand.id, ""),
        "approval": APPROVED_BY.get(body, APPROVED_BY[None]),
        **WORDS,
    }


def _answered(message: str) -> str:
    flash(message, "success")
    return url_for("shares.demands")
