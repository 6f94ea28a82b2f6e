"""The report as its paper prints it (templates/documents/rapport-annuel.typ), in French as every document."""

from collections.abc import Mapping, Sequence
from typing import Any

from foundation.kernel.sentences import sentence
from pole.report.models import ReportRevision
from pole.report.queries.year.reading import Reading
from pole.report.rules.figures import Bar, Chart, Figure, Section, Table, Value, told
from pole.report.rules.sections import LAW, SECTIONS, Part
from votes.queries.result_paper import company_on_paper

FRENCH = "fr"


def report_on_paper(read: Reading, sections: Sequence[Section], words: Mapping[Part, ReportRevision]) -> dict[str, Any]:
    """Everything that the paper prints."""
    return {
        "cooperative": company_on_paper(read.period.until),
        "printed_at": read.at,
        "year": str(read.year),
        "first": read.period.first,
        "last": read.period.last,
        "until": read.period.until,
        "over": read.period.is_over,
        "law": sentence(FRENCH, LAW),
        "sections": [_section(one, words.get(Part(one.code))) for one in sections],
    }


def _section(one: Section, words: ReportRevision | None) -> dict[str, Any]:
    said = SECTIONS[Part(one.code)]
    return {
        "title": sentence(FRENCH, said.title),
        "asked": sentence(FRENCH, said.asked),
        "words": words.text if words else "",
        "empty": _said(one.empty) if one.empty else "",
        "figures": [_figure(figure) for figure in one.figures],
        "charts": [_chart(chart) for chart in one.charts],
        "tables": [_table(table) for table in one.tables],
        "notes": [] if one.code == Part.PROJECT else [_said(note) for note in one.notes],
    }


def _figure(one: Figure) -> dict[str, Any]:
    return {"label": _said(one.label), "value": _said(one.value), "detail": _said(one.detail) if one.detail else ""}


def _chart(one: Chart) -> dict[str, Any]:
    return {
        "title": _said(one.title),
        "legend": [{"label": _said(label), "tone": str(tone)} for label, tone in one.legend],
        "bars": [_bar(bar) for bar in one.bars],
        "table": _table(one.table),
    }


def _bar(one: Bar) -> dict[str, Any]:
    pieces = [{"share": piece.share, "tone": str(piece.tone)} for piece in one.pieces]
    return {"label": _said(one.label), "figure": _said(one.figure), "pieces": pieces}


def _table(one: Table) -> dict[str, Any]:
    return {
        "caption": _said(one.caption),
        "headers": [_said(header) for header in one.headers],
        "rows": [[_said(cell) for cell in row] for row in one.rows],
        "ends": list(one.ends),
    }


def _said(value: Value) -> str:
    return told(FRENCH, value)
