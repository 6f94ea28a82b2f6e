"""The counting methods against votelib, a library of votes kept by others, over random profiles.

Where votelib settles less than we do (ties) or another way (several surpluses at once), a second, slow count written
here from the definition is the oracle.
"""

from collections import Counter
from fractions import Fraction
from itertools import pairwise, permutations
from typing import Any

import votelib.convert
import votelib.evaluate.cardinal
import votelib.evaluate.condorcet
import votelib.evaluate.core
import votelib.evaluate.sequential
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from votelib.evaluate.core import Plurality, Tie

from tests.factories.contests import contest, counted
from tests.factories.votes import as_text
from votes.rules.contest_result import ContestResult
from votes.rules.count_file import parse
from votes.rules.methods.interface import Tally
from votes.rules.methods.shares import Electorate, run

OPTIONS = "ABCDE"
NUMBERS = st.integers(1, 12)
APART = st.integers(1, 10**6)  # so that ties are rare
MAY_TIE = settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])


def profiles(choice: st.SearchStrategy[Any], numbers: st.SearchStrategy[int] = NUMBERS) -> Any:
    return st.lists(st.tuples(numbers, choice), min_size=1, max_size=9)


def crowds(choice: st.SearchStrategy[Any]) -> Any:
    """Profiles in which every option comes first on some ballots and ties are rare."""
    firsts = st.tuples(*(APART.map(lambda number, one=one: (number, [one])) for one in OPTIONS))
    return st.tuples(firsts, st.lists(st.tuples(APART, choice), min_size=3, max_size=12)).map(
        lambda parts: [*parts[0], *parts[1]]
    )


def grouped(ballots: list[tuple[int, Any]], form: Any) -> Counter[Any]:
    """The ballots as votelib takes them: {ballot: number}."""
    votes: Counter[Any] = Counter()
    for number, choice in ballots:
        votes[form(choice)] += number
    return votes


def agrees(result: ContestResult, theirs: list[Any]) -> bool:
    """Whether the same options hold the places for certain, and the same ones tie for the last."""
    certain = {option for option in theirs if not isinstance(option, Tie)}
    tied = {option for tie in theirs if isinstance(tie, Tie) for option in tie}
    ours = set(result.decision.tie.between) if result.decision.tie else set()
    return (set(result.decision.winners), ours) == (certain, tied)


rankings = st.integers(1, 5).flatmap(lambda size: st.permutations(OPTIONS).map(lambda order: list(order)[:size]))
full = st.permutations(OPTIONS).map(list)
scores = st.fixed_dictionaries(dict.fromkeys(OPTIONS, st.integers(0, 5)))


@st.composite
def weak_orders(draw: st.DrawFn) -> list[Any]:
    """Ranks with equal options, some left out."""
    order = draw(rankings)
    cuts = draw(st.lists(st.booleans(), min_size=len(order), max_size=len(order)))
    ranks: list[list[str]] = []
    for option, cut in zip(order, cuts, strict=True):
        if cut or not ranks:
            ranks.append([option])
        else:
            ranks[-1].append(option)
    return [rank[0] if len(rank) == 1 else rank for rank in ranks]


def frozen(ranks: list[Any]) -> tuple[Any, ...]:
    return tuple(frozenset(rank) if isinstance(rank, list) else rank for rank in ranks)


@given(profiles(st.sampled_from(OPTIONS)), st.integers(1, 3))
def test_plurality_is_votelib_s(ballots: list[tuple[int, str]], seats: int) -> None:
    votes = grouped(ballots, lambda choice: choice)
    assume(len(votes) > seats)
    assert agrees(counted(contest("plurality", OPTIONS, ballots, seats=seats)), Plurality().evaluate(votes, seats))


@given(profiles(st.sets(st.sampled_from(OPTIONS), min_size=1).map(sorted)), st.integers(1, 3))
def test_approval_is_votelib_s(ballots: list[tuple[int, list[str]]], seats: int) -> None:
    votes = votelib.convert.ApprovalToSimpleVotes().convert(grouped(ballots, frozenset))
    assume(len(votes) > seats)
    assert agrees(counted(contest("approval", OPTIONS, ballots, seats=seats)), Plurality().evaluate(votes, seats))


@given(profiles(scores), st.integers(1, 3))
def test_score_is_votelib_s(ballots: list[tuple[int, dict[str, int]]], seats: int) -> None:
    votes = grouped(ballots, lambda choice: frozenset(choice.items()))
    sums = votelib.convert.ScoreToSimpleVotes(function="sum").convert(votes)
    assume(sum(1 for score in sums.values() if score) > seats)
    result = counted(contest("score", OPTIONS, ballots, seats=seats))
    assert result.decision.scores == sums
    assert agrees(result, Plurality().evaluate(sums, seats))


@given(profiles(scores))
def test_medians_are_votelib_s(ballots: list[tuple[int, dict[str, int]]]) -> None:
    """Where medians decide. Equal ones: votelib takes several grades away at a time, and one too many now and then."""
    votes = grouped(ballots, lambda choice: frozenset(choice.items()))
    decision = counted(contest("majority_judgment", OPTIONS, ballots)).decision
    aggregate = votelib.convert.ScoreToSimpleVotes(function="median_low").convert(votes)
    assert decision.median == aggregate
    if list(aggregate.values()).count(max(aggregate.values())) == 1:
        assert votelib.evaluate.cardinal.MajorityJudgment().evaluate(votes, 1) == list(decision.winners)


@given(profiles(scores))
def test_majority_judgment_takes_median_grades_away_one_by_one(ballots: list[tuple[int, dict[str, int]]]) -> None:
    """The definition, on a list of grades for each option."""
    decision = counted(contest("majority_judgment", OPTIONS, ballots)).decision
    values = {}
    for option in OPTIONS:
        grades = sorted(choice[option] for number, choice in ballots for _ in range(number))
        values[option] = [grades.pop((len(grades) - 1) // 2) for _ in range(len(grades))]
    order = sorted(set(map(tuple, values.values())), reverse=True)
    expected = tuple(tuple(option for option in OPTIONS if tuple(values[option]) == value) for value in order)
    assert decision.ranking == expected


@given(profiles(weak_orders()))
def test_duels_and_widest_paths_are_votelib_s(ballots: list[tuple[int, list[Any]]]) -> None:
    # a full ranking added and taken away again names every option without changing a duel
    named = [*ballots, (1, list(OPTIONS)), (1, list(reversed(OPTIONS)))]
    pairs = votelib.convert.RankedToCondorcetVotes().convert(grouped(named, frozen))
    decision = counted(contest("schulze", OPTIONS, named)).decision
    assert decision.pairwise is not None
    assert decision.paths is not None
    for one, other in permutations(OPTIONS, 2):
        assert decision.pairwise[one, other] == pairs.get((one, other), 0)
    theirs = votelib.evaluate.condorcet.Schulze.widest_paths(pairs)
    assert all(decision.paths[pair] == theirs.get(pair, 0) for pair in permutations(OPTIONS, 2))


@given(profiles(full))
def test_schulze_elects_as_votelib_does(ballots: list[tuple[int, list[str]]]) -> None:
    decision = counted(contest("schulze", OPTIONS, ballots)).decision
    assume(decision.tie is None)
    pairs = votelib.convert.RankedToCondorcetVotes().convert(grouped(ballots, tuple))
    assert votelib.evaluate.condorcet.Schulze().evaluate(pairs, 1) == list(decision.winners)


@given(profiles(full))
def test_a_widest_path_is_the_widest_of_all_paths(ballots: list[tuple[int, list[str]]]) -> None:
    """The definition: every path, through any options, each as strong as its weakest duel."""
    decision = counted(
        contest("schulze", "ABCD", [(n, [one for one in order if one != "E"]) for n, order in ballots])
    ).decision
    duels, paths = decision.pairwise, decision.paths
    assert duels is not None
    assert paths is not None
    strength = {pair: duels[pair] if duels[pair] > duels[pair[1], pair[0]] else 0 for pair in duels}
    for start, end in permutations("ABCD", 2):
        between = [one for one in "ABCD" if one not in (start, end)]
        widest = max(
            min(strength[pair] for pair in pairwise(way))
            for size in range(3)
            for through in permutations(between, size)
            for way in [(start, *through, end)]
        )
        assert paths[start, end] == widest


@given(profiles(full))
def test_borda_is_votelib_s(ballots: list[tuple[int, list[str]]]) -> None:
    scorer = votelib.component.rankscore.Borda(base=0)
    sums = votelib.convert.RankedToPositionalVotes(scorer).convert(grouped(ballots, tuple))
    assert counted(contest("borda", OPTIONS, ballots)).decision.scores == sums


@MAY_TIE
@given(crowds(full))
def test_the_instant_run_off_is_votelib_s(ballots: list[tuple[int, list[str]]]) -> None:
    """Without a tie or an exhausted ballot on the way: votelib gives up there, we look back or report it."""
    ballots = [(number, [*order, *(one for one in OPTIONS if one not in order)]) for number, order in ballots]
    decision = counted(contest("irv", OPTIONS, ballots)).decision
    assume(not decision.unresolved)
    selector = votelib.evaluate.sequential.TransferableVoteSelector(quota_function="droop", transferer="Gregory")
    assume(not any(len(set(one.votes.values())) < len(one.votes) for one in decision.rounds))
    assert selector.evaluate(grouped(ballots, tuple), 1) == list(decision.winners)


@given(profiles(rankings))
def test_the_instant_run_off_counts_first_choices_anew_each_round(ballots: list[tuple[int, list[str]]]) -> None:
    """The definition, ballot by ballot; a tie for last is left aside here."""
    left = set(OPTIONS)
    for one in counted(contest("irv", OPTIONS, ballots)).decision.rounds:
        firsts = Counter(dict.fromkeys(left, 0))
        for number, order in ballots:
            firsts.update(dict.fromkeys([option for option in order if option in left][:1], number))
        assert one.votes == firsts
        if one.elected:
            assert 2 * firsts[one.elected[0]] > firsts.total() or len(left) == 1
        else:
            assert all(2 * held <= firsts.total() for held in firsts.values())
            assert all(firsts[option] == min(firsts.values()) for option in one.excluded)
        left -= set(one.excluded)


def slow_shares(ballots: list[tuple[int, list[str]]], costs: dict[str, int], budget: int) -> set[str] | None:
    """Equal Shares before its completion, voter by voter, from the definition; None where two options tie."""
    voters = [choice for number, choice in ballots for _ in range(number)]
    money = [Fraction(budget, len(voters))] * len(voters)
    bought: set[str] = set()
    while True:
        rates = {}
        for option, cost in costs.items():
            purses = sorted(money[one] for one, choice in enumerate(voters) if option in choice)
            if option in bought or sum(purses) < cost or not purses:
                continue
            # the price x at which the sum of min(purse, x) is the cost: those below it give all that they have
            prices = (Fraction(cost - sum(purses[:poor])) / (len(purses) - poor) for poor in range(len(purses)))
            price = next(x for x in prices if sum(min(purse, x) for purse in purses) == cost)
            rates[option] = (price / cost, price)
        if not rates:
            return bought
        chosen = [option for option in rates if rates[option][0] == min(rates.values())[0]]
        if len(chosen) > 1:
            return None
        bought.add(chosen[0])
        price = rates[chosen[0]][1]
        money = [held - min(held, price) if chosen[0] in voters[one] else held for one, held in enumerate(money)]


@given(profiles(st.sets(st.sampled_from(OPTIONS)).map(sorted)), st.lists(st.integers(5, 90), min_size=5, max_size=5))
def test_equal_shares_buys_what_the_definition_buys(ballots: list[tuple[int, list[str]]], prices: list[int]) -> None:
    costs = dict(zip(OPTIONS, prices, strict=True))
    document = contest("equal_shares", OPTIONS, ballots, budget_cents=100)
    document["options"] = [{"id": option, "cost_cents": cost} for option, cost in costs.items()]
    rules = parse(as_text(document)).contest
    assert rules is not None
    cells = Counter({tuple(OPTIONS.index(one) for one in choice): 0 for _, choice in ballots})
    for number, choice in ballots:
        cells[tuple(OPTIONS.index(one) for one in choice)] += number
    bought = run(Electorate.of(Tally(cells, cells.total())), rules, 0)
    expected = slow_shares(ballots, costs, 100)
    if expected is not None:
        assert set(bought.names) == expected


def slow_stv(ballots: list[tuple[int, list[str]]], seats: int) -> set[str] | None:
    """Scottish rules, paper by paper, from the definition; None where a tie would have to be settled."""
    papers = [[order, 100_000] for number, order in ballots for _ in range(number)]
    quota = (len(papers) // (seats + 1) + 1) * 100_000
    continuing, elected = set(OPTIONS), []
    holder = [next((one for one in order if one in continuing), None) for order, _ in papers]
    pending: list[str] = []
    while True:
        votes = {one: sum(value for (_, value), at in zip(papers, holder, strict=True) if at == one) for one in OPTIONS}
        reached = [one for one in sorted(continuing) if votes[one] >= quota]
        elected += reached
        continuing -= set(reached)
        pending += [one for one in reached if votes[one] > quota]
        if len(elected) >= seats or len(continuing) <= seats - len(elected):
            return set(elected) | (continuing if len(elected) < seats else set())
        pool = {one: votes[one] for one in (pending or continuing)}
        extreme = max(pool.values()) if pending else min(pool.values())
        chosen = [one for one, held in pool.items() if held == extreme]
        if len(chosen) > 1:
            return None
        continuing.discard(chosen[0])
        surplus = votes[chosen[0]] - quota
        for place, (order, value) in enumerate(papers):
            if holder[place] == chosen[0]:
                papers[place][1] = value * surplus // votes[chosen[0]] if pending else value
                holder[place] = next((one for one in order if one in continuing), None)
        pending = [one for one in pending if one != chosen[0]]


@given(profiles(rankings), st.integers(1, 3))
def test_the_transferable_vote_follows_scottish_rules_paper_by_paper(
    ballots: list[tuple[int, list[str]]], seats: int
) -> None:
    expected = slow_stv(ballots, seats)
    decision = counted(contest("stv", OPTIONS, ballots, seats=seats)).decision
    if expected is not None:
        assert set(decision.winners) == expected
        assert not decision.unresolved


@MAY_TIE
@given(crowds(full), st.integers(2, 3))
def test_the_transferable_vote_with_exact_fractions_is_votelib_s(
    ballots: list[tuple[int, list[str]]], seats: int
) -> None:
    """One college of weight 1, the exact quota; where no two surpluses wait at once, and without ties."""
    document = contest("stv", OPTIONS, [], seats=seats, colleges=[{"id": "all", "weight": "1"}])
    document["ballots"] = [{"college": "all", "count": number, "choice": choice} for number, choice in ballots]
    decision = counted(document).decision
    assume(not decision.unresolved)
    assume(all(len(one.elected) < 2 or one is decision.rounds[-1] for one in decision.rounds))
    assume(not any(len(set(one.votes.values())) < len(one.votes) for one in decision.rounds))
    theirs = votelib.evaluate.sequential.TransferableVoteSelector(
        transferer="Gregory", quota_function="hagenbach_bischoff", accept_quota_equal=False
    ).evaluate(grouped(ballots, tuple), seats)
    assert set(theirs) == set(decision.winners)
    assert decision.quota == Fraction(1, seats + 1)
