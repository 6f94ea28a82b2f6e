"""The public library: search, one work, its file; works put in and taken out."""

from flask import Response as FileResponse
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.documents.deposits import deposit_or_404, deposited_response
from foundation.documents.file_kinds import ENDINGS
from foundation.kernel.clock import now, today
from foundation.kernel.errors import NotFound, Refused
from foundation.kernel.sentences import N_
from foundation.web.forms import answer
from foundation.web.guard import public, requires
from foundation.web.incoming import row_number
from foundation.web.transaction import transaction
from pole.workshops.forms.yields import ProductionForm
from pole.workshops.models import Production, Workshop
from pole.workshops.queries.library import files_of, production_or_404, shelf
from pole.workshops.queries.records import workshop_or_404
from pole.workshops.rules.kinds import PRODUCTION_NAMES
from pole.workshops.services.library import change_production, count_download, publish, put_back, withdraw
from pole.workshops.views.blueprint import blueprint
from pole.workshops.views.shown import words


def _keeps() -> bool:
    return bool(current_user.is_authenticated and current_user.can(Permission.POLE_WRITE))


@blueprint.get("/bibliotheque")
@public
def library() -> str:
    """The works, searched; for everybody."""
    asked = {name: request.args.get(name, "").strip()[:120] for name in ("q", "genre", "theme")}
    kind = asked["genre"] if asked["genre"] in PRODUCTION_NAMES else ""
    page = max(1, request.args.get("page", 1, type=int) or 1)
    found = shelf(words=asked["q"], kind=kind, theme=asked["theme"], page=page, withdrawn=_keeps())
    return render_template("pole/workshops/library.html", found=found, asked=asked, keeping=_keeps(), **words())


@blueprint.get("/bibliotheque/<int:production_id>")
@public
def production(production_id: int) -> str:
    """One work: what it is, who made it, how to get it."""
    found = production_or_404(production_id, withdrawn=_keeps())
    return render_template(
        "pole/workshops/production.html",
        work=found,
        file=files_of([found]).get(found.deposit_id or 0),
        workshop=workshop_or_404(found.workshop_id) if found.workshop_id and current_user.is_authenticated else None,
        keeping=_keeps(),
        endings=ENDINGS,
        **words(),
    )


@blueprint.post("/bibliotheque/<int:production_id>/telecharger")
@public
def download(production_id: int) -> Response:
    """Count one download, and lead on to the file; nothing is kept of who asked."""
    found = production_or_404(production_id, withdrawn=_keeps())
    if found.deposit_id is None:
        raise NotFound("production-file", N_("This work has no file here: follow its address."))
    with transaction():
        count_download(found)
    return redirect(url_for("workshops.production_file", production_id=production_id), code=303)


@blueprint.get("/bibliotheque/<int:production_id>/fichier")
@public
def production_file(production_id: int) -> FileResponse:
    """The file itself."""
    found = production_or_404(production_id, withdrawn=_keeps())
    kept = deposit_or_404(found.deposit_id or 0, about=found.subject)
    return deposited_response(kept, shared=found.withdrawn_at is None)


@blueprint.route("/bibliotheque/nouvelle", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def new_production() -> Response | str:
    """Put a work in the library; `atelier` says which workshop made it."""
    number = request.args.get("atelier", 0, type=row_number)
    made_in = workshop_or_404(number) if number else None
    form = ProductionForm(published_on=today(), theme=made_in.theme if made_in else "")
    return _write(None, made_in, form)


@blueprint.route("/bibliotheque/<int:production_id>/modifier", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def edit_production(production_id: int) -> Response | str:
    """Change what is said of a work, or its file."""
    found = production_or_404(production_id, withdrawn=True)
    made_in = workshop_or_404(found.workshop_id) if found.workshop_id else None
    return _write(found, made_in, ProductionForm.of(found))


def _write(found: Production | None, made_in: Workshop | None, form: ProductionForm) -> Response | str:
    if form.validate_on_submit():
        upload = form.file.data or None
        draft = form.draft(made_in.id if made_in else None)
        try:
            with transaction():
                if found is None:
                    found_id = publish(draft, upload, actor=current_actor(), at=now()).id
                else:
                    found_id = found.id
                    change_production(found, draft, upload, actor=current_actor(), at=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(_("The work is in the library."))
            return redirect(url_for("workshops.production", production_id=found_id), code=303)
    return answer(form, "pole/workshops/production_form.html", work=found, workshop=made_in, **words())


@blueprint.post("/bibliotheque/<int:production_id>/retirer")
@requires(Permission.POLE_WRITE)
def withdraw_production(production_id: int) -> Response:
    """Take a work out of the library, or put it back."""
    back = request.form.get("remettre") == "oui"
    with transaction():
        found = production_or_404(production_id, withdrawn=True)
        (put_back if back else withdraw)(found, actor=current_actor(), at=now())
    flash(_("The work is in the library again.") if back else _("The work is out of the library; its file is kept."))
    return redirect(url_for("workshops.production", production_id=production_id), code=303)
