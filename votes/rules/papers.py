"""What a ballot asks by each method, and in which order a voter reads its options."""

import hashlib
from collections.abc import Iterable
from enum import StrEnum

from votes.rules.ballot_choices import RESOLUTION
from votes.rules.contest import Contest
from votes.rules.tally import ABSTAIN, AGAINST, FOR


class Ask(StrEnum):
    """A word for or against; one option; several; a score, points, a grade or a rank beside each."""

    WORD = "word"
    ONE = "one"
    SEVERAL = "several"
    SCORES = "scores"
    POINTS = "points"
    GRADES = "grades"
    RANKS = "ranks"


_ASKS = {
    RESOLUTION: Ask.WORD,
    "plurality": Ask.ONE,
    "approval": Ask.SEVERAL,
    "greedy": Ask.SEVERAL,
    "equal_shares": Ask.SEVERAL,
    "score": Ask.SCORES,
    "points": Ask.POINTS,
    "majority_judgment": Ask.GRADES,
    "schulze": Ask.RANKS,
    "borda": Ask.RANKS,
    "irv": Ask.RANKS,
    "stv": Ask.RANKS,
}
EQUAL_RANKS = frozenset({"schulze", "borda"})


def ask_of(method: str) -> Ask:
    """What a ballot of this method asks.

    >>> ask_of("borda").value
    'ranks'
    """
    return _ASKS[method]


def ids_of(contest: Contest | None) -> tuple[str, ...]:
    """What a ballot chooses among: the options of the contest, or the words of a resolution.

    >>> ids_of(None)
    ('for', 'against', 'abstain')
    """
    return (FOR, AGAINST, ABSTAIN) if contest is None else contest.ids


def drawn_order(ids: Iterable[str], *, box_id: int, right_id: int) -> tuple[str, ...]:
    """The options in the order of one voter: the same at each visit, another for each right, and stored nowhere.

    >>> drawn_order("ABC", box_id=1, right_id=7), drawn_order("ABC", box_id=1, right_id=11)
    (('B', 'C', 'A'), ('C', 'A', 'B'))
    """

    def drawn(option: str) -> bytes:
        return hashlib.sha256(f"{box_id}\n{right_id}\n{option}".encode()).digest()

    return tuple(sorted(ids, key=drawn))
