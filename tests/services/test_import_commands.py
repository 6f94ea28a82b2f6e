"""`scic members import` and `scic shares import`: 0, 1 or 2; JSON alone on standard output; hostile files in a sentence."""

import io
import json
import zipfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook

from membership.cli import members
from membership.queries.roll import members_on
from shares.cli import shares
from shares.queries import entries
from shares.services import record_advance
from tests.factories.membership import RECORDED, make_member, make_statutes
from tests.factories.shares import BY, hold

TODAY = RECORDED.date()
MEMBERS_SHEET = "N°;Nom;Prénom;Catégorie;Date d’agrément\n12;Le Bris;Ada;usagers;01/03/2020\n"
MOVEMENTS_SHEET = "N°;Date;Parts;Valeur nominale\n1;01/03/2020;5;20\n"


class Door:
    """The way to an application that is open already."""

    @contextmanager
    def application(self):
        yield None


@pytest.fixture(autouse=True)
def cooperative(session):
    make_statutes()


@pytest.fixture
def ada(session):
    return make_member("Ada Le Bris", "collectivites")


def run(group, *words: object) -> Result:
    result = CliRunner().invoke(group, [str(word) for word in words], obj=Door())
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


@pytest.fixture
def file(tmp_path: Path):
    def written(content: bytes | str, name: str = "feuille.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return written


def test_members_come_in_and_json_stands_alone_on_standard_output(file):
    result = run(members, "import", file(MEMBERS_SHEET), "--json")
    assert result.exit_code == 0
    read = json.loads(result.stdout)
    assert (read["created"], read["updated"], read["unchanged"], read["refused"]) == (1, 0, 0, [])
    assert [one.number for one in members_on(TODAY)] == [12]


def test_a_dry_run_says_the_same_and_writes_nothing(file, ada):
    for group, content in ((members, MEMBERS_SHEET), (shares, MOVEMENTS_SHEET)):
        tried = run(group, "import", file(content), "--dry-run", "--json")
        assert tried.exit_code == 0
        assert json.loads(tried.stdout)["created"] == 1
    assert entries() == []
    assert [one.number for one in members_on(TODAY)] == [ada.number]


def test_movements_come_in_once_and_the_second_time_change_nothing(file, ada):
    sheet = file(MOVEMENTS_SHEET)
    assert json.loads(run(shares, "import", sheet, "--json").stdout)["created"] == 1
    again = json.loads(run(shares, "import", sheet, "--json").stdout)
    assert (again["created"], again["unchanged"], again["totals"][-1]["shares"]) == (0, 1, 5)
    assert len(entries()) == 1


def test_a_refused_line_is_named_with_its_field_its_sentence_and_status_1(file, ada):
    sheet = file(MOVEMENTS_SHEET + "1;01/03/2021;douze;20\n99;01/03/2021;2;20\n")
    result = run(shares, "import", sheet, "--json", "--lang", "en")
    assert result.exit_code == 1
    refused = json.loads(result.stdout)["refused"]
    assert [(one["line"], one["field"]) for one in refused] == [(3, "shares"), (4, "number")]
    assert "“douze”" in refused[0]["sentence"]
    assert entries() == []
    said = run(shares, "import", sheet, "--lang", "en")
    assert (said.exit_code, "Line 3" in said.stdout, "Nothing is taken in" in said.stderr) == (1, True, True)


def test_a_file_without_the_needed_column_cannot_be_read(file, ada):
    result = run(shares, "import", file("N°;Parts\n1;5\n"), "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "date d'effet" in result.stderr


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


def lying() -> bytes:
    """An archive that declares a part of ten bytes; it unpacks to 301 MB."""
    honest = bytearray(zipped(xl__bomb=b"0" * 301_000_000))
    at = honest.rindex(b"PK\x01\x02")
    honest[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(honest)


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'
HOSTILE = {
    "a zip bomb": lambda: zipped(xl__bomb=b"0" * 301_000_000),
    "a zip bomb that lies about its size": lying,
    "XML entities": lambda: zipped(xl__workbook=ENTITIES),
    "an archive cut short": lambda: zipped(xl__workbook=b"<a/>")[:40],
    "an endless line": lambda: b"N\xc2\xb0;Date;Parts\n" + b"1" * 2_000_000,
    "a cell larger than spreadsheets allow": lambda: b"N;Date;Parts\n1;01/01/2020;" + b"5" * 40_000,
    "binary": lambda: b"\x00\x01\x02" * 100,
    "nothing": lambda: b"",
    "no heading": lambda: b"a;b;c\n1;2;3\n",
}


@pytest.mark.parametrize("group", [members, shares], ids=["members", "shares"])
@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_files_are_refused_in_one_sentence_with_status_2(group, what, file):
    result = run(group, "import", file(HOSTILE[what](), "hostile.xlsx"), "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("group", [members, shares], ids=["members", "shares"])
def test_a_line_of_a_gigabyte_is_not_read_to_its_end(group, tmp_path):
    path = tmp_path / "long.csv"
    with path.open("wb") as long:
        long.truncate(1_000_000_000)  # a file with a hole: no gigabyte is written
    result = run(group, "import", path, "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "30" in result.stderr


def test_what_looks_like_a_formula_stays_text_both_ways(file, ada):
    hold(ada, 5, document="=HYPERLINK(1)", motive="@SUM(A1)")
    sheet = run(shares, "export").stdout
    assert ";=HYPERLINK" not in sheet and ";'=HYPERLINK(1);" in sheet
    back = run(shares, "import", file(sheet), "--json")
    assert json.loads(back.stdout)["unchanged"] == len(entries())


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_export_of_the_command_line_comes_back_without_a_change(form, file, ada):
    hold(ada, 5, paid_cents=5_000)
    record_advance(None, 700, TODAY, member_id=ada.id, **BY)
    out = run(shares, "export", "--format", form).stdout_bytes
    if form == "xlsx":
        assert CalamineWorkbook.from_filelike(io.BytesIO(out)).sheet_names == ["Mouvements"]
    result = run(shares, "import", file(out, f"mouvements.{form}"), "--json")
    read = json.loads(result.stdout)
    assert (result.exit_code, read["created"], read["unchanged"], read["refused"]) == (0, 0, 3, [])


def ods(rows: list[list[object]]) -> bytes:
    """The smallest OpenDocument sheet: text, numbers and days as LibreOffice writes them."""
    cells = "".join("<table:table-row>" + "".join(map(_ods_cell, row)) + "</table:table-row>" for row in rows)
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
        for name, urn in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="Parts">{cells}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("META-INF/manifest.xml", f'<manifest><file-entry media-type="{kind}"/></manifest>')
        archive.writestr("content.xml", content)
    return out.getvalue()


def _ods_cell(value: object) -> str:
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    if isinstance(value, str) and value.startswith("day:"):
        day = value.removeprefix("day:")
        return f'<table:table-cell office:value-type="date" office:date-value="{day}"><text:p>{day}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'


def test_an_opendocument_sheet_comes_in(file, ada):
    people = ods([["Nom", "Prénom", "Catégorie", "Admis le"], ["Quéré", "Yann", "usagers", "day:2020-03-01"]])
    assert json.loads(run(members, "import", file(people, "membres.ods"), "--json").stdout)["created"] == 1
    held = ods(
        [["Parts au 31/12"], ["N°", "Date", "Parts", "Montant"], [1, "day:2020-03-01", 5, 75.5], ["Total", "", 5, 75.5]]
    )
    result = run(shares, "import", file(held, "parts.ods"), "--json")
    assert result.exit_code == 0, result.stdout
    assert [(row.shares, row.subscribed_cents) for row in entries()] == [(5, 7_550)]


def test_the_register_is_printed_as_a_pdf_of_bytes_alone(ada):
    hold(ada, 5)
    result = run(shares, "register", "--as-of", str(TODAY), "--format", "pdf")
    assert result.exit_code == 0
    assert result.stdout_bytes.startswith(b"%PDF-") and result.stdout_bytes.rstrip().endswith(b"%%EOF")
