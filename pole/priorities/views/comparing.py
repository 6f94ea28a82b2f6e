"""The years side by side, and their files."""

import json
from fractions import Fraction

from flask import Response, render_template, request

from foundation.accounts.permissions import Permission
from foundation.documents import pdf
from foundation.kernel.clock import now
from foundation.web.csv_export import csv_text
from foundation.web.guard import requires
from foundation.web.rules.figures import number_text
from pole.priorities.queries.comparison import COLUMNS, Comparison, comparison, flat_rows
from pole.priorities.queries.comparison_paper import comparison_on_paper
from pole.priorities.views.blueprint import blueprint
from pole.programme.rules.states import STATE_NAMES
from votes.rules.method_words import METHOD_WORDS

SHARE = "soutien"
TYPES = {"csv": "text/csv", "json": "application/json", "pdf": "application/pdf"}


@blueprint.get("/comparaison")
@requires(Permission.POLE_READ)
def years() -> str:
    """Ranks of each action, year after year."""
    return render_template(
        "pole/priorities/years.html",
        found=comparison(now(), request.args.get("lecture", "")),
        method_words=METHOD_WORDS,
        state_names=STATE_NAMES,
    )


@blueprint.get("/comparaison.<any(csv, json, pdf):kind>")
@requires(Permission.POLE_READ)
def years_file(kind: str) -> Response:
    """The same as a flat table, as JSON or on paper; every way of looking at once."""
    found = comparison(now(), request.args.get("lecture", ""))
    response = Response(_content(kind, found), mimetype=TYPES[kind])
    response.headers.set("Content-Disposition", "attachment", filename=f"priorites-comparaison.{kind}")
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _content(kind: str, found: Comparison) -> str | bytes:
    if kind == "pdf":
        return pdf.render("priorites", comparison_on_paper(found, at=now()), at=now())
    rows = list(flat_rows(found))
    if kind == "csv":
        return csv_text(
            COLUMNS, [[_percent(row[key]) if key == SHARE else row[key] for key in COLUMNS] for row in rows]
        )
    lines = [row | {SHARE: None if row[SHARE] is None else str(row[SHARE])} for row in rows]
    document = {"format": "scic-priorites/1", "annees": list(found.years), "lignes": lines}
    return json.dumps(document, ensure_ascii=False, indent=1)


def _percent(share: Fraction | None) -> str:
    """A share as a spreadsheet takes it: out of a hundred, for 3/4 would be read there as the third of April."""
    return "" if share is None else number_text(share * 100, "fr", places=2)
