"""Count files of contests that are valid as they stand; a test changes the one thing it is about."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.factories.votes import as_text
from votes.rules.contest_result import ContestResult
from votes.rules.count import count
from votes.rules.count_file import parse

TOWNS = ("Memphis", "Nashville", "Chattanooga", "Knoxville")
TENNESSEE = [
    (42, ["Memphis", "Nashville", "Chattanooga", "Knoxville"]),
    (26, ["Nashville", "Chattanooga", "Knoxville", "Memphis"]),
    (15, ["Chattanooga", "Knoxville", "Nashville", "Memphis"]),
    (17, ["Knoxville", "Chattanooga", "Nashville", "Memphis"]),
]
RULES: dict[str, dict[str, Any]] = {
    "points": {"points": {"total": 10}},
    "majority_judgment": {"grades": ["À rejeter", "Insuffisant", "Passable", "Assez bien", "Bien", "Très bien"]},
    "greedy": {"budget_cents": 100_00},
    "equal_shares": {"budget_cents": 100_00},
}
PRICED = ("greedy", "equal_shares")


def options_of(ids: Sequence[str], costs: Mapping[str, int] | None = None) -> list[dict[str, Any]]:
    """Options of these ids; with their costs where these are given."""
    return [{"id": one} | ({"cost_cents": costs[one]} if costs else {}) for one in ids]


def contest(method: str, ids: Sequence[str], ballots: Sequence[tuple[int, object]], **changes: Any) -> dict[str, Any]:
    """A count file without colleges, from (number, choice)."""
    costs = dict.fromkeys(ids, 30_00) if method in PRICED else None
    document = {
        "format": "scic-count/1",
        "title": "Priorités de l’année",
        "method": method,
        "options": options_of(ids, costs),
        "ballots": [{"count": number, "choice": choice} for number, choice in ballots],
    }
    return document | RULES.get(method, {}) | changes


def college_contest(
    method: str,
    ids: Sequence[str],
    colleges: Mapping[str, tuple[str, Sequence[tuple[int, object]]]],
    **changes: Any,
) -> dict[str, Any]:
    """A count file with colleges, from {college: (weight, [(number, choice)])}, every policy `void`."""
    listed = [{"id": college, "weight": weight} for college, (weight, _) in colleges.items()]
    ballots = [
        {"college": college, "count": number, "choice": choice}
        for college, (_, choices) in colleges.items()
        for number, choice in choices
    ]
    policies = {"carry": "proportional", "empty_college": "void", "silent_college": "void"}
    return contest(method, ids, ()) | {"colleges": listed, "ballots": ballots} | policies | changes


def counted(document: Mapping[str, Any]) -> ContestResult:
    """The result of a document, through its text, as the command reads it."""
    result = count(parse(as_text(document)))
    assert isinstance(result, ContestResult)
    return result


def scores_of(result: ContestResult) -> dict[str, str]:
    """The sums as the result writes them."""
    assert result.decision.scores is not None
    return {option: str(score) for option, score in result.decision.scores.items()}
