"""Files as people have them, and files that mean harm."""

import io
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter

from foundation.kernel.errors import Malformed, TooLarge
from foundation.kernel.money import Money
from foundation.web.csv_export import csv_text
from spreadsheets.open_document import write_ods
from spreadsheets.reading import read_sheets
from spreadsheets.rules import limits
from spreadsheets.writing import write_xlsx


def rows_of(content: bytes):
    return [list(row) for row in read_sheets(content)[0].rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_any_encoding_and_separator_is_read(encoding, separator):
    lines = [separator.join(("N°", "Prénom", "Né le")), separator.join(("12", "Zoé", "01/02/1980"))]
    assert rows_of("\r\n".join(lines).encode(encoding)) == [["N°", "Prénom", "Né le"], ["12", "Zoé", "01/02/1980"]]


def test_a_decimal_comma_is_not_a_separator():
    assert rows_of(b"nom;montant\nA;1 234,50\nB;20,00\n")[1] == ["A", "1 234,50"]


def test_our_own_csv_comes_back_without_its_guards():
    text = csv_text(("Nom", "Téléphone", "Montant"), [("=cmd()", "+33 6 00 00 00 00", Money(123456))])
    assert rows_of(text.encode())[1] == ["=cmd()", "+33 6 00 00 00 00", "1234,56"]


def test_our_own_xlsx_comes_back_and_holds_no_formula():
    file = io.BytesIO()
    rows = [("=1+1", 35000, date(2025, 12, 31), Money(2050), True), ("http://x", None, None, Money(-100), False)]
    write_xlsx(file, ("Nom", "CP", "Jour", "Montant", "Oui"), rows, title="Registre", about=("État au 31/12/2025",))
    assert b"<f>" not in zipfile.ZipFile(file).read("xl/worksheets/sheet1.xml")
    assert rows_of(file.getvalue()) == [
        ["État au 31/12/2025", None, None, None, None],
        ["Nom", "CP", "Jour", "Montant", "Oui"],
        ["=1+1", 35000, date(2025, 12, 31), "20.5", "oui"],
        ["http://x", None, None, -1, "non"],
    ]


def test_our_own_ods_comes_back_and_holds_no_formula():
    file = io.BytesIO()
    rows = [
        ("=1+1", 35000, date(2025, 12, 31), Money(2050), True),
        ("http://x\x00<&\ud800", None, None, Money(-105), False),
        ("deux\nlignes", -3, datetime(2026, 1, 2, 9), Money(100_000_000_001), ""),
    ]
    write_ods(file, ("Nom", "CP", "Jour", "Montant", "Oui"), rows, title="Registre", about=("État au 31/12/2025",))
    packed_file = zipfile.ZipFile(file)
    assert packed_file.infolist()[0].filename == "mimetype"
    assert packed_file.infolist()[0].compress_type == zipfile.ZIP_STORED
    assert b"formula" not in packed_file.read("content.xml")
    found = rows_of(file.getvalue())
    assert found[0][0] == "État au 31/12/2025"
    assert found[1] == ["Nom", "CP", "Jour", "Montant", "Oui"]
    assert found[2] == ["=1+1", 35000, date(2025, 12, 31), "20.5", "oui"]
    assert found[3][0] == "http://x<&"
    assert [str(cell) for cell in found[4][:4]] == ["deux\nlignes", "-3", "2026-01-02", "1000000000.01"]


def ods(rows: str) -> bytes:
    office = (
        '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Membres">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return packed({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": office})


def packed(parts: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            # an ODS file is known by its first entry, which must not be packed
            archive.writestr(name, text, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return file.getvalue()


def test_ods_is_read():
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    row = "".join(cell.format(text) for text in ("Nom", "Zoé"))
    assert rows_of(ods(f"<table:table-row>{row}</table:table-row>")) == [["Nom", "Zoé"]]


def test_a_zip_bomb_is_refused_before_it_unpacks():
    bomb = packed({"[Content_Types].xml": "<a/>", "xl/worksheets/sheet1.xml": " " * (limits.MOST_UNPACKED_BYTES + 1)})
    assert len(bomb) < 1_000_000
    with pytest.raises(TooLarge, match="Unpacked"):
        read_sheets(bomb)


def test_xml_entities_are_refused():
    lol = '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">]><worksheet>&lol;</worksheet>'
    with pytest.raises(Malformed, match="XML declarations"):
        read_sheets(packed({"xl/worksheets/sheet1.xml": lol}))


def test_one_endless_line_is_refused():
    with pytest.raises(TooLarge, match="A line of this file"):
        read_sheets(b"a;" * (limits.MOST_LINE_CHARACTERS // 2 + 1))


def test_a_file_over_the_limit_is_refused_unread():
    with pytest.raises(TooLarge, match="This file is over"):
        read_sheets(b"x" * (limits.MOST_BYTES + 1))


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 nothing", b"\xd0\xcf\x11\xe0 nothing", b"\x00\x01\x02", b"\xff\xfe\x00"]
)
def test_what_is_no_sheet_is_told_in_a_sentence(content):
    with pytest.raises(Malformed, match="could not be read"):
        read_sheets(content)


@pytest.mark.parametrize("content", [b"", b"\n\n", b";;;\n;;"])
def test_an_empty_file_is_told(content):
    with pytest.raises(Malformed, match="Nothing is written"):
        read_sheets(content)


def test_a_sheet_of_a_workbook_keeps_whole_numbers_whole():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet("Titre")
        book.add_worksheet("Parts").write_row(0, 0, [12, 12.5, "texte"])
    assert read_sheets(file.getvalue())[0].name == "Parts"
    assert rows_of(file.getvalue()) == [[12, "12.5", "texte"]]


def workbook_of_two_cells(last: str, row: int) -> bytes:
    """A workbook of a kilobyte: A1, and one cell far from it."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet().write("A1", "x")
    packed_file, far = io.BytesIO(), f'<row r="{row}"><c r="{last}{row}"><v>1</v></c></row></sheetData>'
    with zipfile.ZipFile(out) as source, zipfile.ZipFile(packed_file, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"</sheetData>", far.encode()))
    return packed_file.getvalue()


@pytest.mark.parametrize(("last", "row"), [("XFD", 1_048_576), ("KN", 190_000), ("A", 1_048_576), ("XFD", 2)])
def test_two_cells_far_apart_do_not_end_the_server(last, row):
    """The reader allots every cell between them: it is another process that ends, here it is a sentence."""
    with pytest.raises(TooLarge) as caught:
        read_sheets(workbook_of_two_cells(last, row))
    assert caught.value.code == "sheet-too-large"


def test_cells_repeated_a_billion_times_are_refused_in_a_sentence():
    row = (
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="string" '
        'table:number-columns-repeated="10000"><text:p>x</text:p></table:table-cell></table:table-row>'
    )
    with pytest.raises((Malformed, TooLarge)):
        read_sheets(ods(row))
