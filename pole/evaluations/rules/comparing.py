"""What is read between results: gaps between colleges, the trend since the last campaign, the order of the actions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cmp_to_key

from pole.evaluations.rules.results import Merit, Part
from votes.rules.methods.judgment import compare, majority_value

WIDE = 2


@dataclass(frozen=True)
class CollegeGap:
    """Two groups of colleges whose median words stand apart on a criterion: the highest and the lowest."""

    criterion: str
    high: Part
    low: Part
    words: int


@dataclass(frozen=True)
class Ranked:
    """An action in the order of majority judgment; those of the same merit share a rank."""

    rank: int
    subject_id: int
    merit: Merit


def gaps(parts: Sequence[Part], criteria: Sequence[str]) -> tuple[CollegeGap, ...]:
    """The criteria on which the medians of two groups are two words apart or more, the widest first.

    >>> low, high = Part(("a",), 5, 5, {"x": Merit((5, 0, 0, 0, 0))}), Part(("b",), 5, 5, {"x": Merit((0, 0, 5, 0, 0))})
    >>> [(gap.criterion, gap.words) for gap in gaps([low, high], ["x"])]
    [('x', 2)]
    """
    found = []
    for code in criteria:
        medians = [(median, part) for part in parts if (median := part.merits[code].median) is not None]
        if len(medians) < 2:
            continue
        high, low = max(medians, key=lambda one: one[0]), min(medians, key=lambda one: one[0])
        if high[0] - low[0] >= WIDE:
            found.append(CollegeGap(code, high[1], low[1], high[0] - low[0]))
    return tuple(sorted(found, key=lambda gap: -gap.words))


def trend(now: Mapping[str, Merit], before: Mapping[str, Merit]) -> dict[str, int]:
    """By criterion asked both times, how many words the median has risen (above 0) or fallen (below 0).

    >>> trend({"x": Merit((0, 0, 0, 5, 0)), "new": Merit((1,))}, {"x": Merit((0, 5, 0, 0, 0))})
    {'x': 2}
    """
    found = {}
    for code, merit in now.items():
        if code not in before:
            continue
        median, former = merit.median, before[code].median
        if median is not None and former is not None:
            found[code] = median - former
    return found


def ranked(merits: Mapping[int, Merit], enough: int) -> tuple[Ranked, ...]:
    """The actions by majority judgment, the best first, among those that enough people graded.

    >>> best, worst, few = Merit((0, 0, 0, 2, 3)), Merit((3, 0, 0, 2, 0)), Merit((0, 0, 0, 0, 4))
    >>> [(one.rank, one.subject_id) for one in ranked({1: worst, 2: best, 3: few, 4: best}, 5)]
    [(1, 2), (1, 4), (3, 1)]
    """
    values = {key: majority_value(merit.units) for key, merit in merits.items() if merit.graded >= max(1, enough)}
    better = cmp_to_key(compare)
    order = sorted(values, key=lambda one: better(values[one]), reverse=True)
    found: list[Ranked] = []
    for place, key in enumerate(order):
        same = place and compare(values[order[place - 1]], values[key]) == 0
        found.append(Ranked(found[-1].rank if same else place + 1, key, merits[key]))
    return tuple(found)
