"""What becomes of a contribution: behind an action, merged into another, set aside, and taking that back."""

from collections.abc import Callable

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now, today
from foundation.kernel.errors import NotFound, ScicError
from foundation.kernel.sentences import N_
from foundation.web.forms import BaseForm, answer
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from pole.programme.forms.actions import ReasonForm
from pole.programme.forms.contributions import AsideForm, BehindForm, MergedIntoForm
from pole.programme.models import Contribution
from pole.programme.queries.actions import actions_now
from pole.programme.queries.contributions import contribution_or_404, facts_about
from pole.programme.services.contributions import (
    locked_contribution,
    merge_contributions,
    put_behind,
    set_aside,
    take_back_fate,
)
from pole.programme.views.blueprint import blueprint

Answered = str | Response | tuple[str, int]


def _handled(
    form: BaseForm, contribution: Contribution, act: Callable[[Contribution], object], template: str, *, field: str = ""
) -> Answered:
    """Do what a form asks of a contribution, held meanwhile; a rule's refusal is shown on the form."""
    if form.validate_on_submit():
        try:
            with transaction():
                act(locked_contribution(contribution.id))
        except ScicError as refused:
            form.refuse(refused, field=field or None)
        else:
            flash(_("Noted: whoever gave it can read what became of it."), "success")
            return redirect(url_for("programme.contribution", number=contribution.number))
    return answer(form, template, contribution=contribution)


@blueprint.route("/programme/contributions/<int:number>/action", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def contribution_behind(number: int) -> Answered:
    """It stands behind an action."""
    form = BehindForm(on=today())
    alive = {one.id: one for one in actions_now() if one.merged_into is None}
    form.action_id.offer((one.id, f"{one.number}. {one.title}") for one in alive.values())

    def act(contribution: Contribution) -> None:
        action, text = alive[form.action_id.data or 0].action, (form.text.data or "").strip()
        put_behind(contribution, action, on=form.on.day, text=text, actor=current_actor(), at=now())

    return _handled(form, contribution_or_404(number), act, "pole/programme/contribution_behind.html")


@blueprint.route("/programme/contributions/<int:number>/fusion", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def contribution_merge(number: int) -> Answered:
    """Another one says the same."""
    form = MergedIntoForm(on=today())

    def act(contribution: Contribution) -> None:
        into, text = contribution_or_404(int(form.into.data)), (form.text.data or "").strip()
        merge_contributions(contribution, into, on=form.on.day, text=text, actor=current_actor(), at=now())

    return _handled(form, contribution_or_404(number), act, "pole/programme/contribution_merge.html", field="into")


@blueprint.route("/programme/contributions/<int:number>/ecarter", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def contribution_aside(number: int) -> Answered:
    """It leads to no action, and the reason is told."""
    form = AsideForm(on=today())

    def act(contribution: Contribution) -> None:
        set_aside(contribution, form.text.data.strip(), on=form.on.day, actor=current_actor(), at=now())

    return _handled(form, contribution_or_404(number), act, "pole/programme/contribution_aside.html")


@blueprint.route("/programme/contributions/<int:number>/suites/<int:fact_id>/reprise", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def contribution_take_back(number: int, fact_id: int) -> Answered:
    """Take back what was told of it by mistake."""
    found = contribution_or_404(number)
    fact = next((one for one in facts_about([found.id]).get(found.id, []) if one.id == fact_id), None)
    if fact is None:
        raise NotFound("contribution-fact", N_("Nothing of this kind stands on this contribution. See its page."))
    form = ReasonForm()

    def act(_contribution: Contribution) -> None:
        take_back_fate(fact, form.reason.data.strip(), actor=current_actor(), at=now())

    return _handled(form, found, act, "pole/programme/contribution_take_back.html")
