"""Prepare a vote on priorities, see who would be asked, open it."""

from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import PARIS, now, today
from foundation.kernel.errors import ScicError
from foundation.kernel.sentences import sentence
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.language import current_language
from foundation.web.transaction import transaction
from pole.priorities.forms.writing import VoteForm
from pole.priorities.models import PriorityVote
from pole.priorities.queries.asking import provisional
from pole.priorities.queries.sheets import sheets_of
from pole.priorities.queries.votes import locked_vote, next_free_year, vote_by_id
from pole.priorities.rules.ballots import JUDGMENT, METHODS, POINTS, RANKING, terms_from_json
from pole.priorities.services.opening import open_vote
from pole.priorities.services.writing import change_vote, require_unopened, withdraw_vote, write_vote
from pole.priorities.views.blueprint import blueprint
from pole.programme.queries.actions import ActionNow, actions_now
from pole.programme.rules.states import STATE_NAMES, is_over
from votes.rules.method_words import METHOD_WORDS

ICONS = {POINTS: "circle-dot", JUDGMENT: "star", RANKING: "list-checks", "equal_shares": "coins", "greedy": "wallet"}


@blueprint.route("/nouveau", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def new_vote() -> ResponseReturnValue:
    """Write a new vote; every action that waits is on its list to begin with."""
    offered = _offered()
    form = VoteForm.usual(now().astimezone(ZoneInfo(PARIS)), next_free_year(now()), [one.id for one in offered])
    return _written(form, offered, None)


@blueprint.route("/<int:vote_id>/modifier", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def edit_vote(vote_id: int) -> ResponseReturnValue:
    """Write a vote in preparation again."""
    found = vote_by_id(vote_id)
    require_unopened(found)
    return _written(VoteForm.of(found), _offered(), found)


def _written(form: VoteForm, offered: list[ActionNow], vote: PriorityVote | None) -> ResponseReturnValue:
    form.offer([(one.id, one.title) for one in offered])
    if form.validate_on_submit():
        try:
            with transaction():
                kept = _save(form, vote)
        except ScicError as refused:
            form.refuse_at_field(refused)
        else:
            flash(_("Saved. Look at who would be asked, then open the vote."))
            return redirect(url_for("priorities.vote", vote_id=kept))
    return answer(
        form,
        "pole/priorities/vote_form.html",
        vote=vote,
        offered=offered,
        state_names=STATE_NAMES,
        method_details={key: sentence(current_language(), METHOD_WORDS[key].good_for) for key in METHODS},
        icons=ICONS,
    )


def _save(form: VoteForm, vote: PriorityVote | None) -> int:
    if vote is None:
        return write_vote(form.draft(), actor=current_actor(), at=now()).id
    change_vote(locked_vote(vote.id), form.draft(), actor=current_actor(), at=now())
    return vote.id


@blueprint.get("/<int:vote_id>/ouverture")
@requires(Permission.POLE_WRITE)
def opening(vote_id: int) -> str:
    """Who would be asked, how answers weigh, what stands in the way."""
    found = vote_by_id(vote_id)
    require_unopened(found)
    sheets = sheets_of(found, today())
    return render_template(
        "pole/priorities/opening.html",
        vote=found,
        terms=terms_from_json(found.terms),
        asked=provisional(found, now()),
        sheets=sheets,
        over=[sheet for sheet in sheets if is_over(sheet.now.state)],
        method_words=METHOD_WORDS,
    )


@blueprint.post("/<int:vote_id>/ouvrir")
@requires(Permission.POLE_WRITE)
def open_now(vote_id: int) -> Response:
    """Open it: the list is frozen, the members are written to."""
    with transaction():
        open_vote(vote_id, actor=current_actor(), at=now())
    flash(_("The vote is open: the members of every college are written to."), "success")
    return redirect(url_for("priorities.vote", vote_id=vote_id))


@blueprint.post("/<int:vote_id>/abandonner")
@requires(Permission.POLE_WRITE)
def withdraw(vote_id: int) -> Response:
    """Give it up before it opens."""
    with transaction():
        withdraw_vote(locked_vote(vote_id), actor=current_actor(), at=now())
    flash(_("Vote withdrawn: nobody is asked."))
    return redirect(url_for("priorities.votes"))


def _offered() -> list[ActionNow]:
    """The actions that a vote may be about: those of which something is still expected."""
    return [one for one in actions_now() if not is_over(one.state)]
