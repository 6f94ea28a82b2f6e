"""Files of a plan: the workbook that comes back as it went, tables, the PDF; and bringing a workbook in, tried out first."""

from collections.abc import Iterator
from typing import Any

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.documents.pdf import render
from foundation.kernel.clock import now, today
from foundation.kernel.errors import StateMoved
from foundation.kernel.sentences import N_, written
from foundation.web.guard import requires
from foundation.web.language import current_language
from pole.budget.forms.plans import FileForm, TakeInForm
from pole.budget.models import BudgetUpload
from pole.budget.paper import plan_data
from pole.budget.queries import PlanAt, plan_at, upload_or_404
from pole.budget.rules.changes import changes
from pole.budget.rules.sheets import FLAT_HEADER, flat_rows, plan_sheets
from pole.budget.services.files import forget_upload, keep_upload, plan_in
from pole.budget.services.plans import found_plan, replace_plan
from pole.budget.views.blueprint import blueprint, handled
from pole.budget.views.reading import asked_plan
from spreadsheets.open_document import Page
from spreadsheets.writing import TYPES, book_chunks, sheet_chunks

BOOKS = "any(xlsx, ods)"
TABLES = "any(csv, xlsx, ods)"
_FAULTY = N_("This file still has faults: correct them in your spreadsheet, then choose it again.")


@blueprint.get(f"/budget/<int:plan_id>/plan.<{BOOKS}:kind>")
@requires(Permission.BUDGET_READ)
def workbook(plan_id: int, kind: str) -> Response:
    """The plan as a workbook: brought in again, it is the same plan."""
    found = asked_plan(plan_id)
    pages = [Page(one.title, one.header, one.rows) for one in plan_sheets(found.said)]
    return _file(book_chunks(kind, pages), _name(found, "plan"), kind)


@blueprint.get(f"/budget/<int:plan_id>/tableau.<{TABLES}:kind>")
@requires(Permission.BUDGET_READ)
def table(plan_id: int, kind: str) -> Response:
    """Every line in one table, computed ones too, under the retained hypothesis."""
    found = asked_plan(plan_id)
    header = (*FLAT_HEADER, *(str(year) for year in found.said.years))
    rows = flat_rows(found.said, found.said.retained)
    return _file(sheet_chunks(kind, header, rows, title="Budget"), _name(found, "budget"), kind)


@blueprint.get("/budget/<int:plan_id>/plan.pdf")
@requires(Permission.BUDGET_READ)
def paper(plan_id: int) -> Response:
    """The plan on paper."""
    found, at = asked_plan(plan_id), now()
    content = render("plan-budget", plan_data(found, on=today(), at=at), at=at)
    return _file(iter([content]), _name(found, "budget"), "pdf")


def _name(found: PlanAt, word: str) -> str:
    years = found.said.years
    return f"{word}-{years[0]}-{years[-1]}-v{found.revision.revision}"


def _file(pieces: Iterator[str] | Iterator[bytes], name: str, kind: str) -> Response:
    response = Response(pieces, mimetype={**TYPES, "pdf": "application/pdf"}[kind])
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{kind}")
    return response


@blueprint.route("/budget/importer", methods=["GET", "POST"], defaults={"plan_id": None})
@blueprint.route("/budget/<int:plan_id>/importer", methods=["GET", "POST"])
@requires(Permission.BUDGET_WRITE)
def bring(plan_id: int | None) -> ResponseReturnValue:
    """Choose the workbook of a plan; it is tried out first."""
    found = plan_at(plan_id) if plan_id is not None else None
    form = FileForm()

    def write() -> ResponseReturnValue:
        content, name = form.file.data.read(), form.file.data.filename or ""
        plan_in(content)
        kept = keep_upload(content, name, purpose="plan", plan_id=plan_id, actor=current_actor(), at=now())
        return redirect(url_for(".try_plan", upload_id=kept.id), 303)

    return handled(form, write, "pole/budget/bring.html", plan=found)


@blueprint.route("/budget/importer/<int:upload_id>", methods=["GET", "POST"])
@requires(Permission.BUDGET_WRITE)
def try_plan(upload_id: int) -> ResponseReturnValue:
    """What a workbook would change, or everything that is wrong with it; then take it in."""
    upload = upload_or_404(upload_id, "plan")
    found = plan_at(upload.plan_id) if upload.plan_id is not None else None
    reading = plan_in(upload.content)
    form = TakeInForm(seen=found.last if found else 0)

    def write() -> ResponseReturnValue:
        if reading.plan is None:
            raise StateMoved("budget-file-faulty", _FAULTY)
        return redirect(url_for(".plan", plan_id=_taken_in(upload, reading.plan, form)), 303)

    context: dict[str, Any] = {"plan": found, "reading": reading, "filename": upload.filename}
    if reading.plan is not None and found is not None:
        language = current_language()
        context["changes"] = [
            (one, [tuple(written(language, part) for part in detail) for detail in one.details])
            for one in changes(found.said, reading.plan)
        ]
    return handled(form, write, "pole/budget/tried.html", **context)


def _taken_in(upload: BudgetUpload, said: Any, form: TakeInForm) -> int:
    """Write the plan of a file; the id of the plan."""
    by: dict[str, Any] = {"filename": upload.filename, "actor": current_actor(), "at": now()}
    if upload.plan_id is None:
        plan_id = found_plan(said, **by).id
    else:
        plan_id = replace_plan(upload.plan_id, said, seen=form.seen.data or 0, **by).plan_id
    forget_upload(upload)
    flash(_("The file is taken in, as a new version of the plan."), "success")
    return plan_id
