"""What holds for every count, whatever the ballots: weight is conserved, order is nothing, a slow count agrees."""

import random
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.factories.votes import as_text, college_count
from votes.rules.count import count
from votes.rules.count_file import parse
from votes.rules.result import Result

NAMES = "abcdef"
POLICIES = st.sampled_from(["void", "equal", "proportional", "heads"])
HALF = Fraction(1, 2)


@st.composite
def count_files(draw: st.DrawFn) -> dict[str, Any]:
    """Any set of colleges, any ballots, any policies."""
    parts = draw(st.lists(st.integers(1, 20), min_size=2, max_size=6))
    weights = {name: str(Fraction(part, sum(parts))) for name, part in zip(NAMES, parts, strict=False)}
    votes = {name: tuple(draw(st.lists(st.integers(0, 6), min_size=5, max_size=5))) for name in weights}
    votes |= dict.fromkeys(draw(st.sets(st.sampled_from(sorted(weights)))), (0, 0, 0, 0, 0))
    empty = draw(st.sets(st.sampled_from(sorted(weights))))
    return college_count(
        weights,
        votes,
        entitled={name: 0 for name in empty if not any(votes[name])},
        carry=draw(st.sampled_from(["proportional", "block"])),
        college_tie=draw(st.sampled_from(["void", "split", "against"])),
        empty_college=draw(POLICIES),
        silent_college=draw(POLICIES),
        base=draw(st.sampled_from(["expressed", "all"])) if not empty else "expressed",
        abstention=draw(st.sampled_from(["excluded", "against", "for"])),
        majority=draw(st.sampled_from([{"over": "1/2"}, {"at_least": "2/3"}, {"at_least": "3/4"}])),
        entitled_total=None,
    )


def counted(document: dict[str, Any]) -> Result:
    cleaned = {key: value for key, value in document.items() if key != "entitled_total"}
    if cleaned["base"] == "all":
        cleaned["entitled"] = 1000
    return count(parse(as_text(cleaned)))


@given(count_files())
def test_weight_is_carried_for_or_against_or_is_void_and_never_made(document: dict[str, Any]) -> None:
    result = counted(document)
    if result.by_heads:
        return
    for line in result.by_college:
        assert line.carried_for >= 0
        assert line.carried_against >= 0
        assert line.carried_for + line.carried_against <= line.settled_weight
        assert line.settled_weight <= max(HALF, line.weight)
        if line.state != "expressed":
            assert line.carried_for == line.carried_against == 0
    void = 1 - result.for_ - result.against
    assert 0 <= void <= 1
    assert result.for_ == sum(line.carried_for for line in result.by_college)
    assert result.against == sum(line.carried_against for line in result.by_college)


@given(count_files(), st.randoms(use_true_random=False))
def test_the_order_of_the_ballots_is_nothing(document: dict[str, Any], dice: random.Random) -> None:
    shuffled = list(document["ballots"])
    dice.shuffle(shuffled)
    assert counted(document | {"ballots": shuffled}) == counted(document)


@given(count_files())
def test_ballots_counted_one_by_one_or_together_are_the_same(document: dict[str, Any]) -> None:
    singles = [line | {"count": 1} for line in document["ballots"] for _ in range(line["count"])]
    assert counted(document | {"ballots": singles}) == counted(document)


@given(count_files())
def test_a_vote_more_for_never_takes_away_from_the_side_for(document: dict[str, Any]) -> None:
    """Monotonicity, where the college had expressed itself already (else the policies change)."""
    before = counted(document)
    expressed = [line.id for line in before.by_college if line.state == "expressed"]
    for college in expressed:
        more = [*document["ballots"], {"college": college, "choice": "for"}]
        after = counted(document | {"ballots": more})
        assert after.for_ >= before.for_
        assert after.against <= before.against


@given(count_files())
def test_an_exact_count_agrees_with_a_slow_one_ballot_by_ballot(document: dict[str, Any]) -> None:
    slow = dict.fromkeys((line["id"] for line in document["colleges"]), Fraction(0))
    result = counted(document | {"carry": "proportional"})
    if result.by_heads:
        return
    sides = {"for": {"for"}, "against": {"against"}}
    if document["abstention"] != "excluded":
        sides[document["abstention"]].add("abstain")
    settled = {line.id: line.settled_weight for line in result.by_college}
    expressed = dict.fromkeys(slow, 0)
    for line in document["ballots"]:
        if line["choice"] in sides["for"] | sides["against"]:
            expressed[line["college"]] += line["count"]
    for line in document["ballots"]:
        for _ in range(line["count"]):
            if line["choice"] in sides["for"]:
                slow[line["college"]] += settled[line["college"]] / expressed[line["college"]]
    assert sum(slow.values()) == result.for_
    assert slow == {line.id: line.carried_for for line in result.by_college}


@given(count_files())
def test_the_verdict_is_the_comparison_of_the_published_numbers(document: dict[str, Any]) -> None:
    published = counted(document).to_json("en")
    ratio = Fraction(str(published["ratio"])) if published["ratio"] is not None else None
    [(word, value)] = document["majority"].items()
    needed = Fraction(value)
    expected = ratio is not None and (ratio > needed if word == "over" else ratio >= needed)
    assert published["adopted"] is expected
