"""Reading the choice of one ballot: ids, numbers by option, ranks; what breaks the rule is named by its path."""

from votes.rules.contest import Contest
from votes.rules.fields import shown
from votes.rules.methods.interface import InvalidChoice
from votes.rules.methods.wording import (
    LEFT_OUT,
    NO_OBJECT,
    NO_OPTION,
    NOT_A_LIST,
    NOT_IN_RANGE,
    RANKED_TWICE,
    TWICE,
    UNKNOWN,
    broken,
)


def place_of(option: object, contest: Contest, where: str) -> int:
    """The place of an option in the file; raises InvalidChoice where there is none of this id.

    >>> from votes.rules.contest import Option
    >>> place_of("B", Contest((Option("A"), Option("B"))), "")
    1
    """
    place = contest.index.get(option) if isinstance(option, str) else None
    if place is None:
        raise InvalidChoice(broken(UNKNOWN, found=shown(option)), where)
    return place


def read_ids(choice: object, contest: Contest) -> tuple[int, ...]:
    """Options marked, in the order of the ballot, each once.

    >>> from votes.rules.contest import Option
    >>> read_ids(["B", "A"], Contest((Option("A"), Option("B"))))
    (1, 0)
    """
    if not isinstance(choice, list):
        raise InvalidChoice(broken(NOT_A_LIST, found=shown(choice)))
    places: dict[int, None] = {}
    for rank, option in enumerate(choice):
        place = place_of(option, contest, f"[{rank}]")
        if place in places:
            raise InvalidChoice(broken(TWICE, found=shown(option)), f"[{rank}]")
        places[place] = None
    return tuple(places)


def read_numbers(choice: object, contest: Contest, highest: int, *, default: int | None) -> tuple[int, ...]:
    """A whole number from 0 to `highest` for each option; one left out has `default`, None where none may be left out.

    >>> from votes.rules.contest import Option
    >>> read_numbers({"B": 3}, Contest((Option("A"), Option("B"))), 5, default=0)
    (0, 3)
    """
    if not isinstance(choice, dict):
        raise InvalidChoice(broken(NO_OBJECT, found=shown(choice)))
    numbers: list[int | None] = [default] * len(contest.options)
    for option, number in choice.items():
        place = place_of(option, contest, f".{option}")
        if type(number) is not int or not 0 <= number <= highest:
            values = {"option": option, "found": shown(number), "highest": highest}
            raise InvalidChoice(broken(NOT_IN_RANGE, **values), f".{option}")
        numbers[place] = number
    left_out = [contest.ids[place] for place, number in enumerate(numbers) if number is None]
    if left_out:
        raise InvalidChoice(broken(LEFT_OUT, option=left_out[0]))
    return tuple(number for number in numbers if number is not None)


def read_ranks(choice: object, contest: Contest) -> tuple[tuple[int, ...], ...]:
    """Ranks, the best first, equal options together; those left out are not in it.

    >>> from votes.rules.contest import Option
    >>> read_ranks(["C", ["B", "A"]], Contest((Option("A"), Option("B"), Option("C"))))
    ((2,), (0, 1))
    """
    if not isinstance(choice, list):
        raise InvalidChoice(broken(NOT_A_LIST, found=shown(choice)))
    ranks: list[tuple[int, ...]] = []
    seen: set[int] = set()
    for rank, item in enumerate(choice):
        group = item if isinstance(item, list) else [item]
        if not group:
            raise InvalidChoice(broken(NO_OPTION), f"[{rank}]")
        ranks.append(_rank(group, contest, seen, f"[{rank}]"))
    if not ranks:
        raise InvalidChoice(broken(NO_OPTION))
    return tuple(ranks)


def _rank(group: list[object], contest: Contest, seen: set[int], where: str) -> tuple[int, ...]:
    places = []
    for option in group:
        place = place_of(option, contest, where)
        if place in seen:
            raise InvalidChoice(broken(RANKED_TWICE, found=shown(option)), where)
        seen.add(place)
        places.append(place)
    return tuple(sorted(places))
