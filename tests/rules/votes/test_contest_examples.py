"""An example file for every method, through the command itself: what it prints as JSON and what a teller reads aloud."""

import json
from typing import Any

import pytest
from click.testing import CliRunner

from tests.factories.votes import EXAMPLES
from votes.cli import votes
from votes.rules.method_keys import METHODS

FOLDER = EXAMPLES / "contests"
CASES: dict[str, tuple[list[str], str]] = {
    "plurality": (["nord"], "scores"),
    "approval": (["brume"], "scores"),
    "score": (["lieu"], "scores"),
    "points": (["emploi"], "scores"),
    "majority_judgment": (["ecole"], "median"),
    "schulze": (["E"], "pairwise"),
    "borda": (["jeudi"], "scores"),
    "irv": (["K"], "rounds"),
    "stv": (["chocolat", "oranges", "fraises"], "rounds"),
    "greedy": (["velo", "jardin"], "funded"),
    "equal_shares": (["atelier", "jardin"], "funded"),
}


def printed(method: str, *options: str) -> str:
    outcome = CliRunner().invoke(votes, ["count", str(FOLDER / f"{method}.json"), *options])
    assert outcome.exit_code == 0, outcome.output
    assert outcome.stderr == ""
    return outcome.stdout


def counted(method: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(printed(method, "--json"))
    return document


@pytest.mark.parametrize("method", CASES)
def test_an_example_has_its_winners_and_the_figures_of_its_method(method: str) -> None:
    winners, figures = CASES[method]
    document = counted(method)
    assert document["winners"] == winners
    assert document["unresolved_tie"] is False
    assert figures in document
    assert document["reasons"]
    first = ["format", "method", "ballots", "valid", "blank", "null", "invalid", "winners", "ranking", "unresolved_tie"]
    assert list(document)[:10] == first
    assert "." not in "".join(document.get("scores", {}).values()), "exact numbers, never decimals"


def named(method: str, option: str) -> str:
    """An option as a teller says it: its label, and its id beside it."""
    document = json.loads((FOLDER / f"{method}.json").read_text(encoding="utf-8"))
    label = next(one.get("label", "") for one in document["options"] if one["id"] == option)
    return f"{label} ({option})" if label else option


@pytest.mark.parametrize("method", CASES)
def test_a_teller_can_read_it_aloud(method: str) -> None:
    lines = printed(method, "--lang", "en").splitlines()
    assert lines[-1] == f"RETAINED: {', '.join(named(method, option) for option in CASES[method][0])}"
    assert any(line.startswith("Rank") for line in lines)


def test_every_method_but_the_resolution_has_its_example() -> None:
    assert set(CASES) == set(METHODS) - {"resolution"} == {path.stem for path in FOLDER.glob("*.json")}


def test_schulze_s_duels_are_written_as_the_format_says() -> None:
    document = counted("schulze")
    assert document["ranking"] == [["E"], ["A"], ["C"], ["B"], ["D"]]
    assert document["pairwise"]["A>B"] == "20"
    assert document["pairwise"]["B>A"] == "25"


def test_heads_weights_and_each_college_stand_side_by_side() -> None:
    document = counted("points")
    assert document["scores"] == {"emploi": "21/5", "logement": "14/5", "mobilite": "3"}
    assert document["heads"]["scores"] == {"emploi": "152", "logement": "198", "mobilite": "230"}
    assert document["by_college"]["salaries"]["winners"] == ["logement"]
    [invalid] = document["invalid_ballots"]
    assert (invalid["index"], invalid["path"], invalid["count"]) == (3, "$.ballots[3].choice.emploi", 1)


def test_the_rounds_tell_who_leaves_and_what_moves_on() -> None:
    rounds = counted("irv")["rounds"]
    assert [one["excluded"] for one in rounds] == [["C"], ["N"], []]
    assert rounds[2]["votes"] == {"M": "42", "K": "58"}
    text = printed("stv", "--lang", "en")
    assert "The surplus of Chocolat (chocolat), 6, moves on." in text
    assert "Leaves: poires" in text


def test_a_budget_tells_what_is_paid_for_and_by_which_step() -> None:
    document = counted("equal_shares")
    assert document["completion"] == {"atelier": "equal_shares", "jardin": "equal_shares"}
    assert (document["spent_cents"], document["left_cents"]) == (100_000_00, 0)
    assert "atelier: €60,000.00 (equal shares)" in printed("equal_shares", "--lang", "en")
