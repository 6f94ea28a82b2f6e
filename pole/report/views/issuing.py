"""Ask for the paper of a year; fetch it."""

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.documents.delivery import as_response
from foundation.kernel.clock import now
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from pole.report.queries.issued import report_document
from pole.report.services.issuing import ask_report
from pole.report.views.blueprint import blueprint


@blueprint.post("/<int:year>/document")
@requires(Permission.POLE_WRITE)
def issue(year: int) -> ResponseReturnValue:
    """Have it made by the worker."""
    with transaction():
        ask_report(year, actor=current_actor(), at=now())
    flash(_("The report is being made: it is long, and appears here by itself."), "success")
    return redirect(url_for("report.report", year=year, _anchor="document"), 303)


@blueprint.get("/<int:year>/<int:document_id>.pdf")
@requires(Permission.POLE_READ)
def document(year: int, document_id: int) -> Response:
    """The report as it was issued."""
    return as_response(report_document(year, document_id))
