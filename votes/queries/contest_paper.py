"""A vote among options as papers print it (templates/documents/_scrutin.typ): figures, charts, rules, steps, in French.

Every figure is the stored one; the template prints and draws, and computes nothing of the vote.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from foundation.kernel.money import Money
from foundation.kernel.sentences import sentence
from foundation.web.rules.figures import exact_number_text, number_text, percent_text
from votes.models import Box, BoxResult
from votes.queries.results import published_contest
from votes.rules.asked_words import asked_in_french
from votes.rules.contest import Contest
from votes.rules.contest_paper_words import contestable_words, rule_lines, tie_words, verdict_words
from votes.rules.denominators import CountLine
from votes.rules.life import counted_apart
from votes.rules.method_words import METHOD_WORDS
from votes.rules.published_contest import PublishedContest, Scope
from votes.rules.result_tables import (
    Figure,
    Shown,
    budget_of,
    duels_of,
    figures_of,
    merit_of,
    rounds_of,
    shown_as,
)
from votes.rules.roll import rules_from_texts

FR = "fr"
STEPS = {"greedy": "par approbations", "equal_shares": "à parts égales", "raised_budget": "à parts relevées"}
STATES = {"silent": "aucun suffrage exprimé", "empty": "sans membre"}


def contest_on_paper(
    box: Box,
    stored: BoxResult,
    contest: Contest,
    *,
    entitled: Mapping[str, int] | None = None,
    elects: bool = False,
) -> dict[str, Any]:
    """The data of one vote among options; `entitled`: the roll as it stands, read where not given."""
    published = published_contest(box, stored, contest, entitled)
    shown = shown_as(published)
    figures = figures_of(published)
    return {
        "title": box.title,
        "text": box.question,
        "method": sentence(FR, METHOD_WORDS[box.method].name),
        "ballot": "secret" if box.secret else "open",
        "advisory": box.advisory,
        "round": box.round,
        "opened_at": box.opened_at,
        "closed_at": box.closed_at,
        "counted_at": counted_apart(box.closed_at, stored.closed_at),
        "verdict": {"settled": str(published.verdict) == "chosen", "words": verdict_words(published, elects=elects)},
        "winners": [_winner(published, line.id, scopes, shown) for line, scopes in figures if line.holds],
        "tie": tie_words(published),
        "reasons": stored.reasons[FR],
        "scopes": [_scope(scope) for scope in published.scopes],
        "lines": [
            {
                "rank": line.rank,
                "label": line.label,
                "holds": line.holds,
                "tied": line.tied,
                "part": scopes[0].part or Fraction(0),
                "figures": [figure_words(one, shown) for one in scopes],
            }
            for line, scopes in figures
        ],
        "bars": shown in (Shown.SHARE, Shown.NUMBER),
        "merit": _merit(published, figures) if shown is Shown.GRADE else [],
        "duels": _duels(published) if published.decision.pairwise else [],
        "rounds": _rounds(published) if published.decision.rounds else None,
        "budget": _budget(published) if published.is_budget else None,
        "set_aside": bool(published.colleges) and not published.weighted,
        "rule": [
            *filter(None, [asked_in_french(box.asked)]),
            *rule_lines(box.method, contest, rules_from_texts(box.statutes_version, box.rules), box.statutes_version),
            contestable_words(box.contestable_days),
        ],
    }


def counts_on_paper(lines: Sequence[CountLine]) -> list[dict[str, Any]]:
    """The table of denominators: a line a college, then everybody."""
    return [
        {
            "name": line.name or "Ensemble",
            "entitled": line.counts.entitled,
            "ballots": line.counts.ballots,
            "part": line.part,
            "blank": line.counts.blank,
            "null": line.counts.null,
            "invalid": line.counts.invalid,
            "valid": line.counts.valid,
        }
        for line in lines
    ]


def figure_words(one: Figure, shown: Shown) -> str:
    """The figure of an option in a scope, as a cell of the table prints it."""
    if one.scope.tone and not one.scope.counts.valid:
        return STATES.get(str(one.scope.state), "–")
    if shown is Shown.GRADE:
        return one.grade or "–"
    if shown is Shown.RANK:
        return f"{one.rank}{'er' if one.rank == 1 else 'e'}"
    if one.value is None or one.part is None:
        return "–"
    if shown is Shown.SHARE:
        share, whole = percent_text(one.part, FR), one.scope.expressed
        of_whole = "" if whole == 1 else f" sur {whole}"
        return f"{one.value}{of_whole} ({share})" if one.scope.weighted else f"{number_text(one.value, FR)} ({share})"
    if one.scope.weighted:
        return f"{one.value} ({number_text(one.value, FR, places=2)})" if one.value.denominator > 1 else str(one.value)
    return exact_number_text(one.value, FR)


def _winner(published: PublishedContest, option: str, scopes: Sequence[Figure], shown: Shown) -> dict[str, Any]:
    colleges = [one for one in scopes if one.scope.tone is not None]
    return {
        "label": published.labels[option],
        "figure": figure_words(scopes[0], shown),
        "colleges": [{"name": one.scope.name, "figure": figure_words(one, shown)} for one in colleges],
    }


def _scope(scope: Scope) -> dict[str, Any]:
    everybody = "Pondéré" if scope.weighted else "Par tête"
    return {
        "name": scope.name or everybody,
        "weight": scope.weight,
        "settled": scope.settled if scope.settled != scope.weight and scope.settled else None,
    }


def _merit(published: PublishedContest, figures: Any) -> list[dict[str, Any]]:
    return [
        {"label": line.label, "grade": scopes[0].grade, "parts": list(merit_of(published, published.deciding, line.id))}
        for line, scopes in figures
    ]


def _duels(published: PublishedContest) -> list[dict[str, Any]]:
    duels, lines = duels_of(published.decision), published.lines
    return [
        {
            "label": line.label,
            "cells": [
                {"text": "", "won": 0}
                if other.id == line.id
                else {"text": _held(published, duels[line.id, other.id][0]), "won": duels[line.id, other.id][1]}
                for other in lines
            ],
        }
        for line in lines
    ]


def _held(published: PublishedContest, votes: Any) -> str:
    return percent_text(votes, FR) if published.weighted else exact_number_text(votes, FR)


def _rounds(published: PublishedContest) -> dict[str, Any]:
    decision, notes = published.decision, published.round_notes.get(FR, [])
    return {
        "quota": "" if decision.quota is None else str(decision.quota),
        "numbers": [one.number for one in decision.rounds],
        "exhausted": [_held(published, one.exhausted) for one in decision.rounds],
        "lines": [
            {
                "label": line.label,
                "cells": [
                    {
                        "text": "" if cell.votes is None else _held(published, cell.votes),
                        "state": "elected" if cell.elected else "leaves" if cell.leaves else "",
                    }
                    for cell in cells
                ],
            }
            for line, cells in rounds_of(published)
        ],
        "said": list(_said(published, notes)),
    }


def _said(published: PublishedContest, notes: Sequence[Sequence[str]]) -> Iterator[str]:
    for place, one in enumerate(published.decision.rounds):
        words = " ".join(notes[place]) if place < len(notes) else ""
        gone = ", ".join(published.named(one.excluded))
        yield words or (f"Sortie\u202f: {gone}." if gone else "–")


def _budget(published: PublishedContest) -> dict[str, Any]:
    funding, whole = published.decision.funding, published.contest.budget_cents
    deciding = {line.id: scopes[0] for line, scopes in figures_of(published)}
    return {
        "budget": Money(whole),
        "spent": Money(funding.spent_cents if funding else 0),
        "left": Money(funding.left_cents if funding else whole),
        "lines": [
            {
                "label": one.line.label,
                "cost": one.cost,
                "votes": figure_words(deciding[one.line.id], Shown.SHARE),
                "step": STEPS[one.step] if one.step else "",
            }
            for one in budget_of(published)
        ],
    }
