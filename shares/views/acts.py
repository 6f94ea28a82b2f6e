"""The desk of the ledger: one operation on one member's account, and taking an operation back."""

from typing import Any

from flask import flash, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now, today
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from foundation.web.guard import requires
from membership.queries.applications import application_by_id, applications
from membership.queries.people import member_by_number
from membership.rules.applications import ApplicationState
from shares import forms, services
from shares.queries import advance_of, position_of
from shares.queries.arrears import notices_of
from shares.queries.journal import operation_by_id
from shares.views.blueprint import blueprint
from shares.views.desk import ACTS
from shares.views.handling import handled


@blueprint.route("/parts/<int:number>/operations/<kind>", methods=["GET", "POST"])
@requires(Permission.SHARES_WRITE)
def operate(number: int, kind: str) -> ResponseReturnValue:
    """Record one operation on a member's account; a refusal says by which rule, by how much, what is possible."""
    act, member = ACTS.get(kind), member_by_number(number)
    if act is None:
        raise NotFound("no-act", N_("There is no such operation. Open the member's account again."))
    form = act.form(effective_on=today())
    if isinstance(form, forms.NewcomerForm):
        form.offer([one for one in applications() if one.state is ApplicationState.ACCEPTED])

    def write() -> str:
        told = {**form.papers(), "actor": current_actor(), "at": now()}
        flash(act.write(member, form, told) or _("Recorded in the register."), "success")
        return url_for("shares.account", number=number)

    shown = {"member": member, "act": act, "position": position_of(member.id, today())}
    return handled(form, write, "shares/operation.html", lambda: shown)


@blueprint.route("/parts/avances/<int:application_id>", methods=["GET", "POST"])
@requires(Permission.SHARES_WRITE)
def give_back(application_id: int) -> ResponseReturnValue:
    """Give back what a candidate paid before the decision: the request was refused or withdrawn, or too much came."""
    view, form = application_by_id(application_id), forms.MoneyForm(effective_on=today())

    def write() -> str:
        typed: Any = form.data
        cents, on = typed["amount"].cents, typed["effective_on"]
        services.return_advance(application_id, cents, on, actor=current_actor(), at=now(), **form.papers())
        flash(_("Recorded in the register."), "success")
        return url_for("shares.give_back", application_id=application_id)

    return handled(form, write, "shares/give_back.html", lambda: {"view": view, "ahead": advance_of(view.id, today())})


@blueprint.route("/parts/<int:number>/mises-en-demeure/<int:notice_id>", methods=["GET", "POST"])
@requires(Permission.SHARES_WRITE)
def withdraw_notice(number: int, notice_id: int) -> ResponseReturnValue:
    """Take a formal notice back, for a reason."""
    member, form = member_by_number(number), forms.ReverseForm()
    notice = next((one for one, taken in notices_of(member.id) if one.id == notice_id and taken is None), None)
    if notice is None:
        raise NotFound("no-notice", N_("There is no such formal notice. Open the member's account again."))

    def write() -> str:
        services.withdraw_notice(notice_id, motive=form.motive.data or "", actor=current_actor(), at=now())
        flash(_("The notice is taken back. Both stay on record."), "success")
        return url_for("shares.account", number=number)

    return handled(form, write, "shares/notice.html", lambda: {"member": member, "notice": notice})


@blueprint.route("/parts/operations/<int:operation_id>/reprise", methods=["GET", "POST"])
@requires(Permission.SHARES_WRITE)
def reverse(operation_id: int) -> ResponseReturnValue:
    """Take an operation back by its exact opposite, for a reason; both stay in the register."""
    wrong, form = operation_by_id(operation_id), forms.ReverseForm()
    number = next((one.number for one in wrong.movements), 0)

    def write() -> str:
        services.reverse_operation(operation_id, motive=form.motive.data or "", actor=current_actor(), at=now())
        flash(_("The operation is taken back. Both stay in the register."), "success")
        return url_for("shares.holdings")

    return handled(form, write, "shares/reverse.html", lambda: {"wrong": wrong, "number": number})
