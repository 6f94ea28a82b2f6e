"""The same money told by two kinds of file: CAMT, CFONB, OFX and CSV share neither references nor words."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from treasury.rules.statement import BankLine, plain


@dataclass(frozen=True)
class ToldBefore:
    """A line that is stored already, of the same account, with the kind of file that brought it."""

    kind: str
    booked_on: date
    cents: int
    words: str


def told_elsewhere(new: Sequence[tuple[str, BankLine]], before: Iterable[ToldBefore]) -> set[str]:
    """Which of the new lines (by fingerprint) a file of another kind told already: same day, same amount.

    As many as the kind of file that told most of them; where more come now, those whose words are most alike.
    Example: one line of 20.00 was told by a CSV, a CAMT now tells two of that day: one of them is new.

    >>> day = date(2026, 6, 1)
    >>> lines = [("a", BankLine(booked_on=day, cents=2000, label="Zoé")), ("b", BankLine(booked_on=day, cents=2000, label="Ada"))]
    >>> told_elsewhere(lines, [ToldBefore("csv", day, 2000, "VIR ADA")])
    {'b'}
    """
    waiting: dict[tuple[date, int], list[tuple[str, BankLine]]] = defaultdict(list)
    for print_, line in new:
        waiting[line.booked_on, line.cents].append((print_, line))
    found: set[str] = set()
    for key, stored in _most_told(before).items():
        found |= _likeliest(waiting.get(key, []), stored)
    return found


def _most_told(before: Iterable[ToldBefore]) -> dict[tuple[date, int], list[str]]:
    by_kind: dict[tuple[date, int], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in before:
        by_kind[one.booked_on, one.cents][one.kind].append(one.words)
    return {key: max(kinds.values(), key=len) for key, kinds in by_kind.items()}


def _likeliest(lines: Sequence[tuple[str, BankLine]], stored: Sequence[str]) -> set[str]:
    if len(lines) <= len(stored):
        return {print_ for print_, _line in lines}
    ranked = sorted(lines, key=lambda one: -max(_alike(one[1], words) for words in stored))
    return {print_ for print_, _line in ranked[: len(stored)]}


def _alike(line: BankLine, words: str) -> float:
    return SequenceMatcher(None, plain(f"{line.counterparty} {line.text}"), plain(words), autojunk=False).ratio()
