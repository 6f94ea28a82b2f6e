"""The register of a day as a sheet: what the import studio takes back without a change."""

from flask import Response, request, stream_with_context
from flask.typing import ResponseReturnValue

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now
from foundation.web.guard import requires
from foundation.web.state import state_asked
from foundation.web.transaction import transaction
from membership.exporting import HEADINGS, exported_rows
from membership.queries.ordering import EVERYBODY, FORMER
from membership.services.masking import MaskedField, record_reading
from membership.views.blueprint import blueprint
from spreadsheets.writing import TYPES, sheet_chunks


@blueprint.get("/membres/tableau")
@requires(Permission.MEMBERS_WRITE)
def sheet() -> ResponseReturnValue:
    """Every member of a day with all that an import reads, as XLSX, ODS or CSV, streamed; birth dates are masked."""
    return _sheet(with_births=False)


@blueprint.post("/membres/tableau")
@requires(Permission.MEMBERS_WRITE)
def sheet_with_births() -> ResponseReturnValue:
    """The same with birth dates: who took them, when, and of which day, is written in the audit trail."""
    with transaction():
        record_reading(MaskedField.BIRTH_DATE, "members:0", actor=current_actor(), at=now())
    return _sheet(with_births=True)


def _sheet(*, with_births: bool) -> ResponseReturnValue:
    state, whom = state_asked(), request.args.get("etat", "")
    chosen = whom if whom in (FORMER, EVERYBODY) else ""
    rows = exported_rows(state.on, chosen, with_births=with_births, known_at=state.known_at)
    asked = request.args.get("format", "")
    kind = asked if asked in TYPES else "xlsx"
    pieces = sheet_chunks(kind, HEADINGS, rows, title="Membres")
    answer = Response(stream_with_context(pieces), mimetype=TYPES[kind])
    name = f"{state.file_name('membres')}.{kind}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
