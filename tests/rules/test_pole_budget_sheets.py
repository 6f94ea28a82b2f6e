"""A plan goes out as a workbook and comes back the same, to the cent; each fault of a file is a sentence with its cell."""

import io
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from foundation.kernel.money import Money
from foundation.kernel.sentences import sentence
from pole.budget.rules import sheets
from pole.budget.rules.sheet_reading import read_plan
from pole.budget.rules.sheets import plan_sheets
from spreadsheets.formulas import formula_cells
from spreadsheets.open_document import Page
from spreadsheets.reading import read_sheets
from spreadsheets.writing import book_chunks
from tests.factories.pole_budget import empty_plan, plan
from tests.rules.pole_budget_plans import plans


def workbook(said, kind="xlsx"):
    return b"".join(book_chunks(kind, [Page(one.title, one.header, one.rows) for one in plan_sheets(said)]))


def read(content):
    return read_plan({one.name: one.rows for one in read_sheets(content)}, formula_cells(content))


@settings(max_examples=8)
@given(plans(), st.sampled_from(["xlsx", "ods"]))
def test_a_workbook_comes_back_as_it_went(said, kind):
    reading = read(workbook(said, kind))
    assert reading.faults == ()
    assert reading.plan == said
    assert reading.checked


@given(plans())
def test_the_rows_of_a_workbook_are_read_as_they_were_written(said):
    """The same without the file between: many more plans in the same time."""
    reading = read_plan({one.title: rows_of(one) for one in plan_sheets(said)}, {})
    assert reading.faults == ()
    assert reading.plan == said


def rows_of(sheet):
    return (sheet.header, *(tuple(cell_of(value) for value in row) for row in sheet.rows))


def cell_of(value):
    """As the reader gives a cell: whole numbers and days as they are, other numbers as exact text."""
    if isinstance(value, Money | Fraction):
        number = Fraction(value.cents, 100) if isinstance(value, Money) else value
        return int(number) if number.denominator == 1 else repr(float(number))
    return value


def test_a_plan_without_a_line_comes_back_too():
    assert read(workbook(empty_plan())).plan == empty_plan()


def book(said=None, **cells):
    """The rows of a workbook, some cells changed: Charges={(1, 5): "douze"}."""
    made = {one.title: [list(row) for row in rows_of(one)] for one in plan_sheets(said or plan())}
    for name, changed in cells.items():
        for (row, column), value in changed.items():
            made[name][row][column] = value
    return made


def told(rows, formulas=None):
    """(sheet, cell, sentence) of every fault."""
    reading = read_plan(rows, formulas or {})
    assert (reading.plan is None) == bool(reading.faults)
    return [(one.sheet, one.cell, sentence("en", one.message, one.values)) for one in reading.faults]


def test_text_in_a_number_is_told_with_its_cell():
    ((sheet, cell, words),) = told(book(Charges={(1, 5): "douze mille"}))
    assert (sheet, cell) == ("Charges", "F2")
    assert "“douze mille” is no amount" in words


@pytest.mark.parametrize("name", sheets.NEEDED)
def test_a_missing_sheet_is_told_by_its_name(name):
    rows = book()
    del rows[name]
    assert [found for found in told(rows) if found[0] == name and "is missing" in found[2]]


def test_without_totals_the_file_is_read_and_said_to_be_unchecked():
    rows = book()
    del rows["Totaux"]
    reading = read_plan(rows, {})
    assert (reading.plan, reading.checked) == (plan(), False)


def test_a_sheet_of_the_user_is_left_aside_and_named():
    assert read_plan({**book(), "Brouillon": [["notes"]]}, {}).ignored == ("Brouillon",)


def test_a_formula_is_told_with_its_cell_once():
    rows = book()
    ((sheet, cell, words),) = told(rows, {"Ressources": frozenset({(1, 5), (99, 99)})})
    assert (sheet, cell) == ("Ressources", "F2")
    assert "formula" in words


def test_a_wrong_total_says_both_figures():
    ((sheet, cell, words),) = told(book(Totaux={(6, 1): 5}))
    assert (sheet, cell) == ("Totaux", "B7")
    assert "€5.00" in words
    empty = book(Totaux={(6, 1): ""})
    assert told(empty) == []


def test_a_total_a_cent_off_is_wrong():
    rows = book()
    cents = rows["Totaux"][6][1]
    rows["Totaux"][6][1] = (
        str(Fraction(str(cents)) + Fraction(1, 100)) if "/" in str(cents) else f"{float(cents) + 0.01:.2f}"
    )
    assert [found[1] for found in told(rows)] == ["B7"]


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        ({"Charges": {(1, 1): "Loyers"}}, "B2"),
        ({"Charges": {(1, 1): ""}}, "B2"),
        ({"Charges": {(1, 1): "Amortissements"}}, "B2"),
        ({"Charges": {(2, 2): ""}}, "C3"),
        ({"Charges": {(1, 3): ""}}, "D2"),
        ({"Charges": {(1, 6): -1}}, "G2"),
        ({"Charges": {(1, 6): "1,234"}}, "G2"),
        ({"Charges": {(1, 6): date(2026, 1, 1)}}, "G2"),
        ({"Charges": {(1, 0): "R1"}}, "A2"),
        ({"Charges": {(2, 0): "C1"}}, "A3"),
        ({"Postes": {(1, 4): "trois quarts"}}, "E2"),
        ({"Postes": {(1, 4): "0.12345"}}, "E2"),
        ({"Postes": {(1, 3): 500}}, "D2"),
        ({"Matériel": {(1, 3): ""}}, "D2"),
        ({"Matériel": {(1, 3): "bientôt"}}, "D2"),
        ({"Matériel": {(1, 4): 0}}, "E2"),
        ({"Ressources": {(1, 2): ""}}, "C2"),
        ({"Ressources": {(2, 2): "Région"}}, "C3"),
        ({"Plan": {(1, 1): ""}}, "B2"),
        ({"Plan": {(2, 1): "deux mille"}}, "B3"),
        ({"Plan": {(3, 1): 11}}, "B4"),
        ({"Plan": {(4, 1): 13}}, "B5"),
        ({"Plan": {(7, 1): "Z"}}, "B8"),
    ],
)
def test_each_fault_has_its_cell_and_leaves_no_plan(cells, place):
    found = told(book(**cells))
    assert [one[1] for one in found] == [place], found


def test_a_heading_that_is_missing_doubled_unknown_or_empty_is_told():
    for heading, words in (("2030", "is no heading"), ("2027", "stands twice"), ("", "no heading")):
        assert any(words in found[2] for found in told(book(Charges={(0, 5): heading})))
    assert any("“2026” is missing" in found[2] for found in told(book(Charges={(0, 5): "2030"})))


def test_several_faults_are_told_at_once():
    found = told(book(Charges={(1, 5): "x", (2, 6): "y"}, Ressources={(1, 2): ""}))
    assert [(sheet, cell) for sheet, cell, _words in found] == [
        ("Charges", "F2"),
        ("Charges", "G3"),
        ("Ressources", "C2"),
    ]


def test_a_line_without_mark_is_new_and_one_left_out_goes():
    rows = book()
    rows["Charges"][1][0] = ""
    del rows["Charges"][2]
    del rows["Totaux"]
    found = read_plan(rows, {}).plan
    assert [one.key for one in found.costs] == ["C4", "C3"]
    assert found.costs[0] == replace(plan().costs[0], key="C4")


def test_a_real_formula_of_a_real_file_is_found():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        for one in plan_sheets(plan()):
            sheet = made.add_worksheet(one.title)
            for number, row in enumerate(rows_of(one)):
                for column, value in enumerate(row):
                    sheet.write(number, column, value.isoformat() if isinstance(value, date) else value)
            if one.title == "Charges":
                sheet.write_formula(1, 5, "=9000+600", None, 9600)
    reading = read(out.getvalue())
    assert [(one.sheet, one.cell) for one in reading.faults] == [("Charges", "F2")]
