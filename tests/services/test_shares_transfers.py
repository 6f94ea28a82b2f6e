"""Shares change hands or shape: two legs at one instant, lots that keep their days, records merged and given back."""

from datetime import date, timedelta

import pytest

from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.money import Money
from membership.services import merging as records
from membership.services.admission import Admission
from membership.services.exit import end_membership
from shares.queries import capital_on, holdings_on, position_of, positions_on, public_capital_on, totals_on
from shares.queries.capital import capital_by_college
from shares.queries.claims import claim_accounts, lots_of, queue_on
from shares.rules.kinds import Cause
from shares.services import (
    convert,
    decide_refund,
    merge_records,
    record_payment,
    request_refund,
    reverse_operation,
    split_nominal,
    succession,
    transfer,
    transfer_to_newcomer,
)
from shares.verification import register_faults
from tests.factories.membership import ADMITTED, make_member, make_organisation, make_person, make_statutes
from tests.factories.shares import BY, DECIDED, exit_claim, hold, leave, losses

JUNE = date(2026, 6, 1)
MAY = date(2025, 5, 1)


@pytest.fixture
def two(session):
    make_statutes()
    ada, yann = make_member("Ada Le Bris"), make_member("Yann Quéré")
    hold(ada, 20)
    hold(yann, 10)
    return ada, yann


def refused(call, *arguments, **keywords) -> Refused:
    with pytest.raises(Refused) as caught:
        call(*arguments, **keywords)
    return caught.value


def test_a_transfer_is_one_operation_of_two_legs_that_sum_to_zero(two):
    ada, yann = two
    recorded = transfer(ada.id, yann.id, 5, MAY, **DECIDED)
    assert [(one.member_id, one.shares, one.paid_cents) for one in recorded.movements] == [
        (ada.id, -5, -10_000),
        (yann.id, 5, 10_000),
    ]
    assert holdings_on(MAY) == {ada.id: 15, yann.id: 15}
    for offset in range(-2, 3):
        assert totals_on(MAY + timedelta(days=offset)).shares == 30


def test_a_transfer_needs_its_approval_and_two_members(two):
    ada, yann = two
    assert refused(transfer, ada.id, yann.id, 5, MAY, **BY).code == "decision-missing"
    assert refused(transfer, ada.id, ada.id, 5, MAY, **DECIDED).code == "same-account"
    late = make_member("Odile Roux", on=date(2025, 6, 1))
    assert refused(transfer, ada.id, late.id, 5, MAY, **DECIDED).code == "not-a-member-that-day"


def test_both_holdings_keep_within_their_bounds(two):
    ada, _yann = two
    odile = make_member("Odile Roux")
    assert refused(transfer, ada.id, odile.id, 1, MAY, **DECIDED).rule == 13
    assert refused(transfer, ada.id, odile.id, 19, MAY, **DECIDED).rule == 13
    leave(ada, MAY)
    assert transfer(ada.id, odile.id, 20, MAY, **DECIDED)


def test_a_transfer_to_a_town_keeps_it_under_half(two):
    ada, _yann = two
    town = make_member(make_organisation("Commune", "commune"), "collectivites")
    found = refused(transfer, ada.id, town.id, 16, MAY, **DECIDED)
    assert (found.rule, found.values["possible"]) == (14, 15)
    assert transfer(ada.id, town.id, 15, MAY, **DECIDED)


def test_towns_may_pass_shares_to_each_other_above_half(two):
    ada, yann = two
    losses(2025)
    towns = [make_member(make_organisation(name, "commune"), "collectivites") for name in ("Commune A", "Commune B")]
    hold(towns[0], 30)
    decide_refund(exit_claim(yann).id, date(2026, 1, 2), **DECIDED)
    assert public_capital_on(JUNE).cents * 2 > capital_on(JUNE).cents
    assert transfer(towns[0].id, towns[1].id, 10, JUNE, **DECIDED)
    assert capital_by_college(JUNE) == {"usagers": Money(40_000), "soutiens": Money(60_000)}
    assert refused(transfer, ada.id, towns[1].id, 1, JUNE, **DECIDED).values["possible"] == 0


def test_a_newcomer_is_admitted_and_served_at_once(two):
    ada, _yann = two
    admission = Admission(category="usagers", effective_on=MAY, decision="Conseil du 1er mai 2025")
    recorded = transfer_to_newcomer(ada.id, make_person("Odile", "Roux"), 5, admission, **BY)
    newcomer = recorded.movements[1].member_id
    assert (position_of(newcomer, MAY).shares, recorded.operation.decision) == (5, "Conseil du 1er mai 2025")


def test_the_debt_of_unpaid_shares_goes_with_them(two):
    _ada, yann = two
    odile = make_member("Odile Roux")
    hold(odile, 10, paid_cents=5000, called_cents=20_000)
    leave(odile, MAY)
    transfer(odile.id, yann.id, 10, MAY, **DECIDED)
    assert position_of(odile.id, MAY).is_nothing
    assert position_of(yann.id, MAY).receivable_cents == 15_000


def test_the_oldest_shares_go_first(two):
    ada, yann = two
    hold(ada, 5, on=date(2025, 1, 1))
    transfer(ada.id, yann.id, 18, MAY, **DECIDED)
    assert [(lot.acquired_on, lot.shares) for lot in lots_of([ada.id], MAY)[ada.id]] == [
        (ADMITTED, 2),
        (date(2025, 1, 1), 5),
    ]
    assert [(lot.acquired_on, lot.shares) for lot in lots_of([yann.id], MAY)[yann.id]] == [(ADMITTED, 10), (MAY, 18)]


def test_heirs_who_are_members_take_the_shares_and_others_are_creditors(two):
    ada, yann = two
    losses(2025)
    odile = make_member("Odile Roux")
    end_membership(ada.id, "deceased", MAY, **BY)
    succession(ada.id, [(yann.id, 8), (odile.id, 2)], date(2025, 9, 1), **DECIDED)
    assert holdings_on(JUNE) == {ada.id: 10, yann.id: 18, odile.id: 2}
    claim = request_refund(ada.id, None, MAY, cause=Cause.DECEASED, payee="Héritiers d’Ada Le Bris", **BY)
    recorded = decide_refund(claim.id, date(2026, 1, 5), **DECIDED)
    assert (recorded.operation.kind, position_of(ada.id, JUNE).owed_cents) == ("succession", 20_000)
    assert register_faults() == []


def test_a_new_nominal_value_changes_shares_and_no_amount(two):
    ada, yann = two
    hold(ada, 4, paid_cents=2000, on=date(2025, 1, 1))
    hold(ada, 3, on=date(2025, 2, 1))
    before, lots_before = positions_on(JUNE), lots_of([ada.id], JUNE)[ada.id]
    recorded = split_nominal(500, MAY, **DECIDED)
    assert holdings_on(JUNE) == {ada.id: 108, yann.id: 40}
    assert {one.kind for one in recorded.movements} == {"nominal_split"}
    for member in (ada, yann):
        for name in ("subscribed_cents", "called_cents", "paid_cents"):
            assert getattr(position_of(member.id, JUNE), name) == getattr(before[member.id], name)
    after = lots_of([ada.id], JUNE)[ada.id]
    assert [(lot.acquired_on, lot.subscribed_cents) for lot in after] == [
        (lot.acquired_on, lot.subscribed_cents) for lot in lots_before
    ]
    assert holdings_on(MAY - timedelta(days=1)) == {ada.id: 27, yann.id: 10}
    assert refused(split_nominal, 500, MAY, **DECIDED).code == "nothing-to-split"
    assert refused(split_nominal, 333, MAY, **DECIDED).code == "not-whole-shares"
    reverse_operation(recorded.operation.id, motive="Décision annulée", **BY)
    assert positions_on(JUNE) == before
    assert register_faults() == []


def test_a_new_nominal_value_stays_where_the_register_moved_on(two):
    ada, yann = two
    recorded = split_nominal(500, MAY, **DECIDED)
    transfer(ada.id, yann.id, 3, JUNE, **DECIDED)
    assert refused(reverse_operation, recorded.operation.id, motive="Erreur", **BY).code == "later-operations"


def test_a_partial_refund_that_waits_holds_the_nominal_value(two):
    ada, _yann = two
    request_refund(ada.id, 2, JUNE, **BY)
    assert refused(split_nominal, 500, JUNE, **DECIDED).code == "partial-refunds-wait"


def test_a_conversion_keeps_the_amount(two):
    ada, _yann = two
    assert refused(convert, ada.id, 3, 5000, MAY, **BY).code == "not-whole-shares"
    convert(ada.id, 10, 5000, MAY, **BY)
    held = position_of(ada.id, MAY)
    assert (held.shares, held.subscribed_cents, held.paid_cents) == (14, 40_000, 40_000)


def test_merged_records_keep_everything_and_are_given_back(two):
    ada, _yann = two
    losses(2025)
    double = make_member("Ada Lebris")
    hold(double, 6, paid_cents=6000, on=date(2025, 2, 1))
    claim = exit_claim(double, date(2025, 12, 1))
    decide_refund(claim.id, date(2026, 1, 5), shares=2, **DECIDED)
    before = positions_on(JUNE)
    merged = merge_records(ada.id, double.id, JUNE, **BY)
    together = positions_on(JUNE)
    assert (double.id in together, totals_on(JUNE)) == (False, totals_on(JUNE - timedelta(days=1)))
    assert together[ada.id] == before[ada.id].plus(before[double.id])
    assert [one.acquired_on for one in lots_of([ada.id], JUNE)[ada.id]] == [ADMITTED, date(2025, 2, 1)]
    assert [one.request.member_id for one in claim_accounts() if one.waits] == [ada.id]
    for one in reversed(merged):
        reverse_operation(one.operation.id, motive="Deux personnes", **BY)
    assert positions_on(JUNE) == before
    assert register_faults() == []


def test_a_reversal_restores_every_account_on_every_day_and_keeps_both(two):
    ada, yann = two
    days = [ADMITTED + timedelta(days=30 * month) for month in range(-1, 28)]
    before = [positions_on(day) for day in days]
    wrong = transfer(ada.id, yann.id, 5, MAY, **DECIDED)
    reverse_operation(wrong.operation.id, motive="Erreur de saisie", **BY)
    assert [positions_on(day) for day in days] == before
    with pytest.raises(StateMoved):
        reverse_operation(wrong.operation.id, motive="Encore", **BY)
    assert refused(reverse_operation, wrong.operation.id + 1, motive="Encore", **BY).code == "reversal-unfounded"


def test_what_a_later_operation_stands_on_is_not_taken_back(two):
    ada, yann = two
    more = hold(ada, 10, on=date(2025, 1, 1))
    leave(ada, MAY)
    transfer(ada.id, yann.id, 30, MAY, **DECIDED)
    found = refused(reverse_operation, more.operation.id, motive="Erreur", **BY)
    assert (found.code, found.values["short"]) == ("negative-holding", 10)


def test_a_payment_that_was_taken_back_leaves_the_debt(two):
    _ada, _yann = two
    odile = make_member("Odile Roux")
    hold(odile, 10, paid_cents=5000, called_cents=20_000)
    paid = record_payment(odile.id, 15_000, MAY, **BY)
    reverse_operation(paid.operation.id, motive="Un autre Roux", **BY)
    assert position_of(odile.id, JUNE).receivable_cents == 15_000


def test_doubles_said_to_be_one_join_their_accounts_and_parting_gives_them_back(two):
    ada, yann = two
    losses(2025)
    double = make_member("ADA LeBris")
    hold(double, 6)
    claim = exit_claim(double, date(2025, 12, 1))
    decide_refund(claim.id, date(2026, 1, 5), shares=2, **DECIDED)
    before = positions_on(JUNE), [one.claim.count for one in queue_on(make_statutes().statutes, JUNE)]
    merged = records.merge_records(ada.person, double.person, motive="Même personne", **BY)
    assert set(positions_on(JUNE)) == {ada.id, yann.id}
    records.part_records(merged.fact.id, motive="Sa nièce", **BY)
    assert (positions_on(JUNE), [one.claim.count for one in queue_on(make_statutes().statutes, JUNE)]) == before
    assert [one.request.member_id for one in claim_accounts() if one.waits] == [double.id]
    assert register_faults() == []


def test_a_transfer_entered_late_keeps_the_bounds_of_every_later_day(two):
    """Rule 13: what left since that day is gone already; the holding of today keeps its least number too."""
    ada, yann = two
    transfer(ada.id, yann.id, 15, JUNE, **DECIDED)
    found = refused(transfer, ada.id, yann.id, 4, MAY, **DECIDED)
    assert (found.rule, found.values["held"]) == (13, 1)
    assert transfer(ada.id, yann.id, 3, MAY, **DECIDED)
