"""The register on any day: who holds what, as it was known then, what the bounds refuse, who may not be changed."""

from datetime import date, timedelta

import pytest

from foundation.kernel.errors import Refused
from foundation.kernel.ledger import AppendOnlyViolation
from foundation.kernel.money import Money
from shares.queries import capital_on, holdings_on, position_of, positions_on, public_capital_on, totals_on
from shares.rules.events import EVENT_SENTENCES, SharesTag
from shares.services import record_opening_balance, subscribe
from tests.factories.membership import ADMITTED, RECORDED, make_member, make_organisation, make_statutes
from tests.factories.shares import BY, hold, losses, refunded

JUNE = date(2026, 6, 1)


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
    numbers = [row.number for who in (ada, yann, ada) for row in hold(who, 3).movements]
    assert numbers == [1, 2, 3, 4, 5, 6]


def test_a_holding_as_it_was_known_then(statutes):
    member = make_member("Ada Le Bris")
    hold(member, 10)
    hold(member, 5, at=RECORDED + timedelta(days=30))
    before = RECORDED + timedelta(days=29)
    assert holdings_on(JUNE) == {member.id: 15}
    assert holdings_on(JUNE, known_at=before) == {member.id: 10}
    assert capital_on(JUNE, known_at=before) == Money(20_000)
    assert position_of(member.id, JUNE, before) == positions_on(JUNE, before)[member.id]


def test_an_entry_is_never_known_before_the_one_before_it(statutes):
    member = make_member("Ada Le Bris")
    later = RECORDED + timedelta(days=30)
    hold(member, 10, at=later)
    assert hold(member, 5, at=RECORDED).operation.recorded_at == later


def test_who_has_nothing_is_not_listed(statutes):
    ada, yann = make_member("Ada Le Bris"), make_member("Yann Quéré")
    hold(ada, 10)
    hold(yann, 30)
    losses(2025)
    refunded(ada)
    assert holdings_on(JUNE) == {yann.id: 30}
    assert positions_on(JUNE)[ada.id].owed_cents == 20_000


def test_only_members_subscribe(statutes):
    member = make_member("Ada Le Bris", on=date(2025, 1, 1))
    assert refused(subscribe, member.id, 5, date(2024, 12, 31), **BY).code == "not-a-member-that-day"


def test_a_category_bounds_its_holdings(statutes):
    usager, salarie = make_member("Ada Le Bris", "usagers"), make_member("Yann Quéré", "salaries")
    assert refused(subscribe, usager.id, 1, ADMITTED, **BY).rule == 13
    hold(salarie, 100)
    found = refused(subscribe, salarie.id, 1, ADMITTED, **BY)
    assert (found.code, found.values["over"]) == ("over-maximum", 1)


def test_public_bodies_hold_half_at_most_and_are_told_what_is_possible(statutes):
    ada, town = make_member("Ada Le Bris"), make_member(make_organisation("Commune", "commune"), "collectivites")
    hold(ada, 10)
    hold(town, 8)
    assert public_capital_on(JUNE) == Money(16_000)
    found = refused(subscribe, town.id, 3, ADMITTED, **BY)
    assert (found.code, found.rule, found.values["possible"]) == ("public-ceiling", 14, 2)
    assert hold(town, 2)


def test_the_state_is_outside_the_ceiling(statutes):
    ada, state = make_member("Ada Le Bris"), make_member(make_organisation("Établissement", "state"), "collectivites")
    hold(ada, 2)
    assert hold(state, 50)


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


def test_an_opening_balance_may_be_partly_paid_or_only_owed(statutes):
    ada, yann = make_member("Ada Le Bris"), make_member("Yann Quéré")
    record_opening_balance(ada.id, 4, ADMITTED, unit_price_cents=2000, paid_cents=3000, called_cents=5000, **BY)
    record_opening_balance(yann.id, 0, ADMITTED, owed_cents=1234, **BY)
    assert (position_of(ada.id, JUNE).receivable_cents, position_of(ada.id, JUNE).uncalled_cents) == (2000, 3000)
    assert totals_on(JUNE).owed_cents == 1234


@pytest.mark.parametrize("table", ["share_movement", "share_operation"])
def test_a_journal_row_is_never_changed(statutes, session, table):
    recorded = hold(make_member("Ada Le Bris"), 10)
    row = recorded.operation if table == "share_operation" else recorded.movements[0]
    row.kind = "gift"
    with pytest.raises(AppendOnlyViolation):
        session.flush()


def test_every_tag_has_its_sentence():
    assert set(EVENT_SENTENCES) == set(SharesTag)
