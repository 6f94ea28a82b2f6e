"""Adding up the ballots of a contest, college by college, in whole numbers; nothing is weighted here.

Two ways in, with the same outcome: the lines of a count file, or cells as a database groups them (college, JSON text of
the choice, number), where each different choice is read once however many ballots and colleges it stands for.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from votes.rules.columns import add_alike
from votes.rules.contest import Contest
from votes.rules.count_data import BallotLine
from votes.rules.methods.interface import InvalidChoice, Method, Tally
from votes.rules.result import Boxed, InvalidBallots
from votes.rules.tally import BLANK, NULL

TextCell = tuple[str | None, str, int]
Place = str | None


@dataclass
class _Pile:
    """The ballots of one college: those that hold a choice, by cell, and how many hold none."""

    cells: Counter[Any] = field(default_factory=Counter)
    valid: int = 0
    blank: int = 0
    null: int = 0
    invalid: int = 0

    def boxed(self) -> Boxed:
        return Boxed(self.valid + self.blank + self.null + self.invalid, self.blank, self.null, self.invalid)


@dataclass(frozen=True)
class CollegeBox:
    """What one college put in the box (or everybody, without colleges), and its tally in ballots."""

    boxed: Boxed
    tally: Tally[Any]


@dataclass(frozen=True)
class Box:
    """All that was in the box: by college (the key is None without colleges), and the ballots that broke their rule."""

    boxed: Boxed
    colleges: dict[Place, CollegeBox]
    invalid: tuple[InvalidBallots, ...]


class Adding:
    """Adds ballots up by the method and the contest; a college without ballots is there too."""

    def __init__(self, method: Method[Any, Any], contest: Contest, colleges: Sequence[str]) -> None:
        self.method = method
        self.contest = contest
        self.piles: dict[Place, _Pile] = {college: _Pile() for college in colleges or (None,)}
        self.invalid: list[InvalidBallots] = []

    def add(self, choice: object, held: Iterable[tuple[Place, int]], index: int) -> None:
        """Add one choice as often as each college holds it; `index` is where it stands in the file."""
        if choice in (BLANK, NULL):
            for college, number in held:
                pile = self.piles[college]
                pile.blank, pile.null = pile.blank + number * (choice == BLANK), pile.null + number * (choice == NULL)
            return
        try:
            entries = list(self.method.entries(self.method.read(choice, self.contest), self.contest))
        except InvalidChoice as broken:
            self._refuse(broken, held, index)
            return
        for college, number in held:
            pile = self.piles[college]
            pile.valid += number
            cells = pile.cells
            for key, step in entries:
                cells[key] += step * number

    def _refuse(self, broken: InvalidChoice, held: Iterable[tuple[Place, int]], index: int) -> None:
        count = 0
        for college, number in held:
            self.piles[college].invalid += number
            count += number
        self.invalid.append(InvalidBallots(index, count, broken.reason, f"$.ballots[{index}].choice{broken.where}"))

    def box(self) -> Box:
        """What was added so far."""
        colleges = {
            college: CollegeBox(pile.boxed(), Tally(pile.cells, pile.valid, heads=pile.valid))
            for college, pile in self.piles.items()
        }
        parts = [one.boxed for one in colleges.values()]
        sums = [sum(getattr(part, name) for part in parts) for name in ("ballots", "blank", "null", "invalid")]
        return Box(Boxed(*sums), colleges, tuple(sorted(self.invalid, key=lambda ballots: ballots.index)))


def add_up(lines: Iterable[BallotLine], adding: Adding) -> Box:
    """The box from the lines of a count file.

    >>> from votes.rules.contest import Option
    >>> from votes.rules.methods import plurality
    >>> two = Contest((Option("A"), Option("B")))
    >>> box = add_up([BallotLine(None, 3, "A"), BallotLine(None, 1, "blank")], Adding(plurality.METHOD, two, ()))
    >>> box.boxed.ballots, dict(box.colleges[None].tally.cells)
    (4, {0: 3})
    """
    for index, (college, number, choice) in enumerate(lines):
        adding.add(choice, ((college, number),), index)
    return adding.box()


def add_up_cells(cells: Iterable[TextCell], adding: Adding) -> Box:
    """The box from what a database grouped: (college, JSON text of the choice, number of ballots), in any order.

    Ballots that give every option one digit are added up column by column where there are many (`columns.py`).

    >>> from votes.rules.contest import Option
    >>> from votes.rules.methods import plurality
    >>> two = Contest((Option("A"), Option("B")))
    >>> dict(add_up_cells([(None, '"A"', 3)], Adding(plurality.METHOD, two, ())).colleges[None].tally.cells)
    {0: 3}
    """
    listed = list(cells)
    if adding.method.graded:
        listed = [listed[index] for index in _not_alike(listed, adding)]
    held: defaultdict[str, list[tuple[Place, int]]] = defaultdict(list)
    for college, text, number in listed:
        held[text].append((college, number))
    for index, (text, where) in enumerate(held.items()):
        adding.add(json.loads(text), where, index)
    return adding.box()


def _not_alike(cells: Sequence[TextCell], adding: Adding) -> Iterator[int]:
    """Adds groups of texts of one form; gives back the places of all the others."""
    groups: defaultdict[tuple[Place, int, int], list[int]] = defaultdict(list)
    for index, (college, text, number) in enumerate(cells):
        groups[college, number, len(text)].append(index)
    for (college, number, _), places in groups.items():
        pile = adding.piles[college]
        texts = [cells[index][1] for index in places]
        if add_alike(texts, number, pile.cells, lambda text: read_text(text, adding)):
            pile.valid += number * len(texts)
        else:
            yield from places


def read_text(text: str, adding: Adding) -> tuple[int, ...] | None:
    """The plain form of a ballot of a graded method from its JSON text; None where it holds none.

    >>> from votes.rules.contest import Option
    >>> from votes.rules.methods import score
    >>> read_text('{"A":3}', Adding(score.METHOD, Contest((Option("A"),)), ()))
    (3,)
    """
    try:
        numbers: tuple[int, ...] = adding.method.read(json.loads(text), adding.contest)
    except (InvalidChoice, ValueError):
        return None
    return numbers
