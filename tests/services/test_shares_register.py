"""The share register: order numbers without gap, holdings and capital on any day, what the law refuses."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.ledger import AppendOnlyViolation
from foundation.kernel.money import Money
from membership.rules.standing import MembershipEvent
from membership.services.exit import end_membership
from shares.queries import (
    capital_on,
    holding_of,
    holdings_on,
    movement_values,
    movements,
    public_capital_on,
    reversals,
)
from shares.rules import movements as rules
from shares.rules.events import EVENT_SENTENCES, SharesTag
from shares.rules.soundness import unsound_movements
from shares.services import record_opening_balance, refund, reverse_movement, subscribe
from tests.factories.membership import ADMITTED, RECORDED, make_member, make_organisation, make_statutes
from tests.factories.shares import hold

JUNE = date(2026, 6, 1)
BY = {"actor": SYSTEM, "at": RECORDED}


@pytest.fixture
def statutes(session):
    return make_statutes()


def refused(call, *arguments, **keywords) -> Refused:
    with pytest.raises(Refused) as caught:
        call(*arguments, **keywords)
    return caught.value


def test_a_subscription_counts_from_its_day_at_the_nominal_value(statutes):
    member = make_member("Ada Le Bris")
    hold(member, 10, on=date(2025, 1, 1))
    assert holdings_on(date(2024, 12, 31)) == {}
    assert holdings_on(date(2025, 1, 1)) == {member.id: 10}
    assert capital_on(JUNE) == Money(20_000)


def test_order_numbers_follow_each_other(statutes):
    ada, yann = make_member("Ada Le Bris"), make_member("Yann Quéré")
    numbers = [hold(who, 3).number for who in (ada, yann, ada)]
    assert numbers == [1, 2, 3]


def test_a_holding_as_it_was_known_then(statutes):
    member = make_member("Ada Le Bris")
    hold(member, 10)
    hold(member, 5, at=RECORDED + timedelta(days=30))
    assert holdings_on(JUNE) == {member.id: 15}
    assert holdings_on(JUNE, known_at=RECORDED + timedelta(days=29)) == {member.id: 10}
    assert capital_on(JUNE, known_at=RECORDED + timedelta(days=29)) == Money(20_000)


def test_who_holds_none_is_not_listed(statutes):
    ada, yann = make_member("Ada Le Bris"), make_member("Yann Quéré")
    hold(ada, 10)
    hold(yann, 30)
    end_membership(ada.id, MembershipEvent.RESIGNED, date(2026, 1, 1), **BY)
    refund(ada.id, 10, date(2026, 2, 1), **BY)
    assert holdings_on(JUNE) == {yann.id: 30}


def test_only_members_subscribe(statutes):
    member = make_member("Ada Le Bris", on=date(2025, 1, 1))
    assert refused(subscribe, member.id, 5, date(2024, 12, 31), **BY).code == "not-a-member-that-day"


def test_a_category_bounds_its_holdings(statutes):
    usager, salarie = make_member("Ada Le Bris", "usagers"), make_member("Yann Quéré", "salaries")
    assert refused(subscribe, usager.id, 1, ADMITTED, **BY).rule == 13
    hold(salarie, 100)
    assert refused(subscribe, salarie.id, 1, ADMITTED, **BY).code == "over-maximum"


def test_who_stays_keeps_the_minimum(statutes):
    ada, yann = make_member("Ada Le Bris"), make_member("Yann Quéré")
    hold(ada, 3)
    hold(yann, 50)
    assert refused(refund, ada.id, 2, JUNE, **BY).code == "under-minimum"
    assert refund(ada.id, 1, JUNE, **BY).shares == -1


def test_public_bodies_hold_half_at_most(statutes):
    ada, town = make_member("Ada Le Bris"), make_member(make_organisation("Commune", "commune"), "collectivites")
    hold(ada, 10)
    hold(town, 10)
    assert public_capital_on(JUNE) == Money(20_000)
    found = refused(subscribe, town.id, 1, ADMITTED, **BY)
    assert (found.code, found.rule) == ("public-ceiling", 14)


def test_the_state_is_outside_the_ceiling(statutes):
    ada, state = make_member("Ada Le Bris"), make_member(make_organisation("Établissement", "state"), "collectivites")
    hold(ada, 2)
    assert hold(state, 50)


def test_a_refund_stops_at_the_floor(session):
    make_statutes(minimum=0)
    ada, yann = make_member("Ada Le Bris"), make_member("Yann Quéré")
    hold(ada, 60)
    hold(yann, 40)
    end_membership(ada.id, MembershipEvent.RESIGNED, date(2026, 1, 1), **BY)
    end_membership(yann.id, MembershipEvent.RESIGNED, date(2026, 1, 1), **BY)
    refund(ada.id, 60, date(2026, 1, 2), **BY)
    found = refused(refund, yann.id, 16, date(2026, 1, 3), **BY)
    assert (found.rule, found.values["possible"]) == (15, 15)
    assert refund(yann.id, 15, date(2026, 1, 3), **BY)


def test_nobody_gets_back_more_than_held_on_that_day(statutes):
    ada, yann = make_member("Ada Le Bris"), make_member("Yann Quéré")
    hold(yann, 100)
    hold(ada, 10, on=date(2026, 3, 1))
    end_membership(ada.id, MembershipEvent.RESIGNED, date(2026, 3, 2), **BY)
    found = refused(refund, ada.id, 10, date(2026, 2, 1), **BY)
    assert found.code in {"negative-holding", "under-minimum"}
    assert refused(refund, ada.id, 11, date(2026, 4, 1), **BY).code == "negative-holding"


def test_a_movement_to_come_is_refused(statutes):
    member = make_member("Ada Le Bris")
    assert refused(subscribe, member.id, 5, date(2026, 7, 1), **BY).code == "movement-to-come"


@pytest.mark.parametrize("count", [0, -3, 10_000_001])
def test_a_number_of_shares_is_whole_and_positive(statutes, count):
    member = make_member("Ada Le Bris")
    assert refused(subscribe, member.id, count, ADMITTED, **BY).code == "bad-count"


def test_an_opening_balance_keeps_the_price_of_its_time(statutes):
    member = make_member("Ada Le Bris")
    record_opening_balance(member.id, 7, ADMITTED, unit_price_cents=1500, document="Registre papier", **BY)
    assert capital_on(JUNE) == Money(10_500)


def test_a_reversal_restores_and_keeps_both(statutes):
    member = make_member("Ada Le Bris")
    hold(member, 10)
    wrong = hold(member, 50)
    reverse_movement(wrong.number, motive="Erreur de saisie", **BY)
    assert holding_of(member.id, JUNE) == 10
    assert [one.kind for one in movements()] == ["subscription", "subscription", "reversal"]
    with pytest.raises(StateMoved):
        reverse_movement(wrong.number, motive="Erreur de saisie", **BY)
    assert refused(reverse_movement, 3, motive="Encore", **BY).code == "reversal-unfounded"


def test_a_movement_is_never_changed(statutes, session):
    row = hold(make_member("Ada Le Bris"), 10)
    row.shares = 11
    with pytest.raises(AppendOnlyViolation):
        session.flush()


def test_every_tag_has_its_sentence():
    assert set(EVENT_SENTENCES) == set(SharesTag)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_sql_and_rules_read_the_same_register(statutes, data):
    with db.session.begin_nested() as savepoint:
        members = [make_member(category="collectivites") for _ in range(3)]
        for _ in range(data.draw(st.integers(1, 8))):
            day = ADMITTED + timedelta(days=data.draw(st.integers(0, 700)))
            hold(data.draw(st.sampled_from(members)), data.draw(st.integers(1, 40)), on=day)
        on = ADMITTED + timedelta(days=data.draw(st.integers(-10, 800)))
        known = rules.known_on(movement_values(), on)
        assert holdings_on(on) == rules.holdings(known)
        assert capital_on(on) == rules.capital(known) == Money(2000) * sum(holdings_on(on).values())
        savepoint.rollback()


def test_the_register_is_recomputed_and_holds(statutes):
    member = make_member("Ada Le Bris")
    hold(member, 10)
    reverse_movement(hold(member, 50).number, motive="Erreur", **BY)
    assert reversals() == {3: 2}
    assert unsound_movements(movement_values(), reversals(), holdings_on(date.max), capital_on(date.max)) == []
