"""Settings of the treasury: the cooperative's bank accounts, the levels of reminders, the account plan."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now
from foundation.web.forms import answer
from foundation.web.guard import requires
from treasury.forms import OwnAccountForm, PlanForm, RemindersForm
from treasury.queries.settings import account_plan, own_account, own_accounts, profiles, reminding
from treasury.rules.iban import grouped, masked
from treasury.rules.plan import ROLE_NAMES, Role
from treasury.rules.postings import NOTE
from treasury.rules.schedules import ReminderLevel
from treasury.services import books
from treasury.views.blueprint import blueprint
from treasury.views.handling import handled


@blueprint.get("/tresorerie/reglages")
@requires(Permission.TREASURY_READ)
def settings() -> ResponseReturnValue:
    """Accounts, reminders, plan."""
    return answer(_reminders_form(), "treasury/settings.html", **_shown())


def _reminders_form() -> RemindersForm:
    found = reminding()
    values = {f"days_{one.level}": one.days for one in found.levels}
    values |= {f"on_{one.level}": one.enabled for one in found.levels}
    return RemindersForm(automatic=found.automatic, **values)


def _shown() -> dict[str, object]:
    return {"accounts": own_accounts(also_closed=True), "profiles": profiles(), "masked": masked}


@blueprint.post("/tresorerie/reglages")
@requires(Permission.TREASURY_WRITE)
def keep_reminders() -> ResponseReturnValue:
    """Keep the levels of reminders."""
    form = RemindersForm()

    def write() -> ResponseReturnValue:
        levels = [ReminderLevel(n, form[f"days_{n}"].data, enabled=bool(form[f"on_{n}"].data)) for n in (1, 2, 3)]
        books.keep_reminders(levels, automatic=bool(form.automatic.data), actor=current_actor(), at=now())
        return _kept(_("Reminders recorded."))

    return handled(form, write, "treasury/settings.html", **_shown())


@blueprint.route("/tresorerie/reglages/comptes/<int:account_id>", methods=["GET", "POST"])
@requires(Permission.TREASURY_PAY)
def amend_account(account_id: int) -> ResponseReturnValue:
    """Amend a bank account of the cooperative."""
    row = own_account(account_id)
    form = OwnAccountForm(obj=row) if request.method == "POST" else OwnAccountForm(obj=row, iban=grouped(row.iban))
    return _keep(form, account_id)


@blueprint.route("/tresorerie/reglages/comptes/nouveau", methods=["GET", "POST"])
@requires(Permission.TREASURY_PAY)
def new_account() -> ResponseReturnValue:
    """Record a bank account of the cooperative."""
    return _keep(OwnAccountForm(), None)


def _keep(form: OwnAccountForm, account_id: int | None) -> ResponseReturnValue:
    def write() -> ResponseReturnValue:
        books.keep_own_account(
            form.name.data or "",
            form.holder.data or "",
            form.iban.data or "",
            bic=form.bic.data or "",
            transfer_schema=form.transfer_schema.data,
            asked_on=bool(form.asked_on.data),
            account_id=account_id,
            actor=current_actor(),
            at=now(),
        )
        return _kept(_("Account recorded."))

    return handled(form, write, "treasury/own_account.html", account_id=account_id)


@blueprint.route("/tresorerie/reglages/plan", methods=["GET", "POST"])
@requires(Permission.TREASURY_WRITE)
def edit_plan() -> ResponseReturnValue:
    """Numbers and labels of the accounts, to be validated by an accountant."""
    form, plan = PlanForm(), account_plan()
    typed = {
        role: (
            request.form.get(f"numero-{role}", plan[role].number),
            request.form.get(f"libelle-{role}", plan[role].label),
        )
        for role in Role
    }

    def write() -> ResponseReturnValue:
        books.keep_plan(typed, actor=current_actor(), at=now())
        return _kept(_("Account plan recorded."))

    return handled(form, write, "treasury/plan.html", typed=typed, names=ROLE_NAMES, note_text=NOTE)


def _kept(said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for(".settings"), 303)
