"""What leaves as a file: the programme and the contributions as sheets, and the files behind an action."""

from flask import Response
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.documents.deposits import deposit_or_404, deposited_response
from foundation.kernel.clock import today
from foundation.web.filters import day as day_text
from foundation.web.guard import requires
from pole.programme.queries.actions import action_by_number
from pole.programme.queries.sheets import action_rows, contribution_rows
from pole.programme.views.blueprint import blueprint
from spreadsheets.writing import TYPES, sheet_chunks

KINDS = "<any(csv, xlsx, ods):kind>"


@blueprint.get(f"/programme/actions.{KINDS}")
@requires(Permission.POLE_READ)
def actions_file(kind: str) -> Response:
    """Every action, with every field, where it stands and what it cost."""
    header, rows = action_rows(today())
    return _sheet("programme", kind, header, rows, title=_("Programme"))


@blueprint.get(f"/programme/contributions.{KINDS}")
@requires(Permission.POLE_WRITE)
def contributions_file(kind: str) -> Response:
    """Every contribution with its origin and what became of it."""
    header, rows = contribution_rows(today())
    return _sheet("contributions", kind, header, rows, title=_("Contributions"))


@blueprint.get("/programme/actions/<int:number>/fichiers/<int:deposit_id>")
@requires(Permission.POLE_READ)
def action_file(number: int, deposit_id: int) -> Response:
    """A picture or a document behind an action."""
    found = action_by_number(number)
    return deposited_response(deposit_or_404(deposit_id, about=found.action.subject), inline=True)


def _sheet(name: str, kind: str, header: list[str], rows: list[list[object]], *, title: str) -> Response:
    about = [_("As of %(day)s", day=day_text(today()))]
    pieces = sheet_chunks(kind, header, rows, title=title, about=about)
    sheet = b"".join(piece.encode() if isinstance(piece, str) else piece for piece in pieces)
    response = Response(sheet, mimetype=TYPES[kind])
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{kind}")
    return response
