"""Contributions: the list, one of them with what became of it, and collecting one."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor, current_reader
from foundation.kernel.clock import now, today
from foundation.kernel.errors import ScicError
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from governance.services.following import follows
from membership.presentation import naming_on
from pole.programme.forms.contributions import ContributionForm
from pole.programme.queries.choices import offered_on
from pole.programme.queries.contributions import contribution_or_404, search_contributions, with_fates
from pole.programme.queries.traces import trace_of
from pole.programme.rules.contributions import FATE_NAMES, KIND_NAMES
from pole.programme.services.contributions import collect
from pole.programme.views.blueprint import blueprint


@blueprint.get("/programme/contributions")
@requires(Permission.POLE_READ)
def contributions() -> str:
    """What was said, narrowed by words, kind or what became of it."""
    typed = {name: request.args.get(name, "").strip()[:200] for name in ("q", "genre", "suite")}
    page = max(1, request.args.get("page", 1, type=int) or 1)
    found = search_contributions(typed["q"], kind=typed["genre"], fate=typed["suite"], page=page)
    return render_template(
        "pole/programme/contributions.html", found=found, typed=typed, kinds=KIND_NAMES, fates=FATE_NAMES
    )


@blueprint.get("/programme/contributions/<int:number>")
@requires(Permission.POLE_READ)
def contribution(number: int) -> str:
    """One contribution as it was said, and what became of it to this day."""
    found = contribution_or_404(number)
    [standing] = with_fates([found])
    return render_template(
        "pole/programme/contribution.html",
        contribution=found,
        standing=standing,
        trace=trace_of(found),
        kinds=KIND_NAMES,
        fates=FATE_NAMES,
        college=naming_on(today()).college(found.college),
        follows=follows(current_reader().id, found.subject),
        is_mine=found.account_id is not None and found.account_id == current_reader().id,
    )


@blueprint.route("/programme/contributions/nouvelle", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def new_contribution() -> str | Response | tuple[str, int]:
    """Collect what was said."""
    form = ContributionForm(given_on=today()).offer(offered_on(today()))
    if form.validate_on_submit():
        try:
            with transaction():
                made = collect(form.draft(), actor=current_actor(), at=now())
        except ScicError as refused:
            form.refuse(refused, field="given_on")
        else:
            flash(_("Contribution no. %(number)s is kept.", number=made.number), "success")
            return redirect(url_for("programme.contribution", number=made.number))
    return answer(form, "pole/programme/contribution_form.html")
