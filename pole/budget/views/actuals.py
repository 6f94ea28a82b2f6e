"""What really came and went, beside the plan: typed, or taken in from the books after a try-out."""

from datetime import date
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now, today
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from foundation.web.errors import refusal_to_flash
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.incoming import row_number
from foundation.web.transaction import transaction
from pole.budget.forms.plans import ActualForm, FileForm, TakeInForm, TreasuryForm
from pole.budget.queries import PAGE, actual_or_404, actuals, plan_at, sums, upload_or_404
from pole.budget.rules.actuals import Side, compared
from pole.budget.rules.plan import HEAD_NAMES, KIND_NAMES, year_of
from pole.budget.rules.totals import totals
from pole.budget.services.actuals import bring_entries, enter_actual, new_amounts, take_back, treasury_lines
from pole.budget.services.files import entries_in, forget_upload, keep_upload
from pole.budget.views import shown
from pole.budget.views.blueprint import blueprint, handled

SHOWN = 50
_NO_LINES = N_("This file holds no line of accounts: ask the accountant for the FEC of the year, or for a journal.")
_ORDER = N_("The last day comes before the first one: correct one of them.")


@blueprint.get("/budget/<int:plan_id>/realise")
@requires(Permission.BUDGET_READ)
def actual(plan_id: int) -> ResponseReturnValue:
    """One year of the plan beside what came of it, and every amount; who may write enters one here."""
    form = ActualForm(formdata=None, on=today())
    form.offer()
    return answer(form, "pole/budget/actual.html", **_compared(plan_id))


@blueprint.post("/budget/<int:plan_id>/realise")
@requires(Permission.BUDGET_WRITE)
def enter(plan_id: int) -> ResponseReturnValue:
    """Enter an amount that really came or went."""
    form = ActualForm()
    form.offer()
    context = _compared(plan_id)

    def write() -> ResponseReturnValue:
        row = enter_actual(form.entered(), actor=current_actor(), at=now())
        flash(_("The amount is recorded."), "success")
        year = year_of(row.on, plan_at(plan_id).said.closing_month)
        return redirect(url_for(".actual", plan_id=plan_id, annee=year), 303)

    return handled(form, write, "pole/budget/actual.html", **context)


def _compared(plan_id: int) -> dict[str, object]:
    """The plan beside the facts, one year opened: the one asked for, else the one under way."""
    found = plan_at(plan_id)
    both = compared(totals(found.said), sums(found.said.closing_month))
    asked = request.args.get("annee", type=int) or year_of(today(), found.said.closing_month)
    year = min(max(asked, found.said.years[0]), found.said.years[-1])
    rank = year - found.said.first_year
    page = request.args.get("page", 1, type=row_number)
    rows, count = actuals(page)
    return {
        "plan": found,
        "both": both,
        "year": year,
        "rank": rank,
        "heads": shown.named_besides(both.heads, HEAD_NAMES, rank),
        "kinds": shown.named_besides(both.kinds, KIND_NAMES, rank),
        "costs": shown.beside_series(both.costs),
        "resources": shown.beside_series(both.resources),
        "rows": rows,
        "count": count,
        "page": page,
        "pages": -(-count // PAGE),
        "names": {str(Side.COST): HEAD_NAMES, str(Side.RESOURCE): KIND_NAMES},
    }


@blueprint.post("/budget/<int:plan_id>/realise/<int:actual_id>/annuler")
@requires(Permission.BUDGET_WRITE)
def take_back_actual(plan_id: int, actual_id: int) -> ResponseReturnValue:
    """Take an amount back; both lines stay on record."""
    try:
        with transaction():
            take_back(actual_or_404(actual_id), actor=current_actor(), at=now())
    except StateMoved as refusal:
        refusal_to_flash(refusal)
    else:
        flash(_("The amount is taken back; both lines stay on record."), "success")
    return redirect(url_for(".actual", plan_id=plan_id), 303)


@blueprint.route("/budget/ecritures", methods=["GET", "POST"])
@requires(Permission.BUDGET_WRITE)
def entries() -> ResponseReturnValue:
    """Choose a file of the accountant; it is tried out first."""
    form = FileForm()

    def write() -> ResponseReturnValue:
        content, name = form.file.data.read(), form.file.data.filename or ""
        read = entries_in(content)
        if not read.lines and not read.faults:
            raise Refused("no-entries", _NO_LINES)
        upload = keep_upload(content, name, purpose="entries", actor=current_actor(), at=now())
        return redirect(url_for(".try_entries", upload_id=upload.id), 303)

    days = TreasuryForm(formdata=None, first=date(today().year, 1, 1), last=today())
    return handled(form, write, "pole/budget/entries.html", days=days)


@blueprint.route("/budget/ecritures/<int:upload_id>", methods=["GET", "POST"])
@requires(Permission.BUDGET_WRITE)
def try_entries(upload_id: int) -> ResponseReturnValue:
    """What a file would add beside the plan, or what is wrong with it; then take it in."""
    upload = upload_or_404(upload_id, "entries")
    form, read = TakeInForm(), entries_in(upload.content)

    def write() -> ResponseReturnValue:
        if read.faults:
            return redirect(url_for(".try_entries", upload_id=upload_id), 303)
        count = bring_entries(read.lines, filename=upload.filename, actor=current_actor(), at=now())
        forget_upload(upload)
        return _brought(count)

    new = new_amounts(read.lines)
    context = {"read": read, "new": new[:SHOWN], "new_count": len(new), "names": _names()}
    return handled(form, write, "pole/budget/entries_tried.html", filename=upload.filename, **context)


def _names() -> dict[str, dict[str, str]]:
    return {
        str(Side.COST): {str(code): name for code, name in HEAD_NAMES.items()},
        str(Side.RESOURCE): {str(code): name for code, name in KIND_NAMES.items()},
    }


def _brought(count: int) -> ResponseReturnValue:
    flash(ngettext("%(num)s amount was taken in.", "%(num)s amounts were taken in.", count), "success")
    return redirect(url_for(".overview"), 303)


@blueprint.post("/budget/ecritures/tresorerie")
@requires(Permission.BUDGET_WRITE, Permission.TREASURY_READ)
def treasury_entries() -> ResponseReturnValue:
    """Take in what our own treasury booked as costs or resources within some days."""
    days = TreasuryForm()

    def write() -> ResponseReturnValue:
        typed: Any = days.data
        if typed["last"] < typed["first"]:
            raise Refused("budget-days", _ORDER)
        lines = treasury_lines(typed["first"], typed["last"])
        return _brought(bring_entries(lines, filename="–", actor=current_actor(), at=now()))

    return handled(days, write, "pole/budget/entries.html", days=days)
