"""CSV as French spreadsheets open it: semicolons, UTF-8 with its mark; no cell can start a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from flask import Response

from foundation.kernel.money import Money
from foundation.web.state import State
from foundation.web.tables import TableSpec

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
BYTE_ORDER_MARK = "\ufeff"


def cell_text(value: object) -> str:
    """A value as a spreadsheet reads it: days in ISO form, amounts with a decimal comma, text that is never a formula."""
    if isinstance(value, Money):
        return f"{'-' if value.cents < 0 else ''}{abs(value.cents) // 100},{abs(value.cents) % 100:02d}"
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, int | Fraction):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip("'").startswith(FORMULA_STARTS) else text


def csv_text(header: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    """The whole file as text."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([cell_text(str(label)) for label in header])
    writer.writerows([cell_text(value) for value in row] for row in rows)
    return BYTE_ORDER_MARK + out.getvalue()


def csv_response(name: str, spec: TableSpec, rows: Iterable[Any], state: State | None = None) -> Response:
    """A table's rows as a download called `name`.csv; each says its `state`, if it is that of a day."""
    header = [*(column.label for column in spec.columns), *(state.headings() if state else ())]
    days = state.cells() if state else ()
    lines = ([*(column.of(row) for column in spec.columns), *days] for row in rows)
    response = Response(csv_text(header, lines), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
