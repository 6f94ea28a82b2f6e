"""What other tools got wrong, proved here of ours: dates, transfers, exits, debts, capacities, words."""

import csv
import io
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
from flask import get_template_attribute
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sepaxml.validation import ValidationError, try_valid_xml
from sqlalchemy import func, select

from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import sentence
from foundation.web.transaction import transaction
from governance.queries.sheet_paper import sheet_data
from membership.models.facts import MembershipFact
from membership.queries.roll import members_on
from membership.rules.reach import CONDITION_NAMES
from membership.rules.standing import STANDING_NAMES
from membership.services.resigning import resign
from shares.models import RefundRequest
from shares.queries import capital_on, holdings_on, position_of, positions_on, totals_on
from shares.queries.claims import owed_by_year, refund_schedule
from shares.queries.papers.lists import LISTS, MOVEMENTS
from shares.queries.papers.tables import csv_pieces
from shares.services import (
    call,
    decide_refund,
    pay_refund,
    record_payment,
    reverse_operation,
    transfer,
)
from shares.verification import register_faults
from statutes.queries import version_on
from tests.factories.candidates import statutes_that
from tests.factories.governance import in_session, pole_members, pole_statutes
from tests.factories.membership import (
    ADMITTED,
    RECORDED,
    make_member,
    make_organisation,
    make_person,
    make_statutes,
    represent,
)
from tests.factories.shares import BY, DECIDED, exit_claim, hold, losses
from tests.factories.treasury import OTHERS, our_account
from treasury.queries.books import balances_on
from treasury.queries.payouts import schedule
from treasury.queries.settings import account_plan
from treasury.rules.plan import Role
from treasury.services.transfer_xml import Payment, transfer_xml

JUNE = date(2026, 6, 1)
MAY = date(2025, 5, 1)


@pytest.fixture
def lively(session):
    """Two years of everything: payments, a call, a transfer, an exit decided and paid in part, a mistake taken back."""
    make_statutes()
    ada, yann, odile = (make_member(name) for name in ("Ada Le Bris", "Yann Quéré", "Odile Roux"))
    hold(ada, 40, on=date(2024, 9, 1))
    hold(yann, 30, paid_cents=20_000, on=date(2025, 1, 10))
    call(yann.id, 10_000, date(2025, 2, 1), **BY)
    record_payment(yann.id, 25_000, date(2025, 3, 1), **BY)
    hold(odile, 10, on=date(2025, 4, 1))
    transfer(ada.id, odile.id, 7, MAY, **DECIDED)
    wrong = hold(ada, 3, on=date(2025, 6, 1))
    reverse_operation(wrong.operation.id, motive="Saisie deux fois", **BY)
    losses(2025, 20_000)
    claim = exit_claim(odile)
    decide_refund(claim.id, date(2026, 2, 1), **DECIDED)
    pay_refund(claim.id, 9000, date(2026, 3, 1), **BY)
    return ada, yann, odile


def table(paper, on, known_at=None):
    """A list as it leaves: its rows by the labels of the columns."""
    text = "".join(csv_pieces(paper, on, known_at)).lstrip("\ufeff")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    head = next(rank for rank, row in enumerate(rows) if len(row) > 1)
    return [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :]]


def cents(cell):
    """An amount of a file in cents."""
    whole, _comma, rest = cell.replace(",", ".").partition(".")
    return int(whole + rest.ljust(2, "0")[:2]) if cell else 0


def days_of(*extra):
    """Every day on which something took effect, the day before and the day after."""
    found = set(db.session.execute(select(MembershipFact.effective_on)).scalars()) | set(extra)
    found |= {datetime.fromisoformat(row["Date d’effet"]).date() for row in table(MOVEMENTS, date.max)}
    return sorted({day + timedelta(days=shift) for day in found for shift in (-1, 0, 1)})


def test_the_movements_that_leave_add_up_to_the_holders_that_leave_on_every_date(lively):
    """One row a holder, one row a movement: the two files of one day say the same."""
    compared = 0
    for day in days_of():
        sums: dict[str, Counter] = {}
        for row in table(MOVEMENTS, day):
            number = row["Ancien titulaire n°" if int(row["Parts"]) < 0 else "Nouveau titulaire n°"]
            mine = sums.setdefault(number, Counter())
            mine["Parts"] += int(row["Parts"])
            for name in ("Souscrit", "Libéré", "À rembourser"):
                mine[name] += cents(row[name])
        told = {
            row["N°"]: Counter(
                {"Parts": int(row["Parts"])}
                | {name: cents(row[name]) for name in ("Souscrit", "Libéré", "À rembourser")}
            )
            for row in table(LISTS["titulaires"], day)
        }
        assert {number: +one for number, one in sums.items() if +one} == {number: +one for number, one in told.items()}
        compared += len(told)
    assert compared > 40


def test_the_list_of_31_december_made_two_days_later_is_made_again_two_years_later(lively):
    ada, yann, _odile = lively
    new_year, then = date(2025, 12, 31), RECORDED + timedelta(days=1)
    first = {name: "".join(csv_pieces(LISTS[name], new_year, then)) for name in ("titulaires", "associes")}
    later = {**BY, "at": RECORDED + timedelta(days=730)}
    hold(ada, 5, on=date(2025, 12, 1), at=later["at"])
    resign(yann.id, date(2025, 6, 1), motive="Retrouvé dans les papiers", **later)
    again = {name: "".join(csv_pieces(LISTS[name], new_year, then)) for name in first}
    corrected = {name: "".join(csv_pieces(LISTS[name], new_year, None)) for name in first}
    assert again == first
    assert all(corrected[name] != first[name] for name in first)
    assert "tel que connu" in first["titulaires"]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(count=st.integers(1, 18), back=st.booleans(), day=st.integers(0, 300))
def test_a_transfer_leaves_the_total_unchanged_on_every_date_and_undone_it_leaves_nothing(lively, count, back, day):
    ada, yann, _odile = lively
    with db.session.begin_nested() as savepoint:
        on = date(2025, 4, 2) + timedelta(days=day)
        days = days_of(on)
        before = [totals_on(one) for one in days]
        apart = [positions_on(one) for one in days]
        made = transfer(ada.id, yann.id, count, on, **DECIDED)
        assert [totals_on(one) for one in days] == before
        held_before, held_after = holdings_on(on - timedelta(days=1)), holdings_on(on)
        assert held_after[ada.id] + count == apart[days.index(on)][ada.id].shares
        assert held_before[ada.id] >= held_after[ada.id], "on the day itself only the taker holds them"
        if back:
            reverse_operation(made.operation.id, motive="Renoncé", **BY)
            assert [positions_on(one) for one in days] == apart
        assert register_faults() == []
        savepoint.rollback()


def test_the_schedule_by_year_ties_to_the_liability_account_on_every_date(lively):
    owed_account = account_plan()[Role.OWED].number
    seen = set()
    for day in days_of():
        version = version_on(day)
        if version is None:
            continue
        by_year = owed_by_year(refund_schedule(version.statutes, day))
        owed = sum(amount.cents for amount in by_year.values())
        assert owed == totals_on(day).owed_cents == -balances_on(day).get(owed_account, 0)
        assert owed == sum(one.amount.cents for one in schedule(day))
        seen.add(owed)
    assert len(seen) == 3, "nothing owed, then the whole, then what the instalment leaves"


def test_for_any_date_subscribed_less_paid_is_the_receivable_of_the_books(lively):
    plan = account_plan()
    debtors = [plan[role].number for role in (Role.RECEIVABLE, Role.UNCALLED_MEMBERS)]
    for day in days_of():
        total, books = totals_on(day), balances_on(day)
        assert total.subscribed_cents - total.paid_cents == sum(books.get(number, 0) for number in debtors)


def test_founders_typed_years_later_hold_their_shares_on_the_founding_day(session):
    make_statutes()
    founded, typed = ADMITTED, datetime(2026, 5, 2, 9, tzinfo=UTC)
    founder = make_member("Zoé Kerambrun", on=founded, at=typed)
    bought = hold(
        founder, 12, on=founded, at=typed, decided_on=founded - timedelta(days=10), decision="AG constitutive"
    )
    assert holdings_on(founded) == {founder.id: 12}
    assert capital_on(founded - timedelta(days=1)).cents == 0
    assert holdings_on(founded, typed - timedelta(seconds=1)) == {}
    assert [one.number for one in members_on(founded)] == [founder.number]
    signed = (bought.operation.decided_on, bought.operation.effective_on, bought.operation.recorded_at)
    assert signed == (founded - timedelta(days=10), founded, typed), "three days, each kept"


def test_an_elected_person_signs_once_for_herself_and_once_for_each_municipality(session):
    pole_statutes()
    people = pole_members()
    ada = make_person("Ada", "Le Bris")
    capacities = {"Ada Le Bris": make_member(ada, "benevoles")}
    for name in ("Commune du Vallon", "Commune du Pont"):
        town = make_organisation(name, "commune")
        represent(town, ada)
        capacities[name] = make_member(town, "collectivites")
    for member in capacities.values():
        hold(member, 30)
    assembly, _members = in_session(members={**people, **capacities})
    rows = [row for row in sheet_data(assembly, assembly.starts_at)["rows"] if "le bris" in str(row).lower()]
    assert len(rows) == 3
    assert Counter(row["college"] for row in rows) == {"Bénévoles": 1, "Collectivités": 2}


def test_two_resignations_of_one_member_at_once_make_one_exit_and_one_place_in_the_queue(own_app):
    with own_app.app_context(), transaction():
        statutes_that(exit_effective="at_once")
        hold(make_member("Yann Quéré"), 50)
        ada = make_member("Ada Le Bris")
        hold(ada, 10)
        member = ada.id
    start = Barrier(2)

    def desk(_turn):
        start.wait()
        try:
            with own_app.app_context(), transaction():
                return resign(member, date(2026, 5, 1), **BY).fact.id and "recorded"
        except (StateMoved, Refused) as refused:
            return refused.code

    with ThreadPoolExecutor(2) as desks:
        answers = list(desks.map(desk, range(2)))
    with own_app.app_context():
        exits = select(func.count(MembershipFact.id)).where(MembershipFact.event == "resigned")
        assert db.session.scalar(exits) == 1
        assert db.session.scalar(select(func.count(RefundRequest.id))) == 1
    assert Counter(one == "recorded" for one in answers) == {True: 1, False: 1}


@pytest.mark.parametrize("schema", ["pain.001.001.09", "pain.001.001.03"])
def test_a_file_of_transfers_is_judged_by_the_schema_that_ships_and_a_spoilt_one_is_refused(session, schema):
    account = our_account(transfer_schema=schema)
    payments = [Payment("Éloïse Ça", OTHERS, "", 1_234_567_89, f"SCIC-1-{rank}", "Remboursement") for rank in (1, 2)]
    made = transfer_xml(account, payments, JUNE, message_id="SCIC-1", at=RECORDED)
    try_valid_xml(made, schema)
    with pytest.raises(ValidationError):
        try_valid_xml(made.replace(b"<NbOfTxs>", b"<NbOfTx>").replace(b"</NbOfTxs>", b"</NbOfTx>"), schema)
    with pytest.raises(Refused) as refused:
        transfer_xml(
            account, [Payment("Ada", OTHERS, "", 100, "x" * 36, "trop long")], JUNE, message_id="M", at=RECORDED
        )
    assert refused.value.code == "transfer-invalid"


def test_membership_payment_and_data_have_words_of_their_own(app):
    """« Pas à jour » misled people who owed nothing: no word says two of these three things."""
    spoken = [{sentence("fr", name) for name in names.values()} for names in (STANDING_NAMES, CONDITION_NAMES)]
    with app.test_request_context(headers={"Accept-Language": "fr"}):
        chip = get_template_attribute("treasury/_macros.html", "request_chip")
        states = ("paid", "cancelled", "moot", "late", "waiting")
        spoken.append({re.sub(r"<[^>]*>", "", str(chip(state))).strip() for state in states})
    assert [len(words) for words in spoken] == [3, 3, 5]
    for rank, words in enumerate(spoken):
        for others in spoken[rank + 1 :]:
            assert not words & others
    assert not any("à jour" in word for words in spoken for word in words)


def test_the_amount_that_a_member_owes_never_comes_from_a_word(lively):
    ada, yann, _odile = lively
    assert position_of(ada.id, JUNE).unpaid_cents == 0
    assert position_of(yann.id, JUNE).unpaid_cents == 15_000
