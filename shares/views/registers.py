"""Registers and lists of the capital on a day: files at once, PDF by a job, what was printed before."""

from collections.abc import Iterator
from typing import Any

from flask import Response, abort, render_template, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.documents.archive import documents_about, find
from foundation.documents.delivery import as_response
from foundation.kernel.clock import now, today
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from foundation.web.forms import BaseForm, answer, choices
from foundation.web.guard import requires
from foundation.web.state import end_of, state_asked
from shares.forms import BatchForm, RegisterForm
from shares.movements_exporting import HEADINGS, TITLE, about_movements, exported_movements
from shares.queries.papers.jobs import papers_under_way
from shares.queries.papers.tables import BY_NAME, about, csv_pieces, header
from shares.services.papers.certificates import ask_certificates
from shares.services.papers.registers import SUBJECT, ask_register
from shares.views.blueprint import blueprint
from shares.views.handling import check_page, handled
from spreadsheets.writing import TYPES, sheet_chunks

PAGE = "shares/registers.html"


@blueprint.get("/parts/registres")
@requires(Permission.SHARES_READ)
def registers() -> ResponseReturnValue:
    """Choose a list and a day; see what is being printed and what was."""
    state = state_asked()
    form = _form(as_of=state.on, known_on=state.known_on, name=request.args.get("liste", "mouvements"))
    return answer(form, PAGE, **_shown())


@blueprint.post("/parts/registres")
@requires(Permission.SHARES_WRITE)
def print_register() -> ResponseReturnValue:
    """Have a list printed."""
    form = _form()

    def write() -> str:
        typed: Any = form.data
        known_at = min(end_of(typed["known_on"]), now()) if typed["known_on"] else None
        ask_register(typed["name"], typed["as_of"], known_at=known_at, actor=current_actor(), at=now())
        return url_for("shares.registers", _anchor="travaux")

    return handled(form, write, PAGE, _shown)


@blueprint.post("/parts/registres/attestations")
@requires(Permission.SHARES_WRITE)
def print_certificates() -> ResponseReturnValue:
    """Have a certificate of a day printed for every holder."""
    form = BatchForm()

    def write() -> str:
        typed: Any = form.data
        ask_certificates(typed["batch_day"], check_page=check_page(), actor=current_actor(), at=now())
        return url_for("shares.registers", _anchor="travaux")

    def shown() -> dict[str, object]:
        return {**_shown(), "form": _form(as_of=today(), name="mouvements"), "batch": form}

    return handled(form, write, PAGE, shown)


@blueprint.get("/parts/registres/travaux")
@requires(Permission.SHARES_READ)
def under_way() -> ResponseReturnValue:
    """How far the printing is, for the page that asks again."""
    return render_template("shares/_under_way.html", jobs=papers_under_way())


@blueprint.get("/parts/registres/<name>.<any(csv, xlsx, ods):kind>")
@requires(Permission.SHARES_READ)
def register_file(name: str, kind: str) -> Response:
    """A list as a file, streamed."""
    paper = BY_NAME.get(name)
    if paper is None:
        abort(404)
    state = state_asked()
    on, known_at = state.on, state.known_at
    rows = paper.rows(on, known_at)
    pieces: Iterator[Any] = (
        csv_pieces(paper, on, known_at, made_on=state.today)
        if kind == "csv"
        else sheet_chunks(
            kind, header(paper), rows, title=paper.title, about=about(paper, on, known_at, made_on=state.today)
        )
    )
    response = Response(stream_with_context(pieces), mimetype=TYPES[kind])
    response.headers.set("Content-Disposition", "attachment", filename=f"{state.file_name(name)}.{kind}")
    return response


@blueprint.get("/parts/mouvements.<any(csv, xlsx, ods):kind>")
@requires(Permission.SHARES_READ)
def movements_file(kind: str) -> Response:
    """Every movement of a state, as the sheet that `/parts/import` takes back without a change; streamed."""
    state = state_asked()
    rows = exported_movements(state.on, state.known_at)
    pieces = sheet_chunks(kind, HEADINGS, rows, title=TITLE, about=about_movements(state.known_at))
    response = Response(stream_with_context(pieces), mimetype=TYPES[kind])
    response.headers.set("Content-Disposition", "attachment", filename=f"{state.file_name('mouvements')}.{kind}")
    return response


@blueprint.get("/parts/registres/<int:document_id>")
@requires(Permission.SHARES_READ)
def register_paper(document_id: int) -> Response:
    """One volume as it was printed."""
    found = find(document_id)
    if found.subject != SUBJECT:
        raise NotFound("no-such-register", N_("No register was printed under this number."))
    return as_response(found, inline=True)


def _form(**values: Any) -> RegisterForm:
    form = RegisterForm(formdata=None, **values) if values else RegisterForm()
    form.name.choices = choices((name, paper.title) for name, paper in BY_NAME.items())
    return form


def _shown(batch: BaseForm | None = None) -> dict[str, object]:
    return {
        "batch": batch or BatchForm(formdata=None, batch_day=today()),
        "jobs": papers_under_way(),
        "printed": documents_about(SUBJECT)[:60],
        "lists": BY_NAME,
        "state": state_asked(),
    }
