"""The comparison of the years as its own paper prints it (templates/documents/priorites.typ), in French as every paper."""

from datetime import datetime
from typing import Any

from foundation.kernel.clock import day_of
from foundation.kernel.sentences import sentence
from pole.priorities.queries.comparison import Comparison
from pole.priorities.queries.outcomes import Outcome, Plan
from pole.priorities.rules.ballots import number_of
from pole.priorities.rules.spread import named, spreads_of
from pole.programme.rules.states import STATE_NAMES, ActionState
from votes.queries.result_paper import company_on_paper
from votes.rules.method_words import METHOD_WORDS
from votes.rules.published_contest import Scope
from votes.rules.result_tables import ranks_in

FRENCH = "fr"


def comparison_on_paper(found: Comparison, *, at: datetime) -> dict[str, Any]:
    """Everything that the paper prints: the years, the ranks of each action, then the last year scope by scope."""
    last = found.outcomes[-1] if found.outcomes else None
    return {
        "cooperative": company_on_paper(day_of(at)),
        "printed_at": at,
        "reading": _reading(found),
        "years": [_year(one, found.plans.get(one.standing.vote.id)) for one in found.outcomes],
        "actions": [
            {
                "number": row.action.number,
                "title": row.action.title,
                "ranks": [None if rank is None else rank for rank in row.trail.ranks],
                "move": row.trail.move,
                "state": sentence(FRENCH, STATE_NAMES[row.action.state]),
            }
            for row in found.rows
        ],
        "last": _scopes(last) if last is not None else None,
    }


def _reading(found: Comparison) -> str:
    """By what the ranks are read: what counted, heads, or a college."""
    if found.view.tone is not None:
        return f"le collège {found.view.name}"
    return "les têtes" if found.view.key else "ce qui comptait"


def _year(one: Outcome, plan: Plan | None) -> dict[str, Any]:
    counts = one.published.counts
    return {
        "year": str(one.year),
        "title": one.standing.vote.title,
        "method": sentence(FRENCH, METHOD_WORDS[one.published.method].name),
        "entitled": counts.entitled,
        "ballots": counts.ballots,
        "decision": plan.decision.number if plan is not None else None,
        "decided": [
            sentence(FRENCH, STATE_NAMES[ActionState(state)])
            for state in (plan.states.values() if plan is not None else ())
        ],
    }


def _scopes(outcome: Outcome) -> dict[str, Any]:
    published = outcome.published
    scopes = [one for one in published.scopes if one.tone is None or one.counts.valid]
    ranks = [ranks_in(scope.decision) for scope in scopes]
    spreads = spreads_of(published)
    return {
        "year": str(outcome.year),
        "scopes": [_scope(one) for one in scopes],
        "lines": [
            {
                "number": number_of(line.id),
                "title": line.label,
                "cells": [
                    {"rank": rank[line.id], "kept": line.id in scope.decision.winners}
                    for scope, rank in zip(scopes, ranks, strict=True)
                ],
            }
            for line in published.lines
        ],
        "divides": list(named(spreads, divides=True)),
        "held": list(named(spreads, divides=False)),
    }


def _scope(scope: Scope) -> str:
    if scope.tone is not None:
        return scope.name
    return "Poids" if scope.weighted else "Têtes"
