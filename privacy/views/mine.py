"""/compte/mes-donnees: what the cooperative holds on me, to read and to take away."""

import json
import re

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from foundation.accounts.session import current_actor, signed_in_account
from foundation.kernel.clock import now
from foundation.kernel.settings import get_settings
from foundation.web.guard import signed_in
from foundation.web.language import current_language
from foundation.web.transaction import transaction
from privacy.queries.held_words import IN_EUROS, LABELS, TRAIL, WORDS
from privacy.services.handing import as_archive, as_data, papers_of, read_held
from privacy.views.blueprint import blueprint

FORMS = ("page", "json", "zip")
NAMES = re.compile(r"%\((\w+)\)s")
UNTOLD = {name: "…" for text in TRAIL.values() for name in NAMES.findall(text)}


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
    name = get_settings().name
    if form == "page":
        words = {"labels": LABELS, "words": WORDS, "in_euros": IN_EUROS, "trail": TRAIL, "untold": UNTOLD}
        return render_template("privacy/held.html", sections=sections, **words)
    if form == "json":
        text = json.dumps(as_data(sections, cooperative=name, at=at), ensure_ascii=False, indent=2)
        return _file(text.encode(), "application/json", "mes-donnees.json")
    archive = as_archive(sections, papers_of(who), cooperative=name, at=at, lang=current_language())
    return _file(archive, "application/zip", "mes-donnees.zip")


def _file(content: bytes, media_type: str, name: str) -> Response:
    answer = Response(content, mimetype=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
