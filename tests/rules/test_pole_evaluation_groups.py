"""No subtraction tells a small group: whatever the answers, what is published spans no group under its number.

Everything that may be known of one action is a list of figures, each a sum over colleges: both totals, the groups, and what
the files say of them. Each figure is written as a vector over the colleges that answered. Somebody who adds and subtracts
published figures, with any factors, reaches the vectors of their span and no others: so it is asked, of every set of
colleges that holds fewer answers than its number, that its vector lies outside of that span.
"""

from fractions import Fraction
from itertools import chain, combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pole.evaluations.rules.comparing import gaps, ranked
from pole.evaluations.rules.groups import LEAST, LEAST_AGREED, least, shown_groups
from pole.evaluations.rules.results import Published, Terms, outside_part, publish
from pole.evaluations.rules.tables import Labels, as_json, lines, rows

COLLEGES = ("structures", "salaries", "collectivites", "financeurs", "benevoles", "usagers")
CODES = ("effects", "global")
LABELS = Labels(
    dict(zip(COLLEGES, COLLEGES, strict=True)), {"effects": "Effets", "global": "Tout"}, tuple("abcde"),
    "%(names)s ensemble", "Tous", "par tête", "par poids", "extérieur", "trop peu",
)  # fmt: skip


@st.composite
def evaluations(draw: st.DrawFn) -> tuple[dict[str, list[tuple[int, int]]], frozenset[str], dict[str, Fraction]]:
    """By college, the grades of each answer; the colleges that agreed; their weights, or none."""
    size = draw(st.integers(1, len(COLLEGES)))
    answer = st.tuples(*[st.integers(-1, 4)] * len(CODES))
    answers = {college: draw(st.lists(answer, max_size=12)) for college in COLLEGES[:size]}
    agreed = frozenset(draw(st.sets(st.sampled_from(COLLEGES[:size]))))
    units = [draw(st.integers(1, 9)) for _ in range(size)]
    weights = {one: Fraction(unit, sum(units)) for one, unit in zip(answers, units, strict=True)}
    return answers, agreed, weights if draw(st.booleans()) else {}


def published(
    answers: dict[str, list[tuple[int, int]]], agreed: frozenset[str], weights: dict[str, Fraction]
) -> Published:
    cells: dict[tuple[str, str, int], int] = {}
    for college, given_ones in answers.items():
        for one in given_ones:
            for code, grade in zip(CODES, one, strict=True):
                cells[college, code, grade] = cells.get((college, code, grade), 0) + 1
    invited = {college: len(given_ones) + 3 for college, given_ones in answers.items()}
    counts = {college: len(given_ones) for college, given_ones in answers.items()}
    return publish(counts, cells, CODES, Terms(invited, weights, agreed))


def some_of(colleges: list[str]) -> chain[tuple[str, ...]]:
    """Every set of colleges that is not empty."""
    return chain.from_iterable(combinations(colleges, size) for size in range(1, len(colleges) + 1))


def spans(vectors: list[list[Fraction]], wanted: list[Fraction]) -> bool:
    """Whether some sum of multiples of the vectors is the wanted one (elimination over exact fractions)."""
    kept: list[list[Fraction]] = []
    for vector in vectors:
        reduced = reduce_by(kept, vector)
        if any(reduced):
            kept.append(reduced)
    return not any(reduce_by(kept, wanted))


def reduce_by(kept: list[list[Fraction]], vector: list[Fraction]) -> list[Fraction]:
    left = list(vector)
    for row in kept:
        lead = next(place for place, value in enumerate(row) if value)
        if left[lead]:
            factor = left[lead] / row[lead]
            left = [a - factor * b for a, b in zip(left, row, strict=True)]
    return left


def known(shown: Published, present: list[str]) -> list[list[Fraction]]:
    """What is published, as sums over the colleges that answered: the groups, the total by heads, the one by weights.

    The total by weights is a sum of the groups' shares: each answer of a group counts as much as its neighbours'.
    """
    vectors = [[Fraction(one in part.colleges) for one in present] for part in shown.parts]
    if shown.is_shown:
        vectors.append([Fraction(1)] * len(present))
    if shown.weighted:
        factors = {one: (part.weight or Fraction(0)) / part.answers for part in shown.parts for one in part.colleges}
        vectors.append([factors[one] for one in present])
    return vectors


@given(evaluations())
def test_no_sum_nor_difference_of_what_is_shown_tells_fewer_answers_than_allowed(case):
    answers, agreed, weights = case
    shown = published(answers, agreed, weights)
    present = [college for college, given_ones in answers.items() if given_ones]
    vectors = known(shown, present)
    for group in some_of(present):
        if sum(len(answers[one]) for one in group) < least(group, agreed):
            assert not spans(vectors, [Fraction(one in group) for one in present]), group


@given(evaluations())
def test_every_subtraction_of_printed_figures_leaves_nothing_or_a_group_that_may_be_shown(case):
    """The figures themselves, as the files print them: any groups taken from a total leave none, or enough."""
    answers, agreed, weights = case
    shown = published(answers, agreed, weights)
    told = [line for line in lines(shown, LABELS) if line.merit is not None and line.criterion == "global"]
    if not shown.is_shown:
        assert not told
        assert not list(chain(shown.heads, shown.weighted))
        return
    [total] = [line.merit for line in told if line.kind == "heads"]
    parts = [line for line in told if line.kind == "colleges"]
    assert sum(part.answers for part in parts) == shown.answers
    for taken in product((0, 1), repeat=len(parts)):
        left = [
            number - sum(part.merit.units[grade] for part, one in zip(parts, taken, strict=True) if one)
            for grade, number in enumerate(total.units)
        ]
        without = total.without - sum(part.merit.without for part, one in zip(parts, taken, strict=True) if one)
        remain = sum(left) + without
        assert min(*left, without) >= 0
        assert remain == 0 or remain >= (LEAST_AGREED if agreed else LEAST)


@given(evaluations())
def test_table_file_and_program_hold_the_same_groups_and_no_other(case):
    shown = published(*case)
    groups = {(line.group, line.answers) for line in lines(shown, LABELS)}
    assert {(row[2], row[3]) for row in rows([(1, "Action", shown)], LABELS)} == groups
    assert {(one["group"], one["answers"]) for one in as_json(1, "Action", shown, LABELS)["lines"]} == groups
    assert all(gap.high in shown.parts and gap.low in shown.parts for gap in gaps(shown.parts, CODES))


@given(evaluations())
def test_nothing_is_lost_every_answer_stands_in_one_group(case):
    answers, agreed, weights = case
    shown = published(answers, agreed, weights)
    if shown.is_shown:
        stand = [one for part in shown.parts for one in part.colleges]
        assert sorted(stand) == sorted(college for college, given_ones in answers.items() if given_ones)
        assert shown.heads["global"].graded + shown.heads["global"].without == shown.answers
    else:
        assert shown.answers < LEAST


@given(evaluations())
def test_a_college_that_may_be_shown_and_need_hide_nobody_stands_alone(case):
    answers, agreed, weights = case
    sizes = {college: len(given_ones) for college, given_ones in answers.items()}
    if all(not size or size >= least([college], agreed) for college, size in sizes.items()):
        shown = published(answers, agreed, weights)
        assert [part.colleges for part in shown.parts] == [(one,) for one, size in sizes.items() if size]


@pytest.mark.parametrize(
    ("sizes", "agreed", "groups"),
    [
        ({"a": 5, "b": 5}, (), (("a",), ("b",))),
        ({"a": 4, "b": 9, "c": 7}, (), (("a", "c"), ("b",))),
        ({"a": 4, "b": 1, "c": 7}, (), (("a", "b"), ("c",))),
        ({"a": 3, "b": 9}, ("a",), (("a",), ("b",))),
        ({"a": 2, "b": 9}, ("a",), (("a", "b"),)),
        ({"a": 4}, (), ()),
        ({"a": 3}, ("a",), (("a",),)),
        ({"a": 2, "b": 2}, ("a", "b"), (("a", "b"),)),
        ({"a": 2, "b": 2}, ("a",), ()),
        ({"a": 0, "b": 5}, (), (("b",),)),
        ({}, (), ()),
    ],
)
def test_groups_at_the_edges(sizes, agreed, groups):
    assert shown_groups(sizes, agreed) == groups


def test_people_from_outside_are_hidden_under_five_and_in_no_total():
    few = outside_part(4, 9, {("global", 4): 4}, CODES)
    enough = outside_part(5, 9, {("global", 4): 5}, CODES)
    assert (few.merits, enough.merits["global"].median) == ({}, 4)
    shown = publish({"a": 6}, {("a", "global", 0): 6}, CODES, Terms({"a": 9}), outside=enough)
    assert shown.heads["global"].units == (6, 0, 0, 0, 0)


def test_an_action_with_too_few_grades_has_no_rank_whatever_their_worth():
    merits = {1: publish({"a": 9}, {("a", "global", 1): 9}, ["global"], Terms({"a": 9})).heads["global"]}
    assert [one.subject_id for one in ranked(merits, 9)] == [1]
    assert ranked(merits, 10) == ()
