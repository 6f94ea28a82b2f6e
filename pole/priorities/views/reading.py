"""The votes on priorities, one of them with its result, and the sheets of its actions."""

from datetime import date

from flask import render_template
from flask_login import current_user

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_reader
from foundation.kernel.clock import day_of, now, today
from foundation.web.guard import requires
from pole.priorities.queries.outcomes import Outcome, plan_of, plans_among
from pole.priorities.queries.sheets import Sheet, sheets_of
from pole.priorities.queries.votes import Standing, standings
from pole.priorities.rules.ballots import number_of
from pole.priorities.rules.spread import named, spreads_of
from pole.priorities.rules.standing import COMPARED, VoteState
from pole.priorities.views.blueprint import blueprint
from pole.priorities.views.visible import UNSEEN, prepares, shown_outcome, visible_vote
from pole.programme.rules.states import STATE_NAMES
from votes.queries.answers import RightAmong, rights_among
from votes.rules import result_tables
from votes.rules.method_words import METHOD_WORDS


@blueprint.get("")
@requires(Permission.POLE_READ)
def votes() -> str:
    """What is asked now, what is prepared, the years before."""
    found = [one for one in standings(now()) if prepares() or one.state not in UNSEEN]
    past = [one for one in found if one.box is not None and one.state is not VoteState.OPEN]
    open_now = [one for one in found if one.state is VoteState.OPEN]
    return render_template(
        "pole/priorities/votes.html",
        open_now=open_now,
        rights=_rights(open_now),
        prepared=[one for one in found if one.box is None],
        past=past,
        plans=plans_among([one.vote for one in past]),
        compared=sum(1 for one in past if one.state in COMPARED),
        method_words=METHOD_WORDS,
        preparing=prepares(),
    )


@blueprint.get("/<int:vote_id>")
@requires(Permission.POLE_READ)
def vote(vote_id: int) -> str:
    """One vote: what it asks while it is open; once published its three rankings, and what followed."""
    standing = visible_vote(vote_id)
    outcome, plan = shown_outcome(standing), plan_of(standing.vote)
    sheets = sheets_of(standing.vote, _day(standing))
    return render_template(
        "pole/priorities/vote.html",
        standing=standing,
        vote=standing.vote,
        terms=standing.terms,
        rights=_rights([standing]),
        plan=plan,
        sheets={sheet.number: sheet for sheet in sheets},
        state_names=STATE_NAMES,
        method_words=METHOD_WORDS,
        preparing=prepares(),
        follows=bool(current_user.can(Permission.BODIES_WRITE)) and prepares(),
        **(_result(outcome) if outcome is not None else {"outcome": None}),
    )


@blueprint.get("/<int:vote_id>/fiches")
@requires(Permission.POLE_READ)
def sheets(vote_id: int) -> str:
    """The sheet of each action, read before voting."""
    standing = visible_vote(vote_id)
    found = sheets_of(standing.vote, _day(standing))
    return render_template(
        "pole/priorities/sheets.html",
        standing=standing,
        vote=standing.vote,
        axes=_by_axis(found),
        total=sum(sheet.said.planned_cents for sheet in found),
        state_names=STATE_NAMES,
        rights=_rights([standing]),
    )


def _result(outcome: Outcome) -> dict[str, object]:
    published = outcome.published
    spreads = spreads_of(published)
    return {
        "outcome": outcome,
        "published": published,
        "figures": result_tables.figures_of(published),
        "shown_as": str(result_tables.shown_as(published)),
        "spreads": spreads,
        "divides": named(spreads, divides=True),
        "held": named(spreads, divides=False),
        "number_of": number_of,
    }


def _rights(found: list[Standing]) -> list[RightAmong]:
    """The rights of the reader in the votes that are open; one statement."""
    boxes = [one.box.id for one in found if one.box is not None and one.state is VoteState.OPEN]
    return [right for rights in rights_among(boxes, current_reader().id).values() for right in rights]


def _day(standing: Standing) -> date:
    """The day whose colleges name things: that of the opening."""
    return day_of(standing.vote.opened_at) if standing.vote.opened_at is not None else today()


def _by_axis(found: list[Sheet]) -> list[tuple[str, list[Sheet]]]:
    axes: dict[str, list[Sheet]] = {}
    for sheet in found:
        axes.setdefault(f"{sheet.axis.code} · {sheet.axis.label}", []).append(sheet)
    return list(axes.items())
