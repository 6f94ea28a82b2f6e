"""/compte/mes-donnees: what the cooperative holds on me, to read and to take away."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from foundation.accounts.session import current_actor, signed_in_account
from foundation.kernel.clock import now
from foundation.web.guard import signed_in
from foundation.web.transaction import transaction
from privacy.queries.held_words import IN_EUROS, LABELS, TRAIL, WORDS
from privacy.services.handing import UNTOLD, as_file, read_held
from privacy.views.blueprint import blueprint
from privacy.views.files import handed

FORMS = ("page", "json", "pdf", "zip")


@blueprint.get("/compte/mes-donnees")
@signed_in
def mine() -> str:
    """What one may ask for; the reading itself is an act."""
    return render_template("privacy/mine.html")


@blueprint.post("/compte/mes-donnees")
@signed_in
def read_mine() -> ResponseReturnValue:
    """All of it, as a page, as data, or as an archive; the audit trail keeps that it was read."""
    form = request.form.get("forme", "page")
    form = form if form in FORMS else "page"
    at = now()
    with transaction():
        who, sections = read_held(signed_in_account().id, form, actor=current_actor(), at=at)
    if form == "page":
        words = {"labels": LABELS, "words": WORDS, "in_euros": IN_EUROS, "trail": TRAIL, "untold": UNTOLD}
        return render_template("privacy/held.html", sections=sections, **words)
    return handed(as_file(form, who, sections, at=at, stem="mes-donnees"))
