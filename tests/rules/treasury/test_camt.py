"""CAMT.053 and .054 as banks really send them; whatever the file, not a cent is lost."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.kernel.errors import Refused, ScicError
from tests.factories.treasury import OTHERS, OURS, THEIRS, camt, detail, ntry
from treasury.rules.readers.camt import read_camt
from treasury.rules.statement import fingerprints


def one(data):
    [statement] = read_camt(data)
    return statement


@pytest.mark.parametrize("version", ["02", "04", "08", "10", "13"])
@pytest.mark.parametrize("kind", ["053", "054"])
def test_every_version_is_read_by_names_not_by_namespace(version, kind):
    found = one(
        camt(ntry(12_345, words="PARTS", name="Ada Brume", iban=THEIRS), version=version, kind=kind, opening=None)
    )
    [line] = found.lines
    assert (line.cents, line.counterparty, line.counterparty_iban, line.label) == (12_345, "Ada Brume", THEIRS, "PARTS")
    assert found.account == OURS


def test_the_old_place_of_the_name_is_read_too():
    old = camt(ntry(100, name="Ada Brume")).replace(b"<Pty>", b"").replace(b"</Pty>", b"")
    assert one(old).lines[0].counterparty == "Ada Brume"


def test_a_file_without_namespace_is_read():
    assert (
        one(camt(ntry(100)).replace(b' xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"', b"")).lines[0].cents
        == 100
    )


@pytest.mark.parametrize("place", ["reference", "creditor"])
def test_the_account_is_found_where_banks_put_it(place):
    entry = ntry(100, words="x")
    data = camt(entry).replace(f"<Acct><Id><IBAN>{OURS}</IBAN></Id><Ccy>EUR</Ccy></Acct>".encode(), b"")
    if place == "reference":
        data = data.replace(b"<BookgDt>", f"<NtryRef>{OTHERS}</NtryRef><BookgDt>".encode(), 1)
    else:
        data = data.replace(
            b"</RltdPties>", f"<CdtrAcct><Id><IBAN>{OTHERS}</IBAN></Id></CdtrAcct></RltdPties>".encode(), 1
        )
    assert one(data).account == OTHERS


def test_a_file_without_any_account_is_refused():
    data = camt(ntry(100)).replace(f"<Acct><Id><IBAN>{OURS}</IBAN></Id><Ccy>EUR</Ccy></Acct>".encode(), b"")
    with pytest.raises(Refused) as refusal:
        read_camt(data)
    assert refusal.value.code == "no-account"


def test_a_transaction_without_instruction_number_is_known_by_its_transaction_number():
    first, second = one(camt(ntry(100, tx="T-1"))), one(camt(ntry(100, tx="T-2")))
    assert first.lines[0].transaction_id == "T-1"
    assert fingerprints(first) != fingerprints(second)


def test_an_entry_without_details_is_a_line():
    found = one(camt(ntry(-250, details=[])))
    assert [(line.cents, line.label) for line in found.lines] == [(-250, "")]


def test_a_batch_is_as_many_lines_as_it_has_payments():
    parts = [detail(1000, words="un"), detail(2000, words="deux"), detail(3000, words="trois")]
    found = one(camt(ntry(6000, reference="LOT", details=parts)))
    assert [(line.cents, line.label, line.index) for line in found.lines] == [
        (1000, "un", 0),
        (2000, "deux", 1),
        (3000, "trois", 2),
    ]
    assert {line.entry_cents for line in found.lines} == {6000}


def test_details_that_do_not_explain_their_entry_leave_a_line_for_the_rest():
    found = one(camt(ntry(6000, details=[detail(1000), detail(2000)])))
    assert [line.cents for line in found.lines] == [1000, 2000, 3000]


def test_details_without_amounts_make_one_line_with_all_words():
    found = one(camt(ntry(6000, details=[detail(None, words="un"), detail(None, words="deux")])))
    assert [(line.cents, line.label) for line in found.lines] == [(6000, "un · deux")]


def test_details_in_another_currency_do_not_count():
    foreign = detail(9999, words="dollars").replace('Ccy="EUR"', 'Ccy="USD"')
    found = one(camt(ntry(6000, details=[foreign, detail(1000)])))
    assert [line.cents for line in found.lines] == [6000]


def test_a_reversal_on_the_debit_side_went_out_and_names_who_had_paid():
    found = one(camt(ntry(-5000, returned=True, name="Ada Brume", iban=THEIRS)))
    [line] = found.lines
    assert (line.cents, line.is_return, line.counterparty, line.counterparty_iban) == (-5000, True, "Ada Brume", THEIRS)


def test_a_structured_reference_with_letters_is_kept():
    ref = detail(100).replace(
        "</TxDtls>", "<RmtInf><Strd><CdtrRefInf><Ref>RF19KX7XD7QHR</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>"
    )
    assert "KX7XD7QHR" in one(camt(ntry(100, details=[ref]))).lines[0].text


def test_what_is_not_booked_yet_waits():
    found = one(camt(ntry(100), ntry(900, status="<Sts>PDNG</Sts>"), opening=None))
    assert [line.cents for line in found.lines] == [100]
    assert found.remarks


def test_the_old_way_of_saying_booked_is_read():
    assert one(camt(ntry(100, status="<Sts>BOOK</Sts>"))).lines


def test_balances_that_do_not_hold_are_refused_with_the_difference():
    with pytest.raises(Refused) as refusal:
        read_camt(camt(ntry(100), opening=1000, closing=1200))
    assert refusal.value.code == "balance-broken"
    assert refusal.value.values["gap"].cents == 100


def test_a_report_of_the_day_under_way_is_refused():
    data = camt(ntry(100)).replace(b"BkToCstmrStmt", b"BkToCstmrAcctRpt")
    with pytest.raises(Refused) as refusal:
        read_camt(data)
    assert refusal.value.code == "intraday-report"


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]><Document>&lol2;</Document>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Document>&x;</Document>'
EMPTY_DTD = b'<?xml version="1.0"?><!DOCTYPE Document SYSTEM "http://example.org/a.dtd"><Document/>'


@pytest.mark.parametrize("data", [LAUGHS, OUTSIDE, EMPTY_DTD])
def test_entities_and_document_types_are_never_read(data):
    with pytest.raises(Refused) as refusal:
        read_camt(data)
    assert refusal.value.code == "armed-xml"


@pytest.mark.parametrize(
    "data",
    [
        b"<a><b></a>",
        b"<a>" * 50_000,
        b"<" + b"a" * 100,
        b"<Document/>",
        b"<a>" * 100 + b"</a>" * 100,
        b"<?xml version='1.0' encoding='nope'?><a/>",
    ],
)
def test_broken_files_are_refused_with_a_sentence(data):
    with pytest.raises(Refused):
        read_camt(data)


@given(st.binary(max_size=400))
def test_no_bytes_whatever_break_the_reader(data):
    for sent in (data, b"<Document><BkToCstmrStmt><Stmt>" + data):
        with pytest.raises(ScicError):
            read_camt(sent)


CENTS = st.integers(min_value=-(10**9), max_value=10**9).filter(bool)


@given(st.lists(st.tuples(CENTS, st.lists(st.integers(1, 10**6), max_size=4)), max_size=6))
def test_not_a_cent_is_lost(entries):
    made = [
        ntry(cents, words=f"n {place}", details=[detail(part) for part in parts] or None, reference=f"R{place}")
        for place, (cents, parts) in enumerate(entries)
    ]
    found = one(camt(*made, opening=12_345))
    assert found.total_cents == sum(cents for cents, _parts in entries)
    assert found.opening_cents + found.total_cents == found.closing_cents
    assert len(set(fingerprints(found))) == len(found.lines)


@given(st.lists(st.tuples(CENTS, st.sampled_from(["a", "b"])), min_size=1, max_size=8), st.data())
def test_a_line_keeps_its_identity_in_any_file_that_tells_its_whole_day(rows, data):
    entries = [ntry(cents, words=words, day="2026-06-03") for cents, words in rows]
    more = [ntry(1, words="later", day="2026-06-04")] * data.draw(st.integers(0, 2))
    alone, with_more = fingerprints(one(camt(*entries))), fingerprints(one(camt(*entries, *more)))
    assert with_more[: len(alone)] == alone


def test_days_are_days():
    assert one(camt(ntry(1, day="2026-06-03"))).lines[0].booked_on == date(2026, 6, 3)
