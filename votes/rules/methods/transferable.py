"""Ballots that rank strictly and move on to their next choice: reading, next choice, and who leaves when last is shared."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from foundation.kernel.sentences import N_
from votes.rules.contest import Contest
from votes.rules.methods.choices import read_ranks
from votes.rules.methods.interface import InvalidChoice
from votes.rules.methods.wording import EQUAL_RANKS, broken
from votes.rules.result import Reason
from votes.rules.terms import TieRule
from votes.rules.ties import settled

Ranking = tuple[int, ...]
Votes = Mapping[int, int | Fraction]
BY_ROUND = N_("Tied for last: %(tied)s. Separated by round %(round)s: %(leaving)s leaves.")
BY_RULE = {
    TieRule.ORDER: N_("Tied for last: %(tied)s. By the order decided beforehand, %(leaving)s leaves."),
    TieRule.LOT: N_("Tied for last: %(tied)s. By the lot drawn from the published text, %(leaving)s leaves."),
}
TOGETHER = N_("Tied for last: %(tied)s. They leave together: the order in which they would leave changes nothing.")
STANDS = N_("Tied for last: %(tied)s. Nothing separates them: the count stops here.")


@dataclass(frozen=True)
class Leaving:
    """Who leaves (nobody where a tie stands), and why those rather than others."""

    options: tuple[int, ...]
    notes: tuple[Reason, ...] = ()


def read(choice: object, contest: Contest) -> Ranking:
    """The options ranked, the best first; raises InvalidChoice: unknown, ranked twice, equal ranks, none at all.

    >>> from votes.rules.contest import Option
    >>> read(["B"], Contest((Option("A"), Option("B"))))
    (1,)
    """
    ranks = read_ranks(choice, contest)
    for rank, group in enumerate(ranks):
        if len(group) > 1:
            raise InvalidChoice(broken(EQUAL_RANKS), f"[{rank}]")
    return tuple(place for (place,) in ranks)


def entries(ballot: Ranking, _contest: Contest) -> tuple[tuple[Ranking, int], ...]:
    """One vote for this ranking.

    >>> entries((1, 0), Contest(()))
    (((1, 0), 1),)
    """
    return ((ballot, 1),)


def next_choice(ranking: Ranking, continuing: Collection[int]) -> int | None:
    """The best placed option that is still in the count; None where the ballot is exhausted.

    >>> next_choice((2, 0, 1), {0, 1})
    0
    """
    for option in ranking:
        if option in continuing:
            return option
    return None


def last_of(votes: Votes, history: Sequence[Votes], contest: Contest, *, most: int, harmless: bool = False) -> Leaving:
    """Who leaves: the fewest votes; a tie goes to the latest earlier round that separates, else to the tie rule.

    Up to `most` options that hold no vote at all may leave together; where one option is elected (`harmless`), also
    those whose votes together are fewer than any other's. Without all that the tie stands and nobody leaves.

    >>> from votes.rules.contest import Option
    >>> three = Contest((Option("A"), Option("B"), Option("C")))
    >>> last_of({0: 5, 1: 3, 2: 3}, [{0: 4, 1: 3, 2: 2}], three, most=2).options
    (2,)
    """
    fewest = min(votes.values())
    tied = tuple(option for option in votes if votes[option] == fewest)
    if len(tied) == 1:
        return Leaving(tied)
    settled_tie = _by_round(tied, history, contest) or _by_rule(tied, contest)
    if settled_tie is not None:
        return settled_tie
    safe = len(tied) <= most and _changes_nothing(tied, votes, harmless=harmless)
    return Leaving(tied if safe else (), (Reason(TOGETHER if safe else STANDS, {"tied": _names(tied, contest)}),))


def favoured_of(tied: Sequence[int], contest: Contest) -> tuple[int, ...]:
    """Tied options in the order of the tie rule, the favoured first; empty where there is no rule.

    >>> from votes.rules.contest import Option
    >>> favoured_of((0, 1), Contest((Option("A"), Option("B")), tie_rule=TieRule.ORDER, tie_order=("B", "A")))
    (1, 0)
    """
    return tuple(contest.index[option] for option in settled(_names(tied, contest), contest))


def _names(options: Sequence[int], contest: Contest) -> tuple[str, ...]:
    return tuple(contest.ids[option] for option in options)


def _by_round(tied: tuple[int, ...], history: Sequence[Votes], contest: Contest) -> Leaving | None:
    """Looks back from the latest round; those that are not lowest there are out of the tie."""
    left = tied
    for number in range(len(history), 0, -1):
        votes = history[number - 1]
        fewest = min(votes[option] for option in left)
        left = tuple(option for option in left if votes[option] == fewest)
        if len(left) == 1:
            values = {"tied": _names(tied, contest), "leaving": _names(left, contest), "round": number}
            return Leaving(left, (Reason(BY_ROUND, values),))
    return None


def _by_rule(tied: tuple[int, ...], contest: Contest) -> Leaving | None:
    last = favoured_of(tied, contest)[-1:]
    if not last:
        return None
    values = {"tied": _names(tied, contest), "leaving": _names(last, contest)}
    return Leaving(last, (Reason(BY_RULE[contest.tie_rule], values),))


def _changes_nothing(tied: tuple[int, ...], votes: Votes, *, harmless: bool) -> bool:
    """Whether the order in which these would leave changes nothing for those who stay."""
    others = [number for option, number in votes.items() if option not in tied]
    held = sum(votes[option] for option in tied)
    return bool(others) and (held < min(others) if harmless else held == 0)
