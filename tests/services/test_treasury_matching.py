"""A line is taken once, for a reason that is shown, and everything can be taken back."""

from datetime import date

import pytest

from foundation.kernel.audit import SYSTEM
from foundation.kernel.errors import Refused, StateMoved
from shares.queries.positions import position_of
from shares.services import cancel_unpaid
from tests.factories.membership import make_member, make_statutes
from tests.factories.treasury import OTHERS, THEIRS, asked, camt, ntry, our_account
from treasury.models import StoredLine
from treasury.queries.guesses import guesses
from treasury.queries.lines import rest_of
from treasury.queries.requests import view_of
from treasury.rules.matching import Act, Reason, Share
from treasury.services import matching
from treasury.services.bringing_in import bring_in
from treasury.services.requests import change

TODAY = date(2026, 6, 12)


@pytest.fixture
def stage(session):
    make_statutes()
    our_account()
    return session


def brought(session, at, *entries, **more):
    bring_in(camt(*entries, **more), "releve.xml", actor=SYSTEM, at=at)
    return list(session.query(StoredLine).order_by(StoredLine.id))


def suggested(line):
    return guesses([(line, rest_of(line))], TODAY).get(line.id, [])


def test_the_exact_reference_is_enough_and_accepting_it_pays_the_shares(stage, at):
    member = make_member("Ada Brume")
    request = asked(member, 10)
    words = f"VIR PARTS {request.reference[:3]} {request.reference[3:].lower()}"
    [line] = brought(stage, at, ntry(15_000, words=words, name="QUELQU UN", iban=THEIRS))
    [first] = suggested(line)
    assert (first.reason, first.act, first.exact, first.sure) == (Reason.REFERENCE, Act.ALLOCATE, True, 100)
    matching.allocate(line.id, first.shares, actor=SYSTEM, at=at)
    position = position_of(member.id, TODAY)
    assert position.paid_cents == position.subscribed_cents == 20_000
    assert view_of(request, TODAY).state == "paid"
    assert rest_of(line) == 0


def test_the_same_line_is_never_taken_twice(stage, at):
    request = asked(make_member("Ada Brume"), 10)
    [line] = brought(stage, at, ntry(15_000, words=request.reference))
    parts = [Share(request.id, 15_000)]
    matching.allocate(line.id, parts, actor=SYSTEM, at=at)
    with pytest.raises(StateMoved):
        matching.allocate(line.id, parts, actor=SYSTEM, at=at)


def test_a_payer_is_learned_and_unlearned(stage, at):
    member = make_member("Ada Brume")
    request = asked(member, 10, instalments=3)
    one, two = brought(
        stage,
        at,
        ntry(5000, words=request.reference, iban=THEIRS, tx="a"),
        ntry(5000, words="parts", iban=THEIRS, tx="b", name="X"),
    )
    assert not suggested(two)
    [done] = matching.allocate(one.id, [Share(request.id, 5000)], actor=SYSTEM, at=at)
    [first] = suggested(two)
    assert first.reason is Reason.KNOWN_PAYER
    matching.take_back(done.id, "mauvaise ligne", actor=SYSTEM, at=at)
    assert not suggested(two)
    assert position_of(member.id, TODAY).paid_cents == 5000


def test_a_name_needs_the_amount(stage, at):
    asked(make_member("Adélaïde Brume"), 10)
    same, other = brought(
        stage, at, ntry(15_000, name="MME BRUME ADELAIDE", tx="1"), ntry(14_000, name="MME BRUME ADELAIDE", tx="2")
    )
    [first] = suggested(same)
    assert first.reason is Reason.NAME
    assert first.values["likeness"] == 100
    assert not suggested(other)


def test_one_line_pays_several_requests_and_the_payer_is_not_the_holder(stage, at):
    children = [make_member("Ada Brume"), make_member("Bo Brume")]
    requests = [asked(child, shares) for child, shares in zip(children, (4, 6), strict=True)]
    words = " et ".join(one.reference for one in requests)
    [line] = brought(stage, at, ntry(15_000, words=words, name="CLAIRE BRUME"))
    [first] = suggested(line)
    assert first.reason is Reason.REFERENCES
    for row in matching.allocate(line.id, first.shares, actor=SYSTEM, at=at):
        assert row.payer == "CLAIRE BRUME"
    assert [position_of(child.id, TODAY).paid_cents for child in children] == [8000, 12_000]


def test_more_than_is_due_stays_on_the_line(stage, at):
    request = asked(make_member("Ada Brume"), 10)
    [line] = brought(stage, at, ntry(20_000, words=request.reference))
    with pytest.raises(Refused) as refusal:
        matching.allocate(line.id, [Share(request.id, 20_000)], actor=SYSTEM, at=at)
    assert refusal.value.code == "over-due"
    [first] = suggested(line)
    assert not first.exact
    matching.allocate(line.id, first.shares, actor=SYSTEM, at=at)
    assert rest_of(line) == 5000
    held = matching.hold_back(line.id, 5000, "trop versé", actor=SYSTEM, at=at)
    assert rest_of(line) == 0
    matching.take_back(held.id, "erreur", actor=SYSTEM, at=at)
    assert rest_of(line) == 5000


def test_a_line_is_set_aside_for_a_reason_only(stage, at):
    [line] = brought(stage, at, ntry(1234, words="subvention"))
    with pytest.raises(Refused):
        matching.set_aside(line.id, "  ", actor=SYSTEM, at=at)
    row = matching.set_aside(line.id, "Subvention de la commune", actor=SYSTEM, at=at)
    matching.take_back(row.id, "finalement des parts", actor=SYSTEM, at=at)
    assert rest_of(line) == 1234


def test_a_late_payment_of_a_cancelled_subscription_is_suggested_both_ways(stage, at):
    member = make_member("Ada Brume")
    request = asked(member, 10)
    change(request.id, "cancelled", "renonce par courriel", actor=SYSTEM, at=at)
    [line] = brought(stage, at, ntry(15_000, words=request.reference, iban=OTHERS))
    found = suggested(line)
    assert [one.act for one in found] == [Act.REOPEN, Act.GIVE_BACK]
    assert found[0].values["reason"] == "renonce par courriel"
    with pytest.raises(Refused):
        matching.allocate(line.id, [Share(request.id, 15_000)], actor=SYSTEM, at=at)
    matching.reopen_and_take(line.id, request.id, actor=SYSTEM, at=at)
    assert view_of(request, TODAY).state == "paid"
    assert position_of(member.id, TODAY).paid_cents == 20_000


def test_money_for_shares_that_were_cancelled_waits_ahead_of_the_next_ones(stage, at):
    member = make_member("Ada Brume")
    asked(member, 4)
    request = asked(member, 10)
    cancel_unpaid(member.id, 10, date(2026, 6, 1), motive="ne paiera pas", decision="CA", actor=SYSTEM, at=at)
    matching_line = brought(stage, at, ntry(15_000, words=request.reference))[0]
    view = view_of(request, TODAY)
    assert view.due < 15_000
    matching.reopen_and_take(matching_line.id, request.id, actor=SYSTEM, at=at)
    assert position_of(member.id, TODAY).advance_cents == 15_000


def test_a_returned_payment_makes_the_request_due_again(stage, at):
    member = make_member("Ada Brume")
    request = asked(member, 10)
    line, back = brought(
        stage, at, ntry(15_000, words=request.reference, iban=THEIRS, tx="in"),
        ntry(-15_000, day="2026-06-08", iban=THEIRS, returned=True, tx="out"),
    )  # fmt: skip
    [paid] = matching.allocate(line.id, [Share(request.id, 15_000)], actor=SYSTEM, at=at)
    [first] = suggested(back)
    assert (first.act, first.target, first.sure) == (Act.RETURN, paid.id, 95)
    row = matching.accept_return(back.id, paid.id, actor=SYSTEM, at=at)
    assert view_of(request, TODAY).standing.left == 15_000
    assert position_of(member.id, TODAY).paid_cents == 5000
    with pytest.raises(Refused):
        matching.take_back(paid.id, "x", actor=SYSTEM, at=at)
    matching.take_back(row.id, "la banque s’est trompée", actor=SYSTEM, at=at)
    assert position_of(member.id, TODAY).paid_cents == 20_000


def test_the_name_of_who_pays_speaks_as_well_as_that_of_the_holder(stage, at):
    asked(make_member("Ada Brume"), 10, payer="Claire Kermarrec")
    [line] = brought(stage, at, ntry(15_000, name="MME KERMARREC CLAIRE"))
    [first] = suggested(line)
    assert first.values["holder"] == "Ada Brume (Claire Kermarrec)"


def test_money_that_went_out_is_not_kept_to_be_given_back(stage, at):
    [line] = brought(stage, at, ntry(-15_000, words="FACTURE"))
    for cents in (-15_000, 15_000):
        with pytest.raises(Refused) as caught:
            matching.hold_back(line.id, cents, "par erreur", actor=SYSTEM, at=at)
        assert caught.value.code == "money-went-out"
    assert rest_of(line) == -15_000
