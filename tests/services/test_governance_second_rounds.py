"""Ties and second rounds of elections put to an assembly; the law said aloud."""

from datetime import date, timedelta

import pytest

from foundation.kernel.audit import SYSTEM
from governance.queries.desk import desk_at
from governance.queries.item_boxes import box_of_item, boxes_of_item
from governance.queries.items import item_standing, rounds_left
from governance.rules.steps import Step
from governance.services.assemblies import ItemDraft, add_item
from governance.services.notice import convene
from governance.services.session import close_session
from governance.services.voting import decide_as_it_stands, open_second_round
from tests.factories.governance import (
    CONVENED,
    WRITTEN,
    make_assembly,
    open_evening,
    pole_members,
    pole_statutes,
    refusal,
)
from tests.factories.plans import election
from tests.factories.questions import AT, OPEN_ELECTIONS, closed, evening, opened, point, tied_between, vote
from votes.rules.count_file import parse
from votes.rules.tie_choice import TieAnswer

pytestmark = pytest.mark.usefixtures("session")


# ---- ties ----------------------------------------------------------------------------------------------


def numbered(members, *names):
    return {f"o{place}": members[name].number for place, name in enumerate(names, 1)}


def test_age_is_read_from_the_register_and_leaves_only_an_order():
    pole_statutes(**OPEN_ELECTIONS)
    members = pole_members()
    names = ("Maëlys Kervadec", "Yann Le Guirriec")
    for name, born in zip(names, (date(1990, 5, 4), date(1961, 2, 3)), strict=True):
        members[name].person.born_on = born
    plan = election(*names, seats=1, method="plurality", tie_answer=TieAnswer.AGE, members=numbered(members, *names))
    assembly = make_assembly(resolutions=[])
    add_item(assembly, ItemDraft("Présidence", "Un siège.", "ordinary", plan=plan), actor=SYSTEM, at=WRITTEN)
    convene(assembly, actor=SYSTEM, at=CONVENED)
    open_evening(assembly, members, present=list(members))
    box = opened(assembly)
    assert box.contest["tie_order"] == ["o2", "o1"]
    assert "1961" not in str((box.contest, box.paper, point(assembly).ballot))


def test_an_age_that_nobody_knows_is_asked_before_the_vote_opens():
    pole_statutes(**OPEN_ELECTIONS)
    members = pole_members()
    names = ("Maëlys Kervadec", "Atelier du Canal")
    plan = election(*names, seats=1, tie_answer=TieAnswer.AGE, members=numbered(members, *names))
    assembly = make_assembly(resolutions=[])
    add_item(assembly, ItemDraft("Présidence", "Un siège.", "ordinary", plan=plan), actor=SYSTEM, at=WRITTEN)
    convene(assembly, actor=SYSTEM, at=CONVENED)
    open_evening(assembly, members, present=list(members))
    assert refusal(lambda: opened(assembly))[1] == "tie-days"


def test_a_lot_is_drawn_once_and_stands_in_the_stored_result():
    assembly, _ = evening(
        election("Ada", "Zoé", seats=1, method="plurality", tie_answer=TieAnswer.LOT, tie_seed="Tirage du 12")
    )
    box = opened(assembly)
    vote(box, *["o1", "o2"] * 5)
    decision = closed(assembly)
    stored = item_standing(point(assembly), AT).result
    assert parse(stored.count_file).contest.tie_seed == "Tirage du 12"
    assert decision.adopted
    assert closed(assembly, AT + timedelta(hours=1)).id == decision.id


def test_a_tie_that_nothing_settles_elects_nobody():
    assembly, _ = evening(election("Ada", "Zoé", seats=1, method="plurality"))
    box = opened(assembly)
    vote(box, *tied_between(box, "o1", "o2"))
    decision = closed(assembly)
    assert not decision.adopted
    assert "Égalité non départagée" in decision.text


# ---- the second round ----------------------------------------------------------------------------------


def test_a_tie_answered_by_a_second_round_offers_one_and_no_decision_yet():
    assembly, _ = evening(election("Ada", "Zoé", "Noé", seats=1, method="plurality", tie_answer=TieAnswer.SECOND_ROUND))
    first = opened(assembly)
    vote(first, *tied_between(first, "o1", "o2"))
    assert closed(assembly) is None
    view = desk_at(assembly, AT + timedelta(minutes=6))
    assert (view.next.step, view.following.file.contest.ids) == (Step.DECIDE, ("o1", "o2"))
    at = AT + timedelta(minutes=7)
    second = open_second_round(assembly, point(assembly).id, actor=SYSTEM, at=at)
    assert (second.round, second.previous_box_id, second.contest["seats"]) == (2, first.id, 1)
    assert open_second_round(assembly, point(assembly).id, actor=SYSTEM, at=at).id == second.id
    vote(second, "o2", at=at)
    decision = closed(assembly, at + timedelta(minutes=2))
    assert (decision.adopted, decision.text) == (True, "Trois sièges.\n\nÉlection\u00a0: Zoé.")
    assert box_of_item(point(assembly)).id == second.id
    assert [box.id for box in boxes_of_item(point(assembly))] == [first.id, second.id]


def test_who_is_elected_in_the_first_round_keeps_the_place():
    plan = election(seats=3, contest={"approval_threshold": "1/2"})
    assembly, _ = evening(plan)
    first = opened(assembly)
    vote(first, ["o1"], ["o1"], ["o1", "o2"], ["o1", "o3"], ["o1"])
    assert closed(assembly) is None
    at = AT + timedelta(minutes=7)
    following = rounds_left(item_standing(point(assembly), at))
    assert following.elected == ("o1",)
    second = open_second_round(assembly, point(assembly).id, actor=SYSTEM, at=at)
    assert (second.contest["seats"], "o1" in [one["id"] for one in second.contest["options"]]) == (2, False)
    assert "approval_threshold" not in second.contest
    vote(second, ["o2", "o3"], at=at)
    assert closed(assembly, at + timedelta(minutes=2)).text.endswith("Élection\u00a0: Ada Brume, Zoé Lande, Noé Sel.")


def test_the_chair_may_hold_no_second_round_and_places_stay_vacant():
    assembly, _ = evening(election(seats=3, contest={"approval_threshold": "1/2"}))
    vote(opened(assembly), ["o1"])
    assert closed(assembly) is None
    decision = decide_as_it_stands(assembly, point(assembly).id, actor=SYSTEM, at=AT + timedelta(minutes=6))
    assert decision.text.endswith("Élection\u00a0: Ada Brume. 2 places restent vacantes.")
    assert decide_as_it_stands(assembly, point(assembly).id, actor=SYSTEM, at=AT).id == decision.id
    assert refusal(lambda: open_second_round(assembly, point(assembly).id, actor=SYSTEM, at=AT))[1] == "no-second-round"


def test_there_is_no_third_round():
    assembly, _ = evening(election("Ada", "Zoé", seats=1, method="plurality", tie_answer=TieAnswer.SECOND_ROUND))
    first = opened(assembly)
    vote(first, *tied_between(first, "o1", "o2"))
    closed(assembly)
    at = AT + timedelta(minutes=7)
    second = open_second_round(assembly, point(assembly).id, actor=SYSTEM, at=at)
    vote(second, *tied_between(second, "o1", "o2"), at=at)
    decision = closed(assembly, at + timedelta(minutes=2))
    assert not decision.adopted
    assert "Égalité non départagée" in decision.text


def test_a_second_round_is_a_vote_of_its_own_that_must_be_closed_before_the_session():
    assembly, _members = evening(election(seats=3, contest={"approval_threshold": "1/2"}))
    vote(opened(assembly), ["o1"])
    closed(assembly)
    at = AT + timedelta(minutes=7)
    open_second_round(assembly, point(assembly).id, actor=SYSTEM, at=at)
    assert refusal(lambda: close_session(assembly, actor=SYSTEM, at=at))[1] == "vote-open"
    assert desk_at(assembly, at).next.step is Step.CLOSE_VOTE
