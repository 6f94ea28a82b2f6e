"""Votes among options that were cast, closed and counted, by each method, in three colleges; a test changes what it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from random import Random
from typing import Any

from foundation.kernel.audit import SYSTEM
from tests.factories.votes import draft, roll
from votes import queries
from votes.models import Box, BoxResult
from votes.rules.contest import Contest, Marks, Option, Points
from votes.rules.receipts import ALPHABET, LENGTH
from votes.rules.roll import BoxCollege
from votes.rules.secrecy import Secrecy
from votes.rules.terms import TieRule
from votes.services import boxes, casting, closing

COLLEGES = (
    BoxCollege("habitants", "Habitants", Fraction(2, 5)),
    BoxCollege("structures", "Structures", Fraction(2, 5)),
    BoxCollege("ville", "Collectivités", Fraction(1, 5)),
)
NAMES = ("Ateliers ouverts du samedi", "Cantine partagée", "Garage solidaire", "Jardin des écoles", "Navette du marché")
COSTS = (1_500_00, 2_200_00, 900_00, 600_00, 1_800_00)
GRADES = ("À rejeter", "Insuffisant", "Passable", "Bien", "Très bien")
OPTIONS = tuple(Option(f"o{number}", name) for number, name in enumerate(NAMES, 1))
PRICED = tuple(replace(option, cost_cents=cost) for option, cost in zip(OPTIONS, COSTS, strict=True))
CONTESTS: Mapping[str, Contest] = {
    "plurality": Contest(OPTIONS),
    "approval": Contest(OPTIONS, seats=2, marks=Marks(1, 3), approval_threshold=Fraction(1, 2)),
    "score": Contest(OPTIONS),
    "points": Contest(OPTIONS, seats=3, points=Points(10, 6, 2)),
    "majority_judgment": Contest(OPTIONS, grades=GRADES, default_grade=0),
    "schulze": Contest(OPTIONS),
    "borda": Contest(OPTIONS),
    "irv": Contest(OPTIONS),
    "stv": Contest(OPTIONS, seats=2),
    "greedy": Contest(PRICED, budget_cents=4_000_00),
    "equal_shares": Contest(PRICED, budget_cents=4_000_00),
}


def a_choice(method: str, contest: Contest, draw: Random) -> Any:
    """A ballot that keeps the rule of its method; the first options are liked best."""
    liked = sorted(contest.ids, key=lambda one: contest.index[one] + draw.random() * 4)
    most = min(3, len(liked))
    if method == "plurality":
        return liked[0]
    if method in ("approval", "greedy", "equal_shares"):
        return sorted(liked[: draw.randint(1, most)])
    if method == "points":
        return {liked[0]: 6, liked[1]: 4}
    if method in ("score", "majority_judgment"):
        best = contest.max_score if method == "score" else len(contest.grades) - 1
        return {one: max(0, best - place) for place, one in enumerate(liked)}
    return liked[: draw.randint(1, len(liked))] if method in ("irv", "stv") else liked


def a_receipt(number: int) -> str:
    """A receipt that a test can find again."""
    draw = Random(number)
    return "".join(draw.choice(ALPHABET) for _ in range(LENGTH))


def opened_box(method: str, at: datetime, *, voters: int = 24, **changes: Any) -> Box:
    """An open vote in three colleges, member n in the hands of account n."""
    given: dict[str, Any] = {
        "title": "Priorités de l’année",
        "question": "Quels projets la coopérative mène-t-elle d’abord ?",
        "method": method,
        "contest": CONTESTS.get(method),
        "colleges": COLLEGES,
    }
    given |= changes
    lines = roll(*range(1, voters + 1), college="hsv" if given["colleges"] else None)
    ids = {college.id[0]: college.id for college in given["colleges"]}
    lines = [replace(line, college=ids.get(line.college or "")) for line in lines]
    return boxes.open_box(draft(**given), lines, actor=SYSTEM, at=at)


def cast_all(box: Box, choices: Mapping[int, Any], at: datetime) -> None:
    """Cast the ballot of each account, secretly where the vote is secret."""
    for account, choice in choices.items():
        [right] = queries.rights_of(box.id, account)
        secretly = casting.Secretly(a_receipt(account)) if box.secret else None
        casting.cast(box.id, right.right_id, choice, account_id=account, at=at, secretly=secretly)


def choices_of(box: Box, voters: Sequence[int], *, seed: int = 7) -> dict[int, Any]:
    """A ballot for each account, always the same ones; every tenth is blank."""
    draw, contest = Random(seed), queries.contest_of_box(box)
    plain = [a_choice(box.method, contest, draw) if contest else draw.choice(("for", "for", "against")) for _ in voters]
    return {one: "blank" if one % 10 == 0 else choice for one, choice in zip(voters, plain, strict=True)}


def counted_box(
    method: str, at: datetime, *, voters: int = 24, cast: int = 21, **changes: Any
) -> tuple[Box, BoxResult]:
    """A vote that `cast` of its `voters` cast, closed an hour later."""
    box = opened_box(method, at, voters=voters, **changes)
    cast_all(box, choices_of(box, range(1, cast + 1)), at)
    return box, closing.close_box(box.id, actor=SYSTEM, at=at + timedelta(hours=1))


SECRETLY = {"secrecy": Secrecy(3), "replaceable": False}
BY_LOT = {"tie_rule": TieRule.LOT, "tie_seed": "Bulletin municipal n° 214"}
