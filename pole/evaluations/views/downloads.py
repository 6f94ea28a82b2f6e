"""The files of a result: CSV, XLSX, JSON, PDF. They hold what the page shows and nothing else."""

import io
import json

from flask import Response

from foundation.accounts.permissions import Permission
from foundation.documents import pdf
from foundation.kernel.clock import now
from foundation.kernel.sentences import sentence
from foundation.web.csv_export import csv_text
from foundation.web.guard import requires
from foundation.web.language import current_language
from pole.evaluations.labels import labels_of
from pole.evaluations.models import Campaign
from pole.evaluations.papers import campaign_on_paper
from pole.evaluations.queries.pages import result_page
from pole.evaluations.queries.telling import result_told
from pole.evaluations.rules.tables import COLUMNS, rows
from pole.evaluations.views.blueprint import blueprint
from pole.evaluations.views.campaigns import visible_campaign
from spreadsheets.writing import TYPES, write_xlsx


@blueprint.get("/<int:campaign_id>/resultat.csv")
@requires(Permission.POLE_READ)
def result_csv(campaign_id: int) -> Response:
    """A line a group and a criterion."""
    found = visible_campaign(campaign_id)
    return _file(csv_text(*_table(found)).encode(), "text/csv", f"evaluation-{found.id}.csv")


@blueprint.get("/<int:campaign_id>/resultat.xlsx")
@requires(Permission.POLE_READ)
def result_xlsx(campaign_id: int) -> Response:
    """The same in a workbook."""
    found, out = visible_campaign(campaign_id), io.BytesIO()
    header, lines = _table(found)
    write_xlsx(out, header, lines, title="Evaluation", about=(found.title,))
    return _file(out.getvalue(), TYPES["xlsx"], f"evaluation-{found.id}.xlsx")


@blueprint.get("/<int:campaign_id>/resultat.json")
@requires(Permission.POLE_READ)
def result_json(campaign_id: int) -> Response:
    """The same for programs."""
    found = visible_campaign(campaign_id)
    told = result_told(found, labels_of(found, current_language()), now())
    content = json.dumps(told, ensure_ascii=False, indent=1).encode()
    return _file(content, "application/json", f"evaluation-{found.id}.json")


@blueprint.get("/<int:campaign_id>/resultat.pdf")
@requires(Permission.POLE_READ)
def result_pdf(campaign_id: int) -> Response:
    """The result as a paper; not archived: it can be printed again."""
    found, at = visible_campaign(campaign_id), now()
    content = pdf.render("evaluation", campaign_on_paper(found, at), at=at)
    return _file(content, "application/pdf", f"evaluation-{found.id}.pdf")


def _table(campaign: Campaign) -> tuple[list[str], list[list[object]]]:
    language = current_language()
    page = result_page(campaign, now())
    results = [(line.subject.number, line.subject.title, line.shown) for line in page.lines]
    header = [sentence(language, name) for name in COLUMNS]
    return header, list(rows(results, labels_of(campaign, language)))


def _file(content: bytes, kind: str, name: str) -> Response:
    response = Response(content, mimetype=kind)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
