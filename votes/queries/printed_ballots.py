"""The paper ballots of a vote held partly on paper, to be printed and cut (templates/documents/bulletins.typ)."""

from datetime import datetime
from typing import Any

from foundation.kernel.clock import day_of
from foundation.kernel.money import Money
from foundation.web.rules.figures import euros_text
from votes.models import Box
from votes.queries.paper import secret_colleges
from votes.queries.result_paper import company_on_paper
from votes.queries.results import contest_of_box
from votes.rules.papers import Ask, ask_of
from votes.rules.printed_ballots import WORDS, how_to_fill, layout_of, void_cases


def ballots_data(box: Box, *, at: datetime) -> dict[str, Any]:
    """One sheet a college counted apart, all ballots of a sheet alike: options in the announced order, nothing that tells
    one ballot from another.
    """
    contest = contest_of_box(box)
    layout = layout_of(box.method, contest)
    options = [(word, "") for word in WORDS]
    if contest is not None:
        options = [(one.label or one.id, _cost(one.cost_cents)) for one in contest.options]
    return {
        "cooperative": company_on_paper(day_of(at)),
        "title": box.title,
        "round": box.round,
        "rehearsal": box.rehearsal,
        "sheets": [{"college": name} for name in secret_colleges(box).values()],
        "columns": layout.columns,
        "rows": layout.rows,
        "ask": "number" if ask_of(box.method) in (Ask.SCORES, Ask.POINTS, Ask.RANKS) else "tick",
        "grades": list(contest.grades) if contest and ask_of(box.method) is Ask.GRADES else [],
        "options": [{"label": label, "cost": cost} for label, cost in options],
        "how": how_to_fill(box.method, contest),
        "void": void_cases(box.method, contest),
    }


def _cost(cents: int | None) -> str:
    return euros_text(Money(cents), "fr") if cents else ""
