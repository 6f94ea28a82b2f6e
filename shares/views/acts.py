"""The desk of the ledger: each kind of operation on one member's account, and taking an operation back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import flash, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now, today
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from foundation.web.guard import requires
from membership.models.members import Member
from membership.queries.people import member_by_number
from shares import forms, services
from shares.queries import position_of
from shares.queries.journal import operation_by_id
from shares.views.blueprint import blueprint
from shares.views.handling import handled


@dataclass(frozen=True)
class Act:
    """One kind of operation: its title, what it does in a sentence, its form, and the service called with it."""

    title: Any
    lead: Any
    form: type[forms.OperationForm]
    write: Callable[[Member, Any, dict[str, Any]], Any]


def _subscribe(member: Member, form: Any, told: dict[str, Any]) -> Any:
    paid = form.paid.data.cents if form.paid.data is not None else None
    return services.subscribe(member.id, form.shares.data, form.effective_on.data, paid_cents=paid, **told)


def _call(member: Member, form: Any, told: dict[str, Any]) -> Any:
    return services.call(member.id, form.amount.data.cents, form.effective_on.data, **told)


def _pay(member: Member, form: Any, told: dict[str, Any]) -> Any:
    told["payer"] = form.payer.data or ""
    return services.record_payment(member.id, form.amount.data.cents, form.effective_on.data, **told)


def _transfer(member: Member, form: Any, told: dict[str, Any]) -> Any:
    taker = member_by_number(form.taker.data)
    return services.transfer(member.id, taker.id, form.shares.data, form.effective_on.data, **told)


def _give(member: Member, form: Any, told: dict[str, Any]) -> Any:
    return services.give_to_cooperative(member.id, form.shares.data, form.effective_on.data, **told)


def _ask_refund(member: Member, form: Any, told: dict[str, Any]) -> Any:
    kept = {key: told[key] for key in ("actor", "at", "motive", "document")}
    return services.request_refund(member.id, form.shares.data, form.effective_on.data, **kept)


ACTS: dict[str, Act] = {
    "souscription": Act(
        _l("Subscription"),
        _l("New shares at the nominal value. A quarter at least is paid at once, the rest within the statutes’ delay."),
        forms.SubscribeForm,
        _subscribe,
    ),
    "appel": Act(
        _l("Call"), _l("Capital subscribed is called: the member owes it from this day."), forms.MoneyForm, _call
    ),
    "versement": Act(
        _l("Payment"), _l("Money received on called shares; who pays may be another."), forms.MoneyForm, _pay
    ),
    "cession": Act(
        _l("Transfer"),
        _l("Shares pass to another member, in two legs of one operation. The approval is written below."),
        forms.TransferForm,
        _transfer,
    ),
    "don": Act(
        _l("Gift to the cooperative"), _l("Shares are given: nothing is owed for them."), forms.SharesForm, _give
    ),
    "remboursement": Act(
        _l("Refund of some shares"),
        _l("Takes a place in the queue. Nothing leaves the capital before the refund is decided."),
        forms.SharesForm,
        _ask_refund,
    ),
}


@blueprint.route("/parts/<int:number>/operations/<kind>", methods=["GET", "POST"])
@requires(Permission.SHARES_WRITE)
def operate(number: int, kind: str) -> ResponseReturnValue:
    """Record one operation on a member's account; a refusal says by which rule, by how much, what is possible."""
    act, member = ACTS.get(kind), member_by_number(number)
    if act is None:
        raise NotFound("no-act", N_("There is no such operation. Open the member's account again."))
    form = act.form(effective_on=today())

    def write() -> str:
        told = {**form.papers(), "actor": current_actor(), "at": now()}
        act.write(member, form, told)
        flash(_("Recorded in the register."), "success")
        return url_for("shares.account", number=number)

    shown = {"member": member, "act": act, "position": position_of(member.id, today())}
    return handled(form, write, "shares/operation.html", lambda: shown)


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
