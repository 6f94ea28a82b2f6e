"""A vote among options, by each method: what the box keeps of a ballot, and a result that follows from its count file."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import canonical_json
from foundation.kernel.errors import Refused, StateMoved
from tests.factories.votes import draft, roll
from votes import boxed_ballots, queries
from votes.models import Box
from votes.rules.ballot_choices import LONGEST, fullest_choice, plain_choice
from votes.rules.contest import Contest, Marks, Option, Points
from votes.rules.count import count
from votes.rules.count_file import parse
from votes.services import boxes, casting, closing
from votes.services.casting import CastState
from votes.verification import broken_boxes

pytestmark = pytest.mark.usefixtures("session")
OPTIONS = tuple(Option(name, f"Projet {name}") for name in "ABC")
PRICED = tuple(Option(name, f"Projet {name}", cost_cents=100) for name in "ABC")
GRADES = ("Insuffisant", "Bien", "Très bien")
METHODS: dict[str, tuple[Contest, Any, Any]] = {
    "plurality": (Contest(OPTIONS), "A", "Z"),
    "approval": (Contest(OPTIONS, marks=Marks(1, 2)), ["B", "A"], ["A", "B", "C"]),
    "score": (Contest(OPTIONS), {"A": 5, "B": 0}, {"A": 6}),
    "points": (Contest(OPTIONS, points=Points(10, 6, 2)), {"A": 6, "B": 4}, {"A": 6, "B": 5}),
    "majority_judgment": (Contest(OPTIONS, grades=GRADES), {"A": 2, "B": 1, "C": 0}, {"A": 2}),
    "schulze": (Contest(OPTIONS), ["A", ["C", "B"]], ["A", "A"]),
    "borda": (Contest(OPTIONS), ["A", "B"], ["A", "D"]),
    "irv": (Contest(OPTIONS), ["A", "B"], ["A", ["B", "C"]]),
    "stv": (Contest(OPTIONS, seats=2), ["A", "B"], []),
    "greedy": (Contest(PRICED, budget_cents=200), ["A"], "A"),
    "equal_shares": (Contest(PRICED, budget_cents=200), ["A"], ["A", "A"]),
}


def opened(method: str, at: datetime, **changes: Any) -> Box:
    contest = METHODS[method][0]
    return boxes.open_box(draft(method=method, contest=contest, **changes), roll(1, 2, 3, 4, 5, 6), actor=SYSTEM, at=at)


def cast(box: Box, account: int, choice: Any, at: datetime) -> Any:
    right = queries.rights_of(box.id, account)[0].right_id
    return casting.cast(box.id, right, choice, account_id=account, at=at)


@pytest.mark.parametrize("method", METHODS)
def test_each_method_takes_its_ballot_and_refuses_what_breaks_its_rule(method: str, at: datetime) -> None:
    _, good, bad = METHODS[method]
    box = opened(method, at)
    assert cast(box, 1, good, at).state is CastState.RECORDED
    assert cast(box, 1, good, at).state is CastState.REPEATED
    with pytest.raises(Refused) as refused:
        cast(box, 2, bad, at)
    assert "Ce bulletin" in str(refused.value) or "This ballot" in str(refused.value)
    assert sum(boxed_ballots.counted_ballots(box).values()) == 1


@pytest.mark.parametrize("method", METHODS)
def test_the_stored_result_follows_from_the_count_file_on_any_machine(method: str, at: datetime) -> None:
    box = opened(method, at)
    for account in (1, 2, 3):
        cast(box, account, METHODS[method][1], at)
    cast(box, 4, "blank", at)
    stored = closing.close_box(box.id, actor=SYSTEM, at=at + timedelta(minutes=1))
    again = count(parse(stored.count_file)).to_json()
    assert (again["ballots"], again["blank"], again["valid"]) == (4, 1, 3)
    assert {key: again[key] for key in again if key != "reasons"} == {
        key: stored.result[key] for key in stored.result if key != "reasons"
    }
    assert broken_boxes() == []


def test_equal_ballots_are_written_alike_whatever_the_order_of_their_boxes(at: datetime) -> None:
    box = opened("approval", at)
    cast(box, 1, ["A", "B"], at)
    cast(box, 2, ["B", "A"], at)
    assert list(boxed_ballots.counted_ballots(box).values()) == [1, 1]  # one in each of two colleges
    assert {choice for _, choice in boxed_ballots.counted_ballots(box)} == {'["A","B"]'}


def test_what_is_chosen_among_is_frozen_with_the_box(at: datetime) -> None:
    box = opened("points", at)
    assert box.contest["points"] == {"total": 10, "max_per_option": 6, "min_options": 2}
    assert [option["label"] for option in box.contest["options"]] == ["Projet A", "Projet B", "Projet C"]
    late = at + timedelta(hours=1)
    closing.close_box(box.id, actor=SYSTEM, at=late)
    with pytest.raises(StateMoved):
        cast(box, 1, {"A": 6, "B": 4}, late)


def with_options(method: str, number: int) -> Contest:
    """The contest of a method with as many options as asked, and rules that let a ballot name all of them."""
    names = tuple(
        Option(f"option-numero-{place:03}", cost_cents=100 if METHODS[method][0].budget_cents else None)
        for place in range(number)
    )
    changes = {"marks": Marks()} if method == "approval" else {"points": Points(1_000, 9)} if method == "points" else {}
    return replace(METHODS[method][0], options=names, **changes)


@pytest.mark.parametrize("method", [method for method in METHODS if method != "plurality"])
def test_a_vote_opens_where_its_fullest_ballot_is_kept_and_nowhere_else(method: str, at: datetime) -> None:
    """Told at the opening, not to the voter who ranked everything; nor to the two who count on paper."""

    def written(number: int) -> str:
        contest = with_options(method, number)
        document = canonical_json(draft(method=method, contest=contest).contest_json())
        return canonical_json(plain_choice(method, document, fullest_choice(method, contest)))

    number = next(number for number in range(20, 300) if len(written(number + 1)) > LONGEST)
    assert len(written(number)) <= LONGEST
    with pytest.raises(Refused) as refused:
        boxes.open_box(
            draft(method=method, contest=with_options(method, number + 1)), roll(1, 2, 3), actor=SYSTEM, at=at
        )
    assert (refused.value.code, refused.value.values["options"]) == ("box-ballot-long", number + 1)
    contest = with_options(method, number)
    box = boxes.open_box(draft(method=method, contest=contest), roll(1, 2, 3), actor=SYSTEM, at=at)
    assert cast(box, 1, fullest_choice(method, contest), at).state is CastState.RECORDED
