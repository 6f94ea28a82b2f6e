"""A consultation: who is asked and why, opened once by hand or by the clock, more time, withdrawn, what was decided after."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from foundation.kernel.audit import SYSTEM, AuditEntry
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused
from governance.models import Consultation, ConsultationFact
from governance.queries.consultation_pages import consultation_page, outcome_of, shown_answers
from governance.queries.consultation_results import chosen_moment
from governance.queries.consultations import boxes_of, facts_of, listed_for, may_know, open_due, state_of_consultation
from governance.queries.consulted import consulted_on, day_of_opening
from governance.rules.consultation_roll import BY_CONSENT, NO_COLLEGES, ONE_COLLEGE, SILENT_STATUTES
from governance.rules.consultations import Audience, ConsultationState, To
from governance.services.consultations import (
    add_question,
    change_consultation,
    choose_groups,
    remove_question,
    schedule_opening,
    unschedule_opening,
    withdraw,
)
from governance.services.consulting import (
    Outcome,
    extend_consultation,
    open_consultation,
    open_if_due,
    write_outcome,
)
from statutes.services import adopt
from tests.factories.consultations import (
    BY,
    CLOSES,
    EVENINGS,
    OPENED,
    WRITTEN,
    answer,
    asked,
    consent,
    count_all,
    date_choice,
    opinion,
    priorities,
    written,
)
from tests.factories.governance import PEOPLE, account_of, pole_members, pole_statutes, refusal
from tests.factories.membership import make_member
from tests.factories.shares import hold
from tests.factories.statutes import GONE, example, pole_text
from votes.models import Box, Hand, LeftOut, Right
from votes.rules.secrecy import SmallGroup, SmallGroupWay
from votes.services.casting import cast

EVERYBODY = sorted(name for names in PEOPLE.values() for name in names)


@pytest.fixture(autouse=True)
def database(session):
    return session


def rolls(consultation: Consultation) -> list[list[str]]:
    """The names on the roll of each question."""
    return [
        sorted(db.session.scalars(select(Right.name).where(Right.box_id == one.box_id)))
        for one in consultation.questions
    ]


def left_out(consultation: Consultation) -> dict[str, str]:
    box_id = consultation.questions[0].box_id
    return {row.name: row.why for row in db.session.scalars(select(LeftOut).where(LeftOut.box_id == box_id))}


def box_of(consultation: Consultation, position: int = 1) -> Box:
    return db.session.get_one(Box, consultation.questions[position - 1].box_id)


def state(consultation: Consultation, at) -> ConsultationState:
    return state_of_consultation(consultation, at)


# ---- who is asked -------------------------------------------------------------------------------------


def test_every_member_is_asked_each_question_by_one_right_of_their_own():
    consultation, _members = asked(opinion(), priorities())
    assert rolls(consultation) == [EVERYBODY, EVERYBODY]
    rights = db.session.scalars(select(Right).where(Right.box_id == box_of(consultation).id)).all()
    assert {(one.via, one.why, one.present) for one in rights} == {("self", "asked", True)}
    assert box_of(consultation).advisory


def test_whoever_is_not_among_those_asked_is_on_the_roll_of_those_left_out_with_the_reason():
    consultation, members = asked(audience=Audience(To.COLLEGES, colleges=("benevoles", "salaries")))
    assert rolls(consultation) == [sorted(PEOPLE["benevoles"] + PEOPLE["salaries"])]
    assert set(left_out(consultation).values()) == {"not-asked"}
    assert len(left_out(consultation)) == len(members) - 5


def test_a_list_of_numbers_asks_those_members_alone():
    pole_statutes()
    members = pole_members()
    two = tuple(members[name].number for name in ("Yann Le Guirriec", "Inès Oubrahim"))
    consultation = written(audience=Audience(To.MEMBERS, members=two))
    open_consultation(consultation.id, at=OPENED, **BY)
    assert rolls(consultation) == [["Inès Oubrahim", "Yann Le Guirriec"]]


def test_the_roll_is_that_of_the_day_it_opens_and_not_of_the_day_it_was_written():
    pole_statutes()
    pole_members()
    consultation = written()
    hold(make_member("Nolwenn Tard", "benevoles"), 1)
    open_consultation(consultation.id, at=OPENED, **BY)
    assert "Nolwenn Tard" in rolls(consultation)[0]


def test_somebody_who_acts_for_two_members_answers_for_each():
    pole_statutes()
    members = pole_members()
    ada = account_of(members["Atelier du Canal"])
    consultation = written()
    open_consultation(consultation.id, at=OPENED, **BY)
    held = db.session.scalars(select(Hand).where(Hand.account_id == ada.id)).all()
    assert len(held) == 1
    assert db.session.get(Right, held[0].right_id).name == "Atelier du Canal"


def test_a_member_of_no_college_is_left_out_where_the_statutes_have_colleges():
    consultation, _members = _with_a_college_renamed()
    assert set(left_out(consultation)) == set(PEOPLE["salaries"])
    assert set(left_out(consultation).values()) == {"no-college"}


def _with_a_college_renamed():
    """Members were put in colleges by one version of the statutes; the next one knows one of them no more."""
    pole_statutes()
    members = pole_members()
    renamed = {"colleges[1].id": "equipe", "bodies[0].seats_by_college.salaries": GONE}
    adopt(pole_text(effective_on=WRITTEN.date(), **renamed), SYSTEM, WRITTEN)
    consultation = written()
    open_consultation(consultation.id, at=OPENED, **BY)
    return consultation, members


# ---- how answers weigh ----------------------------------------------------------------------------------


def weighing(consultation: Consultation, position: int = 1):
    consulted = consulted_on(consultation, day_of_opening(consultation, OPENED))
    return consulted.weighing(consultation.questions[position - 1])


def test_the_colleges_weigh_as_the_statutes_say():
    consultation, _members = asked(priorities())
    assert sum(one["entitled"] for one in box_of(consultation).colleges) == len(EVERYBODY)
    assert len(box_of(consultation).colleges) == 5
    assert weighing(consultation).why_heads == ""


@pytest.mark.parametrize("key", ["silent_college", "empty_college"])
def test_where_the_statutes_are_silent_heads_count_and_no_weight_is_supposed(key):
    consultation, _members = asked(priorities(), statutes={f"voting.{key}": GONE})
    assert box_of(consultation).colleges == []
    assert weighing(consultation).why_heads == SILENT_STATUTES
    assert f"voting.{key}" in weighing(consultation).values["keys"]


def test_consent_counts_each_objection_whatever_the_college():
    consultation, _members = asked(consent())
    assert box_of(consultation).colleges == []
    assert weighing(consultation).why_heads == BY_CONSENT


def test_members_of_one_college_alone_are_counted_by_heads():
    consultation, _members = asked(audience=Audience(To.COLLEGES, colleges=("benevoles",)))
    assert weighing(consultation).why_heads == ONE_COLLEGE
    assert box_of(consultation).colleges == []


def test_without_colleges_in_the_statutes_heads_count():
    adopt(example("sarl"), SYSTEM, WRITTEN)
    for name in ("Ada Le Bris", "Yann Quéré"):
        make_member(name, "clients", on=WRITTEN.date())
    consultation = written()
    open_consultation(consultation.id, at=OPENED, **BY)
    assert weighing(consultation).why_heads == NO_COLLEGES
    assert box_of(consultation).colleges == []


# ---- opening ----------------------------------------------------------------------------------------------


def test_opening_twice_opens_once():
    consultation, _members = asked(opinion(), consent())
    boxes = [one.box_id for one in consultation.questions]
    again = open_consultation(consultation.id, at=OPENED + timedelta(hours=1), **BY)
    assert [one.box_id for one in again.questions] == boxes
    assert db.session.query(Box).count() == 2


def test_the_clock_opens_it_whether_a_worker_runs_or_not():
    pole_statutes()
    pole_members()
    consultation = written()
    hour = OPENED + timedelta(days=1)
    schedule_opening(consultation, hour, at=OPENED, **BY)
    assert state(consultation, hour - timedelta(seconds=1)) is ConsultationState.SCHEDULED
    assert state(consultation, hour) is ConsultationState.OPENING
    assert open_due(hour - timedelta(seconds=1)) == []
    assert open_due(hour) == [consultation.id]
    open_if_due(consultation, at=hour + timedelta(seconds=2))
    assert state(consultation, hour + timedelta(seconds=2)) is ConsultationState.OPEN
    assert open_due(hour + timedelta(minutes=1)) == []


def test_the_roll_of_a_scheduled_one_is_that_of_its_own_day_even_if_opened_after_midnight():
    pole_statutes()
    pole_members()
    consultation = written()
    hour = OPENED.replace(hour=21, minute=59)  # 23:59 in Paris
    schedule_opening(consultation, hour, at=OPENED, **BY)
    assert day_of_opening(consultation, hour + timedelta(minutes=5)) == hour.date()


def test_taken_back_it_does_not_open_by_itself():
    pole_statutes()
    pole_members()
    consultation = written()
    schedule_opening(consultation, OPENED, at=WRITTEN, **BY)
    unschedule_opening(consultation, at=WRITTEN, **BY)
    unschedule_opening(consultation, at=WRITTEN, **BY)
    assert open_due(OPENED) == []


def test_a_missed_opening_is_told_and_needs_another_closing_time():
    pole_statutes()
    pole_members()
    consultation = written()
    schedule_opening(consultation, OPENED, at=WRITTEN, **BY)
    assert state(consultation, CLOSES) is ConsultationState.MISSED
    assert refusal(lambda: open_consultation(consultation.id, at=CLOSES, **BY)) == (409, "consultation-over")


def test_what_asks_nothing_does_not_open():
    pole_statutes()
    pole_members()
    consultation = written()
    remove_question(consultation, consultation.questions[0].id, at=WRITTEN, **BY)
    with pytest.raises(Refused, match="asks nothing"):
        open_consultation(consultation.id, at=OPENED, **BY)


def test_nothing_that_members_answer_changes_once_it_is_open():
    consultation, _members = asked()
    assert refusal(lambda: add_question(consultation, opinion(), at=OPENED, **BY))[1] == "consultation-started"
    assert refusal(lambda: withdraw(consultation, at=OPENED, **BY))[1] == "consultation-started"
    consultation.title = "Autre chose"
    with pytest.raises(DatabaseError):
        db.session.flush()


def test_withdrawn_before_it_opens_it_never_opens():
    pole_statutes()
    pole_members()
    consultation = written()
    withdraw(consultation, at=WRITTEN, **BY)
    withdraw(consultation, at=WRITTEN, **BY)
    assert state(consultation, OPENED) is ConsultationState.WITHDRAWN
    assert refusal(lambda: open_consultation(consultation.id, at=OPENED, **BY)) == (409, "consultation-over")
    assert refusal(lambda: change_consultation(consultation, None, at=OPENED, **BY))[1] == "consultation-started"


def test_consent_is_never_secret():
    pole_statutes()
    consultation = written()
    draft = consent()
    draft.ballot["secret"] = True
    assert refusal(lambda: add_question(consultation, draft, at=WRITTEN, **BY))[1] == "consent-secret"


def test_a_secret_question_of_groups_too_small_waits_for_a_choice_and_colleges_may_be_set_aside():
    pole_statutes()
    pole_members()
    consultation = written(opinion(secret=True, replaceable=False))
    consulted = consulted_on(consultation, OPENED.date())
    question = consultation.questions[0]
    small = consulted.small_groups(question)
    assert {one.voters for one in small} <= {1, 2, 3, 4}
    assert consulted.obstacle(question, OPENED).code == "box-small-group"
    assert refusal(lambda: open_consultation(consultation.id, at=OPENED, **BY))[1] == "box-small-group"
    choose_groups(question, {one.id: SmallGroup(SmallGroupWay.WHOLE) for one in small}, at=WRITTEN, **BY)
    open_consultation(consultation.id, at=OPENED, **BY)
    assert box_of(consultation).colleges == [] and box_of(consultation).secret


# ---- time ---------------------------------------------------------------------------------------------------


def test_the_clock_closes_it_and_more_time_moves_every_question_with_the_reason():
    consultation, _members = asked(opinion(), consent())
    assert state(consultation, CLOSES - timedelta(seconds=1)) is ConsultationState.OPEN
    assert state(consultation, CLOSES) is ConsultationState.CLOSED
    later = CLOSES + timedelta(days=2)
    extend_consultation(consultation.id, later, "La fête a duré.", at=CLOSES - timedelta(hours=1), **BY)
    assert state(consultation, CLOSES) is ConsultationState.OPEN
    assert {box.closes_at for box in boxes_of(consultation).values()} == {later}
    assert [fact.text for fact in facts_of(consultation) if fact.kind == "extended"] == ["La fête a duré."]


def test_time_is_never_taken_away_nor_given_without_a_reason_nor_after_the_count():
    consultation, _members = asked()
    sooner = CLOSES - timedelta(days=1)
    assert refusal(lambda: extend_consultation(consultation.id, sooner, "Vite", at=OPENED, **BY))[1] == "box-not-later"
    later = CLOSES + timedelta(days=1)
    assert refusal(lambda: extend_consultation(consultation.id, later, " ", at=OPENED, **BY))[1] == "act-reason"
    count_all(consultation)
    counted = refusal(lambda: extend_consultation(consultation.id, later, "Encore", at=CLOSES, **BY))
    assert counted == (409, "consultation-counted")


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
