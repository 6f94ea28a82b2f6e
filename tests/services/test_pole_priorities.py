"""Votes on priorities: written, opened on a frozen list, followed by a plan; what each refuses, and what stays as it was."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event

from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from governance.models import BodyMeeting, Consultation, Decision
from governance.queries.decisions import decisions_about
from governance.rules.bodies import Verdict
from governance.services.bodies import hold_meeting
from pole.priorities.models import PriorityChoice, PriorityItem
from pole.priorities.queries.outcomes import outcome_of, plan_of
from pole.priorities.queries.sheets import sheets_of
from pole.priorities.queries.votes import standing_of, standings
from pole.priorities.rules.ballots import Terms
from pole.priorities.rules.following import PlanDraft
from pole.priorities.rules.standing import VoteState
from pole.priorities.services.following import decide_plan
from pole.priorities.services.opening import open_vote
from pole.priorities.services.writing import change_vote, withdraw_vote, write_vote
from pole.programme.models import ActionFact
from pole.programme.queries.actions import actions_now
from pole.programme.rules.states import ActionState
from pole.programme.services.actions import draft_of, record_state, write_action
from tests.factories.governance import pole_members, pole_statutes
from tests.factories.pole_priorities import (
    AT,
    BY,
    CLOSES,
    OPENED,
    board,
    box_of,
    draft,
    opened_vote,
    prepared_vote,
    published_vote,
)
from tests.factories.pole_programme import programme
from votes.models import LeftOut, Right
from votes.services.act_writing import Acting
from votes.services.acts import cancel
from votes.services.publishing import dispute_for

AFTER = CLOSES + timedelta(days=5)
DAY = AFTER.date()
FROZEN = r"(?i)frozen|never|stands"


def plan(body, states, verdict=Verdict.VALIDATED, motives="", on=DAY) -> PlanDraft:
    return PlanDraft(body.id, on, verdict, motives, "Le plan de l’année.", states)


def state_of(number: int) -> ActionState:
    return next(one.state for one in actions_now() if one.number == number)


def test_a_vote_opens_as_a_consultation_of_every_college(session):
    vote, _actions = opened_vote()
    box = box_of(vote)
    assert db.session.get(Consultation, vote.consultation_id).audience["to"] == "all"
    assert db.session.query(Right).filter_by(box_id=box.id).count() == 10
    assert not db.session.query(LeftOut).filter_by(box_id=box.id).count()
    assert [one["id"] for one in box.contest["options"]] == ["a1", "a2", "a3", "a4"]
    assert [one["id"] for one in box.colleges] == ["structures", "salaries", "collectivites", "financeurs", "benevoles"]
    assert box.advisory and box.replaceable and box.paper["shuffled"]
    assert "5\u202f000" in box.paper["details"]["a1"] and "Maison des aidants" in box.paper["details"]["a1"]


def test_the_list_is_frozen_as_it_was_written_when_the_vote_opened(session):
    vote, actions = prepared_vote()
    first = sheets_of(vote, DAY)[0].said
    written = {"actor": BY["actor"], "at": AT + timedelta(hours=5)}
    write_action(actions[0], draft_of_action(first, title="Bénévolat, autrement"), **written)
    open_vote(vote.id, at=OPENED, **BY)
    write_action(actions[0], draft_of_action(first, title="Trop tard"), actor=BY["actor"], at=OPENED)
    read = sheets_of(vote, DAY)[0]
    assert read.said.title == "Bénévolat, autrement" and read.rewritten
    assert box_of(vote).contest["options"][0]["label"] == "Bénévolat, autrement"


def draft_of_action(revision, **more):
    return type(draft_of(revision))(**(vars(draft_of(revision)) | more))


@pytest.mark.parametrize("column", ["title", "terms", "year", "text"])
def test_nothing_of_an_open_vote_changes_whoever_speaks_to_the_database(session, column):
    vote, _actions = opened_vote()
    setattr(vote, column, {"terms": {"method": "points"}, "year": 2030}.get(column, "Autre"))
    with pytest.raises(Exception, match=FROZEN):
        db.session.flush()


def test_an_item_of_an_open_vote_is_never_deleted(session):
    vote, _actions = opened_vote()
    with pytest.raises(Exception, match=FROZEN):
        db.session.query(PriorityItem).filter_by(vote_id=vote.id).delete()


def test_whoever_comes_second_finds_it_open(session):
    vote, _actions = opened_vote()
    assert open_vote(vote.id, at=OPENED + timedelta(minutes=1), **BY).consultation_id == vote.consultation_id
    assert db.session.query(Consultation).count() == 1


def test_an_action_that_is_over_is_not_put_to_the_vote(session):
    pole_statutes()
    pole_members()
    actions = programme()
    with pytest.raises(Refused) as refused:
        write_vote(draft(actions, actions=tuple(one.id for one in actions)), at=AT, **BY)
    assert refused.value.code == "priorities-over" and "Communication" in refused.value.values["actions"]


def test_an_action_that_stops_before_the_opening_keeps_the_vote_closed(session):
    vote, actions = prepared_vote()
    record_state(actions[0], ActionState.STOPPED, on=AT.date(), actor=BY["actor"], at=AT)
    with pytest.raises(Refused) as refused:
        open_vote(vote.id, at=OPENED, **BY)
    assert refused.value.code == "priorities-over"


def test_one_vote_stands_for_a_year_until_it_is_cancelled(session):
    vote, actions = opened_vote()
    with pytest.raises(Refused) as refused:
        write_vote(draft(actions), at=OPENED, **BY)
    assert refused.value.code == "priorities-year"
    cancel(box_of(vote).id, Acting(BY["actor"], OPENED, "Une action manquait."))
    again = open_vote(write_vote(draft(actions), at=OPENED, **BY).id, at=OPENED, **BY)
    assert standing_of(vote, OPENED).state is VoteState.CANCELLED
    assert standing_of(again, OPENED).state is VoteState.OPEN


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        (Terms(kept=5), "priorities-kept"),
        (Terms(kept=2, points=3, most=4, least=1), "priorities-cap"),
        (Terms(kept=2, points=10, most=3, least=5), "priorities-spread"),
        (Terms(kept=2, points=20, most=4, least=2), "priorities-unspent"),
        (Terms("equal_shares", budget_cents=100), "priorities-budget"),
    ],
)
def test_terms_that_do_not_fit_the_list_are_refused_before_anybody_is_asked(session, terms, code):
    pole_statutes()
    actions = programme()
    with pytest.raises(Refused) as refused:
        write_vote(draft(actions, terms=terms), at=AT, **BY)
    assert refused.value.code == code


def test_a_closing_time_that_is_over_is_refused(session):
    actions = programme()
    with pytest.raises(Refused):
        write_vote(draft(actions, closes_at=AT), at=AT, **BY)


def test_a_draft_is_written_again_then_withdrawn_and_never_opens(session):
    vote, actions = prepared_vote()
    change_vote(vote, draft(actions, title="Autrement", actions=(actions[3].id, actions[0].id)), at=AT, **BY)
    assert [item.action_id for item in vote.items] == [actions[3].id, actions[0].id]
    withdraw_vote(vote, at=AT, **BY)
    withdraw_vote(vote, at=AT, **BY)
    with pytest.raises(StateMoved):
        open_vote(vote.id, at=OPENED, **BY)
    with pytest.raises(StateMoved):
        change_vote(vote, draft(actions), at=AT, **BY)


@pytest.mark.parametrize(
    ("terms", "choice"),
    [
        (Terms("majority_judgment", kept=2), {"a1": 4, "a2": 2, "a3": 0, "a4": 1}),
        (Terms("schulze", kept=2), ["a2", ["a1", "a3"]]),
        (Terms("equal_shares", budget_cents=1_000_000), ["a1", "a2"]),
        (Terms("greedy", budget_cents=1_000_000), ["a1", "a2"]),
    ],
)
def test_every_method_is_asked_cast_and_counted(session, terms, choice):
    vote, _actions = published_vote({"Inès Oubrahim": choice, "Yann Le Guirriec": choice}, terms=terms)
    published = outcome_of(standing_of(vote, AFTER)).published
    assert published.counts.valid == 2
    assert published.deciding.weighted and {scope.key for scope in published.heard} == {"salaries", "benevoles"}


def test_heads_and_weights_and_colleges_each_have_their_ranking(session):
    vote, _actions = published_vote()
    published = outcome_of(standing_of(vote, AFTER)).published
    by_key = {scope.key: scope.decision.ranking for scope in published.scopes}
    assert by_key["heads"][0] == ("a2",)
    assert by_key["structures"][0] == ("a1",) and by_key["benevoles"][0] == ("a4",)
    assert published.held_by_all == () and published.gaps[0].option in ("a1", "a4")


def test_a_plan_enters_the_register_and_sets_the_states(session):
    vote, _actions = published_vote()
    decision = decide_plan(vote.id, plan(board(), {1: ActionState.PLANNED, 2: ActionState.UNDER_WAY}), at=AFTER, **BY)
    assert decision.subject == vote.subject and decision.adopted and decision.decided_on == DAY
    assert [one.id for one in decisions_about([vote.subject])[vote.subject]] == [decision.id]
    assert (state_of(1), state_of(2), state_of(3)) == (
        ActionState.PLANNED,
        ActionState.UNDER_WAY,
        ActionState.UNDER_WAY,
    )
    facts = db.session.query(ActionFact).filter_by(kind="state", on=DAY).all()
    assert len(facts) == 2 and all(str(decision.number) in fact.text for fact in facts)
    assert db.session.query(PriorityChoice).filter_by(decision_id=decision.id).count() == 2
    assert set(plan_of(vote).states.values()) == {"planned", "under_way"}


def test_a_plan_is_made_once(session):
    vote, _actions = published_vote()
    body = board()
    first = decide_plan(vote.id, plan(body, {1: ActionState.PLANNED}), at=AFTER, **BY)
    with pytest.raises(StateMoved) as moved:
        decide_plan(vote.id, plan(body, {1: ActionState.UNDER_WAY}), at=AFTER, **BY)
    assert moved.value.code == "priorities-planned" and moved.value.values["number"] == first.number
    assert state_of(1) is ActionState.PLANNED


def test_a_body_that_refused_may_decide_anew(session):
    vote, _actions = published_vote()
    body = board()
    refusal = plan(body, {}, Verdict.REFUSED, "Trop peu de votants.")
    assert not decide_plan(vote.id, refusal, at=AFTER, **BY).adopted
    later = AFTER + timedelta(days=30)
    decide_plan(vote.id, plan(body, {1: ActionState.PLANNED}, on=later.date()), at=later, **BY)
    assert plan_of(vote).decision.adopted and state_of(1) is ActionState.PLANNED


def test_the_meeting_of_that_day_is_taken_where_there_is_one(session):
    vote, _actions = published_vote()
    body = board()
    meeting = hold_meeting(body, DAY, at=AFTER, **BY)
    decision = decide_plan(vote.id, plan(body, {1: ActionState.PLANNED}), at=AFTER, **BY)
    assert decision.body_meeting_id == meeting.id and db.session.query(BodyMeeting).count() == 1


@pytest.mark.parametrize(
    ("states", "verdict", "motives", "code"),
    [
        ({}, Verdict.VALIDATED, "", "plan-empty"),
        ({1: ActionState.PLANNED}, Verdict.AMENDED, " ", "motives-missing"),
        ({}, Verdict.REFUSED, "", "motives-missing"),
        ({1: ActionState.PLANNED}, Verdict.REFUSED, "Non", "plan-refused"),
        ({1: ActionState.DONE}, Verdict.VALIDATED, "", "plan-state"),
        ({6: ActionState.PLANNED}, Verdict.VALIDATED, "", "plan-state"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_and_leaves_nothing(session, states, verdict, motives, code):
    vote, _actions = published_vote()
    with pytest.raises(Refused) as refused:
        decide_plan(vote.id, plan(board(), states, verdict, motives), at=AFTER, **BY)
    assert refused.value.code == code
    assert not db.session.query(Decision).count() and not db.session.query(PriorityChoice).count()


def test_nothing_is_decided_of_a_result_that_is_not_published(session):
    vote, _actions = opened_vote()
    body = board()
    with pytest.raises(StateMoved) as moved:
        decide_plan(vote.id, plan(body, {1: ActionState.PLANNED}), at=OPENED, **BY)
    assert moved.value.code == "priorities-early"


def test_nothing_is_decided_of_a_contested_result(session):
    vote, _actions = published_vote()
    dispute_for(box_of(vote).id, "Yann Le Guirriec", Acting(BY["actor"], AFTER, "Une voix a été refusée."))
    with pytest.raises(StateMoved) as moved:
        decide_plan(vote.id, plan(board(), {1: ActionState.PLANNED}), at=AFTER, **BY)
    assert moved.value.code == "priorities-contested"


def statements(ask) -> int:
    said: list[str] = []
    engine = getattr(db.session.get_bind(), "engine", db.session.get_bind())

    def listen(_conn, _cursor, sql, *_rest) -> None:
        said.append(sql)

    event.listen(engine, "before_cursor_execute", listen)
    try:
        ask()
    finally:
        event.remove(engine, "before_cursor_execute", listen)
    return len(said)


def test_standings_cost_the_same_for_many_votes(session):
    _vote, actions = opened_vote()
    before = statements(lambda: standings(OPENED))
    for year in (2027, 2028, 2029):
        more = write_vote(draft(actions, year=year), at=AT, **BY)
        open_vote(more.id, at=OPENED, **BY)
    assert len(standings(OPENED)) == 4
    assert statements(lambda: standings(OPENED)) == before


def test_a_day_before_the_body_existed_is_refused(session):
    vote, _actions = published_vote()
    with pytest.raises(Refused):
        decide_plan(vote.id, plan(board(date(2026, 12, 1)), {1: ActionState.PLANNED}), at=AFTER, **BY)
