"""Methods that add up: whoever gathers most comes first. An option that gathers nothing holds no place."""

from collections.abc import Mapping
from fractions import Fraction

from foundation.kernel.sentences import N_
from votes.rules.contest import Contest
from votes.rules.decision import Decision, Ranking
from votes.rules.methods.interface import Tally
from votes.rules.places import Places, award, ranking_of
from votes.rules.result import Reason

NOTHING_EXPRESSED = Reason(N_("No vote was expressed."))


def decide_by_sums(sums: Mapping[int, int], tally: Tally[int], contest: Contest) -> Decision:
    """The decision from one sum an option, in units of the tally; `sums` may lack an option that gathered nothing.

    >>> from votes.rules.contest import Option
    >>> two = Contest((Option("A"), Option("B")))
    >>> decision = decide_by_sums({1: 7}, Tally({1: 7}, 7), two)
    >>> decision.winners, decision.scores
    (('B',), {'A': Fraction(0, 1), 'B': Fraction(7, 1)})
    """
    units = {option: sums.get(place, 0) for place, option in enumerate(contest.ids)}
    ranking = ranking_of(units)
    places = award(((group) for group in ranking if units[group[0]] > 0), contest)
    scores = {option: tally.exact(number) for option, number in units.items()}
    reasons = (*places.reasons, *margin(ranking, scores, places)) if tally.ballots else (NOTHING_EXPRESSED,)
    return Decision(ranking, places.winners, places.tie, reasons, scores=scores)


def margin(ranking: Ranking, scores: Mapping[str, Fraction], places: Places) -> tuple[Reason, ...]:
    """What decided: the last who holds a place, against the first who does not.

    >>> held = Places(("A",), None, ())
    >>> [reason] = margin((("A",), ("B",)), {"A": Fraction(5), "B": Fraction(3)}, held)
    >>> reason.said("en")
    'A holds the last place with 5, ahead of B with 3.'
    """
    out = [option for group in ranking for option in group if option not in places.winners]
    if places.tie or not places.winners or not out:
        return ()
    last = min(places.winners, key=lambda option: scores[option])
    message = N_("%(last)s holds the last place with %(score)s, ahead of %(next)s with %(next_score)s.")
    values = {"last": (last,), "score": scores[last], "next": (out[0],), "next_score": scores[out[0]]}
    return (Reason(message, values),)
