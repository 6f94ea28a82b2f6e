"""What is stored of a contest's count beside its figures: what was said of each round, the outcome under other methods."""

from collections.abc import Mapping, Sequence
from typing import Any

from votes.rules.contest_result import ContestResult
from votes.rules.count_data import CountFile
from votes.rules.other_methods import under_other_methods
from votes.rules.result import Result


def told_steps(
    file: CountFile,
    result: Result | ContestResult,
    names: Mapping[str, str],
    *,
    languages: Sequence[str],
    advisory: bool,
) -> dict[str, Any]:
    """The notes of each round in each language, options by their names; under other methods where the vote is advisory.

    >>> from votes.rules.contest import Contest, Option
    >>> from votes.rules.contest_count import count
    >>> from votes.rules.count_data import BallotLine
    >>> towns = Contest((Option("N"), Option("M")))
    >>> file = CountFile("Capitale", "schulze", (BallotLine(None, 1, ["M", "N"]),), contest=towns)
    >>> told_steps(file, count(file), {}, languages=["fr"], advisory=True)["others"][0]
    {'method': 'borda', 'winners': ['M'], 'unresolved': False, 'same': True}
    """
    if isinstance(result, Result):
        return {}
    rounds = result.decision.rounds
    steps: dict[str, Any] = {}
    if rounds:
        steps["rounds"] = {
            lang: [[note.said(lang, names) for note in one.notes] for one in rounds] for lang in languages
        }
    if advisory:
        steps["others"] = [
            {
                "method": other.method,
                "winners": list(other.result.decision.winners),
                "unresolved": other.result.decision.unresolved,
                "same": other.same,
            }
            for other in under_other_methods(file, result)
        ]
    return steps
