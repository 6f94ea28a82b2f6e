"""Every movement of the register as a sheet that the import studio takes back without a change; the sheet is in French."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from foundation.kernel.clock import day_of
from foundation.kernel.money import Money
from membership.rules.names import PersonName, formal_name
from shares.queries.journal import last_entry
from shares.queries.sheet import movement_rows
from shares.rules.paper_words import KIND_WORDS
from shares.rules.positions import Entry
from shares.rules.sheet_acts import MEANS_NAMES
from shares.rules.sheet_fields import PAPERS, exported_headings
from shares.rules.sheet_standing import counterpart_of

HEADINGS = exported_headings()
TITLE = "Mouvements"


def about_movements(known_at: datetime | None = None) -> tuple[str, ...]:
    """The line above the headings: which end of the journal the sheet was read from."""
    number, seal = last_entry(known_at)
    return (f"Mouvements de parts, dernier mouvement n° {number}, sceau {seal}",)


def exported_movements(on: date = date.max, known_at: datetime | None = None) -> Iterator[tuple[Any, ...]]:
    """One row a movement of a state (all of them without a day), in the order of `HEADINGS`, streamed: memory does not
    grow with the register.
    """
    for rows, entries in movement_rows(on, known_at):
        parties = {row.member_id: row for row in rows}
        for row, entry in zip(rows, entries, strict=True):
            other = counterpart_of(entry, entries)
            yield (*_cells(row, entry, parties.get(other) if other else None), *_control(row, entry))


def _cells(row: Any, entry: Entry, other: Any) -> tuple[Any, ...]:
    papers = {name: getattr(row, f"operation_{name}") for name in PAPERS}
    return (
        entry.number,
        entry.effective_on,
        KIND_WORDS[entry.kind],
        row.member_number,
        _name(row),
        other.member_number if other is not None else None,
        _name(other) if other is not None else "",
        entry.shares,
        Money(entry.nominal_cents),
        *(Money(getattr(entry, f"{one}_cents")) for one in ("subscribed", "called", "paid", "owed", "advance")),
        papers["decided_on"],
        papers["decision"],
        MEANS_NAMES.get(papers["means"], papers["means"]),
        papers["payer"],
        papers["document"],
        papers["motive"],
        entry.application_id,
    )


def _control(row: Any, entry: Entry) -> tuple[Any, ...]:
    return (entry.operation_id, day_of(entry.recorded_at), row.actor_name, row.operation_reverses_id, row.hash)


def _name(row: Any) -> str:
    if row.member_number is None:
        return ""
    if row.last_name is None:
        return str(row.organisation)
    return str(formal_name(PersonName(row.first_names, row.last_name, row.usual_first_name, row.usage_name)))
