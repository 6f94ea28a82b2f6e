"""Counting a contest: add up by college, weigh, decide; the same decision by head and for each college alone beside it."""

from collections.abc import Iterable

from foundation.kernel.sentences import N_
from votes.rules.adding_up import Adding, Box, TextCell, add_up, add_up_cells
from votes.rules.contest import Contest
from votes.rules.contest_result import CollegeDecision, ContestResult
from votes.rules.count_data import CountFile
from votes.rules.decision import Decision
from votes.rules.methods.registry import CONTESTS
from votes.rules.policy_reasons import policy_reasons
from votes.rules.result import Reason
from votes.rules.terms import CollegeState
from votes.rules.weighing import Weighed, heads_of, weigh

_HEADS_DIFFER = N_("By head it would be: %(winners)s. The weights of the colleges decide.")


def count(file: CountFile) -> ContestResult:
    """The result of a contest by the rules that its file states.

    Raises UnreadableCountFile where the count needs a policy that the file does not state.
    Source: loi 47-1775 art. 9 and 19 octies. Example: three ballots for A, two for B.

    >>> from votes.rules.contest import Option
    >>> from votes.rules.count_data import BallotLine
    >>> lines = (BallotLine(None, 3, "A"), BallotLine(None, 2, "B"))
    >>> file = CountFile("Siège", "plurality", lines, contest=Contest((Option("A"), Option("B"))))
    >>> count(file).decision.winners
    ('A',)
    """
    return decide(file, add_up(file.ballots, _adding(file)))


def count_cells(file: CountFile, cells: Iterable[TextCell]) -> ContestResult:
    """The same from ballots that a database grouped; those of the file are left aside.

    Source: loi 47-1775 art. 9 and 19 octies. `cells`: (college, JSON text of the choice, number of ballots).

    >>> from votes.rules.contest import Option
    >>> file = CountFile("Siège", "plurality", (), contest=Contest((Option("A"), Option("B"))))
    >>> count_cells(file, [(None, '"A"', 2), (None, '"B"', 3)]).decision.winners
    ('B',)
    """
    return decide(file, add_up_cells(cells, _adding(file)))


def contest_of(file: CountFile) -> Contest:
    """The contest of a file whose method needs one.

    >>> contest_of(CountFile("Siège", "plurality", (), contest=Contest(()))).seats
    1
    """
    if file.contest is None:
        raise ValueError(file.method)
    return file.contest


def _adding(file: CountFile) -> Adding:
    return Adding(CONTESTS[file.method], contest_of(file), [college.id for college in file.colleges])


def decide(file: CountFile, box: Box) -> ContestResult:
    """The result from what was in the box.

    >>> from votes.rules.contest import Option
    >>> from votes.rules.count_data import BallotLine
    >>> file = CountFile("Siège", "plurality", (), contest=Contest((Option("A"), Option("B"))))
    >>> decide(file, add_up([BallotLine(None, 2, "A")], _adding(file))).decision.winners
    ('A',)
    """
    method, contest = CONTESTS[file.method], contest_of(file)
    weighed = weigh(file, box)
    decision = method.decide(weighed.tally, contest)
    heads = None if weighed.by_heads else method.decide(heads_of(box), contest)
    colleges = tuple(_college(file, box, weighed, place) for place in range(len(file.colleges)))
    return ContestResult(
        method=file.method,
        boxed=box.boxed,
        decision=decision,
        heads=heads,
        by_college=colleges,
        by_heads=weighed.by_heads,
        policies=weighed.policies,
        reasons=(
            *policy_reasons(weighed.policies, colleges, by_heads=weighed.by_heads),
            *decision.reasons,
            *_against_the_heads(decision, heads),
        ),
        invalid_ballots=box.invalid,
    )


def _college(file: CountFile, box: Box, weighed: Weighed, place: int) -> CollegeDecision:
    college = file.colleges[place]
    settlement, own = weighed.settlement, box.colleges[college.id]
    weights = settlement.weights if settlement else None
    return CollegeDecision(
        id=college.id,
        weight=college.weight,
        settled_weight=college.weight * 0 if weights is None else weights[college.id],
        state=settlement.states[college.id] if settlement else CollegeState.EXPRESSED,
        boxed=own.boxed,
        decision=CONTESTS[file.method].decide(own.tally, contest_of(file)),
    )


def _against_the_heads(decision: Decision, heads: Decision | None) -> list[Reason]:
    """Say it where heads alone would have chosen others."""
    if heads is None or set(heads.winners) == set(decision.winners) or not heads.winners:
        return []
    return [Reason(_HEADS_DIFFER, {"winners": heads.winners})]
