"""Before voting, whoever holds a vote reads how it will be counted: majority, tie, lot, and what their own voice weighs."""

import re
from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient

from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from tests.factories.accounts import make_account, sign_in
from tests.factories.votes import draft, roll, rules
from votes.rules.contest import Contest, Option
from votes.rules.roll import RollLine, Via
from votes.rules.terms import Carry, CollegeTie, TieRule
from votes.services import boxes

LOT = "Bulletin municipal n° 214, dernière ligne"


def shown(client: FlaskClient, *, college: str | None = "abc", proxy: bool = False, **changes: Any) -> str:
    """The words of the page of an open vote, for the first of its three voters."""
    account = make_account("Ada Bretelle", language="en")
    lines = roll(account.id, None, None, college=college)
    if proxy:
        lines[1] = RollLine(2, "Bo Brume", "b", accounts=(account.id,), via=Via.PROXY)
    box = boxes.open_box(draft(**changes), lines, actor=SYSTEM, at=now() - timedelta(minutes=5))
    sign_in(client, account)
    page = client.get(f"/votes/{box.id}")
    assert page.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.get_data(as_text=True)))


def test_a_resolution_tells_its_majority_its_tie_and_the_weight_of_a_voice(
    client: FlaskClient, session: object
) -> None:
    """Loi 47-1775 art. 19 octies: the weight of a college is that of the statutes, however many vote there."""
    page = shown(client)
    assert "Rules of the count" in page
    assert "Majority more than 1/2" in page
    assert "Tie the resolution is rejected" in page
    weight = str(draft().colleges[0].weight)
    assert (
        f"Your vote counts in the college {draft().colleges[0].name}, whose weight of {weight} is shared among" in page
    )


def test_each_college_of_the_votes_in_one_hand_is_told(client: FlaskClient, session: object) -> None:
    page = shown(client, proxy=True)
    for college, name in zip(draft().colleges, ("Membre 1", "Bo Brume"), strict=False):
        assert f"For {name}: the vote counts in the college {college.name}, whose weight of {college.weight}" in page


def test_a_college_that_votes_as_a_block_is_told_so(client: FlaskClient, session: object) -> None:
    page = shown(client, rules=rules(carry=Carry.BLOCK, college_tie=CollegeTie.VOID))
    assert "goes as a block to what more than 1/2 of its votes expressed choose" in page


def test_without_colleges_each_vote_weighs_the_same(client: FlaskClient, session: object) -> None:
    assert "one member, one vote" in shown(client, college=None, colleges=())


def test_the_text_of_a_lot_is_read_before_voting(client: FlaskClient, session: object) -> None:
    two = (Option("o1", "Ada"), Option("o2", "Zoé"))
    page = shown(client, method="plurality", contest=Contest(two, tie_rule=TieRule.LOT, tie_seed=LOT))
    assert "Tie a lot, from a text published before the vote" in page
    assert LOT in page
    page = shown(client, method="plurality", contest=Contest(two, tie_rule=TieRule.ORDER, tie_order=("o2", "o1")))
    assert "the order decided before the vote" in page
    page = shown(client, method="plurality", contest=Contest(two))
    assert "it stands: no rule settles it" in page
