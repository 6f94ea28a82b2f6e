"""The result of the evaluation of one action, as anybody may see it: pages, files, programs and papers read this alone.

Counts come in by college; what goes out is parted as `groups.py` allows, for every criterion alike, since the same people
answered them all. Medians are the lower ones of majority judgment. Exact whole numbers throughout.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from pole.evaluations.rules.grids import NO_OPINION, WORDS
from pole.evaluations.rules.groups import LEAST, shown_groups
from votes.rules.methods.judgment import lower_median

Cells = Mapping[tuple[str, str, int], int]
"""How many gave each grade: by college, criterion and grade."""


@dataclass(frozen=True)
class Merit:
    """How one criterion was graded: how many (or how much weight, in equal units) gave each word, the worst first.

    `without`: how many had no opinion; they are never a grade.
    """

    units: tuple[int, ...]
    without: int = 0

    @property
    def graded(self) -> int:
        """How much stands behind the grades."""
        return sum(self.units)

    @property
    def median(self) -> int | None:
        """The median word, 0 the worst; None where nobody gave a grade."""
        return lower_median(self.units) if self.graded else None

    def share(self, grade: int) -> Fraction:
        """The part of the grades that are this word, 0 where there is none."""
        return Fraction(self.units[grade], self.graded) if self.graded else Fraction(0)


@dataclass(frozen=True)
class Terms:
    """What is frozen when a campaign opens: its colleges in order, how many were invited, weights, who agreed.

    `weights`: exact parts of one by college; empty where the statutes do not weigh colleges.
    """

    invited: Mapping[str, int]
    weights: Mapping[str, Fraction] = field(default_factory=dict)
    agreed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Part:
    """A group of colleges that is shown: how many answered out of how many invited, and its merits by criterion."""

    colleges: tuple[str, ...]
    answers: int
    invited: int
    merits: Mapping[str, Merit]
    weight: Fraction | None = None


@dataclass(frozen=True)
class Published:
    """What may be known of the answers to one action.

    `parts`: empty where the answers are too few to be shown. `heads`: all the members, each for one; `weighted`: by the
    weights of the colleges, empty where they do not weigh. `silent`: colleges without an answer. `outside`: invited
    people who are no members, counted apart; None where nobody was invited.
    """

    answers: int
    invited: int
    parts: tuple[Part, ...]
    heads: Mapping[str, Merit]
    weighted: Mapping[str, Merit]
    silent: tuple[str, ...] = ()
    outside: Part | None = None

    @property
    def is_shown(self) -> bool:
        """Whether the members' answers are many enough to be shown."""
        return bool(self.parts)


def publish(
    answers: Mapping[str, int], cells: Cells, criteria: Sequence[str], terms: Terms, *, outside: Part | None = None
) -> Published:
    """The result of one action from its counts.

    `answers`: how many answered in each college. `criteria`: the codes asked, the global grade among them.

    >>> cells = {("a", "global", 4): 3, ("a", "global", -1): 2, ("b", "global", 1): 5, ("c", "global", 0): 1}
    >>> terms = Terms({"a": 9, "b": 6, "c": 1}, {"a": Fraction(1, 2), "b": Fraction(1, 4), "c": Fraction(1, 4)})
    >>> found = publish({"a": 5, "b": 5, "c": 1}, cells, ["global"], terms)
    >>> [part.colleges for part in found.parts], found.heads["global"].median, found.weighted["global"].median
    ([('a', 'c'), ('b',)], 1, 4)
    """
    ordered = {college: answers.get(college, 0) for college in terms.invited}
    groups = shown_groups(ordered, terms.agreed)
    parts = tuple(_part(group, ordered, cells, criteria=criteria, terms=terms) for group in groups)
    heads = {code: added_up([part.merits[code] for part in parts]) for code in criteria} if parts else {}
    return Published(
        answers=sum(ordered.values()),
        invited=sum(terms.invited.values()),
        parts=parts,
        heads=heads,
        weighted={code: _weighted(code, parts) for code in criteria} if parts and terms.weights else {},
        silent=tuple(college for college, number in ordered.items() if not number and terms.invited[college]),
        outside=outside,
    )


def outside_part(answers: int, invited: int, cells: Mapping[tuple[str, int], int], criteria: Sequence[str]) -> Part:
    """The people from outside who were invited; under five answers only their number is told.

    >>> outside_part(2, 9, {("global", 4): 2}, ["global"]).merits
    {}
    """
    shown = criteria if answers >= LEAST else ()
    return Part((), answers, invited, {code: merit_of(code, (cells,)) for code in shown})


def merit_of(code: str, counted: Iterable[Mapping[tuple[str, int], int]]) -> Merit:
    """The merit of a criterion from counts by criterion and grade.

    >>> merit_of("effects", [{("effects", 4): 2, ("effects", -1): 1}])
    Merit(units=(0, 0, 0, 0, 2), without=1)
    """
    tables = list(counted)
    return Merit(
        tuple(sum(table.get((code, grade), 0) for table in tables) for grade in range(len(WORDS))),
        sum(table.get((code, NO_OPINION), 0) for table in tables),
    )


def added_up(merits: Sequence[Merit]) -> Merit:
    """Several groups as one.

    >>> added_up([Merit((1, 0, 0, 0, 2)), Merit((0, 0, 1, 0, 0), 3)])
    Merit(units=(1, 0, 1, 0, 2), without=3)
    """
    units = tuple(sum(column) for column in zip(*(one.units for one in merits), strict=True))
    return Merit(units, sum(one.without for one in merits))


def _part(
    group: Collection[str], answers: Mapping[str, int], cells: Cells, *, criteria: Sequence[str], terms: Terms
) -> Part:
    merits = {
        code: Merit(
            tuple(sum(cells.get((college, code, grade), 0) for college in group) for grade in range(len(WORDS))),
            sum(cells.get((college, code, NO_OPINION), 0) for college in group),
        )
        for code in criteria
    }
    weight = sum((terms.weights.get(college, Fraction(0)) for college in group), Fraction(0))
    return Part(
        tuple(group),
        sum(answers[college] for college in group),
        sum(terms.invited[college] for college in group),
        merits,
        weight if terms.weights else None,
    )


def _weighted(code: str, parts: Sequence[Part]) -> Merit:
    """Each group brings its weight, shared as its grades are; a group without a grade is left out. Sums of what is shown."""
    heard = [
        (part.weight.numerator, part.weight.denominator * merit.graded, merit.units)
        for part in parts
        if part.weight and (merit := part.merits[code]).graded
    ]
    unit = lcm(*(whole for _, whole, _ in heard))
    shares = [(weight * unit // whole, units) for weight, whole, units in heard]
    exact = tuple(sum(share * units[grade] for share, units in shares) for grade in range(len(WORDS)))
    return Merit(exact, sum(part.merits[code].without for part in parts))
