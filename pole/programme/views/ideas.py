"""A member's own ideas: giving one, and what became of each."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor, current_reader
from foundation.kernel.clock import now, today
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from pole.programme.forms.contributions import IdeaForm
from pole.programme.queries.contributions import search_contributions
from pole.programme.rules.contributions import FATE_NAMES, ContributionKind
from pole.programme.services.contributions import ContributionDraft, collect
from pole.programme.views.blueprint import blueprint


@blueprint.get("/programme/mes-idees")
@requires(Permission.POLE_READ)
def ideas() -> str:
    """What the reader gave, and what became of it."""
    page = max(1, request.args.get("page", 1, type=int) or 1)
    found = search_contributions(account_id=current_reader().id, page=page)
    return render_template("pole/programme/ideas.html", found=found, fates=FATE_NAMES)


@blueprint.route("/programme/mes-idees/nouvelle", methods=["GET", "POST"])
@requires(Permission.POLE_READ)
def new_idea() -> str | Response | tuple[str, int]:
    """Give an idea."""
    form = IdeaForm()
    if form.validate_on_submit():
        reader = current_reader()
        draft = ContributionDraft(
            kind=ContributionKind.IDEA,
            title=" ".join(form.title.data.split()),
            text=(form.text.data or "").strip(),
            need=(form.need.data or "").strip(),
            person_name=reader.name,
            given_on=today(),
        )
        with transaction():
            made = collect(draft, account_id=reader.id, actor=current_actor(), at=now())
        flash(_("Thank you. Your idea is kept under no. %(number)s: this page will tell what becomes of it.",
                number=made.number), "success")  # fmt: skip
        return redirect(url_for("programme.contribution", number=made.number))
    return answer(form, "pole/programme/idea_form.html")
