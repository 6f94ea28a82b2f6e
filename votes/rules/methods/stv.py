"""Single transferable vote, in two exact variants; each candidate needs a quota, and what exceeds it moves on.

Without colleges, as in Scottish council elections (Scottish Local Government Elections Order 2011, schedule 1): Droop
quota (votes / (places + 1), the fraction dropped, plus 1), weighted inclusive Gregory transfers: every ballot of an
elected option moves on at its value x surplus / votes, five decimals, truncated; what is truncated goes to nobody.
With colleges: the exact quota weight / (places + 1), which must be exceeded, and exact fractions.

One step a round: the largest surplus moves on, or without a surplus the fewest votes leaves. As many left as places
left: all of them are elected. Ties: `transferable.last_of`; equal surpluses move on together where nothing separates
them.
"""

from collections.abc import Sequence
from fractions import Fraction

from foundation.kernel.sentences import N_
from votes.rules.contest import Contest
from votes.rules.decision import Decision, Round, Tie
from votes.rules.decision import Ranking as Groups
from votes.rules.methods import transferable
from votes.rules.methods.additive import NOTHING_EXPRESSED
from votes.rules.methods.interface import Method, Tally
from votes.rules.methods.transferable import Leaving, Ranking, last_of
from votes.rules.methods.transfers import Papers, Units, papers_of
from votes.rules.places import ranking_of
from votes.rules.result import Reason

_QUOTA = N_("The quota is %(quota)s.")
_REACHED = N_("Elected with the quota: %(elected)s.")
_REMAINING = N_("Elected as there are as many left as places left: %(elected)s.")
_SURPLUS = N_("The surplus of %(option)s, %(surplus)s, moves on.")
_SHORTENED = N_("Long fractions are written to the twelfth decimal, cut off; they were counted exactly.")
_RETAINED = N_("Retained: %(winners)s.")


class _Count:
    """A count on its way: who is elected, who is left, the papers, and the rounds so far."""

    def __init__(self, tally: Tally[Ranking], contest: Contest) -> None:
        self.contest = contest
        self.papers: Papers = papers_of(tally, contest)
        self.elected: list[tuple[int, ...]] = []
        self.pending: list[int] = []
        self.left_before: list[tuple[int, ...]] = []
        self.rounds: list[Round] = []
        self.history: list[dict[int, Units]] = []

    @property
    def winners(self) -> tuple[int, ...]:
        """The options elected so far, in the order of their election."""
        return tuple(option for group in self.elected for option in group)

    @property
    def places_left(self) -> int:
        """How many places are still to be filled."""
        return self.contest.seats - len(self.winners)

    def names(self, options: Sequence[int]) -> tuple[str, ...]:
        """Ids of options."""
        return tuple(self.contest.ids[option] for option in options)

    def elect(self) -> tuple[Reason, ...]:
        """Elect those who reach the quota, else all who are left where they are no more than the places left."""
        papers = self.papers
        held = {option: papers.votes[option] for option in papers.continuing}
        reached = {option: votes for option, votes in held.items() if papers.reached(votes)}
        self._take(reached)
        notes = [Reason(_REACHED, {"elected": self.names(list(reached))})] if reached else []
        rest = {option: votes for option, votes in held.items() if option not in reached}
        if rest and self.places_left and len(rest) <= self.places_left:
            self._take(rest)
            notes.append(Reason(_REMAINING, {"elected": self.names(list(rest))}))
        return tuple(notes)

    def _take(self, votes: dict[int, Units]) -> None:
        """Elect these, those with more votes first; equal ones are one group."""
        for group in ranking_of({str(option): Fraction(number) for option, number in votes.items()}):
            options = tuple(int(option) for option in group)
            self.elected.append(options)
            self.papers.continuing.difference_update(options)
            self.pending += [option for option in options if self.papers.surplus(option) > 0]

    def close_round(
        self, before: dict[int, Units], elected: Sequence[int], leaving: Leaving, notes: Sequence[Reason]
    ) -> None:
        """Write down a round."""
        exact, ids = self.papers.exact, self.contest.ids
        self.history.append(before)
        self.rounds.append(
            Round(
                number=len(self.rounds) + 1,
                votes={ids[option]: exact(number) for option, number in before.items()},
                exhausted=exact(self.papers.total - sum(before.values())),
                elected=self.names(elected),
                excluded=self.names(leaving.options),
                notes=(*notes, *leaving.notes),
            )
        )


def decide(tally: Tally[Ranking], contest: Contest) -> Decision:
    """Who is elected, in the order of their election, and the rounds.

    Textbook: three sweets for a party of twenty, quota 6 (chocolate, then oranges, then strawberries).

    >>> from votes.rules.contest import Option
    >>> sweets = ("oranges", "pears", "chocolate", "strawberries", "sweets")
    >>> contest = Contest(tuple(Option(name) for name in sweets), seats=3)
    >>> ballots = {(0,): 4, (1, 0): 2, (2, 3): 8, (2, 4): 4, (3,): 1, (4,): 1}
    >>> decision = decide(Tally(ballots, 20), contest)
    >>> decision.quota, decision.winners
    (Fraction(6, 1), ('chocolate', 'oranges', 'strawberries'))
    """
    if not tally.ballots:
        return Decision((contest.ids,), (), reasons=(NOTHING_EXPRESSED,))
    count = _Count(tally, contest)
    while True:
        before = dict(count.papers.votes)
        known = len(count.winners)
        notes = count.elect()
        elected = count.winners[known:]
        if not count.places_left or not count.papers.continuing:
            count.close_round(before, elected, Leaving(()), notes)
            return _decision(count, ())
        if not _step(count, before, elected, notes):
            return _decision(count, count.rounds[-1].notes[-1:])


def _step(count: _Count, before: dict[int, Units], elected: Sequence[int], notes: tuple[Reason, ...]) -> bool:
    """Move a surplus on, or let the last one leave; False where a tie stops the count."""
    if count.pending:
        moving = _largest(count)
        moved = [
            Reason(_SURPLUS, {"option": (name,), "surplus": count.papers.exact(count.papers.surplus(option))})
            for option, name in zip(moving, count.names(moving), strict=True)
        ]
        count.close_round(before, elected, Leaving(()), (*notes, *moved))
        count.papers.move_surpluses(moving)
        count.pending = [option for option in count.pending if option not in moving]
        return True
    held = {option: votes for option, votes in count.papers.votes.items() if option in count.papers.continuing}
    leaving = last_of(held, count.history, count.contest, most=len(held) - count.places_left)
    count.close_round(before, elected, leaving, notes)
    if leaving.options:
        count.papers.exclude(leaving.options)
        count.left_before.append(leaving.options)
    return bool(leaving.options)


def _largest(count: _Count) -> tuple[int, ...]:
    """The pending surplus to move: the largest; equal ones by the latest earlier round, else the tie rule, else together."""
    surplus = {option: count.papers.surplus(option) for option in count.pending}
    tied = tuple(option for option in surplus if surplus[option] == max(surplus.values()))
    for votes in reversed(count.history):
        most = max(votes[option] for option in tied)
        tied = tuple(option for option in tied if votes[option] == most)
    favoured = transferable.favoured_of(tied, count.contest)
    return favoured[:1] or tied


def _decision(count: _Count, tie_notes: tuple[Reason, ...]) -> Decision:
    papers = count.papers
    winners = count.names(count.winners)
    still = ranking_of(
        {count.contest.ids[option]: Fraction(papers.votes[option]) for option in sorted(papers.continuing)}
    )
    gone = tuple(count.names(group) for group in reversed(count.left_before))
    quota = papers.exact(papers.quota)
    reasons = [Reason(_QUOTA, {"quota": quota})] + ([Reason(_RETAINED, {"winners": winners})] if winners else [])
    reasons += [Reason(_SHORTENED)] if papers.shortened else []
    return Decision(
        (*(count.names(group) for group in count.elected), *still, *gone),
        winners,
        _tie(count, still) if tie_notes else None,
        (*reasons, *tie_notes),
        quota=quota,
        rounds=tuple(count.rounds),
    )


def _tie(count: _Count, still: Groups) -> Tie:
    """Those who tie for last: for the places left where nobody else is left, else about who leaves."""
    places = count.places_left if len(still) == 1 else None
    return Tie(still[-1], places, str(count.contest.tie_rule))


METHOD = Method("stv", transferable.read, transferable.entries, decide)
