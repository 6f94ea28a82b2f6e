"""From a result to a plan, in one step."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now, today
from foundation.kernel.errors import ScicError
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from governance.queries.bodies import bodies_on
from pole.priorities.forms.following import plan_form
from pole.priorities.queries.outcomes import outcome_of
from pole.priorities.queries.votes import standing_of, vote_by_id
from pole.priorities.rules.ballots import number_of
from pole.priorities.services.following import decide_plan, require_followable
from pole.priorities.views.blueprint import blueprint
from pole.programme.queries.actions import actions_now


@blueprint.route("/<int:vote_id>/plan", methods=["GET", "POST"])
@requires(Permission.BODIES_WRITE)
def plan(vote_id: int) -> ResponseReturnValue:
    """What a body made of the result: its decision, and the state of each action."""
    found, at = vote_by_id(vote_id), now()
    require_followable(found, at)
    outcome = outcome_of(standing_of(found, at))
    if outcome is None:
        return redirect(url_for("priorities.vote", vote_id=vote_id))
    actions = {one.number: one for one in actions_now([item.action_id for item in found.items])}
    lines = [(number_of(line.id), line) for line in outcome.published.lines]
    kept = frozenset(number for number, line in lines if line.holds)
    form = plan_form([actions[number] for number, _line in lines], kept, bodies_on(today()), today())
    if form.validate_on_submit():
        try:
            with transaction():
                decision = decide_plan(vote_id, form.draft(), actor=current_actor(), at=now())
        except ScicError as refused:
            form.refuse_at_field(refused)
        else:
            flash(_("Decision no. %(number)s is in the register.", number=decision.number), "success")
            return redirect(url_for("priorities.vote", vote_id=vote_id))
    return answer(form, "pole/priorities/plan.html", vote=found, lines=lines, actions=actions, outcome=outcome)
