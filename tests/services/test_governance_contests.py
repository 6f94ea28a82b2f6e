"""Elections and choices put to an assembly: plan, secrecy, blank proxies, decision; the law said aloud."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from governance.queries.desk import desk_at
from governance.rules.steps import Step
from governance.services.assemblies import ItemDraft, add_item, change_item
from governance.services.notice import convene
from governance.services.voting import open_second_round
from tests.factories.governance import (
    CONVENED,
    PEOPLE,
    STARTS,
    WRITTEN,
    end_session,
    make_assembly,
    open_evening,
    pole_members,
    pole_statutes,
    refusal,
)
from tests.factories.membership import make_member
from tests.factories.plans import FIVE, election
from tests.factories.questions import AT, OPEN_ELECTIONS, ballots, closed, evening, opened, point, vote
from votes.models import LeftOut
from votes.rules.plans import BallotPlan
from votes.rules.secrecy import SmallGroup, SmallGroupWay
from votes.services.act_writing import Acting
from votes.services.acts import cancel
from votes.services.closing import close_box

LIMITED = {college: SmallGroup(SmallGroupWay.LIMITED, reason="Accepté") for college in PEOPLE}


@pytest.fixture(autouse=True)
def database(session):
    return session


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
