"""A ballot as it is being filled in: what stands beside each option, as it was typed; and the buttons that change it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from votes.rules.contest import Contest
from votes.rules.papers import EQUAL_RANKS, Ask, ask_of, ids_of
from votes.rules.tally import BLANK

TICKED = "x"
_DIGITS = 6
Groups = list[list[str]]


@dataclass(frozen=True)
class Written:
    """By id of option, what was typed or ticked; `blank`: the whole ballot chooses nothing, on purpose."""

    marks: Mapping[str, str] = field(default_factory=dict)
    blank: bool = False

    def number(self, option: str) -> int | None:
        """The whole number typed beside an option; None where there is none.

        >>> Written({"A": " 3 ", "B": "trois"}).number("A")
        3
        """
        return whole(self.marks.get(option, ""))


def whole(text: str) -> int | None:
    """The whole number that a text is, if it is one.

    >>> whole("07"), whole("1.5"), whole("-1"), whole("")
    (7, None, None, None)
    """
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= _DIGITS else None


def written_of(method: str, choice: Any) -> Written:
    """A ballot that was read, back on its paper.

    >>> written_of("schulze", ["B", ["A", "C"]]).marks
    {'B': '1', 'A': '2', 'C': '2'}
    """
    if choice == BLANK:
        return Written(blank=True)
    ask = ask_of(method)
    if ask in (Ask.WORD, Ask.ONE):
        return Written({choice: TICKED})
    if ask is Ask.SEVERAL:
        return Written(dict.fromkeys(choice, TICKED))
    if ask is Ask.RANKS:
        return Written(_texts([one if isinstance(one, list) else [one] for one in choice]))
    return Written({option: str(number) for option, number in choice.items()})


def points_left(contest: Contest, written: Written) -> int | None:
    """The points that are not given yet; None where the ballot has none to give. Under 0: too many were given.

    >>> from votes.rules.contest import Option, Points
    >>> points_left(Contest((Option("A"),), points=Points(10, 6)), Written({"A": "4"}))
    6
    """
    if contest.points is None:
        return None
    return contest.points.total - sum(written.number(option) or 0 for option in contest.ids)


def stepped(contest: Contest, written: Written, option: str, step: int) -> Written:
    """One point more (step 1) or less (-1) on an option, within its cap and the points left.

    >>> from votes.rules.contest import Option, Points
    >>> ten = Contest((Option("A"), Option("B")), points=Points(10, 6))
    >>> stepped(ten, Written({"A": "4"}), "A", 1).marks, stepped(ten, Written({"A": "6"}), "A", 1).marks
    ({'A': '5'}, {'A': '6'})
    """
    rule, left, now = contest.points, points_left(contest, written), written.number(option) or 0
    if rule is None or left is None or (step > 0 and left <= 0):
        return written
    after = min(max(now + step, 0), rule.max_per_option)
    return replace(written, marks=dict(written.marks) | {option: str(after) if after else ""})


def moved(method: str, contest: Contest | None, written: Written, **move: str) -> Written:
    """An option one rank higher (`up="A"`) or lower (`down="A"`): unranked, it enters last; last, it leaves the ranking.

    >>> from votes.rules.contest import Option
    >>> three = Contest((Option("A"), Option("B"), Option("C")))
    >>> moved("irv", three, Written({"A": "1", "B": "2"}), up="B").marks
    {'B': '1', 'A': '2'}
    >>> moved("irv", three, Written({"A": "1"}), up="C").marks, moved("irv", three, Written({"A": "1"}), down="A").marks
    ({'A': '1', 'C': '2'}, {})
    """
    ids = ids_of(contest)
    groups = ranks_of(ids, written)
    if method not in EQUAL_RANKS:
        groups = [[option] for group in groups for option in group]
    way, option = next(iter(move.items()))
    if option in ids:
        groups = _raised(groups, option) if way == "up" else _raised(groups[::-1], option, lower=True)[::-1]
    kept = {one: text for one, text in written.marks.items() if text.strip() and whole(text) is None}
    return replace(written, marks=kept | _texts(groups))


def ranks_of(ids: tuple[str, ...], written: Written) -> Groups:
    """The options that have a rank, the best first, those of one rank together.

    >>> ranks_of(("A", "B", "C"), Written({"A": "9", "B": "2", "C": "9"}))
    [['B'], ['A', 'C']]
    """
    ranked: dict[int, list[str]] = {}
    for option in ids:
        rank = written.number(option)
        if rank:
            ranked.setdefault(rank, []).append(option)
    return [ranked[rank] for rank in sorted(ranked)]


def _raised(groups: Groups, option: str, *, lower: bool = False) -> Groups:
    """One place towards the front; with `lower`, `groups` are the last first, and the front one leaves."""
    place = next((place for place, group in enumerate(groups) if option in group), None)
    if place is None:
        return groups if lower else [*groups, [option]]
    rest = [one for one in groups[place] if one != option]
    if rest:
        return [*groups[:place], [option], rest, *groups[place + 1 :]]
    if place == 0:
        return groups[1:] if lower else groups
    return [*groups[: place - 1], [option], groups[place - 1], *groups[place + 1 :]]


def _texts(groups: Groups) -> dict[str, str]:
    return {option: str(rank) for rank, group in enumerate(groups, 1) for option in group}
