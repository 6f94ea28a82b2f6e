"""CFONB 120: fixed records, signs overpunched, 01 + Σ 04 = 07."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.kernel.errors import Refused
from tests.factories.treasury import OURS, cfonb
from treasury.rules.readers.cfonb import looks_like_cfonb, read_cfonb, signed_amount


def one(data):
    [statement] = read_cfonb(data)
    return statement


def test_the_account_becomes_an_iban():
    assert one(cfonb([(100, "X")])).account == OURS


@pytest.mark.parametrize(("text", "cents"), [
    ("0000000000000{", 0), ("0000000000000}", 0), ("0000000000001A", 11), ("0000000000001J", -11),
    ("0000000000123I", 1239), ("0000000000123R", -1239), ("0000000000123é", 1230), ("0000000000123è", -1230),
])  # fmt: skip
def test_the_last_letter_is_figure_and_sign(text, cents):
    assert signed_amount(text) == cents


@pytest.mark.parametrize("text", ["00000000001234", "0000000000123a", "00000000 0123{", "", "0000000000012²{"])
def test_what_is_no_signed_amount_is_refused(text):
    with pytest.raises(ValueError, match=r"^"):
        signed_amount(text)


def test_decimals_of_the_record_are_obeyed():
    assert (signed_amount("0000000000001B", 0), signed_amount("0000000000001B", 1)) == (1200, 120)


def test_complements_are_joined_to_their_movement():
    lines = cfonb([(15_000, "VIR SEPA RECU")]).decode("latin-1").split("\r\n")
    head = "05" + lines[1][2:40]
    more = [f"{head}     {code:<3}{words:<70}  " for code, words in (
        ("NPY", "BRUME ADELAIDE"), ("LCC", "PARTS KX7 XD7 QHR"), ("RCN", "E2E-1"), ("CPY", "DE89370400440532013000"), ("REF", "B123"),
    )]  # fmt: skip
    found = one("\n".join([*lines[:2], *more, lines[2]]).encode("latin-1"))
    [line] = found.lines
    assert (line.counterparty, line.counterparty_iban, line.bank_reference) == (
        "BRUME ADELAIDE",
        "DE89370400440532013000",
        "B123",
    )
    assert line.label == "VIR SEPA RECU PARTS KX7 XD7 QHR"
    assert line.end_to_end == "E2E-1"


@pytest.mark.parametrize("end", ["\r\n", "\n", ""])
def test_with_or_without_line_ends(end):
    assert [line.cents for line in one(cfonb([(100, "A"), (-50, "B")], end=end)).lines] == [100, -50]


def test_last_spaces_lost_on_the_way_are_no_matter():
    data = b"\r\n".join(line.rstrip() for line in cfonb([(100, "A")]).split(b"\r\n"))
    assert one(data).total_cents == 100


def test_several_accounts_stand_in_one_file():
    assert len(read_cfonb(cfonb([(100, "A")]) + b"\r\n" + cfonb([(200, "B")]))) == 2


def test_balances_that_do_not_hold_are_refused():
    with pytest.raises(Refused) as refusal:
        read_cfonb(cfonb([(100, "A")], closing=99))
    assert refusal.value.code == "balance-broken"


@pytest.mark.parametrize("cut", [slice(1, None), slice(None, -1), slice(1, 2), slice(0, 1)])
def test_a_cut_file_is_refused(cut):
    lines = cfonb([(100, "A")]).split(b"\r\n")[cut]
    with pytest.raises(Refused):
        read_cfonb(b"\r\n".join(lines))


@pytest.mark.parametrize("change", [(b"04", b"99"), (b"030626", b"310226"), (b"VIR", b"VIR" * 60)])
def test_a_spoilt_record_is_refused_with_its_number(change):
    with pytest.raises(Refused) as refusal:
        read_cfonb(cfonb([(100, "VIR")]).replace(*change))
    assert refusal.value.code == "bad-cfonb"
    assert refusal.value.values["number"] >= 1


def test_it_is_recognised_by_its_content():
    assert looks_like_cfonb(cfonb([]).decode("latin-1"))
    assert not looks_like_cfonb("01;02;03")


@given(st.lists(st.integers(-(10**12), 10**12), max_size=12), st.integers(-(10**12), 10**12))
def test_not_a_cent_is_lost(amounts, opening):
    found = one(cfonb([(cents, "X") for cents in amounts], opening=opening))
    assert [line.cents for line in found.lines] == amounts
    assert found.opening_cents == opening
    assert found.closing_cents == opening + sum(amounts)
