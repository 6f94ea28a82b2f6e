"""A vote that opens can be counted: whatever the method, the policies and the ballots, its count file recounts alike."""

import json
from contextlib import suppress
from datetime import datetime
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from foundation.kernel.audit import SYSTEM
from foundation.kernel.errors import Refused
from tests.factories.ballots import METHODS
from tests.factories.votes import colleges, draft, roll, rules
from votes import boxed_ballots, queries
from votes.invented import invented_choice
from votes.models import Box
from votes.rules.count import count
from votes.rules.count_file import parse
from votes.rules.method_keys import METHODS as ALL_METHODS
from votes.rules.roll import RollLine
from votes.services import boxes, casting, closing
from votes.services.act_writing import Acting
from votes.services.roll_changes import take_back

pytestmark = pytest.mark.usefixtures("session")

ABSENT = ["void", "equal", "proportional", "heads"]
SAID = {
    "base": ["expressed", "all", "present", "entitled"],
    "abstention": ["excluded", "against", "for"],
    "majority": [{"over": "1/2"}, {"at_least": "2/3"}],
    "carry": ["proportional", "block"],
    "college_tie": ["void", "split", "against", None],
    "empty_college": [*ABSENT, "merge"],
    "silent_college": ABSENT,
    "block_threshold": ["1/2", "2/3"],
}
WEIGHTS = [
    {},
    {"a": "1/3", "b": "1/3", "c": "1/3"},
    {"a": "1/2", "b": "3/10", "c": "1/5"},
    {"a": "1", "b": "0", "c": "0"},
    {"a": "1/2", "b": "1/2"},
]
ROLLS = ["abc", "aab", "a", "aabbbc"]


def opened(method: str, draw: Any, at: datetime) -> Box:
    """A vote by policies drawn at random, if the opening accepts them."""
    weights = draw(st.sampled_from(WEIGHTS))
    said = {key: draw(st.sampled_from(values), label=key) for key, values in SAID.items()}
    lines: list[RollLine] = roll(*range(1, 8), college=draw(st.sampled_from(ROLLS)) if weights else None)
    made = draft(
        method=method,
        contest=METHODS[method][0] if method in METHODS else None,
        rules=rules(**said),
        colleges=colleges(weights) if weights else (),
    )
    try:
        return boxes.open_box(made, lines, actor=SYSTEM, at=at)
    except Refused:
        assume(False)
        raise


def fill(box: Box, method: str, draw: Any, at: datetime) -> None:
    """Each right is used, left, or taken back; choices are so few that colleges tie and fall silent."""
    contest = METHODS[method][0] if method in METHODS else None
    choices = [invented_choice(method, contest, Random(draw(st.integers(0, 9)))) for _ in range(2)] + ["blank"]
    for account in range(1, 8):
        [mine] = queries.rights_of(box.id, account)
        what = draw(st.sampled_from([*range(len(choices)), *range(2), "left", "left", "ended"]))
        if what == "ended":
            with suppress(Refused):  # the last of a college that the statutes would have merged
                take_back(box.id, mine.right_id, Acting(SYSTEM, at, "Exclue le 2 juin"))
        elif what != "left":
            casting.cast(box.id, mine.right_id, choices[what], account_id=account, at=at)


@pytest.mark.parametrize("method", ALL_METHODS)
@given(data=st.data())
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much, HealthCheck.too_slow],
)
def test_what_opens_is_counted_and_recounted_alike(method: str, at: datetime, data: st.DataObject) -> None:
    box = opened(method, data.draw, at)
    fill(box, method, data.draw, at)
    stored = closing.close_box(box.id, actor=SYSTEM, at=at)
    again = count(parse(stored.count_file))
    assert json.loads(json.dumps(again.to_json("fr"))) == json.loads(json.dumps(stored.result))
    assert boxed_ballots.count_file_of(box).as_text() == stored.count_file


@pytest.mark.parametrize("carry", ["proportional", "block"])
def test_most_votes_by_statutes_that_send_a_tied_college_against(at: datetime, carry: str) -> None:
    """In proportion no college ties, and the word is left out of the file; by blocks the vote does not open."""
    made = draft(method="plurality", contest=METHODS["plurality"][0], rules=rules(carry=carry, college_tie="against"))
    if carry == "block":
        with pytest.raises(Refused) as refused:
            boxes.open_box(made, roll(*range(1, 7)), actor=SYSTEM, at=at)
        assert refused.value.code == "box-college-tie"
        assert "voting.college_tie" in str(refused.value)
        return
    box = boxes.open_box(made, roll(*range(1, 7)), actor=SYSTEM, at=at)
    casting.cast(box.id, queries.rights_of(box.id, 1)[0].right_id, "o1", account_id=1, at=at)
    stored = closing.close_box(box.id, actor=SYSTEM, at=at)
    assert "college_tie" not in stored.count_file
    assert count(parse(stored.count_file)).to_json("fr")["winners"] == ["o1"]
