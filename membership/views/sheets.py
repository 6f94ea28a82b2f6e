"""The register of a day as a sheet: what the import studio takes back without a change."""

from flask import Response, request, stream_with_context
from flask.typing import ResponseReturnValue

from foundation.accounts.permissions import Permission
from foundation.web.guard import requires
from membership.exporting import HEADINGS, exported_rows
from membership.queries.alphabet import EVERYBODY, FORMER
from membership.views.blueprint import blueprint
from membership.views.pages import day_asked
from spreadsheets.writing import csv_chunks, xlsx_chunks

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/membres/tableau")
@requires(Permission.MEMBERS_WRITE)
def sheet() -> ResponseReturnValue:
    """Every member of a day with all that an import reads, as XLSX or CSV, streamed."""
    on, whom = day_asked(), request.args.get("etat", "")
    rows = exported_rows(on, whom if whom in (FORMER, EVERYBODY) else "")
    as_csv = request.args.get("format") == "csv"
    pieces = csv_chunks(HEADINGS, rows) if as_csv else xlsx_chunks(HEADINGS, rows, title="Membres")
    answer = Response(stream_with_context(pieces), mimetype="text/csv" if as_csv else XLSX)
    name = f"membres-{on.isoformat()}.{'csv' if as_csv else 'xlsx'}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
