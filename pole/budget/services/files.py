"""Files that are tried out before they are taken in: a week at most, and nothing of them is written before somebody says so."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Malformed, TooLarge
from foundation.kernel.sentences import N_
from pole.budget.models import BudgetUpload
from pole.budget.rules.entries_file import EntriesRead, read_entries
from pole.budget.rules.sheet_reading import Reading, read_plan
from pole.budget.rules.tidying import tidy
from spreadsheets.formulas import formula_cells
from spreadsheets.reading import read_sheets

KEPT = timedelta(days=7)
MOST_PLAN_BYTES = 5_000_000
_PACKED = b"PK\x03\x04"
_NO_WORKBOOK = N_(
    "A budget plan is a workbook of several sheets: save it as XLSX or ODS, and try again. Take the file of a plan as "
    "a model."
)
_TOO_LARGE = N_("This file is over %(most)s bytes: a budget plan is far smaller. Take pictures out, and try again.")


def keep_upload(
    content: bytes, filename: str, *, purpose: str, plan_id: int | None = None, actor: Actor, at: datetime
) -> BudgetUpload:
    """Keep a file until it is taken in; older ones go."""
    db.session.execute(delete(BudgetUpload).where(BudgetUpload.uploaded_at < at - KEPT))
    row = BudgetUpload(
        purpose=purpose,
        plan_id=plan_id,
        filename=tidy(filename)[-200:] or "-",
        content=content,
        uploaded_at=at,
        account_id=actor.account_id,
    )
    db.session.add(row)
    db.session.flush()
    return row


def forget_upload(row: BudgetUpload) -> None:
    """It is taken in: what it said stays, its bytes go."""
    db.session.delete(row)
    db.session.flush()


def plan_in(content: bytes) -> Reading:
    """The plan that a workbook holds, or its faults. TooLarge and Malformed where it cannot be opened at all."""
    if len(content) > MOST_PLAN_BYTES:
        raise TooLarge("budget-file-too-large", _TOO_LARGE, most=MOST_PLAN_BYTES)
    if not content.startswith(_PACKED):
        raise Malformed("budget-file-no-workbook", _NO_WORKBOOK)
    sheets = read_sheets(content)
    return read_plan({sheet.name: sheet.rows for sheet in sheets}, formula_cells(content))


def entries_in(content: bytes) -> EntriesRead:
    """The accountant's entries that a file holds, in its first sheet that has any; with their faults."""
    found = [read_entries(sheet.name, sheet.rows) for sheet in read_sheets(content)]
    return max(found, key=lambda one: len(one.lines))
