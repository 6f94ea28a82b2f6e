"""A question put to one college or to some only: who votes, what a vote weighs, what may not be narrowed; the law aloud."""

import json
from datetime import timedelta
from fractions import Fraction

import pytest
from sqlalchemy import select

from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from governance.models import QuorumFact
from governance.queries.late_lines import late_line
from governance.queries.minutes_votes import agenda_on_paper, voted_items
from governance.queries.ruling import ruling_of
from governance.rules.ballot_words import plan_on_paper
from governance.services.assemblies import ItemDraft, add_item, change_item
from governance.services.notice import convene
from governance.services.session import deal_with
from governance.services.voting import close_vote, open_vote
from tests.factories.governance import (
    CONVENED,
    OPENED,
    PEOPLE,
    WRITTEN,
    make_assembly,
    open_evening,
    pole_members,
    pole_statutes,
    refusal,
)
from tests.factories.plans import election
from votes.models import BoxResult, LeftOut, Right
from votes.queries import rights_at_desk
from votes.rules.plans import BallotPlan, plan_from_json
from votes.rules.roll_reasons import Exclusion
from votes.rules.secrecy import SmallGroup, SmallGroupWay
from votes.services.casting import cast_at_desk

pytestmark = pytest.mark.usefixtures("session")
AT = OPENED + timedelta(minutes=10)
ALONE = {"salaries": "Salariés"}
TWO = {"salaries": "Salariés", "benevoles": "Bénévoles"}
OPENLY = {"secret_ballots.required_for": []}


def chosen_by(colleges, **more) -> BallotPlan:
    """An election of one among two, put to these colleges."""
    return election("Ada Brume", "Zoé Lande", seats=1, method="plurality", colleges=colleges, **more)


def opened(plan, *, statutes=OPENLY, **more):
    """The vote on this plan, everybody there."""
    pole_statutes(**statutes)
    members = pole_members()
    assembly = make_assembly(resolutions=[])
    add_item(assembly, ItemDraft("Siège", "Un siège.", "ordinary", plan=plan), actor=SYSTEM, at=WRITTEN)
    convene(assembly, actor=SYSTEM, at=CONVENED)
    open_evening(assembly, members, present=list(members))
    deal_with(assembly, assembly.items[0].id, actor=SYSTEM, at=OPENED)
    return assembly, members, open_vote(assembly, assembly.items[1].id, actor=SYSTEM, at=AT, **more)


def closed(assembly, box, **choices):
    """Each votes as `choices` say of the college, o1 unless said; (result as stored, its count file)."""
    of = {name: college for college, names in PEOPLE.items() for name in names}
    for right in rights_at_desk(box.id):
        told = choices.get(of[right.name], "o1")
        cast_at_desk(box.id, right.right_id, told, actor=SYSTEM, at=AT + timedelta(minutes=1))
    close_vote(assembly, assembly.items[1].id, actor=SYSTEM, at=AT + timedelta(minutes=5))
    stored = db.session.execute(select(BoxResult).where(BoxResult.box_id == box.id)).scalar_one()
    return stored, json.loads(stored.count_file)


def test_one_college_alone_votes_by_heads_and_the_box_has_no_colleges():
    assembly, _members, box = opened(chosen_by(ALONE))
    rights = db.session.execute(select(Right.name, Right.college).where(Right.box_id == box.id)).all()
    assert {tuple(one) for one in rights} == {(name, "") for name in PEOPLE["salaries"]}
    assert (box.colleges, box.asked.values) == ([], {"college": "Salariés"})
    stored, file = closed(assembly, box)
    assert (stored.by_heads, file.get("colleges", [])) == (True, [])
    assert stored.result["winners"] == ["o1"]


def test_the_others_are_left_out_with_that_reason():
    _assembly, _members, box = opened(chosen_by(ALONE))
    out = dict(db.session.execute(select(LeftOut.name, LeftOut.why).where(LeftOut.box_id == box.id)).all())
    others = {name for college, names in PEOPLE.items() if college != "salaries" for name in names}
    assert out == dict.fromkeys(others, Exclusion.OTHER_COLLEGE)


def test_several_colleges_keep_their_weights_in_proportion_and_they_sum_to_one():
    """Salariés 1/5 and Bénévoles 3/20 of the assembly: 4/7 and 3/7 of this vote, exactly."""
    assembly, _members, box = opened(chosen_by(TWO))
    weights = {one["id"]: Fraction(one["weight"]) for one in box.colleges}
    assert weights == {"salaries": Fraction(4, 7), "benevoles": Fraction(3, 7)}
    assert "Salariés 4/7" in str(box.asked.values["weights"])
    assert box.rights == len(PEOPLE["salaries"]) + len(PEOPLE["benevoles"])
    stored, file = closed(assembly, box, benevoles="o2")
    assert [one["weight"] for one in file["colleges"]] == ["4/7", "3/7"]
    assert (stored.by_heads, stored.result["winners"]) == (False, ["o1"])


def test_the_quorum_stays_that_of_the_assembly():
    assembly, members, _box = opened(chosen_by(ALONE))
    fact = db.session.execute(select(QuorumFact).order_by(QuorumFact.id.desc()).limit(1)).scalar_one()
    assert (fact.agenda_item_id, fact.figures["entitled"]) == (assembly.items[1].id, len(members))


@pytest.mark.parametrize(
    ("plan", "kind"),
    [
        (BallotPlan(colleges=ALONE), "ordinary"),
        (chosen_by(ALONE), "extraordinary"),
        (chosen_by(ALONE, subject="removal"), "ordinary"),
        (chosen_by(ALONE, subject="exclusion"), "ordinary"),
    ],
)
def test_what_the_whole_assembly_decides_is_put_to_all_of_it(plan, kind):
    """Loi 47-1775 art. 19 octies: one assembly, in which every college has its votes."""
    assembly = make_assembly("mixed", resolutions=[])
    draft = ItemDraft("Comptes", "Approuver.", kind, plan=plan)
    with pytest.raises(Refused, match="19 octies"):
        add_item(assembly, draft, actor=SYSTEM, at=WRITTEN)
    with pytest.raises(Refused, match="19 octies"):
        change_item(assembly, assembly.items[0], draft, actor=SYSTEM, at=WRITTEN)


def test_a_college_that_the_statutes_of_the_day_do_not_have_cannot_be_asked():
    assert refusal(lambda: opened(chosen_by({"mecenes": "Mécènes"}))) == (422, "asked-gone")


def test_a_secret_vote_of_a_small_college_waits_for_a_choice_and_is_never_counted_with_another_one():
    limited = {"": SmallGroup(SmallGroupWay.LIMITED, reason="Accepté par écrit")}
    plan = chosen_by(ALONE, secret=True)
    _assembly, _members, box = opened(plan, groups=limited)
    assert (box.secret, box.secrecy["groups"][""]["way"]) == (True, "limited")


def test_a_secret_vote_of_a_small_college_does_not_open_without_a_choice():
    assert refusal(lambda: opened(chosen_by(ALONE, secret=True))) == (422, "box-small-group")


def test_nobody_of_another_college_is_added_to_the_roll():
    _assembly, members, box = opened(chosen_by(ALONE))
    own, other = members[PEOPLE["salaries"][0]], members[PEOPLE["benevoles"][0]]
    assert late_line(box, number=own.number, college="", at=AT).college is None
    assert refusal(lambda: late_line(box, number=other.number, college="", at=AT)) == (422, "late-no-college")


def test_notice_and_minutes_say_to_whom_it_is_put():
    assert "au seul collège Salariés" in plan_on_paper(chosen_by(ALONE))["sentence"]
    assert "Salariés, Bénévoles" in plan_on_paper(chosen_by(TWO))["sentence"]
    assembly, _members, box = opened(chosen_by(TWO))
    closed(assembly, box)
    points = agenda_on_paper(assembly, voted_items(assembly), ruling_of(assembly), {})
    [contest] = points[1]["contests"]
    assert "Salariés 4/7, Bénévoles 3/7" in contest["rule"][0]


def test_a_plan_kept_before_colleges_could_be_chosen_is_put_to_everybody():
    kept = chosen_by({}).as_json()
    del kept["colleges"]
    assert plan_from_json(kept).colleges == {}
    assert plan_from_json(chosen_by(TWO).as_json()).colleges == TWO
