"""Entries balance; register and accounts say the same on every date; files are as auditors want them."""

import csv
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.kernel.audit import SYSTEM
from foundation.kernel.errors import Refused
from shares.queries.positions import totals_on
from shares.rules.kinds import Kind
from shares.services import (
    cancel_unpaid,
    give_to_cooperative,
    record_advance,
    record_opening_balance,
    record_payment,
    reverse_operation,
    transfer,
)
from tests.factories.membership import make_member, make_statutes
from tests.factories.treasury import asked, camt, ntry, our_account, subscribed
from treasury.models import StoredLine
from treasury.queries.books import balances_on, entries, registered_on, tie_out
from treasury.rules.fec import COLUMNS, clean, fec_faults, fec_text, numbered
from treasury.rules.matching import Share
from treasury.rules.plan import STANDARD, TIED, AccountLine, Role, checked_plan
from treasury.rules.postings import Change, Operation, balances, entry_of
from treasury.rules.tie_out import ENTRY_MISSING, NOT_ENTERED, SWAPPED, Registered, tie_lines
from treasury.services import matching
from treasury.services.books import enter_books, hand_out_fec, keep_plan, year_entries
from treasury.services.bringing_in import bring_in

TODAY = date(2026, 6, 12)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def life(session, at):
    """A bit of everything that moves money or capital."""
    make_statutes()
    our_account()
    ada, bo, claire = (make_member(name) for name in ("Ada Brume", "Bo Le Bris", "Claire Tanguy"))
    record_opening_balance(claire.id, 50, date(2026, 1, 15), unit_price_cents=2000, actor=SYSTEM, at=at)
    subscribed(ada, 10, 20_000, on=date(2026, 2, 1))
    request = asked(bo, 10)
    bring_in(
        camt(ntry(5000, words=request.reference, tx="1"), ntry(7000, words="inconnu", tx="2")),
        "r.xml",
        actor=SYSTEM,
        at=at,
    )
    one, two = session.query(StoredLine).order_by(StoredLine.id)
    matching.allocate(one.id, [Share(request.id, 5000)], actor=SYSTEM, at=at)
    wrong = record_payment(bo.id, 1000, date(2026, 6, 5), means="cash", actor=SYSTEM, at=at).operation
    reverse_operation(wrong.id, motive="pas de caisse", actor=SYSTEM, at=at)
    record_advance(None, 3000, date(2026, 6, 6), member_id=ada.id, means="cheque", actor=SYSTEM, at=at)
    transfer(ada.id, claire.id, 2, date(2026, 6, 7), decision="CA", actor=SYSTEM, at=at)
    give_to_cooperative(claire.id, 1, date(2026, 6, 8), decision="CA", actor=SYSTEM, at=at)
    cancel_unpaid(bo.id, 3, date(2026, 6, 9), motive="ne paiera pas", decision="CA", actor=SYSTEM, at=at)
    matching.hold_back(two.id, 7000, "inconnu", actor=SYSTEM, at=at)
    return session


def test_register_and_accounts_agree_on_every_date(life):
    day = date(2026, 1, 1)
    while day <= TODAY:
        assert all(line.agrees for line in tie_out(day)), day
        day += timedelta(days=1)
    total = totals_on(TODAY)
    assert total.paid_cents and total.advance_cents and total.receivable_cents + total.uncalled_cents


def test_the_sum_of_the_entries_is_the_balance_read_in_one_statement(life):
    for day in (date(2026, 2, 1), date(2026, 6, 5), TODAY):
        one_by_one = {number: cents for number, cents in balances(entries(None, day)).items() if cents}
        assert one_by_one == {number: cents for number, cents in balances_on(day).items() if cents}


def test_each_entry_balances_and_numbers_leave_no_gap(life):
    found = year_entries(*YEAR)
    assert [one.number for one in found] == list(range(1, len(found) + 1))
    assert not [one for one in found if one.entry.gap]


def test_a_transfer_between_members_touches_no_bank(life):
    [one] = [entry for entry in entries(*YEAR) if entry.label.startswith("Cession")]
    assert {line.account.number for line in one.lines} == {"101300"}
    assert {(line.holder, line.cents) for line in one.lines} == {("Ada Brume", 4000), ("Claire Tanguy", -4000)}


def test_a_reversal_goes_back_to_the_account_it_came_from(life):
    cash = [line.cents for entry in entries(*YEAR) for line in entry.lines if line.account.role is Role.CASH]
    assert cash == [1000, -1000]


def test_money_to_be_given_back_waits_on_its_own_account(life):
    assert balances_on(TODAY)["471000"] == -7000


def test_the_extract_has_its_eighteen_columns_and_no_fault(life):
    text = fec_text(year_entries(*YEAR))
    rows = list(csv.reader(text.splitlines(), delimiter="\t"))
    assert tuple(rows[0]) == COLUMNS
    assert len(COLUMNS) == 18
    assert fec_faults(text) == []
    assert {row[6][:1] for row in rows[1:] if row[4].startswith("456")} == {"A"}
    assert not [row for row in rows[1:] if row[6] and row[4].startswith("101")]


@pytest.mark.parametrize("spoil", [
    lambda text: text.replace("JournalCode", "Journal"), lambda text: text.replace("20260201", "01/02/2026"),
    lambda text: text.replace("200,00", "200,01", 1), lambda text: text.replace("\t2\t", "\t9\t"),
])  # fmt: skip
def test_a_spoilt_extract_is_found_out(life, spoil):
    assert fec_faults(spoil(fec_text(year_entries(*YEAR))))


def test_labels_lose_what_breaks_a_file():
    assert clean('a\tb|c\r\nd"e') == "a b c d e"


def test_without_siren_there_is_no_file_name(life, at):
    with pytest.raises(Refused):
        hand_out_fec(*YEAR, actor=SYSTEM, at=at)


def test_numbers_stay_when_the_past_is_written_later(life, at):
    before = [(one.number, one.entry.source) for one in year_entries(*YEAR)]
    subscribed(make_member("Dora Pengam"), 4, 8000, on=date(2026, 1, 20))
    after = [(one.number, one.entry.source) for one in numbered(entries(*YEAR), *YEAR)]
    assert set(before) - set(after) <= {one for one in before if one[1].startswith("R")}


def test_a_payment_that_the_books_lack_is_named(life, at):
    right = {line.account.number: line.register for line in tie_out(TODAY)}
    enter_books(TODAY, {"101300": right["101300"] + 5000}, actor=SYSTEM, at=at)
    [line] = [one for one in tie_out(TODAY) if not one.agrees]
    assert line.gap == 5000
    assert ENTRY_MISSING in [name.message for name in line.names]


def test_two_accounts_exchanged_are_named():
    register = Registered(subscribed=10_000, called=10_000, paid=7000)
    right = {STANDARD[role].number: register.balance(role) for role in TIED}
    books = right | {"101200": right["101300"], "101300": right["101200"]}
    lines = tie_lines(register, right, STANDARD, books)
    assert [name.message for line in lines for name in line.names] == [SWAPPED, SWAPPED]


def test_money_not_matched_is_named():
    register = Registered(subscribed=10_000, called=10_000, paid=7000)
    right = {STANDARD[role].number: register.balance(role) for role in TIED}
    lines = tie_lines(register, right, STANDARD, right | {"101300": -10_000}, unmatched_cents=3000)
    assert NOT_ENTERED in [name.message for line in lines for name in line.names]


def test_the_plan_is_edited_and_the_past_follows(life, at):
    keep_plan({Role.PAID_CAPITAL: ("1013", "Capital versé")}, actor=SYSTEM, at=at)
    assert "101300" not in balances_on(TODAY)
    assert all(line.agrees for line in tie_out(TODAY))
    keep_plan(
        {Role.PAID_CAPITAL: (STANDARD[Role.PAID_CAPITAL].number, STANDARD[Role.PAID_CAPITAL].label)},
        actor=SYSTEM,
        at=at,
    )
    assert "101300" in balances_on(TODAY)


@pytest.mark.parametrize("number", ["", "12", "0101", "10 13", "1013|"])
def test_what_is_no_account_number_is_refused(number):
    with pytest.raises(Refused):
        checked_plan({Role.BANK: AccountLine(Role.BANK, number, "x")})


CENTS = st.integers(-(10**9), 10**9)
CHANGE = st.builds(
    Change, st.just(1), st.sampled_from([kind for kind in Kind if kind is not Kind.REVERSAL]), st.sampled_from(["A1", "A2"]), st.just("Ada"),
    CENTS, CENTS, CENTS, CENTS, CENTS,
)  # fmt: skip


@given(st.lists(st.lists(CHANGE, min_size=1, max_size=4), max_size=6))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_whatever_moves_the_entries_balance_and_tie_to_the_register(operations):
    made = [
        entry_of(Operation(n, changes[0].kind, TODAY, TODAY, tuple(changes)), STANDARD)
        for n, changes in enumerate(operations)
    ]
    found = [entry for entry in made if entry is not None]
    assert not [entry for entry in found if entry.gap]
    everything = [change for changes in operations for change in changes]
    sums = {
        name: sum(getattr(one, name) for one in everything)
        for name in ("subscribed", "called", "paid", "owed", "advance")
    }
    register, told = Registered(**sums), balances(found)
    for role in TIED:
        assert told.get(STANDARD[role].number, 0) == register.balance(role)


def test_registered_is_what_positions_say(life):
    assert registered_on(TODAY).paid == totals_on(TODAY).paid_cents
