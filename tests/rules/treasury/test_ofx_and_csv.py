"""OFX in its two spellings; CSV through profiles, in the layouts that French banks change every year."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.kernel.errors import Refused, ScicError
from treasury.rules.amounts import read_cents
from treasury.rules.readers.bytes_in import MOST_BYTES, admitted
from treasury.rules.readers.csv_file import read_csv
from treasury.rules.readers.ofx import read_ofx
from treasury.rules.readers.opening import FileKind, kind_of, read_bank_file
from treasury.rules.readers.profile import CsvProfile, guessed_roles, sniffed
from treasury.rules.statement import fingerprints

SGML = """OFXHEADER:100
DATA:OFXSGML
ENCODING:USASCII
CHARSET:1252

<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR
<BANKACCTFROM><BANKID>30001<BRANCHID>00794<ACCTID>12345678901<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20260601<DTEND>20260630
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260603120000[+1:CET]<TRNAMT>+150,00<FITID>F1<NAME>BRUME ADÉLAÏDE<MEMO>PARTS &amp; CO</STMTTRN>
<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260604<TRNAMT>-12.50<FITID>F2<NAME>FRAIS</STMTTRN>
</BANKTRANLIST><LEDGERBAL><BALAMT>1137.50<DTASOF>20260630</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
"""
XML = """<?xml version="1.0" encoding="UTF-8"?><?OFX OFXHEADER="200"?><OFX><STMTRS><CURDEF>EUR</CURDEF><BANKACCTFROM>
<BANKID>30001</BANKID><BRANCHID>00794</BRANCHID><ACCTID>12345678901</ACCTID></BANKACCTFROM><BANKTRANLIST><STMTTRN><TRNTYPE>CREDIT</TRNTYPE>
<DTPOSTED>20260603</DTPOSTED><TRNAMT>150.00</TRNAMT><FITID>F1</FITID><NAME>BRUME ADÉLAÏDE</NAME><MEMO>PARTS &amp; CO</MEMO></STMTTRN>
</BANKTRANLIST></STMTRS></OFX>"""


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "latin-1"])
def test_ofx_as_french_banks_send_it(encoding):
    [found] = read_ofx(SGML.encode(encoding))
    assert [(line.booked_on, line.cents, line.bank_reference) for line in found.lines] == [
        (date(2026, 6, 3), 15_000, "F1"), (date(2026, 6, 4), -1250, "F2"),
    ]  # fmt: skip
    assert found.lines[0].label == "BRUME ADÉLAÏDE PARTS & CO"
    assert (found.account, found.closing_cents) == ("FR7630001007941234567890185", 113_750)


def test_the_same_line_in_sgml_and_in_xml_is_the_same_line():
    [sgml], [xml] = read_ofx(SGML.encode("cp1252")), read_ofx(XML.encode())
    assert fingerprints(sgml)[0] == fingerprints(xml)[0]


def test_ofx_under_another_name_is_ofx():
    assert kind_of(SGML.encode("cp1252")) is FileKind.OFX
    assert kind_of(XML.encode()) is FileKind.OFX


@pytest.mark.parametrize(
    "change",
    [
        ("<OFX>", '<!DOCTYPE a [<!ENTITY b "c">]><OFX>'),
        ("+150,00", "beaucoup"),
        ("20260604", "2026"),
        ("<ACCTID>12345678901", ""),
    ],
)
def test_spoilt_or_armed_ofx_is_refused(change):
    with pytest.raises(Refused):
        read_ofx(SGML.replace(*change).encode("cp1252"))


@given(st.lists(st.integers(-(10**11), 10**11), max_size=8))
def test_ofx_loses_no_cent(amounts):
    rows = "".join(
        f"<STMTTRN><DTPOSTED>20260603<TRNAMT>{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}<FITID>{n}</STMTTRN>"
        for n, cents in enumerate(amounts)
    )
    [found] = read_ofx(f"<OFX><STMTRS><ACCTID>1<BANKTRANLIST>{rows}</BANKTRANLIST></STMTRS></OFX>".encode())
    assert [line.cents for line in found.lines] == amounts


# The three layouts that one savings bank had in one year, and others
LAYOUTS = {
    "before June": ("Date;N° d'opération;Libellé;Débit;Crédit;Détail;\r\n03/06/17;A1;VIR BRUME;;+150,00;PARTS;\r\n02/06/17;A2;FRAIS;-12,50;;;\r\n", "cp1252"),
    "after June": ("Code de la banque : 1;Agence;;;\r\nSolde en fin de période : ;;;;\r\nDate;Numéro d'opération;Libellé;Débit;Crédit;Détail\r\n03/06/2017;A1;VIR BRUME;;150,00;PARTS\r\n02/06/2017;A2;FRAIS;-12,50;;\r\n", "cp1252"),
    "after December": ("Date de comptabilisation;Libelle simplifie;Debit;Credit\r\n2017-06-03;VIR BRUME;;+150,00\r\n2017-06-02;FRAIS;-12,50;\r\n", "utf-8-sig"),
    "one column": ("Date d'opération,Date de valeur,Montant,Libellé,Solde\r\n03/06/2017,03/06/2017,\"150,00\",VIR BRUME,\"137,50\"\r\n02/06/2017,02/06/2017,\"-12,50\",FRAIS,\"-12,50\"\r\n", "utf-8"),
    "tabs": ("Date\tMontant\tLibellé\n03/06/2017\t+150,00 €\tVIR BRUME\n02/06/2017\t-12,50 €\tFRAIS\n", "utf-16"),
}  # fmt: skip


def profile_for(text, **changes):
    separator, _row, heads = sniffed(text)
    return CsvProfile(**{"name": "Banque", "account": "A", "separator": separator, **guessed_roles(heads), **changes})


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_layout_is_guessed_and_read(layout):
    text, encoding = LAYOUTS[layout]
    [found] = read_csv(text.encode(encoding), profile_for(text))
    assert [(line.booked_on, line.cents) for line in found.lines] == [
        (date(2017, 6, 2), -1250),
        (date(2017, 6, 3), 15_000),
    ]
    assert "VIR BRUME" in found.lines[1].label


def test_a_changed_layout_is_said_by_the_names_that_are_missing():
    old, new = LAYOUTS["before June"][0], LAYOUTS["after December"][0]
    with pytest.raises(Refused) as refusal:
        read_csv(new.encode(), profile_for(old))
    assert refusal.value.code == "columns-missing"


def test_no_row_is_lost_in_silence():
    text = "Date;Montant;Libellé\n03/06/2026;10,00;A\nle 4 juin;20,00;B\n"
    with pytest.raises(Refused) as refusal:
        read_csv(text.encode(), profile_for(text))
    assert refusal.value.values["row"] == 3


@pytest.mark.parametrize("row", ["03/06/2026;;A", "03/06/2026;1O,00;A", "31/02/2026;10,00;A"])
def test_a_row_that_cannot_be_read_names_itself(row):
    text = f"Date;Montant;Libellé\n{row}\n"
    with pytest.raises(Refused):
        read_csv(text.encode(), profile_for(text))


def test_totals_below_the_table_are_no_lines_and_balances_there_are_checked():
    text = "Solde initial;100,00\nDate;Montant;Libellé\n03/06/2026;10,00;A\n;;Total\nSolde final;110,00\n"
    [found] = read_csv(text.encode(), profile_for(text))
    assert (found.total_cents, found.opening_cents, found.closing_cents) == (1000, 10_000, 11_000)
    with pytest.raises(Refused):
        read_csv(text.replace("110,00", "111,00").encode(), profile_for(text))


def test_a_missing_row_shows_in_the_running_balance():
    text = "Date;Montant;Libellé;Solde\n01/06/2026;10,00;A;110,00\n03/06/2026;5,00;C;135,00\n"
    with pytest.raises(Refused) as refusal:
        read_csv(text.encode(), profile_for(text))
    assert refusal.value.code == "balance-broken-row"


def test_both_sides_at_once_are_refused():
    text = "Date;Libellé;Débit;Crédit\n03/06/2026;A;1,00;2,00\n"
    with pytest.raises(Refused):
        read_csv(text.encode(), profile_for(text))


def test_signs_turned_round():
    text = "Date;Montant;Libellé\n03/06/2026;-10,00;A\n"
    assert read_csv(text.encode(), profile_for(text, opposite=True))[0].total_cents == 1000


@pytest.mark.parametrize(
    ("day", "order", "read"),
    [
        ("03.06.26", "dmy", date(2026, 6, 3)),
        ("06/03/2026", "mdy", date(2026, 6, 3)),
        ("26-06-03", "ymd", date(2026, 6, 3)),
        ("2026-06-03", "dmy", date(2026, 6, 3)),
    ],
)
def test_days_in_every_order(day, order, read):
    text = f"Date;Montant;Libellé\n{day};10,00;A\n"
    assert read_csv(text.encode(), profile_for(text, date_order=order))[0].lines[0].booked_on == read


@pytest.mark.parametrize(("text", "cents"), [
    ("1 234,56", 123456), ("1\u202f234,56\u00a0€", 123456), ("1.234,56", 123456), ("1,234.56", 123456), ("-12,5", -1250), ("12,50-", -1250),
    ("(12,50)", -1250), ("+0,07", 7), (",07", 7), ("1'234.50", 123450), ("12", 1200), ("\u221212,00", -1200), ("1 234 567,00", 123456700),
    ("0", 0), ("12,5000", 1250), ("EUR 12,00", 1200),
])  # fmt: skip
def test_amounts_in_the_spellings_of_banks(text, cents):
    assert read_cents(text) == cents


@pytest.mark.parametrize(
    "text", ["", "-", "12,345", "1,23,4", "12a", "1..2", "٣", "12,5001", "--1", "1 2,3 4.5", "9" * 30]
)
def test_what_is_no_amount_is_not_guessed(text):
    with pytest.raises(ValueError, match=r"^"):
        read_cents(text)


@given(st.integers(-(10**12), 10**12))
def test_what_is_written_is_read(cents):
    sign, whole, rest = "-" if cents < 0 else "", abs(cents) // 100, abs(cents) % 100
    assert read_cents(f"{sign}{whole:,}".replace(",", "\u202f") + f",{rest:02d}", ",") == cents
    assert read_cents(f"{sign}{whole:,}.{rest:02d}", ".") == cents


@given(
    st.lists(
        st.tuples(
            st.integers(-(10**9), 10**9),
            st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=20),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_csv_loses_no_cent_whatever_the_words(rows):
    body = "".join(
        f'03/06/2026;{"-" if cents < 0 else ""}{abs(cents) // 100},{abs(cents) % 100:02d};"{words.replace(chr(34), "")}"\r\n'
        for cents, words in rows
    )
    [found] = read_csv(
        ("Date;Montant;Libellé\r\n" + body).encode(),
        CsvProfile(name="p", account="A", date="Date", amount="Montant", label="Libellé", encoding="utf-8"),
    )
    assert [line.cents for line in found.lines] == [cents for cents, _words in rows]


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"\x1f\x8b", b"%PDF", b"  \n", b"\xd0\xcf\x11\xe0"])
def test_packed_and_foreign_files_are_refused_with_a_sentence(data):
    with pytest.raises(Refused):
        read_bank_file(data)


def test_a_gigabyte_is_refused_before_it_is_read():
    class Huge(bytes):
        def __len__(self):
            return 1024**3

    with pytest.raises(ScicError) as refusal:
        admitted(Huge(b"<a>"))
    assert refusal.value.status == 413
    assert MOST_BYTES < 1024**3


def test_one_endless_line_is_refused():
    with pytest.raises(Refused):
        read_csv(
            b"Date;Montant\n03/06/2026;" + b"1" * 200_000,
            CsvProfile(name="p", account="A", date="Date", amount="Montant"),
        )


@given(st.binary(max_size=300))
def test_no_bytes_whatever_break_the_door(data):
    with suppress(ScicError):
        read_bank_file(data)
