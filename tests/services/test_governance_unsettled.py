"""A contested result decides nothing until it is answered, and an annulled one never does."""

from datetime import timedelta

import pytest

from foundation.kernel.audit import SYSTEM, Actor
from governance.queries.items import item_standing
from governance.services.voting import close_vote, decide_as_it_stands, open_second_round
from tests.factories.governance import refusal
from tests.factories.plans import election
from tests.factories.questions import AT, closed, evening, opened, point, tied_between, vote
from votes.rules.tie_choice import TieAnswer
from votes.services import publishing
from votes.services.act_writing import Acting
from votes.services.closing import close_box

pytestmark = pytest.mark.usefixtures("session")
LATER = AT + timedelta(minutes=7)
TO_SETTLE = election("Ada", "Zoé", "Noé", seats=1, method="plurality", tie_answer=TieAnswer.SECOND_ROUND)


def acting(at=LATER) -> Acting:
    return Acting(Actor(77, "Inès Bureau"), at, "Une procuration manquait.")


def contest(box) -> int:
    return publishing.dispute_for(box.id, "Solène Abiven", acting()).id


def tied_first_round():
    """A first round that calls for a second one, counted and contested: (assembly, its box, the contest)."""
    assembly, _members = evening(TO_SETTLE)
    first = opened(assembly)
    vote(first, *tied_between(first, "o1", "o2"))
    assert closed(assembly) is None
    return assembly, first, contest(first)


def acts(assembly):
    item = point(assembly).id
    return [
        lambda: open_second_round(assembly, item, actor=SYSTEM, at=LATER),
        lambda: decide_as_it_stands(assembly, item, actor=SYSTEM, at=LATER),
        lambda: close_vote(assembly, item, actor=SYSTEM, at=LATER),
    ]


def test_nothing_follows_from_a_contested_first_round_until_it_is_answered():
    assembly, first, dispute = tied_first_round()
    for act in acts(assembly):
        assert refusal(act) == (409, "vote-contested")
    publishing.reject_dispute(first.id, dispute, acting())
    assert open_second_round(assembly, point(assembly).id, actor=SYSTEM, at=LATER).round == 2


def test_nothing_follows_from_an_annulled_first_round():
    assembly, first, dispute = tied_first_round()
    publishing.annul(first.id, dispute, acting())
    for act in acts(assembly):
        assert refusal(act) == (409, "vote-annulled")
    assert opened(assembly, at=LATER).round == 1


def test_a_vote_that_the_clock_closed_is_contested_before_its_decision():
    assembly, _members = evening(election())
    box = opened(assembly)
    vote(box, ["o1", "o2", "o3"])
    close_box(box.id, actor=SYSTEM, at=AT + timedelta(minutes=5))
    dispute = contest(box)
    assert refusal(lambda: closed(assembly, LATER)) == (409, "vote-contested")
    assert item_standing(point(assembly), LATER).decision is None
    publishing.reject_dispute(box.id, dispute, acting())
    assert closed(assembly, LATER).adopted


def test_a_second_round_decides_nothing_while_the_first_one_is_contested():
    assembly, first, dispute = tied_first_round()
    publishing.reject_dispute(first.id, dispute, acting())
    second = open_second_round(assembly, point(assembly).id, actor=SYSTEM, at=LATER)
    vote(second, "o2", at=LATER)
    dispute = contest(first)
    later = LATER + timedelta(minutes=3)
    assert refusal(lambda: closed(assembly, later)) == (409, "vote-contested")
    publishing.reject_dispute(first.id, dispute, acting(later))
    assert closed(assembly, later).adopted


def test_a_decision_already_entered_is_told_again():
    assembly, _members = evening(election())
    box = opened(assembly)
    vote(box, ["o1", "o2", "o3"])
    decision = closed(assembly)
    contest(box)
    assert closed(assembly, LATER) == decision
    assert decide_as_it_stands(assembly, point(assembly).id, actor=SYSTEM, at=LATER) == decision
