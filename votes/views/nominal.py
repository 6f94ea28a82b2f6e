"""Who voted, and what they chose where the vote was open: a page, CSV, JSON and PDF, for who runs votes and scrutineers."""

import json

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from foundation.accounts.permissions import Permission
from foundation.documents import pdf
from foundation.kernel.clock import now
from foundation.web.csv_export import csv_text
from foundation.web.guard import requires
from foundation.web.language import current_language
from foundation.web.tables import Column, Filter, TableSpec
from votes import queries
from votes.models import Box, Right
from votes.queries.nominal import CSV_COLUMNS, Naming, csv_row, nominal_list, origin_of
from votes.queries.nominal_files import nominal_json, nominal_on_paper
from votes.views.blueprint import blueprint
from votes.views.shown import as_file, shown_result


@blueprint.get("/<int:box_id>/nominatif")
@requires(Permission.VOTES_NOMINAL)
def nominal(box_id: int) -> ResponseReturnValue:
    """The roll with who voted; `format=csv` gives all of it, in columns that stay as they are."""
    box, lang = shown_result(box_id).box, current_language()
    spec, statement = _table(box), nominal_list(box)
    naming = Naming(box, "fr" if request.args.get("format") == "csv" else lang)
    colleges = naming.colleges()
    if request.args.get("format") == "csv":
        rows = (csv_row(row, naming, colleges) for row in spec.all_rows(statement, request.args))
        return as_file(csv_text(CSV_COLUMNS, rows), "text/csv", f"nominatif-{box_id}.csv")
    return render_template(
        "votes/nominal.html",
        box=box,
        table=spec.read(statement, request.args),
        words=naming.words,
        origin=origin_of,
        college_looks=queries.college_looks(box),
    )


@blueprint.get("/<int:box_id>/nominatif.json")
@requires(Permission.VOTES_NOMINAL)
def nominal_data(box_id: int) -> Response:
    """The same list as data (scic-nominal/1), in the order of the roll; its keys stay as they are."""
    shown = shown_result(box_id)
    text = json.dumps(nominal_json(shown.box, shown.stored), ensure_ascii=False, indent=1)
    return as_file(text, "application/json", f"nominatif-{box_id}.json")


@blueprint.get("/<int:box_id>/nominatif.pdf")
@requires(Permission.VOTES_NOMINAL)
def nominal_pdf(box_id: int) -> Response:
    """The same list as a paper, college by college; not archived: it can be printed again."""
    shown, at = shown_result(box_id), now()
    content = pdf.render("liste-nominative", nominal_on_paper(shown.box, shown.stored, shown.state, at=at), at=at)
    return as_file(content, "application/pdf", f"nominatif-{box_id}.pdf")


def _table(box: Box) -> TableSpec:
    colleges = [(college["id"], college["name"]) for college in box.colleges]
    college = (Column("college", _l("College"), sort=Right.college),) if colleges else ()
    choice = () if box.secret else (Column("choice", _l("Ballot")),)
    return TableSpec(
        columns=(
            Column("member_number", _l("No."), sort=Right.member_number),
            Column("name", _l("Member"), sort=Right.name),
            *college,
            Column("holder_name", _l("Held by")),
            Column("voted_at", _l("Voted")),
            *choice,
        ),
        filters=(Filter("college", _l("College"), colleges, Right.college),) if colleges else (),
        default_sort="member_number",
        csv=True,
        tie_break=Right.position,
    )
