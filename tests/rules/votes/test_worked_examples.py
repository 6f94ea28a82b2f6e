"""The worked examples at the end of the count file's description, to the exact fraction, through the command itself."""

import json
from typing import Any

import pytest
from click.testing import CliRunner

from tests.factories.votes import EXAMPLES
from votes.cli import votes

CASES = [
    ("e1_proportional_ordinary", "3/5", "2/5", "1", "3/5", True),
    ("e1_proportional_extraordinary", "3/5", "2/5", "1", "3/5", False),
    ("e2_block_void_expressed", "1/2", "3/10", "4/5", "5/8", True),
    ("e2_block_void_all", "1/2", "3/10", "1", "1/2", False),
    ("e2_block_split_expressed", "3/5", "2/5", "1", "3/5", True),
    ("e2_block_against_expressed", "1/2", "1/2", "1", "1/2", False),
    ("e3_void_expressed", "9/20", "1/4", "7/10", "9/14", True),
    ("e3_void_all", "9/20", "1/4", "1", "9/20", False),
    ("e3_equal_expressed", "5/8", "3/8", "1", "5/8", True),
    ("e3_proportional_expressed", "5/8", "3/8", "1", "5/8", True),
    ("e3_heads_expressed", "8", "6", "14", "4/7", True),
    ("e5_thirds", "2/3", "1/3", "1", "2/3", True),
]
ABSTENTIONS = [
    ("excluded", "9/50", "3/25"),
    ("against", "9/100", "21/100"),
    ("for", "6/25", "3/50"),
]


def counted(name: str) -> dict[str, Any]:
    """What `scic votes count --json` prints for an example."""
    outcome = CliRunner().invoke(votes, ["count", str(EXAMPLES / f"{name}.json"), "--json"])
    assert outcome.exit_code == 0, outcome.output
    document: dict[str, Any] = json.loads(outcome.stdout)
    return document


@pytest.mark.parametrize(("name", "for_", "against", "base", "ratio", "adopted"), CASES)
def test_a_worked_example_is_counted_exactly(
    name: str, for_: str, against: str, base: str, ratio: str, adopted: bool
) -> None:
    result = counted(name)
    assert [result[key] for key in ("for", "against", "base", "ratio", "adopted")] == [
        for_,
        against,
        base,
        ratio,
        adopted,
    ]


@pytest.mark.parametrize(("abstention", "carried_for", "carried_against"), ABSTENTIONS)
def test_example_4_an_abstention_counts_as_the_statutes_say(
    abstention: str, carried_for: str, carried_against: str
) -> None:
    line = counted(f"e4_abstention_{abstention}")["by_college"]["C"]
    assert (line["carried_for"], line["carried_against"]) == (carried_for, carried_against)
    assert (line["for"], line["against"], line["abstain"]) == (3, 2, 5)


def test_example_1_shows_heads_and_weights_and_says_that_they_disagree() -> None:
    result = counted("e1_proportional_ordinary")
    assert result["heads"] == {"for": 16, "against": 23, "abstain": 0}
    assert any("16" in reason and "23" in reason for reason in result["reasons"])


def test_example_3_names_the_silent_college_and_the_policy_that_applied() -> None:
    result = counted("e3_void_expressed")
    assert result["policies"] == ["silent_college: void (B)"]
    assert [line["state"] for line in result["by_college"].values()] == ["expressed", "silent", "expressed"]


def test_example_3_heads_set_the_colleges_aside_when_two_remain() -> None:
    result = counted("e3_heads_expressed")
    assert result["policies"] == ["silent_college: heads (B)"]
    assert (result["for"], result["against"], result["base"]) == ("8", "6", "14")


def test_the_result_has_exactly_the_keys_of_the_format() -> None:
    assert list(counted("e1_proportional_ordinary")) == [
        "format",
        "method",
        "ballots",
        "valid",
        "blank",
        "null",
        "invalid",
        "for",
        "against",
        "base",
        "ratio",
        "adopted",
        "heads",
        "by_college",
        "policies",
        "reasons",
    ]


def test_every_example_file_is_in_a_test() -> None:
    names = {name for name, *_ in CASES} | {f"e4_abstention_{word}" for word, *_ in ABSTENTIONS}
    assert names == {path.stem for path in EXAMPLES.glob("*.json")}
