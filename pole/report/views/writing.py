"""The board writes in a section, and reads what was written before."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now
from foundation.kernel.errors import ScicError
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from pole.report.forms.words import WordsForm
from pole.report.queries.words import words_of, writings
from pole.report.queries.year.reading import reading_of
from pole.report.rules.sections import SECTIONS, require_section
from pole.report.services.writing import write_words
from pole.report.views.blueprint import blueprint


@blueprint.route("/<int:year>/<code>/mots", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def words(year: int, code: str) -> ResponseReturnValue:
    """What the board says there; each writing is kept."""
    part, read = require_section(code), reading_of(year, now())
    last = words_of(year).get(part)
    form = WordsForm(data={"text": last.text if last else "", "seen": last.revision if last else 0})
    if form.validate_on_submit():
        try:
            with transaction():
                write_words(year, part, form.text.data or "", seen=form.seen_revision, actor=current_actor(), at=now())
        except ScicError as refused:
            form.refuse(refused, field="text")
        else:
            flash(_("The board’s words are kept."), "success")
            return redirect(url_for("report.section", year=year, code=part.value), 303)
    return answer(form, "pole/report/words.html", read=read, part=part, told=SECTIONS, last=last)


@blueprint.get("/<int:year>/<code>/versions")
@requires(Permission.POLE_READ)
def versions(year: int, code: str) -> str:
    """Everything that the board wrote there, the latest first."""
    part, read = require_section(code), reading_of(year, now())
    found = writings(year, part)
    return render_template("pole/report/versions.html", read=read, part=part, told=SECTIONS, writings=found)
