"""What came of a consultation: results read after the closing alone, objections, the chosen date, who may know of it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from foundation.kernel.audit import AuditEntry
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from governance.models import Consultation, ConsultationFact
from governance.queries.consultation_pages import consultation_page, outcome_of, shown_answers
from governance.queries.consultation_results import chosen_moment
from governance.queries.consultations import facts_of, listed_for, may_know
from governance.rules.consultations import Audience, To
from governance.services.consulting import (
    Outcome,
    open_consultation,
    write_outcome,
)
from tests.factories.consultations import (
    BY,
    CLOSES,
    EVENINGS,
    OPENED,
    answer,
    asked,
    consent,
    count_all,
    date_choice,
    opinion,
    written,
)
from tests.factories.governance import account_of, pole_members, pole_statutes, refusal
from votes.models import Box, Right
from votes.services.casting import cast


@pytest.fixture(autouse=True)
def database(session):
    return session


def box_of(consultation: Consultation, position: int = 1) -> Box:
    return db.session.get_one(Box, consultation.questions[position - 1].box_id)


# ---- results and what followed ------------------------------------------------------------------------------


def test_no_result_is_seen_before_the_closing_and_each_one_after_it():
    consultation, _members = asked(opinion())
    answer(consultation, 1, "Yann Le Guirriec", "for")
    before = consultation_page(consultation, 0, OPENED + timedelta(hours=2))
    assert [one.stored for one in shown_answers(before, runs=True)] == [None]
    count_all(consultation)
    after = consultation_page(consultation, 0, CLOSES)
    [shown] = shown_answers(after, runs=False)
    assert shown.stored is not None and shown.stored.ballots == 1


def test_a_result_held_back_is_seen_by_those_who_run_votes_alone():
    consultation, _members = asked(opinion(), held_back=True)
    count_all(consultation)
    page = consultation_page(consultation, 0, CLOSES)
    assert shown_answers(page, runs=False)[0].stored is None
    assert shown_answers(page, runs=True)[0].stored is not None


def test_one_objection_stops_a_proposal_and_its_reason_is_read():
    pole_statutes()
    members = pole_members()
    yann = account_of(members["Yann Le Guirriec"])
    consultation = written(consent())
    open_consultation(consultation.id, at=OPENED, **BY)
    for name in ("Maëlys Kervadec", "Solène Abiven"):
        answer(consultation, 1, name, "for")
    right = db.session.query(Right).filter_by(box_id=box_of(consultation).id, name="Yann Le Guirriec").one()
    moment = {"account_id": yann.id, "at": OPENED + timedelta(hours=1)}
    cast(box_of(consultation).id, right.id, "against", reason="Trop étroit.", **moment)
    count_all(consultation)
    [shown] = shown_answers(consultation_page(consultation, 0, CLOSES), runs=False)
    assert shown.stored.result["adopted"] is False
    assert shown.objections == (("Yann Le Guirriec", "Trop étroit."),)


def test_without_objection_the_proposal_is_consented_to_whoever_takes_no_side():
    consultation, _members = asked(consent())
    answer(consultation, 1, "Maëlys Kervadec", "for")
    answer(consultation, 1, "Solène Abiven", "abstain")
    count_all(consultation)
    [shown] = shown_answers(consultation_page(consultation, 0, CLOSES), runs=False)
    assert shown.stored.result["adopted"] is True and shown.objections == ()


def test_the_date_that_suits_most_is_chosen_and_none_is_where_they_tie():
    consultation, _members = asked(date_choice(), date_choice("Et la fête\u202f?"))
    answer(consultation, 1, "Maëlys Kervadec", ["o1", "o2"])
    answer(consultation, 1, "Solène Abiven", ["o2"])
    answer(consultation, 2, "Solène Abiven", ["o1", "o2"])
    count_all(consultation)
    first, second = shown_answers(consultation_page(consultation, 0, CLOSES), runs=False)
    assert chosen_moment(first.asked.question, first.stored)[0] == EVENINGS[1]
    assert chosen_moment(second.asked.question, second.stored) is None


def test_what_was_decided_after_is_written_once_it_is_closed_and_the_last_word_stands():
    consultation, _members = asked()
    said = Outcome("Le marché continue.")
    assert refusal(lambda: write_outcome(consultation, said, at=OPENED, **BY))[1] == "consultation-open"
    write_outcome(consultation, said, at=CLOSES, **BY)
    write_outcome(consultation, Outcome("Le marché continue le dimanche."), at=CLOSES, **BY)
    fact, decision = outcome_of(facts_of(consultation))
    assert (fact.text, decision) == ("Le marché continue le dimanche.", None)
    assert db.session.query(ConsultationFact).filter_by(kind="outcome").count() == 2
    assert refusal(lambda: write_outcome(consultation, Outcome(), at=CLOSES, **BY))[1] == "outcome-empty"
    with pytest.raises(NotFound):
        write_outcome(consultation, Outcome(decision_number=99), at=CLOSES, **BY)


def test_each_act_is_written_in_the_audit_trail_and_no_answer_is():
    consultation, _members = asked()
    answer(consultation, 1, "Yann Le Guirriec", "against")
    lines = db.session.scalars(select(AuditEntry).where(AuditEntry.subject == consultation.subject)).all()
    tags = [line.tag.rpartition(":")[2] for line in lines]
    assert tags == ["written", "written", "opened"]
    assert all("against" not in str(line.details) for line in lines)


# ---- who may know -------------------------------------------------------------------------------------------


def test_a_list_is_known_to_those_of_the_list_and_to_those_who_prepare():
    pole_statutes()
    members = pole_members()
    ada, bo = account_of(members["Yann Le Guirriec"]), account_of(members["Solène Abiven"], "Bo Kerleau")
    consultation = written(audience=Audience(To.MEMBERS, members=(members["Yann Le Guirriec"].number,)))
    open_consultation(consultation.id, at=OPENED, **BY)
    when = OPENED + timedelta(hours=1)
    assert may_know(consultation, ada.id) and not may_know(consultation, bo.id)
    mine, theirs = (listed_for(one.id, when, prepares=False) for one in (ada, bo))
    assert [one.id for one in mine.to_answer] == [consultation.id]
    assert theirs.to_answer == theirs.running == theirs.past == ()
    assert [one.id for one in listed_for(bo.id, when, prepares=True).running] == [consultation.id]


def test_drafts_are_nobodys_but_those_who_prepare():
    pole_statutes()
    members = pole_members()
    ada = account_of(members["Yann Le Guirriec"])
    consultation = written()
    found = listed_for(ada.id, OPENED, prepares=False)
    assert found.prepared == found.running == found.to_answer == ()
    assert [one.id for one in listed_for(ada.id, OPENED, prepares=True).prepared] == [consultation.id]


def test_a_consultation_answered_waits_no_more():
    pole_statutes()
    members = pole_members()
    ada = account_of(members["Yann Le Guirriec"])
    consultation = written(opinion(), consent())
    open_consultation(consultation.id, at=OPENED, **BY)
    when = OPENED + timedelta(hours=2)
    assert listed_for(ada.id, when, prepares=False).waiting == {consultation.id: 2}
    answer(consultation, 1, "Yann Le Guirriec", "for")
    answer(consultation, 2, "Yann Le Guirriec", "for")
    found = listed_for(ada.id, when, prepares=False)
    assert found.waiting == {} and [one.id for one in found.running] == [consultation.id]
