"""Refunds out: what is owed by year, the accounts of who is paid, transfer files from preparation to payment."""

from functools import partial
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now, today
from foundation.kernel.errors import Malformed
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from foundation.web.forms import answer, choices
from foundation.web.guard import requires
from foundation.web.incoming import row_number
from foundation.web.rules.typed import read_day
from foundation.web.transaction import transaction
from treasury.forms import PayeeForm, PrepareForm, ReasonForm
from treasury.queries.payouts import (
    Payout,
    paid_orders,
    payout_of,
    payouts,
    schedule,
    suggested_account,
    transfer_file,
    transfer_files,
)
from treasury.queries.settings import own_accounts
from treasury.rules.iban import grouped, masked
from treasury.services import payees, transfers
from treasury.views.blueprint import blueprint
from treasury.views.handling import acted, handled

LINES_SHOWN = 200  # one file of transfers at a time; those that fall due first


@blueprint.get("/tresorerie/remboursements")
@requires(Permission.TREASURY_READ)
def refunds_out() -> ResponseReturnValue:
    """What is owed, by year and one by one, and the files."""
    return answer(_prepare_form(), "treasury/refunds_out.html", **_listed())


def _prepare_form() -> PrepareForm:
    form = PrepareForm(execute_on=today())
    form.own_account.choices = choices((str(one.id), one.name) for one in own_accounts())
    return form


def _typed(form: PrepareForm) -> dict[str, Any]:
    return dict(form.data)


def _listed() -> dict[str, object]:
    on = today()
    rows = payouts(on)
    return {
        "years": schedule(on),
        "rows": rows,
        "most": LINES_SHOWN,
        "total": Money(sum(one.cents for one in rows)),
        "files": transfer_files(),
        "chosen": request.form.getlist("payer"),
    }


@blueprint.post("/tresorerie/remboursements")
@requires(Permission.TREASURY_PAY)
def prepare_transfers() -> ResponseReturnValue:
    """Prepare a transfer file of the sums that were ticked."""
    form = _prepare_form()

    def write() -> ResponseReturnValue:
        keys, typed = request.form.getlist("payer"), _typed(form)
        file = transfers.prepare(keys, int(form.own_account.data), typed["execute_on"], actor=current_actor(), at=now())
        return acted(lambda: None, url_for(".transfer", file_id=file.id), _("Transfer file prepared."))

    return handled(form, write, "treasury/refunds_out.html", **_listed())


@blueprint.route("/tresorerie/remboursements/<key>/compte", methods=["GET", "POST"])
@requires(Permission.TREASURY_WRITE)
def payee_account(key: str) -> ResponseReturnValue:
    """Record the account to which a sum is paid."""
    payout = payout_of(key, today())
    iban, holder = suggested_account(payout)
    form = PayeeForm(holder=holder[:70], origin=bool(iban) and payout.payee is None)

    def write() -> ResponseReturnValue:
        whose = {"claim_id": payout.claim_id, "settlement_id": payout.held_back_id}
        number, name, bic = form.account_or(iban), form.holder.data or "", form.bic.data or ""
        payees.give_payee_account(number, name, bic=bic, **whose, actor=current_actor(), at=now())
        return acted(lambda: None, url_for(".refunds_out"), _("Account recorded."))

    shown = {"payout": payout, "reading": ReasonForm(prefix="lire"), "full": "", "origin": masked(iban)}
    return handled(form, write, "treasury/payee_account.html", **shown)


@blueprint.post("/tresorerie/remboursements/<key>/compte/lire")
@requires(Permission.TREASURY_PAY)
def read_account(key: str) -> ResponseReturnValue:
    """The account in full, once, for a reason that stays in the audit trail."""
    payout, reading = payout_of(key, today()), ReasonForm(prefix="lire")
    if payout.payee is None or not reading.validate_on_submit():
        flash(_("Write the reason: it stays on record."), "error")
        return redirect(url_for(".payee_account", key=key), 303)
    with transaction():
        row = payees.read_payee_account(payout.payee.id, reading.reason.data or "", actor=current_actor(), at=now())
        full = f"{row.holder} · {grouped(row.iban)} {row.bic}".strip()
    answered = answer(
        PayeeForm(formdata=None),
        "treasury/payee_account.html",
        payout=_again(payout),
        reading=reading,
        full=full,
        origin="",
    )
    answered.headers["Cache-Control"] = "no-store"
    return answered


def _again(payout: Payout) -> Payout:
    """Read anew: the transaction that noted the reading has ended."""
    return payout_of(payout.key, today())


@blueprint.get("/tresorerie/virements/<int:file_id>")
@requires(Permission.TREASURY_READ)
def transfer(file_id: int) -> ResponseReturnValue:
    """One transfer file: totals, transfers, state."""
    file = transfer_file(file_id)
    accounts = {one.id: one for one in own_accounts(also_closed=True)}
    return render_template(
        "treasury/transfer.html",
        file=file,
        paid=paid_orders(file.id),
        own=accounts.get(file.own_account_id),
        today=today(),
    )


@blueprint.post("/tresorerie/virements/<int:file_id>/fichier")
@requires(Permission.TREASURY_PAY)
def fetch_transfer(file_id: int) -> ResponseReturnValue:
    """The file for the bank; who fetched it stays in the audit trail."""
    with transaction():
        name, content = transfers.fetch(file_id, actor=current_actor(), at=now())
    response = Response(content, mimetype="application/xml")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/tresorerie/virements/<int:file_id>/envoye")
@requires(Permission.TREASURY_PAY)
def mark_sent(file_id: int) -> ResponseReturnValue:
    """The file went to the bank: it is locked."""
    write = partial(transfers.mark_sent, file_id, actor=current_actor(), at=now())
    return acted(write, url_for(".transfer", file_id=file_id), _("Marked as sent: the file is locked."))


@blueprint.post("/tresorerie/virements/<int:file_id>/abandonner")
@requires(Permission.TREASURY_PAY)
def drop_transfer(file_id: int) -> ResponseReturnValue:
    """Give up a file that was not sent."""
    write = partial(transfers.drop, file_id, actor=current_actor(), at=now())
    return acted(write, url_for(".transfer", file_id=file_id), _("File dropped: its sums can go into another."))


@blueprint.post("/tresorerie/virements/<int:file_id>/paye")
@requires(Permission.TREASURY_PAY)
def note_paid(file_id: int) -> ResponseReturnValue:
    """The bank paid the transfers that were ticked, on a day."""
    try:
        orders = [row_number(one) for one in request.form.getlist("ordre")]
        paid_on = read_day(request.form.get("paid_on", ""))
    except (ValueError, OverflowError):
        raise Malformed("bad-paid", N_("The form does not say which transfers were paid, or on which day.")) from None
    write = partial(transfers.note_paid, orders, paid_on, actor=current_actor(), at=now())
    return acted(
        write, url_for(".transfer", file_id=file_id), _("Noted: the register says so, the accounts are deleted.")
    )
