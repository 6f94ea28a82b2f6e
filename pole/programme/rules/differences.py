"""What changed from one text to another, word by word; and from one list of actions to another."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MOST_WORDS = 3_000
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


class Change(StrEnum):
    """What happened to some words."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    """Some words that stayed, came or went."""

    change: Change
    text: str


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """What stayed, went and came, in reading order: lines first, then words inside the lines that changed.

    Lines of more than MOST_WORDS words between them are told as replaced whole: nobody reads such a difference by words.

    >>> [(one.change.value, one.text) for one in differences("un local partagé", "un grand local")]
    [('same', 'un '), ('added', 'grand '), ('same', 'local'), ('removed', ' partagé')]
    """
    lines = _compared(before.splitlines(keepends=True), after.splitlines(keepends=True))
    return tuple(_joined(piece for old, new in lines for piece in _by_words(old, new)))


def is_changed(pieces: Sequence[Piece]) -> bool:
    """Whether anything came or went.

    >>> is_changed(differences("même texte", "même texte"))
    False
    """
    return any(one.change is not Change.SAME for one in pieces)


@dataclass(frozen=True)
class Listed:
    """An action as a version lists it: where, how urgent, and how it is worded there."""

    number: int
    axis: str
    priority: int
    title: str
    text: str


@dataclass(frozen=True)
class ItemChange:
    """What changed about one action between two versions; `before` or `after` is None where it came or went."""

    number: int
    before: Listed | None
    after: Listed | None

    @property
    def is_same(self) -> bool:
        """Whether the two versions say the same of it."""
        return self.before == self.after

    @property
    def title(self) -> tuple[Piece, ...]:
        """What changed in its title."""
        return differences(self.before.title if self.before else "", self.after.title if self.after else "")

    @property
    def text(self) -> tuple[Piece, ...]:
        """What changed in its text."""
        return differences(self.before.text if self.before else "", self.after.text if self.after else "")


def compared(before: Sequence[Listed], after: Sequence[Listed]) -> list[ItemChange]:
    """Every action of two versions, in the order of the later one, those that went at their number's place in the end.

    >>> one, two = Listed(1, "1", 2, "Locaux", ""), Listed(2, "1", 1, "Jeunes", "")
    >>> [(change.number, change.is_same) for change in compared([one], [two, one])]
    [(2, False), (1, True)]
    """
    old = {one.number: one for one in before}
    new = {one.number: one for one in after}
    gone = sorted(number for number in old if number not in new)
    return [ItemChange(number, old.get(number), new.get(number)) for number in (*new, *gone)]


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    for _tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield "".join(old[i1:i2]), "".join(new[j1:j2])


def _by_words(old: str, new: str) -> Iterator[Piece]:
    if old == new:
        yield Piece(Change.SAME, old)
        return
    words, others = _WORDS.findall(old), _WORDS.findall(new)
    if len(words) + len(others) > MOST_WORDS:
        words, others = [old], [new]
    for left, right in _compared(words, others):
        if left == right:
            yield Piece(Change.SAME, left)
        else:
            yield Piece(Change.REMOVED, left)
            yield Piece(Change.ADDED, right)


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Pieces of one kind that follow each other are one; empty ones are left out."""
    held: Piece | None = None
    for piece in pieces:
        if not piece.text:
            continue
        if held is not None and held.change is piece.change:
            held = Piece(held.change, held.text + piece.text)
        else:
            if held is not None:
                yield held
            held = piece
    if held is not None:
        yield held
