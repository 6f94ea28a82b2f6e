"""The sheets of a workbook as a plan again, or everything that is wrong with them, each fault with its cell."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from foundation.kernel.sorting import sort_key
from pole.budget.rules import sheets
from pole.budget.rules.checking import line_faults
from pole.budget.rules.editing import LETTERS, next_key, with_lines
from pole.budget.rules.plan import (
    MOST_LINES,
    Cost,
    CostHead,
    Equipment,
    Line,
    Plan,
    Post,
    Resource,
)
from pole.budget.rules.sheet_cells import Grid, Places, Rows, SheetFault
from pole.budget.rules.sheet_settings import read_settings
from pole.budget.rules.totals import totals
from spreadsheets.rules.cells import as_text

_SOME_DAY = date(2000, 1, 1)
"""Stands in for a day that could not be read; the plan is not given back then."""
_HEADS = {head: sheets.HEAD_WORDS[head] for head in (CostHead.EXTERNAL, CostHead.OTHER_SKILLS, CostHead.VOLUNTEERING)}


@dataclass(frozen=True)
class Reading:
    """What a file says: a plan, or faults. `ignored`: sheets that are none of ours; `checked`: whether it has totals."""

    plan: Plan | None
    faults: tuple[SheetFault, ...]
    ignored: tuple[str, ...]
    checked: bool


def read_plan(book: Mapping[str, Rows], formulas: Mapping[str, Places]) -> Reading:
    """The plan of a workbook: rows and formulas by the name of the sheet."""
    grids = {
        wanted: Grid(name, rows, formulas.get(name, frozenset()))
        for wanted in (*sheets.NEEDED, sheets.TOTALS)
        for name, rows in book.items()
        if sort_key(name.strip()) == sort_key(wanted)
    }
    ignored = tuple(name for name in book if name not in {grid.name for grid in grids.values()})
    missing = [SheetFault(name, "", _NO_SHEET, {"name": name}) for name in sheets.NEEDED if name not in grids]
    plan = read_settings(grids[sheets.PLAN]) if sheets.PLAN in grids else None
    if plan is not None:
        for name, (kind, read) in _READERS.items():
            if name in grids:
                plan = _with_lines(plan, grids[name], kind, read)
    faults = [*missing, *(fault for grid in grids.values() for fault in grid.faults)]
    if plan is not None and not faults and sheets.TOTALS in grids:
        _check_totals(grids[sheets.TOTALS], plan)
        faults = grids[sheets.TOTALS].faults
    return Reading(None if faults else plan, tuple(faults), ignored, sheets.TOTALS in grids)


_NO_SHEET = N_("The sheet “%(name)s” is missing. Put it back: an empty one, with its headings, is enough.")


def _with_lines(plan: Plan, grid: Grid, kind: type[Line], read: Callable[[Grid, int, Plan], Line]) -> Plan:
    """The plan with the lines of a sheet; a line without a key is a new one and gets its key last."""
    if not grid.head(_headings(plan, kind)):
        return plan
    found: list[tuple[int, Line]] = []
    for row in grid.lines():
        before = len(grid.faults)
        line = read(grid, row, plan)
        found.append((row, line))
        if len(grid.faults) == before:
            for fault in line_faults(line):
                grid.fault(fault.message, row, _heading_of(fault.field, plan), **fault.values)
    _check_keys(grid, kind, found)
    if len(found) > MOST_LINES:
        grid.fault(N_("A plan holds at most %(most)s lines of a kind: put small ones together."), most=MOST_LINES)
        return plan
    lines = [line for _row, line in found]
    for rank, line in enumerate(lines):
        if not line.key:
            lines[rank] = replace(line, key=next_key(with_lines(plan, kind, lines), kind))
    return with_lines(plan, kind, lines)


def _check_keys(grid: Grid, kind: type[Line], found: Sequence[tuple[int, Line]]) -> None:
    letter = LETTERS[kind][1]
    seen: set[str] = set()
    for row, line in found:
        if line.key and not re.fullmatch(rf"{letter}[1-9][0-9]{{0,5}}", line.key):
            grid.fault(
                N_("“%(found)s” is no mark of a line here: leave the cell empty, a new line is given its own."),
                row,
                sheets.KEY,
                found=line.key[:20],
            )
        elif line.key in seen:
            grid.fault(
                N_("The mark “%(found)s” stands twice: leave it empty on the new line."),
                row,
                sheets.KEY,
                found=line.key,
            )
        seen.add(line.key or f"row {row}")


def _headings(plan: Plan, kind: type[Line]) -> tuple[str, ...]:
    years = tuple(str(year) for year in plan.years)
    if kind is Cost:
        return (sheets.KEY, sheets.HEAD, sheets.FORM, sheets.LABEL, sheets.NOTE, *years)
    if kind is Resource:
        return (sheets.KEY, sheets.KIND, sheets.FUNDER, sheets.LABEL, sheets.NOTE, *years)
    if kind is Equipment:
        return (sheets.KEY, sheets.LABEL, sheets.PRICE, sheets.IN_USE, sheets.USE)
    shares = tuple(f"{code} {year}" for code in plan.codes for year in plan.years)
    return (sheets.KEY, sheets.LABEL, sheets.FULL_TIME, sheets.RAISE, *shares)


_FIELDS = {
    "label": sheets.LABEL, "note": sheets.NOTE, "form": sheets.FORM, "funder": sheets.FUNDER, "price": sheets.PRICE,
    "full_time": sheets.FULL_TIME, "raise": sheets.RAISE, "in_use_on": sheets.IN_USE, "years": sheets.USE,
}  # fmt: skip


def _heading_of(field: str, plan: Plan) -> str:
    """The heading under which a field stands: "cents:2" is the third year, "share:A:0" the first year of A."""
    name, *more = field.split(":")
    if name == "cents":
        return str(plan.years[int(more[0])])
    if name == "share":
        return f"{more[0]} {plan.years[int(more[1])]}"
    return _FIELDS[name]


def _cost(grid: Grid, row: int, plan: Plan) -> Cost:
    head = grid.chosen(row, sheets.HEAD, _HEADS)
    if head is None and not grid.text(row, sheets.HEAD):
        grid.fault(_NO_CHOICE, row, sheets.HEAD, words=", ".join(_HEADS.values()))
    form = grid.chosen(row, sheets.FORM, sheets.FORM_WORDS)
    label, note = grid.text(row, sheets.LABEL), grid.text(row, sheets.NOTE)
    return Cost(grid.text(row, sheets.KEY), head or CostHead.EXTERNAL, label, _by_year(grid, row, plan), form, note)


_NO_CHOICE = N_("This cell is empty. Write one of: %(words)s.")


def _resource(grid: Grid, row: int, plan: Plan) -> Resource:
    kind = grid.chosen(row, sheets.KIND, sheets.KIND_WORDS)
    if kind is None and not grid.text(row, sheets.KIND):
        grid.fault(_NO_CHOICE, row, sheets.KIND, words=", ".join(sheets.KIND_WORDS.values()))
    return Resource(
        grid.text(row, sheets.KEY),
        kind or next(iter(sheets.KIND_WORDS)),
        grid.text(row, sheets.LABEL),
        _by_year(grid, row, plan),
        grid.text(row, sheets.FUNDER),
        grid.text(row, sheets.NOTE),
    )


def _by_year(grid: Grid, row: int, plan: Plan) -> tuple[int, ...]:
    return tuple(grid.cents(row, str(year)) for year in plan.years)


def _post(grid: Grid, row: int, plan: Plan) -> Post:
    shares: dict[str, tuple[Fraction, ...]] = {
        code: tuple(grid.decimal(row, f"{code} {year}") for year in plan.years) for code in plan.codes
    }
    return Post(
        grid.text(row, sheets.KEY),
        grid.text(row, sheets.LABEL),
        grid.cents(row, sheets.FULL_TIME),
        grid.decimal(row, sheets.RAISE) / 100,
        shares,
    )


def _equipment(grid: Grid, row: int, _plan: Plan) -> Equipment:
    day = grid.day(row, sheets.IN_USE)
    if day is None and not as_text(grid.cell(row, sheets.IN_USE)):
        grid.fault(N_("Write the day from which it is in use: depreciation begins on it."), row, sheets.IN_USE)
    return Equipment(
        grid.text(row, sheets.KEY),
        grid.text(row, sheets.LABEL),
        grid.cents(row, sheets.PRICE),
        day or _SOME_DAY,
        grid.count(row, sheets.USE),
    )


def _check_totals(grid: Grid, plan: Plan) -> None:
    years = [str(year) for year in plan.years]
    if not grid.head((sheets.TOTAL, *years)):
        return
    expected = {sort_key(str(row[0])): row for row in sheets.total_rows(totals(plan))}
    for row in grid.lines():
        word = grid.text(row, sheets.TOTAL)
        if sort_key(word) not in expected:
            grid.fault(N_("“%(found)s” is no total of ours: take the line out."), row, sheets.TOTAL, found=word[:60])
            continue
        for year, due in zip(years, expected[sort_key(word)][1:], strict=True):
            _check_total(grid, row, year, due)


def _check_total(grid: Grid, row: int, year: str, due: object) -> None:
    before = len(grid.faults)
    said = grid.cell(row, year)
    if as_text(said) == "" or len(grid.faults) > before:
        return
    found = Money(grid.cents(row, year))
    if len(grid.faults) == before and found != due:
        grid.fault(
            N_(
                "This total says %(found)s and the lines add up to %(due)s: correct the line that is wrong, or empty this "
                "cell if the lines are right."
            ),
            row,
            year,
            found=found,
            due=due,
        )


_READERS: dict[str, tuple[type[Line], Callable[[Grid, int, Plan], Line]]] = {
    sheets.COSTS: (Cost, _cost),
    sheets.POSTS: (Post, _post),
    sheets.EQUIPMENT: (Equipment, _equipment),
    sheets.RESOURCES: (Resource, _resource),
}
