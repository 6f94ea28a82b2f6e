"""A consultation: who is asked and why, opened once by hand or by the clock, more time, withdrawn, what was decided after."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from governance.models import Consultation
from governance.queries.consultations import boxes_of, facts_of, open_due, state_of_consultation
from governance.queries.consulted import consulted_on, day_of_opening
from governance.rules.consultation_roll import BY_CONSENT, NO_COLLEGES, NO_SIDE, ONE_COLLEGE, SILENT_STATUTES
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
    extend_consultation,
    open_consultation,
    open_if_due,
)
from statutes.services import adopt
from tests.factories.consultations import (
    BY,
    CLOSES,
    OPENED,
    WRITTEN,
    asked,
    consent,
    count_all,
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


def test_where_a_tied_college_would_go_against_what_no_option_is_heads_count():
    statutes = {"voting.carry": "block", "voting.college_tie": "against"}
    one_of_two = {"method": "plurality", "contest": {"options": [{"id": "o1"}, {"id": "o2"}]}}
    consultation, _members = asked(priorities(**one_of_two), statutes=statutes)
    assert box_of(consultation).colleges == []
    assert weighing(consultation).why_heads == NO_SIDE


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


def test_one_that_is_over_is_not_said_to_open():
    consultation, _members = asked(consent())
    assert open_consultation(consultation.id, at=OPENED, **BY).id == consultation.id
    assert refusal(lambda: open_consultation(consultation.id, at=CLOSES, **BY))[1] == "consultation-over"


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
