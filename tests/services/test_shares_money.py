"""Money on shares: instalments, payers, money before the decision, payments that came back, membership by payment."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from foundation.kernel.errors import Refused
from membership.models.facts import MembershipFact
from membership.queries.people import member_of_person
from membership.rules.standing import Standing, standing_on
from membership.services.appending import facts_of
from shares.queries import advance_of, position_of, totals_on
from shares.queries.arrears import arrears_of, arrears_on, notices_of, overdue_balances
from shares.queries.claims import claim_accounts
from shares.services import (
    AcceptedCandidate,
    call,
    cancel_unpaid,
    decide_refund,
    exclude_unpaid,
    payment_returned,
    record_advance,
    record_notice,
    record_payment,
    return_advance,
    reverse_operation,
    settle_candidate,
    withdraw_notice,
)
from shares.verification import register_faults
from tests.factories.candidates import make_candidate, request_of
from tests.factories.membership import ADMITTED, make_member, make_statutes
from tests.factories.shares import BY, DECIDED, exit_claim, hold, losses, make_share_statutes

JUNE = date(2026, 6, 1)


@pytest.fixture
def ada(session):
    make_statutes()
    return make_member("Ada Le Bris")


def refused(call_, *arguments, **keywords) -> Refused:
    with pytest.raises(Refused) as caught:
        call_(*arguments, **keywords)
    return caught.value


def amounts(member, on=JUNE):
    held = position_of(member.id, on)
    return (held.subscribed_cents, held.called_cents, held.paid_cents)


def test_a_quarter_at_least_is_paid_at_once(ada):
    found = refused(hold, ada, 10, paid_cents=4999)
    assert (found.rule, found.values["missing"].cents) == (11, 1)
    hold(ada, 10, paid_cents=5000)
    assert amounts(ada) == (20_000, 5000, 5000)


def test_a_subscription_is_paid_by_instalments_and_by_somebody_else(ada):
    hold(ada, 10, paid_cents=5000, called_cents=20_000)
    assert position_of(ada.id, JUNE).receivable_cents == 15_000
    first = record_payment(ada.id, 7000, date(2025, 1, 5), payer="Sœur d’Ada", means="virement", **BY)
    record_payment(ada.id, 8000, date(2025, 2, 5), **BY)
    assert amounts(ada) == (20_000, 20_000, 20_000)
    assert amounts(ada, date(2025, 1, 5)) == (20_000, 20_000, 12_000)
    assert (first.operation.payer, first.operation.means) == ("Sœur d’Ada", "virement")


def test_subscribed_less_paid_is_the_receivable_and_what_is_not_called(ada):
    hold(ada, 10, paid_cents=5000)
    call(ada.id, 10_000, date(2025, 1, 1), **BY)
    record_payment(ada.id, 3000, date(2025, 2, 1), **BY)
    held = position_of(ada.id, JUNE)
    assert (held.receivable_cents, held.uncalled_cents) == (7000, 5000)
    assert held.subscribed_cents - held.paid_cents == held.receivable_cents + held.uncalled_cents
    assert refused(call, ada.id, 5001, JUNE, **BY).values["uncalled"].cents == 5000


def test_what_is_paid_before_the_call_counts_as_called(ada):
    hold(ada, 10, paid_cents=5000)
    record_payment(ada.id, 9000, JUNE, **BY)
    assert amounts(ada) == (20_000, 14_000, 14_000)
    assert refused(record_payment, ada.id, 6001, JUNE, **BY).values["due"].cents == 6000


def test_a_payment_is_not_effective_before_the_subscription(ada):
    hold(ada, 10, paid_cents=5000, on=date(2025, 5, 1))
    assert refused(record_payment, ada.id, 100, date(2025, 4, 30), **BY).code == "overpaid"


def test_a_returned_payment_leaves_the_debt_and_is_returned_once(ada):
    hold(ada, 10, paid_cents=5000)
    paid = record_payment(ada.id, 15_000, date(2025, 3, 1), **BY)
    payment_returned(paid.operation.id, date(2025, 3, 8), cents=4000, motive="Prélèvement rejeté", **BY)
    assert position_of(ada.id, JUNE).receivable_cents == 4000
    payment_returned(paid.operation.id, date(2025, 3, 9), **BY)
    assert position_of(ada.id, JUNE).receivable_cents == 15_000
    assert refused(payment_returned, paid.operation.id, JUNE, cents=1, **BY).code == "returned-too-much"
    assert register_faults() == []


def test_money_before_the_decision_is_no_capital_and_is_given_back(ada):
    asked = request_of().id
    record_advance(asked, 6000, date(2026, 1, 5), payer="Candidate", **BY)
    assert (totals_on(JUNE).subscribed_cents, advance_of(asked, JUNE).cents) == (0, 6000)
    return_advance(asked, 6000, date(2026, 2, 5), motive="Candidature refusée", **BY)
    assert advance_of(asked, JUNE).cents == 0
    assert refused(return_advance, asked, 1, JUNE, **BY).code == "impossible-account"


def test_money_ahead_names_a_request_that_exists(ada, session):
    with pytest.raises(IntegrityError), session.begin_nested():
        record_advance(404, 6000, date(2026, 1, 5), **BY)


@pytest.mark.parametrize(("clause", "enough"), [("payment", 5000), ("full_payment", 20_000), ("decision", 5000)])
def test_money_makes_the_member_when_the_statutes_say_so(session, clause, enough):
    make_share_statutes(more=f'\n[admission]\ndecided_by = "board"\neffective = "{clause}"\n')
    person = make_candidate("Ada", "Le Bris")
    asked = request_of(person).id
    candidate = AcceptedCandidate(
        application_id=asked, party=person, shares=10, category="usagers", decided_on=date(2026, 2, 1), decision="CA"
    )
    record_advance(asked, enough - 1, date(2026, 1, 5), **BY)
    assert settle_candidate(candidate, date(2026, 2, 1), **BY) is None
    assert member_of_person(person.id) is None
    record_advance(asked, 1, date(2026, 3, 5), **BY)
    settle_candidate(candidate, date(2026, 3, 5), **BY)
    member = member_of_person(person.id)
    assert position_of(member.id, date(2026, 3, 4)).shares == 0
    assert (position_of(member.id, JUNE).shares, position_of(member.id, JUNE).paid_cents) == (10, enough)
    assert advance_of(asked, JUNE).cents == 0


def test_who_paid_too_much_keeps_the_rest_ahead(session):
    make_share_statutes(more='\n[admission]\neffective = "payment"\n')
    person = make_candidate()
    asked = request_of(person).id
    candidate = AcceptedCandidate(
        application_id=asked, party=person, shares=2, category="usagers", decided_on=JUNE, decision="Conseil"
    )
    record_advance(asked, 5000, JUNE, **BY)
    settle_candidate(candidate, JUNE, **BY)
    assert advance_of(asked, JUNE).cents == 1000


def test_what_a_member_paid_ahead_pays_the_next_shares(ada):
    hold(ada, 2)
    record_advance(None, 3000, date(2026, 2, 1), member_id=ada.id, **BY)
    recorded = hold(ada, 2, on=date(2026, 3, 1))
    assert [one.kind for one in recorded.movements] == ["subscription", "advance_cleared", "payment"]
    assert position_of(ada.id, JUNE).advance_cents == 0


def test_a_balance_past_its_day_is_told(session):
    statutes = make_share_statutes("balance_due_months = 12").statutes
    member = make_member("Ada Le Bris")
    hold(member, 10, paid_cents=5000)
    assert overdue_balances(statutes, date(2025, 3, 1)) == []
    (late,) = overdue_balances(statutes, date(2025, 3, 2))
    assert (late.member_id, late.due_on, late.unpaid.cents) == (member.id, date(2025, 3, 1), 15_000)


def test_the_law_excludes_three_months_after_the_notice(ada):
    other = make_member("Yann Quéré")
    hold(other, 50)
    hold(ada, 10, paid_cents=5000, called_cents=20_000)
    assert refused(record_notice, ada.id, 15_001, date(2026, 1, 10), **BY).rule == 12
    record_notice(ada.id, 15_000, date(2026, 1, 10), document="LRAR", **BY)
    assert arrears_on(JUNE, "SAS") == {ada.id: arrears_of(ada.id, JUNE, "SAS")}
    assert arrears_of(ada.id, JUNE, "SAS").vote_is_lost(JUNE)
    assert refused(exclude_unpaid, ada.id, date(2026, 4, 10), **BY).rule == 12
    losses(2025)
    claim = exclude_unpaid(ada.id, date(2026, 4, 11), **BY)
    assert standing_on(facts_of(ada, MembershipFact), date(2026, 4, 11)) is Standing.FORMER
    assert (claim.cause, position_of(ada.id, JUNE).shares) == ("unpaid", 10)
    assert refused(decide_refund, claim.id, JUNE, **DECIDED).rule == 18, "the accounts of 2026 are not approved yet"


def test_a_notice_taken_back_is_recorded_anew_for_the_same_day(ada):
    hold(ada, 10, paid_cents=5000, called_cents=20_000)
    day = date(2026, 1, 10)
    wrong = record_notice(ada.id, 1_500, day, document="LRAR", **BY)
    found = refused(record_notice, ada.id, 15_000, day, **BY)
    assert (found.code, found.values["asked"].cents) == ("notice-recorded", 1_500)
    withdraw_notice(wrong.id, motive="Montant mal lu", **BY)
    assert arrears_of(ada.id, JUNE, "SAS").notice_on is None
    record_notice(ada.id, 15_000, day, document="LRAR", **BY)
    assert arrears_of(ada.id, JUNE, "SAS").notice_on == day
    assert [(one.cents, taken is None) for one, taken in notices_of(ada.id)] == [(15_000, True), (1_500, False)]


def test_who_is_excluded_by_law_is_struck_off_and_owed_what_was_paid_less_losses(ada):
    """Loi 47-1775 art. 12 and 18: the exclusion takes the shares; a fifth of the capital was lost."""
    hold(make_member("Yann Quéré"), 30)
    hold(ada, 10, paid_cents=5000, called_cents=20_000)
    record_notice(ada.id, 15_000, date(2025, 9, 30), document="LRAR", **BY)
    losses(2025, 16_000)
    day = date(2025, 12, 31)
    recorded = exclude_unpaid(ada.id, day, motive="Trois mois après la mise en demeure", **BY)
    assert [one.kind for one in recorded.movements] == ["exclusion", "loss_charged"]
    assert standing_on(facts_of(ada, MembershipFact), day) is Standing.FORMER
    before, after = position_of(ada.id, day - timedelta(days=1)), position_of(ada.id, day)
    assert (before.shares, before.receivable_cents) == (10, 15_000)
    assert (after.shares, after.subscribed_cents, after.receivable_cents) == (0, 0, 0)
    assert (totals_on(day - timedelta(days=1)).subscribed_cents, after.owed_cents) == (80_000, 4000)
    assert [one.request.cause for one in claim_accounts()] == ["unpaid"]
    assert arrears_on(JUNE, "SAS") == {}
    assert refused(exclude_unpaid, ada.id, day, **BY).rule == 12
    assert register_faults() == []


def test_an_exclusion_under_the_floor_takes_its_place_in_the_queue(ada):
    hold(ada, 10, paid_cents=5000, called_cents=20_000)
    record_notice(ada.id, 15_000, date(2026, 1, 10), **BY)
    claim = exclude_unpaid(ada.id, date(2026, 4, 11), **BY)
    assert (claim.cause, claim.rank_on, position_of(ada.id, JUNE).shares) == ("unpaid", date(2026, 4, 11), 10)


def test_a_cancelled_subscription_is_a_movement_and_gives_back_what_was_paid(ada):
    hold(make_member("Yann Quéré"), 50)
    hold(ada, 4)
    hold(ada, 10, paid_cents=5000, on=date(2025, 1, 1))
    assert refused(cancel_unpaid, ada.id, 5, JUNE, **BY).code == "no-reason"
    assert refused(cancel_unpaid, ada.id, 11, JUNE, motive="Renonce", **BY).code == "paid-shares"
    cancel_unpaid(ada.id, 10, JUNE, motive="Renonce", **BY)
    held = position_of(ada.id, JUNE)
    assert (held.shares, held.paid_cents, held.owed_cents) == (4, 8000, 5000)
    assert register_faults() == []


def test_nothing_is_written_where_a_rule_refuses(ada):
    hold(ada, 3)
    before = totals_on(date.max)
    refused(hold, ada, 10, paid_cents=1)
    exit_claim(ada)
    assert totals_on(date.max) == before
    assert totals_on(ADMITTED).shares == 3


def test_a_payment_taken_back_cannot_come_back_from_the_bank_too(ada):
    """Once out of the account is enough: another payment would pay for the second time."""
    hold(ada, 10, paid_cents=5000)
    first = record_payment(ada.id, 5000, JUNE, **BY)
    record_payment(ada.id, 5000, JUNE, **BY)
    reverse_operation(first.operation.id, motive="Saisi deux fois", **BY)
    assert refused(payment_returned, first.operation.id, JUNE, **BY).code == "no-longer-counts"
    assert amounts(ada)[2] == 10_000


def test_a_payment_that_came_back_is_not_taken_back_as_well(ada):
    """The return is taken back first, then the payment."""
    hold(ada, 10, paid_cents=5000)
    first = record_payment(ada.id, 5000, JUNE, **BY)
    record_payment(ada.id, 5000, JUNE, **BY)
    back = payment_returned(first.operation.id, JUNE, **BY)
    assert refused(reverse_operation, first.operation.id, motive="Saisi deux fois", **BY).code == "came-back"
    reverse_operation(back.operation.id, motive="Rejet saisi par erreur", **BY)
    reverse_operation(first.operation.id, motive="Saisi deux fois", **BY)
    assert amounts(ada)[2] == 10_000
    assert not register_faults()
