"""Sheets for tests, as cooperatives send them, and what importers make of them."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from foundation.kernel.audit import SYSTEM
from spreadsheets.importing import open_source, plan_of, take_back, take_in
from spreadsheets.registry import Importer, Plan
from tests.factories.membership import RECORDED


def sheet(text: str, encoding: str = "utf-8") -> bytes:
    """A CSV file of lines written with " | " between the cells."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return csv_of(rows, encoding)


def csv_of(rows: Iterable[Sequence[Any]], encoding: str = "utf-8") -> bytes:
    """The bytes of a CSV file."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    return out.getvalue().encode(encoding)


def planned(importer: Importer, content: bytes, at: datetime = RECORDED) -> Plan:
    """What the file would do."""
    return plan_of(importer, open_source(content, "registre.csv", importer, {}), at)


def taken(importer: Importer, content: bytes, at: datetime = RECORDED) -> int:
    """The file is taken in; the number of its batch."""
    source = open_source(content, "registre.csv", importer, {})
    return take_in(importer, source, actor=SYSTEM, at=at)[0].id


def undone(batch_id: int, at: datetime = RECORDED) -> None:
    """The batch is taken back."""
    take_back(batch_id, motive="Mauvais fichier", actor=SYSTEM, at=at)


def states(plan: Plan) -> list[str]:
    """What becomes of each line."""
    return [one.state.value for one in plan.outcomes]


def faults(plan: Plan) -> list[tuple[int, str]]:
    """Where lines are refused: (line, field)."""
    return [(one.line, fault.field) for one in plan.outcomes for fault in one.faults]
