"""The sheet of the settings of a plan: title, years, closing, hypotheses."""

import re
from collections.abc import Mapping

from foundation.kernel.sentences import N_
from foundation.kernel.sorting import sort_key
from pole.budget.rules import sheets
from pole.budget.rules.plan import LONGEST_LABEL, MOST_HYPOTHESES, MOST_YEARS, Hypothesis, Plan
from pole.budget.rules.sheet_cells import Grid

FIRST_YEARS = range(2000, 2101)
_CODE = re.compile(rf"{sort_key(sheets.HYPOTHESIS)} ([a-d])")


def read_settings(grid: Grid) -> Plan | None:
    """The plan without its lines; None (with faults) where a setting cannot be read."""
    if not grid.head((sheets.SETTING, sheets.VALUE)):
        return None
    rows = {sort_key(grid.text(row, sheets.SETTING)): row for row in grid.lines()}
    for word in (sheets.TITLE, sheets.FIRST_YEAR, sheets.COUNT, sheets.CLOSING, sheets.RETAINED):
        if sort_key(word) not in rows:
            grid.fault(N_("The setting “%(name)s” is missing: add its line."), name=word)
    if grid.faults:
        return None
    title = grid.text(rows[sort_key(sheets.TITLE)], sheets.VALUE)
    if not title or len(title) > LONGEST_LABEL:
        grid.fault(
            N_("Give the plan a title of at most %(most)s characters."),
            rows[sort_key(sheets.TITLE)],
            sheets.VALUE,
            most=LONGEST_LABEL,
        )
    plan = Plan(
        title=title,
        first_year=_within(grid, rows, sheets.FIRST_YEAR, FIRST_YEARS),
        count=_within(grid, rows, sheets.COUNT, range(1, MOST_YEARS + 1)),
        closing_month=_within(grid, rows, sheets.CLOSING, range(1, 13)),
        hypotheses=_hypotheses(grid, rows),
        retained=grid.text(rows[sort_key(sheets.RETAINED)], sheets.VALUE).upper(),
    )
    if plan.retained not in plan.codes:
        grid.fault(
            N_("The hypothesis retained is one of: %(codes)s."),
            rows[sort_key(sheets.RETAINED)],
            sheets.VALUE,
            codes=", ".join(plan.codes),
        )
    return None if grid.faults else plan


def _within(grid: Grid, rows: Mapping[str, int], word: str, bounds: range) -> int:
    row = rows[sort_key(word)]
    before = len(grid.faults)
    found = grid.count(row, sheets.VALUE)
    if found not in bounds and len(grid.faults) == before:
        grid.fault(
            N_("“%(name)s” is between %(least)s and %(most)s."),
            row,
            sheets.VALUE,
            name=word,
            least=bounds[0],
            most=bounds[-1],
        )
    return found if found in bounds else bounds[0]


def _hypotheses(grid: Grid, rows: Mapping[str, int]) -> tuple[Hypothesis, ...]:
    found = tuple(
        Hypothesis(code[1].upper(), grid.text(row, sheets.VALUE))
        for word, row in rows.items()
        if (code := _CODE.fullmatch(word))
    )
    if not 1 <= len(found) <= MOST_HYPOTHESES:
        grid.fault(N_("Write one line a hypothesis, named “%(name)s A” to “%(name)s D”."), name=sheets.HYPOTHESIS)
    return tuple(sorted(found, key=lambda one: one.code))
