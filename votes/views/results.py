"""The result of a vote: its page, and its files (PDF, CSV, JSON, count file)."""

import json
from functools import partial

from flask import Response, render_template, request

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_reader
from foundation.documents import pdf
from foundation.kernel.clock import now
from foundation.web.csv_export import csv_text
from foundation.web.errors import safe_next
from foundation.web.guard import requires
from foundation.web.language import current_language
from votes import queries
from votes.models import Box, BoxResult
from votes.queries.happened import what_happened
from votes.queries.life import shows_result, state_of
from votes.queries.result_json import labelled_result
from votes.queries.result_paper import result_data
from votes.rules import result_tables
from votes.rules.ballot_words import choice_in_words
from votes.rules.contest import Contest
from votes.rules.life import counted_apart
from votes.rules.method_words import METHOD_WORDS
from votes.rules.published_contest import PublishedContest
from votes.rules.result_rows import COLUMNS, contest_rows, resolution_rows
from votes.rules.roll import rules_from_texts
from votes.rules.ties import lot_command, lot_draws
from votes.views.blueprint import blueprint
from votes.views.shown import ShownResult, as_file, runs_votes, shown_result


def result_page(box: Box, stored: BoxResult) -> str:
    """The page of a vote once it is counted; the address is that of the vote."""
    shown = ShownResult(box, stored, state_of(box, now()))
    if not shows_result(box, shown.state, runs=runs_votes()):
        return render_template("votes/result_waiting.html", box=box, came_from=_came_from())
    return render_template("votes/result.html", **_result_context(shown))


@blueprint.get("/<int:box_id>/depouillement.json")
@requires(Permission.COUNT_READ)
def count_file(box_id: int) -> Response:
    """The count file of a closed vote, to recount it anywhere."""
    return as_file(shown_result(box_id).stored.count_file, "application/json", f"depouillement-{box_id}.json")


@blueprint.get("/<int:box_id>/resultat.json")
@requires(Permission.COUNT_READ)
def result_json(box_id: int) -> Response:
    """The result as it was stored (scic-result/1), with the names of options and colleges."""
    shown = shown_result(box_id)
    text = json.dumps(labelled_result(shown.box, shown.stored), ensure_ascii=False, indent=1)
    return as_file(text, "application/json", f"resultat-{box_id}.json")


@blueprint.get("/<int:box_id>/resultat.csv")
@requires(Permission.COUNT_READ)
def result_csv(box_id: int) -> Response:
    """The result as a flat table: one row an option in each scope."""
    shown = shown_result(box_id)
    published = queries.published_result(shown.box, shown.stored)
    if isinstance(published, PublishedContest):
        rows = contest_rows(published)
    else:
        rows = resolution_rows(published, queries.denominators(shown.box, shown.stored))
    return as_file(csv_text(COLUMNS, rows), "text/csv", f"resultat-{box_id}.csv")


@blueprint.get("/<int:box_id>/resultat.pdf")
@requires(Permission.COUNT_READ)
def result_pdf(box_id: int) -> Response:
    """The result as a paper, with its figures, its rules and what happened; not archived: it can be printed again."""
    shown, at = shown_result(box_id), now()
    content = pdf.render("resultat-vote", result_data(shown.box, shown.stored, shown.state, at=at), at=at)
    return as_file(content, "application/pdf", f"resultat-{box_id}.pdf")


def _came_from() -> str:
    return safe_next(request.args.get("suite"), "")


def _result_context(shown: ShownResult) -> dict[str, object]:
    box, stored = shown.box, shown.stored
    published, contest = queries.published_result(box, stored), queries.contest_of_box(box)
    context: dict[str, object] = {
        "box": box,
        "stored": stored,
        "state": shown.state,
        "counted_at": counted_apart(box.closed_at, stored.closed_at),
        "published": published,
        "rules": rules_from_texts(box.statutes_version, box.rules),
        "reasons": stored.reasons[current_language()],
        "rights": queries.rights_of(box.id, current_reader().id),
        "college_looks": queries.college_looks(box),
        "denominators": queries.denominators(box, stored),
        "happened": what_happened(box),
        "method_words": METHOD_WORDS,
        "may_read_names": current_reader().can(Permission.VOTES_NOMINAL),
        "contest": contest,
        "words_of": partial(_words, box.method, contest),
        "came_from": _came_from(),
    }
    return context | _tables(published) if isinstance(published, PublishedContest) else context


def _words(method: str, contest: Contest | None, choice: object) -> str:
    return choice_in_words(method, contest, choice, current_language())


def _tables(published: PublishedContest) -> dict[str, object]:
    decision = published.decision
    return {
        "figures": result_tables.figures_of(published),
        "shown_as": str(result_tables.shown_as(published)),
        "merit_of": result_tables.merit_of,
        "duels": result_tables.duels_of(decision),
        "rounds": result_tables.rounds_of(published) if decision.rounds else [],
        "round_notes": published.round_notes.get(current_language(), []),
        "budget": result_tables.budget_of(published) if published.is_budget else [],
        "draws": lot_draws(published.contest),
        "lot_command": lot_command(published.contest),
    }
