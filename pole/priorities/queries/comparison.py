"""The votes on priorities side by side, year after year: ranks of each action, seen by weight, by head or by one college."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Any

from pole.priorities.queries.outcomes import Outcome, Plan, outcomes_by_year, plans_among
from pole.priorities.rules.ballots import number_of
from pole.priorities.rules.years import Trail, YearRanks, ranks_of, trails
from pole.programme.queries.actions import ActionNow, actions_now
from votes.rules.published_contest import HEADS, WEIGHTED, PublishedContest, Scope

DECIDING = ""


@dataclass(frozen=True)
class View:
    """A way of looking at the years: `key` is empty for what counted, "heads", or the id of a college (`tone` its colour)."""

    key: str
    name: str = ""
    tone: int | None = None


@dataclass(frozen=True)
class Row:
    """One action through the years: its line, and where it stands today."""

    trail: Trail
    action: ActionNow


@dataclass(frozen=True)
class Comparison:
    """The years compared by one view; `views`: those that may be asked for."""

    outcomes: tuple[Outcome, ...]
    view: View
    views: tuple[View, ...]
    rows: tuple[Row, ...]
    plans: dict[int, Plan] = field(default_factory=dict)

    @property
    def years(self) -> tuple[int, ...]:
        """The years, the first one first."""
        return tuple(one.year for one in self.outcomes)

    @property
    def methods(self) -> frozenset[str]:
        """The methods by which they were counted: ranks compare less well where there are several."""
        return frozenset(one.published.method for one in self.outcomes)

    @property
    def kept_last(self) -> frozenset[int]:
        """The numbers of the actions that the last year keeps, as it is looked at."""
        scope = scope_of(self.outcomes[-1].published, self.view.key) if self.outcomes else None
        return frozenset(number_of(option) for option in scope.decision.winners) if scope is not None else frozenset()

    @property
    def ranked_last(self) -> tuple[Row, ...]:
        """The actions of the last year, the first one first."""
        return tuple(row for row in self.rows if row.trail.latest is not None)


def comparison(at: datetime, key: str = DECIDING) -> Comparison:
    """The published years seen by `key`; an unknown one is what counted. A constant number of statements."""
    outcomes = outcomes_by_year(at)
    views = _views(outcomes)
    view = next((one for one in views if one.key == key), views[0])
    ranks = [YearRanks(one.year, _ranks(one.published, view.key)) for one in outcomes]
    drawn = trails(ranks)
    actions = {one.number: one for one in actions_now()} if drawn else {}
    plans = plans_among([one.standing.vote for one in outcomes])
    rows = tuple(Row(one, actions[one.number]) for one in drawn if one.number in actions)
    return Comparison(tuple(outcomes), view, views, rows, plans)


def scope_of(published: PublishedContest, key: str) -> Scope | None:
    """The scope of a result that a view looks at; None where it had none, or where nobody of the college voted."""
    if key == DECIDING:
        return published.deciding
    found = next((one for one in published.scopes if one.key == key), None)
    return found if found is not None and found.counts.valid else None


def _ranks(published: PublishedContest, key: str) -> dict[int, int]:
    scope = scope_of(published, key)
    return ranks_of(scope.decision.ranking) if scope is not None and scope.counts.valid else {}


def _views(outcomes: Sequence[Outcome]) -> tuple[View, ...]:
    """What counted, then heads where weights counted, then each college of a year, the last year naming it."""
    found: dict[str, View] = {}
    for outcome in reversed(outcomes):
        for scope in outcome.published.scopes:
            if scope.tone is not None:
                found.setdefault(scope.key, View(scope.key, scope.name, scope.tone))
    by_weight = any(one.published.weighted for one in outcomes)
    return (View(DECIDING), *([View(HEADS)] if by_weight else []), *found.values())


COLUMNS = (
    *("annee", "methode", "lecture", "college", "action", "titre", "rang", "actions_classees"),
    *("soutien", "retenue_par_cette_lecture", "etat_decide", "decision"),
)


def flat_rows(found: Comparison) -> Iterator[dict[str, Any]]:
    """The comparison as a flat table: one row a year, a way of looking (weight, heads, each college) and an action."""
    actions = {row.action.number: row.action for row in found.rows}
    for outcome in found.outcomes:
        plan = found.plans.get(outcome.standing.vote.id)
        for scope in outcome.published.scopes:
            if scope.tone is None or scope.counts.valid:
                yield from _rows_of(outcome, scope, plan, actions)


def _rows_of(
    outcome: Outcome, scope: Scope, plan: Plan | None, actions: dict[int, ActionNow]
) -> Iterator[dict[str, Any]]:
    published = outcome.published
    ranks, support = ranks_of(scope.decision.ranking), published.support_in(scope)
    for option in published.contest.ids:
        number = number_of(option)
        action = actions.get(number)
        part: Fraction | None = support.get(option)
        state = plan.states.get(action.id, "") if plan is not None and action is not None else ""
        yield {
            "annee": outcome.year,
            "methode": published.method,
            "lecture": "collège" if scope.tone is not None else {WEIGHTED: "poids", HEADS: "têtes"}[scope.key],
            "college": scope.name,
            "action": number,
            "titre": published.labels[option],
            "rang": ranks.get(number),
            "actions_classees": len(ranks),
            "soutien": part,
            "retenue_par_cette_lecture": option in scope.decision.winners,
            "etat_decide": state,
            "decision": plan.decision.number if plan is not None else None,
        }
