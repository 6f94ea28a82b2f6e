"""Elections and choices put to an assembly: plan, secrecy, ties, second round, decision; the law said aloud."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from governance.models import AgendaItem, Decision
from governance.queries.desk import desk_at
from governance.queries.item_boxes import box_of_item, boxes_of_item
from governance.queries.items import item_standing, rounds_left
from governance.rules.steps import Step
from governance.services.assemblies import ItemDraft, add_item, change_item
from governance.services.notice import convene
from governance.services.session import close_session, deal_with
from governance.services.voting import close_vote, decide_as_it_stands, open_second_round, open_vote
from tests.factories.governance import (
    CONVENED,
    OPENED,
    PEOPLE,
    STARTS,
    WRITTEN,
    end_session,
    give_proxy,
    make_assembly,
    open_evening,
    pole_members,
    pole_statutes,
    refusal,
)
from tests.factories.membership import make_member
from tests.factories.plans import FIVE, election
from votes.models import Ballot, LeftOut, Right
from votes.queries import rights_at_desk
from votes.rules.count_file import parse
from votes.rules.plans import BallotPlan
from votes.rules.secrecy import SmallGroup, SmallGroupWay
from votes.rules.tie_choice import TieAnswer
from votes.services.act_writing import Acting
from votes.services.acts import cancel
from votes.services.casting import cast_at_desk
from votes.services.closing import close_box

AT = OPENED + timedelta(minutes=10)
LIMITED = {college: SmallGroup(SmallGroupWay.LIMITED, reason="Accepté") for college in PEOPLE}
OPEN_ELECTIONS = {"secret_ballots.required_for": []}


@pytest.fixture(autouse=True)
def database(session):
    return session


def evening(plan: BallotPlan, *, statutes=OPEN_ELECTIONS, absent=(), blank=(), **item):
    """A session with one question of this plan (point 2), everybody there but those absent."""
    pole_statutes(**statutes)
    members = pole_members()
    assembly = make_assembly(resolutions=[])
    add_item(assembly, ItemDraft("Conseil", "Trois sièges.", "ordinary", plan=plan, **item), actor=SYSTEM, at=WRITTEN)
    convene(assembly, actor=SYSTEM, at=CONVENED)
    for name in blank:
        give_proxy(assembly, members, name, None)
    open_evening(assembly, members, present=[name for name in members if name not in {*absent, *blank}])
    deal_with(assembly, assembly.items[0].id, actor=SYSTEM, at=OPENED)
    return assembly, members


def point(assembly) -> AgendaItem:
    return assembly.items[1]


def opened(assembly, at=AT, **more):
    return open_vote(assembly, point(assembly).id, actor=SYSTEM, at=at, **more)


def closed(assembly, at=AT + timedelta(minutes=5)) -> Decision | None:
    return close_vote(assembly, point(assembly).id, actor=SYSTEM, at=at)


def vote(box, *choices, at=AT + timedelta(minutes=1)) -> None:
    """The choices in the order of the roll, the last one repeated."""
    waiting = [right for right in rights_at_desk(box.id) if not right.cast]
    for place, right in enumerate(waiting):
        choice = choices[min(place, len(choices) - 1)]
        cast_at_desk(box.id, right.right_id, choice, actor=SYSTEM, at=at)


def ballots(box) -> dict[str, str]:
    rows = select(Right.name, Ballot.choice).join(Ballot, Ballot.right_id == Right.id).where(Right.box_id == box.id)
    return dict(db.session.execute(rows).all())


# ---- the plan ------------------------------------------------------------------------------------------


def test_a_vote_opens_by_the_plan_of_the_agenda():
    assembly, _ = evening(election(details={"o1": "Jardinière"}, shuffled=True))
    box = opened(assembly)
    assert (box.method, box.contest["seats"], [one["label"] for one in box.contest["options"]]) == (
        "approval",
        3,
        list(FIVE),
    )
    assert box.paper == {"details": {"o1": "Jardinière"}, "shuffled": True}
    assert (box.subject, box.round, box.secret) == (f"item:{point(assembly).id}", 1, False)


def test_options_are_frozen_once_the_members_are_convened():
    assembly, _ = evening(election())
    point(assembly).ballot = election("Quelqu’un d’autre", "Et encore").as_json()
    with pytest.raises(Exception, match=r"frozen|gel"):
        db.session.flush()
    db.session.rollback()


def test_a_resolution_keeps_no_plan():
    assembly = make_assembly()
    assert assembly.items[1].ballot == {}
    assert assembly.items[1].plan == BallotPlan()


def test_who_is_left_out_is_frozen_with_the_roll():
    pole_statutes(**OPEN_ELECTIONS)
    members = pole_members()
    make_member("Gwenola Sanspart", "benevoles")
    assembly = make_assembly()
    convene(assembly, actor=SYSTEM, at=CONVENED)
    open_evening(assembly, members, present=list(members))
    box = opened(assembly)
    [left_out] = db.session.execute(select(LeftOut).where(LeftOut.box_id == box.id)).scalars()
    assert (left_out.name, left_out.why) == ("Gwenola Sanspart", "no-share")


def test_a_vote_may_close_by_the_clock_and_its_decision_is_entered_afterwards():
    assembly, _ = evening(election())
    box = opened(assembly, closes_at=AT + timedelta(minutes=2))
    vote(box, ["o1", "o2", "o3"])
    late = AT + timedelta(minutes=3)
    close_box(box.id, actor=SYSTEM, at=late)
    assert desk_at(assembly, late).next.step is Step.DECIDE
    assert closed(assembly, late).adopted
    assert desk_at(assembly, late).next.step is Step.CERTIFY_SHEET


# ---- secrecy -------------------------------------------------------------------------------------------


def test_the_statutes_require_elections_to_be_secret():
    """Loi 47-1775 art. 8: the statutes may require a secret ballot; an open one is then refused."""
    pole_statutes()
    assembly = make_assembly(resolutions=[])
    openly = ItemDraft("Conseil", "Trois sièges.", "ordinary", plan=election())
    with pytest.raises(Refused) as refused:
        add_item(assembly, openly, actor=SYSTEM, at=WRITTEN)
    assert (refused.value.code, refused.value.rule) == ("secret-required", 46)
    assert "47-1775 art. 8" in refused.value.source
    item = add_item(
        assembly, ItemDraft("Conseil", "", "ordinary", plan=election(secret=True)), actor=SYSTEM, at=WRITTEN
    )
    change = lambda: change_item(assembly, item, openly, actor=SYSTEM, at=WRITTEN)  # noqa: E731
    assert refusal(change)[1] == "secret-required"
    add_item(assembly, ItemDraft("Lieu", "", "ordinary", plan=election(subject="")), actor=SYSTEM, at=WRITTEN)


def test_statutes_that_came_after_the_agenda_are_asked_when_the_vote_opens():
    pole_statutes(**OPEN_ELECTIONS)
    members = pole_members()
    assembly = make_assembly(resolutions=[])
    add_item(assembly, ItemDraft("Conseil", "Trois sièges.", "ordinary", plan=election()), actor=SYSTEM, at=WRITTEN)
    convene(assembly, actor=SYSTEM, at=CONVENED)
    pole_statutes(effective_on=date(2026, 6, 1))
    open_evening(assembly, members, present=list(members))
    assert refusal(lambda: opened(assembly))[1] == "secret-required"


def test_most_votes_by_blocks_are_refused_on_the_agenda_where_a_tied_college_goes_against():
    """Among options there is no side against; another method has no blocks, and a resolution has its two sides."""
    pole_statutes(**OPEN_ELECTIONS, **{"voting.college_tie": "against", "voting.carry": "block"})
    assembly = make_assembly(resolutions=[])
    most = ItemDraft("Siège", "Lequel ?", "ordinary", plan=election(method="plurality", seats=1))
    add = lambda draft: add_item(assembly, draft, actor=SYSTEM, at=WRITTEN)  # noqa: E731
    assert refusal(lambda: add(most))[1] == "box-college-tie"
    item = add(ItemDraft("Siège", "Lequel ?", "ordinary", plan=election(seats=1)))
    change = lambda: change_item(assembly, item, most, actor=SYSTEM, at=WRITTEN)  # noqa: E731
    assert refusal(change)[1] == "box-college-tie"
    add(ItemDraft("Comptes", "", "ordinary"))


def test_a_college_too_small_keeps_a_secret_vote_from_opening_until_the_bureau_has_chosen():
    assembly, _ = evening(election(secret=True), statutes={})
    assert refusal(lambda: opened(assembly))[1] == "box-small-group"
    box = opened(assembly, groups=LIMITED)
    assert box.secret
    assert set(box.secrecy["groups"]) == set(LIMITED)


def test_the_larger_of_two_smallest_groups_holds():
    """Rule 46: the statutes' minimum_group, or the plan's where it is larger."""
    assembly, _ = evening(election(secret=True, minimum_group=3), statutes={"secret_ballots.minimum_group": 4})
    assert opened(assembly, groups=LIMITED).secrecy["minimum_group"] == 4


# ---- blank proxies -------------------------------------------------------------------------------------


def test_a_blank_proxy_chooses_nobody_in_an_election():
    """L225-106 III speaks of draft resolutions: nobody may choose a candidate in the place of who left a proxy blank."""
    assembly, _ = evening(election(), blank=["Solène Abiven"])
    box = opened(assembly)
    assert ballots(box) == {"Solène Abiven": '"blank"'}


def test_a_blank_proxy_in_a_secret_vote_is_nominative_and_hides_nobody():
    assembly, _ = evening(election(secret=True), blank=["Solène Abiven"], statutes={})
    box = opened(assembly, groups=LIMITED)
    assert ballots(box) == {"Solène Abiven": '"blank"'}


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


def tied_between(box, one, other) -> list[str]:
    """Choices in the order of the roll by which every college is split evenly, its odd member voting blank."""
    seen: dict[str, int] = {}
    rights = [right for right in rights_at_desk(box.id) if not right.cast]
    colleges = dict(db.session.execute(select(Right.id, Right.college).where(Right.box_id == box.id)).all())
    sizes = [colleges[right.right_id] for right in rights]
    choices = []
    for right in rights:
        college = colleges[right.right_id]
        place = seen.get(college, 0)
        seen[college] = place + 1
        odd = sizes.count(college) % 2 and place == sizes.count(college) - 1
        choices.append("blank" if odd else (one, other)[place % 2])
    return choices


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


# ---- the decision --------------------------------------------------------------------------------------


def test_a_budget_says_which_projects_are_paid_for():
    projects = [{"id": "o1", "label": "Four", "cost_cents": 60000}, {"id": "o2", "label": "Bancs", "cost_cents": 60000}]
    plan = BallotPlan("greedy", {"options": projects, "budget_cents": 100000})
    assembly, _ = evening(plan)
    vote(opened(assembly), ["o2"])
    assert closed(assembly).text.endswith("Projet financé\u00a0: Bancs.")


def test_a_cancelled_vote_may_be_put_again():
    assembly, _ = evening(election())
    first = opened(assembly)
    cancel(first.id, Acting(SYSTEM, AT, "Bulletin fautif"))
    assert desk_at(assembly, AT).next.step is Step.OPEN_VOTE
    second = opened(assembly, at=AT + timedelta(minutes=1))
    assert second.id != first.id
    vote(second, ["o1", "o2", "o3"], at=AT + timedelta(minutes=2))
    assert closed(assembly).adopted


def test_an_evening_with_a_second_round_ends_with_its_minutes():
    assembly, _ = evening(election(seats=3, contest={"approval_threshold": "1/2"}))
    vote(opened(assembly), ["o1"])
    closed(assembly)
    at = AT + timedelta(minutes=7)
    second = open_second_round(assembly, point(assembly).id, actor=SYSTEM, at=at)
    vote(second, ["o2", "o3"], at=at)
    closed(assembly, at + timedelta(minutes=2))
    end_session(assembly, at=at + timedelta(minutes=5))
    assert assembly.closed_at > STARTS
