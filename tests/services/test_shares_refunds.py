"""Refunds: nominal less losses, the floor and the queue, instalments, schedules that tie, exits that are never doubled."""

from datetime import date

import pytest

from foundation.kernel.errors import Refused, StateMoved
from membership.services.admission import Admission, admit
from shares.queries import capital_on, position_of, totals_on
from shares.queries.claims import claim_accounts, owed_by_year, queue_on, refund_schedule
from shares.rules.kinds import Cause
from shares.rules.queue import ClaimState
from shares.services import (
    charge_loss,
    decide_refund,
    give_to_cooperative,
    pay_refund,
    request_refund,
    reverse_operation,
    withdraw_request,
)
from shares.verification import register_faults
from tests.factories.membership import make_member, make_organisation, make_statutes
from tests.factories.shares import BY, DECIDED, exit_claim, hold, leave, losses, make_share_statutes

JANUARY = date(2026, 1, 2)
JUNE = date(2026, 6, 1)


@pytest.fixture
def two(session):
    """Ada holds 60, Yann 40: a capital of 2 000.00, a floor of 500.00; the accounts of 2025 show no loss."""
    make_statutes()
    ada, yann = make_member("Ada Le Bris"), make_member("Yann Quéré")
    hold(ada, 60)
    hold(yann, 40)
    losses(2025)
    return ada, yann


def refused(call, *arguments, **keywords) -> Refused:
    with pytest.raises(Refused) as caught:
        call(*arguments, **keywords)
    return caught.value


def test_a_refund_stops_at_the_floor_and_says_what_is_possible(two):
    ada, yann = two
    first, second = exit_claim(ada), exit_claim(yann)
    decide_refund(first.id, JANUARY, **DECIDED)
    found = refused(decide_refund, second.id, JANUARY, **DECIDED)
    assert (found.rule, found.values["possible"], found.values["floor"].cents) == (15, 15, 50_000)
    decide_refund(second.id, JANUARY, shares=15, **DECIDED)
    assert capital_on(JUNE).cents == 50_000
    assert refused(decide_refund, second.id, JANUARY, **DECIDED).values["possible"] == 0


def test_new_subscriptions_resume_the_queue_in_its_order(two):
    ada, yann = two
    first, second = exit_claim(ada), exit_claim(yann, date(2026, 1, 2))
    statutes = make_statutes().statutes
    decide_refund(first.id, JANUARY, **DECIDED)
    assert [line.possible for line in queue_on(statutes, JANUARY)] == [15]
    hold(make_member("Odile Roux"), 10, on=date(2026, 3, 1))
    assert [(line.claim.id, line.possible) for line in queue_on(statutes, JUNE)] == [(second.id, 25)]
    assert [line.possible for line in queue_on(statutes, JANUARY)] == [15]


def test_a_later_claim_never_goes_before_an_earlier_one(two):
    ada, yann = two
    large, small = exit_claim(ada), request_refund(yann.id, 1, JANUARY, asked_on=JANUARY, **BY)
    hold(make_member("Odile Roux"), 4)
    give_to_cooperative(yann.id, 5, JANUARY, **BY)
    decide_refund(large.id, JANUARY, shares=50, **DECIDED)
    queue = queue_on(make_statutes().statutes, JANUARY)
    assert [(line.claim.id, line.state) for line in queue] == [
        (large.id, ClaimState.READY),
        (small.id, ClaimState.READY),
    ]
    give_to_cooperative(yann.id, 14, JANUARY, **BY)
    queue = queue_on(make_statutes().statutes, JANUARY)
    assert [(line.possible, line.state) for line in queue] == [(9, ClaimState.PARTLY), (0, ClaimState.FROZEN)]
    assert refused(decide_refund, small.id, JANUARY, **DECIDED).code == "refund-frozen"


def test_losses_reduce_the_nominal_and_the_reserves_of_the_statutes_bear_them_first(session):
    make_share_statutes('losses_charged_first_to = ["statutory_reserve"]')
    ada, yann = make_member("Ada Le Bris"), make_member("Yann Quéré")
    hold(ada, 40)
    hold(yann, 60)
    losses(2025, 60_000, statutory_reserve_cents=20_000)
    recorded = decide_refund(exit_claim(ada).id, JANUARY, **DECIDED)
    assert [(one.kind, one.owed_cents) for one in recorded.movements] == [
        ("refund_decided", 80_000),
        ("loss_charged", -16_000),
    ]
    assert position_of(ada.id, JUNE).owed_cents == 64_000


def test_without_the_accounts_of_the_year_nothing_is_decided(two):
    ada, _yann = two
    claim = exit_claim(ada, date(2026, 3, 1))
    found = refused(decide_refund, claim.id, date(2026, 3, 2), **DECIDED)
    assert (found.rule, found.values["year_end"]) == (18, date(2026, 12, 31))


def test_only_what_was_paid_up_comes_back(two):
    _ada, _yann = two
    odile = make_member("Odile Roux")
    hold(odile, 8, paid_cents=4000)
    decide_refund(exit_claim(odile).id, JANUARY, **DECIDED)
    held = position_of(odile.id, JUNE)
    assert (held.shares, held.subscribed_cents, held.owed_cents) == (0, 0, 4000)


def test_a_refund_is_paid_by_instalments_and_never_beyond_what_is_owed(two):
    ada, _yann = two
    claim = exit_claim(ada)
    decide_refund(claim.id, JANUARY, **DECIDED)
    pay_refund(claim.id, 50_000, date(2026, 2, 1), means="virement", **BY)
    charge_loss(claim.id, 10_000, date(2026, 3, 1), **DECIDED)
    assert refused(pay_refund, claim.id, 60_001, date(2026, 4, 1), **BY).values["owed"].cents == 60_000
    pay_refund(claim.id, 60_000, date(2026, 4, 1), **BY)
    assert [one.state for one in claim_accounts()] == [ClaimState.PAID]
    assert totals_on(JUNE).owed_cents == 0


def test_the_schedule_ties_to_what_is_owed_on_every_day(two):
    ada, yann = two
    first, second = exit_claim(ada, date(2025, 12, 1)), exit_claim(yann)
    decide_refund(first.id, JANUARY, **DECIDED)
    decide_refund(second.id, date(2026, 2, 1), shares=10, **DECIDED)
    pay_refund(first.id, 7000, date(2026, 3, 1), **BY)
    statutes = make_statutes().statutes
    for day in (date(2025, 12, 31), JANUARY, date(2026, 2, 1), JUNE):
        dues = refund_schedule(statutes, day)
        assert sum(due.owed.cents for due in dues) == totals_on(day).owed_cents
    assert {year: owed.cents for year, owed in owed_by_year(dues).items()} == {2030: 113_000, 2031: 20_000}
    assert {due.due_on for due in dues} == {date(2030, 12, 1), date(2031, 1, 1)}


def test_one_exit_has_one_place_in_the_queue(two):
    ada, _yann = two
    exit_claim(ada)
    with pytest.raises(StateMoved):
        request_refund(ada.id, None, JANUARY, cause=Cause.RESIGNED, **BY)


def test_who_is_still_a_member_asks_for_a_number_of_shares(two):
    ada, _yann = two
    assert refused(request_refund, ada.id, None, JUNE, cause=Cause.RESIGNED, **BY).code == "still-a-member"
    assert refused(request_refund, ada.id, 59, JUNE, **BY).rule == 13
    request_refund(ada.id, 30, JUNE, **BY)
    assert refused(request_refund, ada.id, 31, JUNE, **BY).values["free"] == 30


def test_who_came_back_may_leave_again(two):
    ada, _yann = two
    decide_refund(exit_claim(ada, date(2025, 12, 1)).id, date(2026, 1, 2), **DECIDED)
    back = Admission(category="usagers", effective_on=date(2026, 2, 1), decision="Conseil")
    admit(ada.person, back, **BY)
    hold(ada, 5, on=date(2026, 2, 1))
    assert not [one for one in claim_accounts() if one.waits]
    assert exit_claim(ada, date(2026, 5, 1)).step == 2


def test_who_holds_nothing_has_nothing_to_ask_for(two):
    odile = make_member("Odile Roux")
    leave(odile)
    assert refused(request_refund, odile.id, None, JANUARY, cause=Cause.RESIGNED, **BY).code == "nothing-held"


def test_statutes_may_refuse_partial_refunds(session):
    make_share_statutes('partial_refund = "refused"')
    ada = make_member("Ada Le Bris")
    hold(ada, 60)
    assert refused(request_refund, ada.id, 5, JUNE, **BY).code == "no-partial-refund"


def test_a_claim_is_withdrawn_once_and_nothing_is_decided_for_it_any_more(two):
    ada, _yann = two
    claim = request_refund(ada.id, 5, JANUARY, **BY)
    withdraw_request(claim.id, motive="Change d’avis", **BY)
    with pytest.raises(StateMoved):
        withdraw_request(claim.id, motive="Encore", **BY)
    with pytest.raises(StateMoved):
        decide_refund(claim.id, JANUARY, **DECIDED)


def test_a_refund_needs_its_decision_and_comes_after_its_rank(two):
    ada, _yann = two
    claim = exit_claim(ada)
    assert refused(decide_refund, claim.id, JANUARY, **BY).code == "decision-missing"
    assert refused(decide_refund, claim.id, date(2025, 12, 31), **DECIDED).code == "before-its-rank"


def test_the_exit_of_another_puts_a_town_over_half_and_warns(session):
    make_statutes()
    ada, town = make_member("Ada Le Bris"), make_member(make_organisation("Commune", "commune"), "collectivites")
    hold(ada, 10)
    hold(town, 10)
    losses(2025)
    recorded = decide_refund(exit_claim(ada).id, JANUARY, shares=1, **DECIDED)
    assert [(one.rule, one.severity) for one in recorded.warnings] == [(14, "critical")]


def test_a_decision_taken_back_gives_shares_and_place_back(two):
    ada, _yann = two
    claim = exit_claim(ada)
    before = position_of(ada.id, JUNE)
    decided = decide_refund(claim.id, JANUARY, **DECIDED)
    reverse_operation(decided.operation.id, motive="Mauvaise décision", **BY)
    assert position_of(ada.id, JUNE) == before
    decide_refund(claim.id, JANUARY, **DECIDED)
    assert register_faults() == []


def test_a_decision_that_was_paid_is_not_taken_back_before_the_payment(two):
    ada, _yann = two
    claim = exit_claim(ada)
    decided = decide_refund(claim.id, JANUARY, **DECIDED)
    pay_refund(claim.id, 1, date(2026, 2, 1), **BY)
    assert refused(reverse_operation, decided.operation.id, motive="Erreur", **BY).code == "impossible-account"


def test_a_gift_falls_under_the_floor_as_well(two):
    ada, yann = two
    leave(ada)
    give_to_cooperative(ada.id, 60, JANUARY, **BY)
    leave(yann, date(2026, 2, 1))
    assert refused(give_to_cooperative, yann.id, 16, JUNE, **BY).values["possible"] == 15
    assert totals_on(JUNE).owed_cents == 0


def test_a_payment_entered_late_never_pays_a_refund_twice(session):
    """What was paid later counts as well, even where another refund of the same holder is still owed."""
    make_share_statutes('partial_refund = "board"')
    ada, yann = make_member("Ada Le Bris"), make_member("Yann Quéré")
    hold(ada, 20)
    hold(yann, 100)
    losses(2025)
    asked = date(2025, 1, 10)
    first = request_refund(ada.id, 5, asked, asked_on=asked, **BY)
    decide_refund(first.id, date(2025, 1, 12), **DECIDED)
    decide_refund(exit_claim(ada, date(2025, 1, 15)).id, date(2025, 1, 16), **DECIDED)
    pay_refund(first.id, 10_000, date(2025, 2, 1), **BY)
    assert refused(pay_refund, first.id, 1, date(2025, 1, 20), **BY).values["owed"].cents == 0
