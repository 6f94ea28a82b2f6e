"""Schulze: every option against every other; the widest path decides where the duels go round in a circle.

Winning votes: a duel that is won is as strong as the votes for its winner. The strength of a path is that of its weakest
duel; A ranks above B where the widest path from A to B is stronger than the widest one back (M. Schulze, 2011).
"""

from fractions import Fraction

from foundation.kernel.sentences import N_
from votes.rules.contest import Contest
from votes.rules.decision import Decision, Ranking
from votes.rules.methods import ranked
from votes.rules.methods.additive import NOTHING_EXPRESSED
from votes.rules.methods.choices import read_ranks
from votes.rules.methods.interface import Method, Tally
from votes.rules.methods.ranked import Matrix
from votes.rules.places import award
from votes.rules.result import Reason

_ALL_DUELS = N_("%(first)s wins all its duels.")
_BY_PATHS = N_("No option wins all its duels: the widest paths decide, and none is stronger against %(first)s.")


def read(choice: object, contest: Contest) -> ranked.Ranks:
    """The ranks of a ballot; raises InvalidChoice: unknown option, an option ranked twice.

    >>> from votes.rules.contest import Option
    >>> read(["B", "A"], Contest((Option("A"), Option("B"))))
    ((1,), (0,))
    """
    return read_ranks(choice, contest)


def widest_paths(above: Matrix) -> Matrix:
    """The strength of the widest path from each option to each other, from the duels.

    >>> widest_paths([[0, 6, 0], [3, 0, 5], [4, 4, 0]])
    [[0, 6, 5], [4, 0, 5], [4, 4, 0]]
    """
    size = range(len(above))
    paths = [[above[a][b] if above[a][b] > above[b][a] else 0 for b in size] for a in size]
    for through in size:
        onward = paths[through]
        for start in size:
            first = paths[start][through]
            if not first or start == through:
                continue
            row = paths[start]
            for end in size:
                width = min(first, onward[end])
                if width > row[end] and end != start:
                    row[end] = width
    return paths


def ranking_by_paths(paths: Matrix) -> tuple[tuple[int, ...], ...]:
    """Groups of options that none of the others left beats, best first.

    >>> ranking_by_paths([[0, 6, 5], [4, 0, 5], [4, 4, 0]])
    ((0,), (1,), (2,))
    """
    left = list(range(len(paths)))
    groups: list[tuple[int, ...]] = []
    while left:
        group = tuple(one for one in left if not any(paths[other][one] > paths[one][other] for other in left))
        groups.append(group)
        left = [one for one in left if one not in group]
    return tuple(groups)


def decide(tally: Tally[ranked.Cell], contest: Contest) -> Decision:
    """Those first against whom no path is stronger; duels and paths are kept.

    Textbook: Tennessee's capital, where Nashville wins all its duels.

    >>> from votes.rules.contest import Option
    >>> above = Tally({(0, 2): 42, (1, 1): 58}, 100)
    >>> decide(above, Contest((Option("Memphis"), Option("Nashville")))).winners
    ('Nashville',)
    """
    if not tally.ballots:
        return Decision((contest.ids,), (), reasons=(NOTHING_EXPRESSED,))
    above = ranked.duels(tally, contest)
    paths = widest_paths(above)
    ranking: Ranking = tuple(tuple(contest.ids[one] for one in group) for group in ranking_by_paths(paths))
    places = award(ranking, contest)
    return Decision(
        ranking,
        places.winners,
        places.tie,
        (*places.reasons, _how(above, ranking, contest)),
        pairwise=_named(above, tally, contest),
        paths=_named(paths, tally, contest),
    )


def _how(above: Matrix, ranking: Ranking, contest: Contest) -> Reason:
    first = contest.index[ranking[0][0]]
    others = [other for other in range(len(above)) if other != first]
    wins = all(above[first][other] > above[other][first] for other in others)
    return Reason(_ALL_DUELS if wins else _BY_PATHS, {"first": ranking[0]})


def _named(matrix: Matrix, tally: Tally[ranked.Cell], contest: Contest) -> dict[tuple[str, str], Fraction]:
    return {
        (one, other): tally.exact(matrix[row][column])
        for row, one in enumerate(contest.ids)
        for column, other in enumerate(contest.ids)
        if row != column
    }


METHOD = Method("schulze", read, ranked.entries, decide)
