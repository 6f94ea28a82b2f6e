"""Taking a sheet in: a trial that writes nothing, a batch that is whole or nothing, and taking a batch back.

The trial and the batch draw up the same plan by the same function; the batch then writes it.
"""

import gc
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused, StateMoved
from foundation.kernel.sentences import N_
from foundation.kernel.statistics import refresh_statistics
from spreadsheets.models import ImportBatch, ImportReport, ImportUndo
from spreadsheets.reading import Sheet, read_sheets
from spreadsheets.registry import IMPORTERS, Importer, Plan, Taking, Watch, silent
from spreadsheets.rules.events import SpreadsheetsTag
from spreadsheets.rules.fields import Line, read_line
from spreadsheets.rules.headings import Header, find_header, is_blank, is_total
from spreadsheets.rules.outcomes import Outcome, State, as_kept, counts

BIG_BATCH = 1_000


@dataclass(frozen=True)
class Source:
    """A sheet whose header is known: the lines of data, and the sheet's own totals beside them."""

    file_name: str
    sha256: str
    sheet: Sheet
    header: Header

    def lines(self, importer: Importer) -> list[Line]:
        """The lines of data, read by the fields of the importer; blank lines and totals are passed over."""
        by_name = {field.name: field for field in importer.fields}
        columns = {index: by_name[name] for index, name in self.header.columns.items()}
        first = self.header.row + 1
        return [
            read_line(number, row, columns)
            for number, row in enumerate(self.sheet.rows[first:], start=first + 1)
            if not is_blank(row) and not is_total(row)
        ]

    def own_totals(self) -> list[list[str]]:
        """The rows of totals that the sheet holds, as it writes them."""
        rows = self.sheet.rows[self.header.row + 1 :]
        return [["" if cell is None else str(cell) for cell in row] for row in rows if is_total(row)]


def open_source(content: bytes, file_name: str, importer: Importer, remembered: dict[str, str]) -> Source:
    """The sheet of a file that has the most known headings. Refused where none has any or a required one lacks."""
    found: Source | None = None
    for sheet in read_sheets(content):
        header = find_header(sheet.rows, importer.fields, remembered)
        if header and (found is None or len(header.columns) > len(found.header.columns)):
            found = Source(file_name, hashlib.sha256(content).hexdigest(), sheet, header)
    if found is None:
        raise Refused(
            "no-heading",
            N_("No line of this file has headings that are known here. Write them in one line above the data."),
        )
    return found


def missing_fields(importer: Importer, header: Header) -> list[str]:
    """The required fields that no column gives, by name."""
    given = set(header.columns.values())
    return [field.name for field in importer.fields if field.required and field.name not in given]


def try_out(importer: Importer, source: Source, *, at: datetime, watch: Watch = silent) -> dict[str, Any]:
    """What taking the sheet in would do, as a report; nothing is written."""
    return report_of(source, plan_of(importer, source, at, watch))


def take_in(
    importer: Importer, source: Source, *, actor: Actor, at: datetime, plan: Plan | None = None
) -> tuple[ImportBatch, dict[str, Any]]:
    """Take the whole sheet in as one batch. Refused while a single line is: nothing is half done.

    `plan`: the one drawn up already in this transaction.
    """
    plan = plan or plan_of(importer, source, at)
    refused = sum(outcome.state is State.REFUSED for outcome in plan.outcomes)
    if refused:
        raise Refused(
            "lines-refused",
            N_("%(refused)s lines are refused, so nothing was taken in: correct them in the sheet and try again."),
            refused=refused,
        )
    batch = _new_batch(importer, source, actor=actor, at=at)
    with _undisturbed():
        written = importer.write(plan.work, Taking(batch.id, actor, at))
    report = report_of(source, plan, written)
    _refresh_statistics(len(plan.outcomes))
    db.session.add(ImportReport(batch_id=batch.id, report=report))
    db.session.flush()
    told = {"importer": importer.name, "file": source.file_name, **report["counts"]}
    audit.record(SpreadsheetsTag.BATCH_TAKEN_IN, f"import_batch:{batch.id}", actor=actor, at=at, details=told)
    return batch, report


def take_back(batch_id: int, *, motive: str, actor: Actor, at: datetime, watch: Watch = silent) -> ImportBatch:
    """Undo a batch by appending what takes its facts back. Refused: no motive; StateMoved: taken back already."""
    batch, report = to_take_back(batch_id, motive)
    with _undisturbed():
        IMPORTERS[batch.importer].take_back(report["written"], motive, Taking(batch.id, actor, at, watch))
    _refresh_statistics(lines_of(report))
    columns = {"recorded_at": at, "actor_id": actor.account_id, "actor_name": actor.name}
    db.session.add(ImportUndo(batch_id=batch_id, motive=motive.strip()[:500], **columns))
    db.session.flush()
    told = {"importer": batch.importer, "file": batch.file_name, "motive": motive.strip()[:500]}
    audit.record(SpreadsheetsTag.BATCH_TAKEN_BACK, f"import_batch:{batch_id}", actor=actor, at=at, details=told)
    return batch


def to_take_back(batch_id: int, motive: str) -> tuple[ImportBatch, dict[str, Any]]:
    """A batch that stands, with its report. Raises NotFound, Refused (no motive, report erased), StateMoved."""
    batch = db.session.get(ImportBatch, batch_id)
    if batch is None:
        raise NotFound("no-batch", N_("There is no such import. Open the list of imports again."))
    if not motive.strip():
        raise Refused("no-reason", N_("Write why this import is taken back: the history keeps it and your reason."))
    if db.session.execute(select(ImportUndo.id).where(ImportUndo.batch_id == batch_id)).first():
        raise StateMoved("undone-already", N_("This import was taken back already."))
    written = db.session.execute(select(ImportReport.report).where(ImportReport.batch_id == batch_id)).scalar_one()
    if not written:
        raise Refused("report-erased", N_("The report of this import was erased: it can no longer be taken back."))
    return batch, written


def lines_of(report: dict[str, Any]) -> int:
    """How many lines of the sheet a batch wrote something for."""
    return sum(int(report["counts"][state]) for state in (State.CREATED, State.UPDATED))


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hundreds of thousands of small values are made and all are kept: looking for those in circles is a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _new_batch(importer: Importer, source: Source, *, actor: Actor, at: datetime) -> ImportBatch:
    batch = ImportBatch(importer=importer.name, file_name=source.file_name[:200], sha256=source.sha256, recorded_at=at)
    batch.actor_id, batch.actor_name = actor.account_id, actor.name
    db.session.add(batch)
    db.session.flush()
    return batch


def plan_of(importer: Importer, source: Source, at: datetime, watch: Watch = silent) -> Plan:
    """What the importer says of every line; those that could not be read are refused."""
    with _undisturbed():
        lines = source.lines(importer)
        plan = importer.plan([line for line in lines if not line.faults], at, watch)
    unread = [Outcome(line.number, "", State.REFUSED, faults=line.faults) for line in lines if line.faults]
    return replace(plan, outcomes=sorted([*plan.outcomes, *unread], key=lambda outcome: outcome.line))


def _refresh_statistics(lines: int) -> None:
    """After a big batch, the database looks at its tables: it would plan by their size of yesterday."""
    if lines >= BIG_BATCH:
        refresh_statistics(db.session.connection())


def report_of(source: Source, plan: Plan, written: dict[str, Any] | None = None) -> dict[str, Any]:
    """Counts, lines worth telling, totals beside the sheet's own, and what `take_back` needs."""
    return {
        "counts": counts(plan.outcomes),
        "lines": as_kept(plan.outcomes),
        "totals": [asdict(one) for one in plan.totals],
        "own_totals": source.own_totals(),
        "remarks": [asdict(one) for one in plan.remarks],
        "written": written or {},
    }
