"""Instant run-off: round by round the fewest first choices leaves, until one has more than half of the ballots left.

A tie for last is settled by the latest earlier round that separates it, else by the tie rule, else it is reported. A
ballot whose options have all left is exhausted: it no longer counts among the ballots left.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from foundation.kernel.sentences import N_
from votes.rules.contest import Contest
from votes.rules.decision import Decision, Round, Tie
from votes.rules.methods import transferable
from votes.rules.methods.additive import NOTHING_EXPRESSED
from votes.rules.methods.interface import Method, Tally
from votes.rules.methods.transferable import Leaving, Ranking, last_of, next_choice
from votes.rules.places import ranking_of
from votes.rules.result import Reason

_MAJORITY = N_("%(winner)s has %(votes)s of the %(left)s left: more than half.")
_ALONE = N_("%(winner)s is the last one left.")


@dataclass
class _Count:
    """A count on its way: piles of ballots by the option they stand with."""

    tally: Tally[Ranking]
    contest: Contest
    piles: dict[int, list[tuple[Ranking, int]]]
    rounds: list[Round] = field(default_factory=list)
    history: list[dict[int, int]] = field(default_factory=list)
    left_before: list[tuple[int, ...]] = field(default_factory=list)

    def votes(self) -> dict[int, int]:
        """What each option still in the count holds."""
        return {option: sum(units for _, units in pile) for option, pile in self.piles.items()}

    def close_round(self, votes: dict[int, int], leaving: Leaving, winner: int | None) -> None:
        """Write the round down and move the ballots of those who leave."""
        names, exact = self.contest.ids, self.tally.exact
        self.rounds.append(
            Round(
                number=len(self.rounds) + 1,
                votes={names[option]: exact(number) for option, number in votes.items()},
                exhausted=exact(self.tally.ballots - sum(votes.values())),
                elected=() if winner is None else (names[winner],),
                excluded=tuple(names[option] for option in leaving.options),
                notes=leaving.notes,
            )
        )
        self.history.append(votes)
        if leaving.options:
            self.left_before.append(leaving.options)
        self._move(leaving.options)

    def _move(self, options: Sequence[int]) -> None:
        gone = [self.piles.pop(option) for option in options]
        for pile in gone:
            for ranking, units in pile:
                heir = next_choice(ranking, self.piles)
                if heir is not None:
                    self.piles[heir].append((ranking, units))


def decide(tally: Tally[Ranking], contest: Contest) -> Decision:
    """The winner and the rounds; the ranking is the order of leaving, the last to leave first.

    Textbook: Tennessee's capital, where Knoxville wins though Nashville wins all its duels.

    >>> from votes.rules.contest import Option
    >>> towns = Contest(tuple(Option(name) for name in ("Memphis", "Nashville", "Chattanooga", "Knoxville")))
    >>> ballots = {(0, 1, 2, 3): 42, (1, 2, 3, 0): 26, (2, 3, 1, 0): 15, (3, 2, 1, 0): 17}
    >>> decision = decide(Tally(ballots, 100), towns)
    >>> decision.winners, [one.excluded for one in decision.rounds]
    (('Knoxville',), [('Chattanooga',), ('Nashville',), ()])
    """
    if not tally.ballots:
        return Decision((contest.ids,), (), reasons=(NOTHING_EXPRESSED,))
    piles: dict[int, list[tuple[Ranking, int]]] = {place: [] for place in range(len(contest.options))}
    for ranking, units in tally.cells.items():
        piles[ranking[0]].append((ranking, units))
    return _run(_Count(tally, contest, piles))


def _run(count: _Count) -> Decision:
    while True:
        votes = count.votes()
        total = sum(votes.values())
        leader = max(votes, key=lambda option: votes[option])
        if 2 * votes[leader] > total or len(votes) == 1:
            count.close_round(votes, Leaving(()), leader)
            return _won(count, votes, leader)
        leaving = last_of(votes, count.history, count.contest, most=len(votes) - 1, harmless=True)
        count.close_round(votes, leaving, None)
        if not leaving.options:
            return _tied(count, votes, leaving)


def _ranking(count: _Count, votes: dict[int, int]) -> tuple[tuple[str, ...], ...]:
    names = count.contest.ids
    still = ranking_of({names[option]: number for option, number in votes.items()})
    return still + tuple(tuple(names[option] for option in group) for group in reversed(count.left_before))


def _won(count: _Count, votes: dict[int, int], winner: int) -> Decision:
    name, exact = count.contest.ids[winner], count.tally.exact
    left = exact(sum(votes.values()))
    values = {"winner": (name,), "votes": exact(votes[winner]), "left": left}
    reason = Reason(_ALONE if len(votes) == 1 else _MAJORITY, values)
    return Decision(_ranking(count, votes), (name,), reasons=(reason,), rounds=tuple(count.rounds))


def _tied(count: _Count, votes: dict[int, int], leaving: Leaving) -> Decision:
    fewest = min(votes.values())
    tied = tuple(count.contest.ids[option] for option in votes if votes[option] == fewest)
    tie = Tie(tied, None, str(count.contest.tie_rule))
    return Decision(_ranking(count, votes), (), tie, leaving.notes, rounds=tuple(count.rounds))


METHOD = Method("irv", transferable.read, transferable.entries, decide)
