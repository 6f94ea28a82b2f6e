"""What a ballot may say in a vote, and the one way in which it is written down.

Equal ballots are written alike, whatever the order of their boxes: a retry is then seen as the same ballot, and the
database adds equal ballots up.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from votes.rules.contest import Contest
from votes.rules.contest_file import read_contest
from votes.rules.faults import Fault
from votes.rules.fields import Fields
from votes.rules.methods.interface import InvalidChoice
from votes.rules.methods.registry import CONTESTS
from votes.rules.strict_json import load
from votes.rules.tally import BLANK, CHOICES

RESOLUTION = "resolution"
RANKED = frozenset({"schulze", "borda", "irv", "stv"})
SHARED_RANKS = frozenset({"schulze", "borda"})
MARKED = frozenset({"approval", "greedy", "equal_shares"})
ZERO_LEFT_OUT = frozenset({"score", "points"})
LONGEST = 2000
_CHOICE = N_("This choice is not on the ballot. Choose for, against, abstain or blank.")
_BROKEN = N_("This ballot was not kept: %(why)s. Correct it, then send it again.")
_LONG = N_("This ballot is too long to be kept. Rank or mark fewer options.")


@lru_cache(maxsize=256)
def contest_of_text(method: str, text: str) -> Contest:
    """The contest that a box was opened with, from its JSON text; raises ValueError where it is none.

    >>> contest_of_text("plurality", '{"options":[{"id":"A"},{"id":"B"}]}').ids
    ('A', 'B')
    """
    data = load(text)
    if not isinstance(data, dict):
        raise ValueError(text)  # noqa: TRY004 - what a box keeps is an object, else the text is no contest
    return contest_of_data(method, data)


def contest_of_data(method: str, data: Mapping[str, object]) -> Contest:
    """The contest from its keys; raises ValueError naming what is wrong.

    >>> contest_of_data("plurality", {"options": [{"id": "A"}, {"id": "B"}]}).ids
    ('A', 'B')
    """
    faults: list[Fault] = []
    contest = read_contest(Fields("$", data, faults), method)
    if contest is None or faults:
        raise ValueError(f"no contest: {[str(fault) for fault in faults]}")
    return contest


def plain_choice(method: str, contest_text: str, choice: object) -> Any:
    """The choice as it is written down; Refused, in a sentence, where it breaks the rule of its method.

    >>> plain_choice("approval", '{"options":[{"id":"A"},{"id":"B"}]}', ["B", "A"])
    ['A', 'B']
    """
    if choice == BLANK:
        return choice
    if method == RESOLUTION:
        if not isinstance(choice, str) or choice not in CHOICES:
            raise Refused("ballot-choice", _CHOICE)
        return choice
    contest = contest_of_text(method, contest_text)
    try:
        CONTESTS[method].read(choice, contest)
    except InvalidChoice as fault:
        raise Refused("ballot-choice", _BROKEN, why=fault.reason) from fault
    return _plain(method, contest, choice)


def _plain(method: str, contest: Contest, choice: Any) -> Any:
    if method in MARKED:
        return sorted(choice, key=contest.index.__getitem__)
    if method in ZERO_LEFT_OUT:
        return {option: choice[option] for option in contest.ids if choice.get(option)}
    if method in RANKED:
        return [_rank(contest, one) for one in choice]
    return choice


def _rank(contest: Contest, rank: Any) -> Any:
    if isinstance(rank, str):
        return rank
    group = sorted(rank, key=contest.index.__getitem__)
    return group[0] if len(group) == 1 else group


def fullest_choice(method: str, contest: Contest) -> Any:
    """The longest ballot that a contest lets anybody write: every option ranked (by twos where ranks may be shared), marked,
    or given the most.

    >>> fullest_choice("borda", contest_of_text("borda", '{"options":[{"id":"A"},{"id":"B"},{"id":"C"}]}'))
    [['A', 'B'], 'C']
    """
    if method in SHARED_RANKS:
        return [_rank(contest, contest.ids[place : place + 2]) for place in range(0, len(contest.ids), 2)]
    if method in RANKED:
        return list(contest.ids)
    if method in MARKED:
        return list(contest.ids[: contest.marks.max])
    if method == "plurality":
        return max(contest.ids, key=len)
    most = len(contest.grades) - 1 if contest.grades else contest.max_score
    if contest.points is None:
        return dict.fromkeys(contest.ids, most)
    longest = sorted(contest.ids, key=len, reverse=True)[: contest.points.total]
    return dict.fromkeys(longest, contest.points.max_per_option)


def refuse_too_long(written: str) -> None:
    """Refused where the text of a choice passes what a box keeps (2,000 characters)."""
    if len(written) > LONGEST:
        raise Refused("ballot-long", _LONG)
