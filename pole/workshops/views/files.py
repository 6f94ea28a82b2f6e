"""Photos and papers of a workshop: handed in, shown to members, taken away for good."""

from flask import Response as FileResponse
from flask import flash, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.documents.deposits import deposit_or_404, deposited_response, empty_deposit
from foundation.kernel.clock import now
from foundation.kernel.errors import Refused
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from pole.workshops.forms.yields import FileForm
from pole.workshops.queries.records import workshop_or_404
from pole.workshops.services.yields import keep_file
from pole.workshops.views.blueprint import blueprint
from pole.workshops.views.shown import back_to


@blueprint.route("/ateliers/<int:workshop_id>/fichiers", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def new_file(workshop_id: int) -> Response | str:
    """Hand in a photo or a paper."""
    found = workshop_or_404(workshop_id)
    form = FileForm()
    if form.validate_on_submit():
        try:
            with transaction():
                kept, title = workshop_or_404(workshop_id), form.title.data or ""
                keep_file(kept, form.file.data, title, actor=current_actor(), at=now())
        except Refused as refused:
            form.refuse(refused, field="file")
        else:
            flash(_("File added."))
            return back_to(workshop_id, "photos")
    return answer(form, "pole/workshops/file_form.html", workshop=found)


@blueprint.get("/ateliers/<int:workshop_id>/fichiers/<int:deposit_id>")
@requires(Permission.POLE_READ)
def file(workshop_id: int, deposit_id: int) -> FileResponse:
    """A photo in the page, or a paper to download."""
    found = deposit_or_404(deposit_id, about=workshop_or_404(workshop_id).subject)
    return deposited_response(found, inline="telecharger" not in request.args)


@blueprint.post("/ateliers/<int:workshop_id>/fichiers/<int:deposit_id>/retirer")
@requires(Permission.POLE_WRITE)
def drop_file(workshop_id: int, deposit_id: int) -> Response:
    """Take its content away for good: somebody on a photo asked for it."""
    with transaction():
        found = deposit_or_404(deposit_id, about=workshop_or_404(workshop_id).subject)
        empty_deposit(found, actor=current_actor(), at=now())
    flash(_("The file is gone for good; only its fingerprint is kept."))
    return back_to(workshop_id, "photos")
