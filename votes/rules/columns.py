"""Many ballots that give every option one digit, added up column by column: the texts laid under each other.

A database gives the choices as JSON texts. Where a group of them has one length and differs in digits alone, each digit
being the number of one option, their columns are counted instead of reading each. What a digit means is asked of the
reader itself, digit by digit, and a group that is not so is left to be read one by one: the outcome is the same.
"""

from collections import Counter
from collections.abc import Callable, Sequence

Reader = Callable[[str], tuple[int, ...] | None]
FEWEST = 64
DIGITS = "0123456789"


def add_alike(texts: Sequence[str], number: int, cells: Counter[tuple[int, int]], read: Reader) -> bool:
    """Add texts of one length, each `number` times, to the cells (option, digit); False, and nothing added, where unlike.

    >>> cells = Counter()
    >>> add_alike(['[3]', '[1]', '[3]'] * 30, 2, cells, lambda text: (int(text[1]),) if text[1] < "6" else None)
    True
    >>> sorted(cells.items())
    [((0, 1), 60), ((0, 3), 120)]
    """
    if len(texts) < FEWEST:
        return False
    first = texts[0]
    ballot = read(first)
    if ballot is None:
        return False
    joined, width = "".join(texts), len(first)
    found: dict[int, dict[int, int]] = {}
    for position, letter in enumerate(first):
        column = joined[position::width]
        if column.count(letter) == len(texts):
            continue
        counted = _digits(column, (first, position, ballot), read)
        if counted is None or counted[0] in found:
            return False
        found[counted[0]] = counted[1]
    for option, digit in enumerate(ballot):
        for value, times in found.get(option, {digit: len(texts)}).items():
            cells[option, value] += times * number
    return True


def _digits(column: str, where: tuple[str, int, tuple[int, ...]], read: Reader) -> tuple[int, dict[int, int]] | None:
    """Which option a column of digits is about, and how often each digit stands there; None where it is no such column."""
    text, position, ballot = where
    options: set[int] = set()
    times = {int(digit): count for digit in DIGITS if (count := column.count(digit))}
    if sum(times.values()) != len(column) or text[position] not in DIGITS:
        return None
    for value in times:
        if value == int(text[position]):
            continue
        changed = read(f"{text[:position]}{value}{text[position + 1 :]}")
        if changed is None:
            return None
        differing = [option for option, number in enumerate(changed) if number != ballot[option]]
        if len(differing) != 1 or changed[differing[0]] != value:
            return None
        options.add(differing[0])
    if len(options) != 1 or ballot[next(iter(options))] != int(text[position]):
        return None
    return options.pop(), times
