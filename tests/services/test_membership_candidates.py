"""From a request to a number: what blocks it, who decides, when it takes effect, how a wrong step is undone."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import sentence
from foundation.mailing.models import Mail
from membership.models.members import Member
from membership.queries.applications import accepted_application, application_by_id, open_applications
from membership.queries.candidates import judged
from membership.queries.card import member_card
from membership.queries.roll import members_on
from membership.rules.applications import ApplicationEvent, ApplicationState
from membership.rules.bonds import BondKind
from membership.services.applying import Terms, complete, review, submit, undo, withdraw
from membership.services.bonds import BondDetails, tie
from membership.services.correction import take_back
from membership.services.deciding import Decision, accept, record_effect, refuse
from membership.services.settings import change_settings
from tests.factories.candidates import (
    BOARD,
    BY,
    DECIDED,
    HOME,
    RECEIVED,
    accepted,
    make_candidate,
    request_of,
    statutes_that,
)
from tests.factories.membership import RECORDED, make_member, make_organisation, make_person, represent

TODAY = date(2026, 6, 1)


def refused(call, *arguments, **keywords):
    with pytest.raises((Refused, StateMoved)) as caught:
        call(*arguments, **keywords)
    assert "%(" not in sentence("en", caught.value.message, caught.value.values)
    return caught.value


def codes(view, on: date = TODAY) -> list[str]:
    found = judged([view], on)[view.id]
    for one in (*found.blockers, *found.reasons):
        assert "%(" not in sentence("en", one.message, one.values)
    return [one.code for one in found.blockers]


def reasons(view, on: date = TODAY) -> list[str]:
    return [one.code for one in judged([view], on)[view.id].reasons]


def letters() -> list[str]:
    return list(db.session.execute(select(Mail.template).order_by(Mail.id)).scalars())


# ---- the statutes say when ---------------------------------------------------------------------------


def test_where_the_decision_is_enough_it_gives_the_number_on_its_day(session):
    statutes_that("decision")
    view = accepted(request_of())
    assert view.state is ApplicationState.EFFECTIVE
    (member,) = members_on(DECIDED)
    assert (member.number, member.category, member.college, member.since) == (1, "usagers", "usagers", DECIDED)
    assert members_on(DECIDED - timedelta(days=1)) == []
    assert letters() == ["application-received", "membership-effective"]


@pytest.mark.parametrize("clause", ["payment", "full_payment"])
def test_where_money_makes_the_member_a_decision_gives_no_number(session, clause):
    statutes_that(clause)
    view = accepted(request_of())
    assert view.state is ApplicationState.ACCEPTED
    assert members_on(TODAY) == []
    assert db.session.execute(select(Member)).first() is None
    assert letters() == ["application-received", "application-accepted"]
    decided = accepted_application(view.id)
    assert (decided.shares, decided.category, decided.decided_on, decided.decision) == (2, "usagers", DECIDED, BOARD)


def test_a_decision_names_its_body_and_is_never_of_a_day_to_come(session):
    statutes_that()
    view = request_of()
    assert refused(accept, view.id, Decision(decided_on=DECIDED, text=" "), **BY).code == "no-decision"
    late = Decision(decided_on=TODAY + timedelta(days=9), text=BOARD)
    assert refused(accept, view.id, late, **BY).code == "decided-to-come"
    assert refused(refuse, view.id, Decision(decided_on=DECIDED, text=BOARD), **BY).code == "no-reason"


def test_the_body_may_accept_other_terms_than_those_asked_for(session):
    statutes_that("payment")
    view = request_of(category="usagers")
    accept(view.id, Decision(decided_on=DECIDED, text=BOARD), Terms(category="salaries", shares=5), **BY)
    decided = accepted_application(view.id)
    assert (decided.category, decided.shares) == ("salaries", 5)
    assert application_by_id(view.id).step(ApplicationEvent.SUBMITTED).category == "usagers"


def test_a_refused_candidate_may_ask_again_and_is_told_why(session):
    statutes_that()
    person = make_candidate()
    view = refuse(request_of(person).id, Decision(decided_on=DECIDED, text=BOARD, motive="Hors du territoire"), **BY)
    assert view.state is ApplicationState.REFUSED
    assert "Hors du territoire" in db.session.execute(select(Mail.body_text).order_by(Mail.id.desc())).scalars().first()
    assert request_of(person).state is ApplicationState.OPEN


def test_nobody_asks_twice_nor_asks_who_is_a_member(session):
    statutes_that()
    person = make_candidate()
    request_of(person)
    assert refused(submit, person, Terms(), RECEIVED, **BY).code == "request-waiting"
    member = make_member("Ada Le Bris")
    assert refused(submit, member.person, Terms(), RECEIVED, **BY).code == "candidate-is-member"


def test_who_comes_back_asks_again_and_keeps_the_number(session):
    from membership.rules.standing import MembershipEvent
    from membership.services.exit import end_membership

    statutes_that()
    member = make_member(make_candidate())
    make_member()
    end_membership(member.id, MembershipEvent.RESIGNED, date(2025, 1, 1), **BY)
    view = accepted(request_of(member.person))
    assert view.step(ApplicationEvent.EFFECTIVE).member_id == member.id
    assert {one.number for one in members_on(TODAY)} == {1, 2}


def test_the_same_effect_recorded_twice_is_one(session):
    statutes_that()
    view = accepted(request_of())
    member = db.session.execute(select(Member)).scalar_one()
    assert record_effect(view.id, member, TODAY, **BY).facts == view.facts


# ---- blockers, in words ------------------------------------------------------------------------------


def test_everything_that_blocks_is_told_at_once(session):
    statutes_that()
    child = make_person("Lou", "Riou", born_on=date(2015, 1, 1))
    view = request_of(child, category="", shares=0)
    assert codes(view) == ["no-guardian", "no-address", "no-category", "no-shares"]


def test_an_organisation_needs_a_number_and_somebody_who_speaks_for_it(session):
    statutes_that()
    club = make_organisation("Les Amis du Vallon", **HOME)
    view = request_of(club, category="benevoles", college="soutiens")
    assert codes(view) == ["no-siren", "no-representative"]
    club.rna = "W353001234"
    represent(club, make_person())
    assert codes(view) == []


def test_a_mandate_that_ended_speaks_for_nobody(session):
    statutes_that()
    club = make_organisation("Les Amis du Vallon", rna="W353001234", **HOME)
    represent(club, make_person(), until=date(2026, 5, 1))
    assert codes(request_of(club, category="usagers")) == ["no-representative"]


def test_a_child_with_a_parent_on_record_is_not_blocked_but_looked_at(session):
    statutes_that()
    child = make_candidate("Lou", "Riou", born_on=date(2015, 1, 1))
    tie(child, make_person("Maël", "Riou").id, date(2015, 1, 1), BondDetails(kind=BondKind.PARENT), **BY)
    view = request_of(child)
    assert (codes(view), reasons(view)) == ([], ["minor"])


@pytest.mark.parametrize(
    ("category", "college", "code"),
    [
        ("sponsors", None, "unknown-category"),
        ("benevoles", None, "no-college"),
        ("usagers", "salaries", "college-not-for-category"),
    ],
)
def test_category_and_college_are_those_of_the_statutes(session, category, college, code):
    statutes_that()
    assert codes(request_of(category=category, college=college)) == [code]


def test_a_full_sarl_blocks_and_a_written_reason_admits(session, monkeypatch):
    monkeypatch.setattr("statutes.rules.law.SARL_MAXIMUM_MEMBERS", 2)
    statutes_that(form="SARL")
    make_member()
    make_member()
    view = request_of()
    assert codes(view) == ["sarl-full"]
    decision = Decision(decided_on=DECIDED, text=BOARD)
    assert refused(accept, view.id, decision, **BY).rule == 10
    over = Decision(decided_on=DECIDED, text=BOARD, override="Transformation en SAS votée le 2 mai")
    assert accept(view.id, over, **BY).state is ApplicationState.EFFECTIVE


def test_what_blocks_is_refused_with_its_own_sentence(session):
    statutes_that()
    view = request_of(make_person())
    assert refused(accept, view.id, Decision(decided_on=DECIDED, text=BOARD), **BY).code == "no-address"
    assert application_by_id(view.id).state is ApplicationState.OPEN


# ---- a closer look -----------------------------------------------------------------------------------


def test_what_is_unusual_waits_for_somebody_who_says_why_it_is_right(session):
    statutes_that()
    view = request_of(make_candidate(country="BE"))
    assert reasons(view) == ["abroad"]
    decision = Decision(decided_on=DECIDED, text=BOARD)
    assert refused(accept, view.id, decision, **BY).code == "to-review"
    assert refused(review, view.id, " ", TODAY, **BY).code == "no-reason"
    review(view.id, "Pièce d’identité vue, virement SEPA", TODAY, **BY)
    assert accept(view.id, decision, **BY).state is ApplicationState.EFFECTIVE


def test_new_terms_are_looked_at_again(session):
    statutes_that()
    view = request_of(make_candidate(country="BE"))
    review(view.id, "Vu", TODAY, **BY)
    complete(view.id, Terms(category="usagers", shares=500), TODAY, **BY)
    assert not application_by_id(view.id).reviewed


def test_each_reason_has_a_switch(session):
    statutes_that()
    change_settings({"watch": {"abroad": False}}, **BY)
    assert reasons(request_of(make_candidate(country="BE"))) == []


# ---- wrong steps -------------------------------------------------------------------------------------


def test_undoing_a_step_gives_back_the_state_before(session):
    statutes_that("payment")
    view = accepted(request_of())
    step = view.step(ApplicationEvent.ACCEPTED)
    assert (
        refused(undo, view.id, view.step(ApplicationEvent.SUBMITTED).id, motive="x", **BY).code == "not-the-last-step"
    )
    assert refused(undo, view.id, step.id, motive="", **BY).code == "no-reason"
    back = undo(view.id, step.id, motive="Mauvaise ligne du procès-verbal", **BY)
    assert back.state is ApplicationState.OPEN
    assert accepted(back).state is ApplicationState.ACCEPTED
    assert len(application_by_id(view.id).facts) == 4


def test_taking_the_admission_back_makes_the_request_wait_again(session):
    statutes_that("decision")
    view = accepted(request_of())
    assert refused(undo, view.id, view.step(ApplicationEvent.EFFECTIVE).id, motive="x", **BY).code == "admission-first"
    member = db.session.execute(select(Member)).scalar_one()
    entry = next(one for one in member_card(member, TODAY).history if one.kind == "membership")
    take_back(
        "membership", entry.fact_id, motive="Admise par erreur", actor=BY["actor"], at=RECORDED + timedelta(hours=1)
    )
    assert members_on(TODAY) == []
    assert application_by_id(view.id).state is ApplicationState.ACCEPTED
    assert [one.id for one in open_applications()] == [view.id]


def test_a_withdrawn_request_is_decided_no_more(session):
    statutes_that()
    view = withdraw(request_of().id, TODAY, motive="A déménagé", **BY)
    assert refused(accept, view.id, Decision(decided_on=TODAY, text=BOARD), **BY).code == "application-moved"


# ---- letters -----------------------------------------------------------------------------------------


def test_each_letter_has_a_switch(session):
    statutes_that("payment")
    change_settings({"silent": ["application-received"]}, **BY)
    accepted(request_of())
    assert letters() == ["application-accepted"]


def test_the_parents_of_a_child_are_written_to(session):
    statutes_that()
    child = make_person("Lou", "Riou", born_on=date(2015, 1, 1), **HOME)
    parent = make_candidate("Maël", "Riou")
    tie(child, parent.id, date(2015, 1, 1), BondDetails(kind=BondKind.PARENT), **BY)
    request_of(child)
    assert db.session.execute(select(Mail.to_address)).scalars().all() == ["maël@exemple.fr"]
