"""The queue of refunds: who waits, what the floor allows today, what is decided, owed, paid; the losses of each year."""

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
from membership.presentation import naming_on
from membership.queries.people import member_by_id, member_by_number
from shares import forms, services
from shares.queries.claims import (
    claim_accounts,
    claim_by_id,
    floor_and_room,
    left_unqueued,
    owed_by_year,
    queue_on,
    refund_schedule,
)
from shares.rules.kinds import CAUSE_NAMES, Cause
from shares.rules.queue import STATE_NAMES
from shares.views.blueprint import blueprint
from shares.views.handling import handled

PAID_SHOWN = 100


@blueprint.get("/parts/remboursements")
@requires(Permission.SHARES_READ)
def refunds() -> ResponseReturnValue:
    """The queue in its order, what is owed by year, who left without a place in it."""
    on = today()
    naming = naming_on(on)
    accounts = claim_accounts()
    lines = {line.claim.id: line for line in queue_on(naming.statutes, on)} if naming.statutes else {}
    dues = refund_schedule(naming.statutes, on) if naming.statutes else []
    floor = floor_and_room(naming.statutes, on) if naming.statutes else None
    return render_template(
        "shares/refunds.html",
        waiting=[(one, lines[one.request.id]) for one in accounts if one.request.id in lines],
        owed=[one for one in accounts if one.owed_cents > 0],
        settled=[one for one in accounts if not one.waits and one.owed_cents <= 0][-PAID_SHOWN:],
        due={due.claim_id: due for due in dues},
        years=owed_by_year(dues),
        floor=floor,
        unqueued=left_unqueued(on),
        name_of=lambda request_row: member_by_id(request_row.member_id),
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


@blueprint.route("/parts/pertes", methods=["GET", "POST"])
@requires(Permission.SHARES_WRITE)
def losses() -> ResponseReturnValue:
    """The losses of a closed year: a refund of that year waits for them (rule 18)."""
    form = forms.LossesForm(decided_on=today())

    def write() -> str:
        typed: Any = form.data
        services.record_losses(
            typed["year_end"],
            typed["losses"].cents,
            decided_on=typed["decided_on"],
            decision=typed["decision"],
            actor=current_actor(),
            at=now(),
        )
        return _back(_("The losses of the year are recorded."))

    return handled(form, write, "shares/losses.html", dict)


def _act(form: Any, write: Any, claim: Any, title: str) -> ResponseReturnValue:
    shown = {"claim": claim, "title": title, "member": member_by_id(claim.member_id)}
    return handled(form, write, "shares/claim_act.html", lambda: shown)


def _back(message: str) -> str:
    flash(message, "success")
    return url_for("shares.refunds")
