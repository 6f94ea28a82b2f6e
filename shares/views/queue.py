"""The queue of refunds: who waits, what the floor allows today, what is decided, owed, paid."""

from typing import Any

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now, today
from foundation.kernel.sentences import sentence
from foundation.web.forms import choices
from foundation.web.guard import requires
from foundation.web.language import current_language
from foundation.web.state import state_asked
from membership.presentation import naming_on
from membership.queries.people import member_by_id, member_by_number
from shares import forms, services
from shares.queries.claims import claim_by_id
from shares.queries.refund_calendar import refund_board
from shares.rules.kinds import CAUSE_NAMES, Cause
from shares.rules.queue import STATE_NAMES
from shares.views.blueprint import blueprint
from shares.views.handling import handled

PAID_SHOWN = 100
LINES_SHOWN = 100  # of those who wait, and of each year; the files hold them all


@blueprint.get("/parts/remboursements")
@requires(Permission.SHARES_READ)
def refunds() -> ResponseReturnValue:
    """The queue in its order, the calendar of what is owed, who left without a place in it; of a day, as known on another."""
    state = state_asked()
    board = refund_board(naming_on(state.on).statutes, state.on, state.known_at)
    return render_template(
        "shares/refunds.html",
        state=state,
        board=board,
        most=LINES_SHOWN,
        settled=[one for one in board.accounts if not one.waits and one.owed_cents <= 0][-PAID_SHOWN:],
        states=STATE_NAMES,
        causes=CAUSE_NAMES,
    )


@blueprint.route("/parts/remboursements/<int:claim_id>/decision", methods=["GET", "POST"])
@requires(Permission.SHARES_WRITE)
def decide(claim_id: int) -> ResponseReturnValue:
    """Decide a refund: shares leave the capital, their value is owed."""
    claim, form = claim_by_id(claim_id), forms.DecideForm(effective_on=today())

    def write() -> str:
        on: Any = form.effective_on.data
        services.decide_refund(claim_id, on, shares=form.shares.data, actor=current_actor(), at=now(), **form.papers())
        return _back(_("The refund is decided; its value is owed."))

    return _act(form, write, claim, _("Decide the refund"))


@blueprint.route("/parts/remboursements/<int:claim_id>/paiement", methods=["GET", "POST"])
@requires(Permission.SHARES_WRITE)
def pay(claim_id: int) -> ResponseReturnValue:
    """Record that a refund was paid, whole or in part."""
    claim, form = claim_by_id(claim_id), forms.PayForm(effective_on=today())

    def write() -> str:
        typed: Any = form.data
        cents, paid_on = typed["amount"].cents, typed["effective_on"]
        services.pay_refund(claim_id, cents, paid_on, actor=current_actor(), at=now(), **form.papers())
        return _back(_("The payment is recorded."))

    return _act(form, write, claim, _("Record the payment"))


@blueprint.route("/parts/remboursements/<int:claim_id>/perte", methods=["GET", "POST"])
@requires(Permission.SHARES_WRITE)
def charge_loss(claim_id: int) -> ResponseReturnValue:
    """Losses found later are charged on what is still owed under a refund."""
    claim, form = claim_by_id(claim_id), forms.MoneyForm(effective_on=today())

    def write() -> str:
        typed: Any = form.data
        cents, on = typed["amount"].cents, typed["effective_on"]
        services.charge_loss(claim_id, cents, on, actor=current_actor(), at=now(), **form.papers())
        return _back(_("The loss is charged on what is owed."))

    return _act(form, write, claim, _("Charge a loss on this refund"))


@blueprint.route("/parts/remboursements/<int:claim_id>/retrait", methods=["GET", "POST"])
@requires(Permission.SHARES_WRITE)
def withdraw_claim(claim_id: int) -> ResponseReturnValue:
    """The member no longer asks for the refund."""
    claim, form = claim_by_id(claim_id), forms.ReverseForm()

    def write() -> str:
        services.withdraw_request(claim_id, motive=form.motive.data or "", actor=current_actor(), at=now())
        return _back(_("The request is withdrawn."))

    return _act(form, write, claim, _("Withdraw the request"))


@blueprint.route("/parts/<int:number>/sortie", methods=["GET", "POST"])
@requires(Permission.SHARES_WRITE)
def claim_all(number: int) -> ResponseReturnValue:
    """Put all shares of who is no longer a member in the queue."""
    member = member_by_number(number)
    form = forms.ExitClaimForm(formdata=request.form or None)
    language = current_language()
    form.cause.choices = choices(
        (cause.value, sentence(language, CAUSE_NAMES[cause])) for cause in Cause if cause is not Cause.PARTIAL
    )

    def write() -> str:
        rank_on: Any = form.rank_on.data
        cause, payee = Cause(form.cause.data), form.payee.data or ""
        services.request_refund(member.id, None, rank_on, cause=cause, payee=payee, actor=current_actor(), at=now())
        return _back(_("%(name)s has a place in the queue.", name=member.name))

    return handled(form, write, "shares/exit_claim.html", lambda: {"member": member})


def _act(form: Any, write: Any, claim: Any, title: str) -> ResponseReturnValue:
    shown = {"claim": claim, "title": title, "member": member_by_id(claim.member_id)}
    return handled(form, write, "shares/claim_act.html", lambda: shown)


def _back(message: str) -> str:
    flash(message, "success")
    return url_for("shares.refunds")
