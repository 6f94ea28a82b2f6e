"""Count files, rolls and ballot boxes that are valid as they stand; a test changes the one thing it is about."""

import json
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from votes.rules.roll import BoxCollege, BoxDraft, RollLine, VotingRulesSnapshot, rules_from_texts

EXAMPLES = Path(__file__).parents[1] / "rules" / "votes" / "examples"
WORDS = ("for", "against", "abstain", "blank", "null")
OVER_HALF = {"over": "1/2"}
TWO_THIRDS = {"at_least": "2/3"}
THIRDS = {"a": "1/3", "b": "1/3", "c": "1/3"}


def ballots(votes: Mapping[str, tuple[int, ...]]) -> list[dict[str, Any]]:
    """Ballot lines from `{"college": (for, against, abstain, blank, null)}`; "" is no college."""
    return [
        ({"college": college} if college else {}) | {"count": number, "choice": word}
        for college, numbers in votes.items()
        for number, word in zip(numbers, WORDS, strict=False)
        if number
    ]


def plain_count(votes: tuple[int, ...], **changes: Any) -> dict[str, Any]:
    """A count file without colleges: one member, one vote, more than half of the votes expressed."""
    document = {
        "format": "scic-count/1",
        "title": "Rapport moral",
        "method": "resolution",
        "base": "expressed",
        "abstention": "excluded",
        "majority": OVER_HALF,
        "ballots": ballots({"": votes}),
    }
    return document | changes


def college_count(
    weights: Mapping[str, str],
    votes: Mapping[str, tuple[int, ...]],
    *,
    entitled: Mapping[str, int] | None = None,
    **changes: Any,
) -> dict[str, Any]:
    """A count file with colleges, every policy `void`, votes carried in proportion."""
    known = entitled or {}
    colleges = [
        {"id": college, "weight": weight} | ({"entitled": known[college]} if college in known else {})
        for college, weight in weights.items()
    ]
    policies = {"carry": "proportional", "college_tie": "void", "empty_college": "void", "silent_college": "void"}
    return plain_count((), colleges=colleges, ballots=ballots(votes)) | policies | changes


def as_text(document: object) -> str:
    """The JSON text of a document."""
    return json.dumps(document, ensure_ascii=False)


def rules(**changes: Any) -> VotingRulesSnapshot:
    """Rules of statutes that state everything: proportional, every policy `void`, more than half of the expressed."""
    texts = {
        "base": "expressed",
        "abstention": "excluded",
        "majority": OVER_HALF,
        "carry": "proportional",
        "college_tie": "void",
        "empty_college": "void",
        "silent_college": "void",
    }
    return rules_from_texts("2026-01-01", texts | changes)


def colleges(weights: Mapping[str, str] | None = None) -> tuple[BoxCollege, ...]:
    """Colleges named after their ids; thirds unless said."""
    return tuple(BoxCollege(key, key.upper(), Fraction(weight)) for key, weight in (weights or THIRDS).items())


def draft(**changes: Any) -> BoxDraft:
    """A resolution with three colleges, whose ballots may be changed until closing."""
    given: dict[str, Any] = {
        "title": "Affectation du résultat",
        "question": "L’assemblée affecte le résultat aux réserves.",
        "rules": rules(),
        "colleges": colleges(),
    }
    return BoxDraft(**(given | changes))


def roll(*accounts: int | None, college: str | None = "abc") -> list[RollLine]:
    """One line an account, members numbered from 1, spread over the letters of `college` in turn."""
    return [
        RollLine(
            member_number=number,
            name=f"Membre {number}",
            college=college[(number - 1) % len(college)] if college else None,
            accounts=() if account is None else (account,),
        )
        for number, account in enumerate(accounts, 1)
    ]
