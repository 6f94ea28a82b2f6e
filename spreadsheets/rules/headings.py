"""Which row is the header, which column is which field, which rows are totals.

Likeness is exact arithmetic over folded words, so that the same sheet is always read the same way.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rapidfuzz.distance import Levenshtein

from foundation.kernel.sorting import sort_key
from spreadsheets.rules.cells import Cell, as_text
from spreadsheets.rules.fields import Field

ROWS_LOOKED_AT = 40
ALIKE_ENOUGH_PERCENT = 80
_NOT_WORDS = re.compile(r"[^a-z0-9]+")
_LETTERS = re.compile(r"[a-z]{4}")
_COUNTED = re.compile(r"[\d ]+(parts?|euros?|lignes?|membres?|associe(e)?s?|societaires?|shares?|members?)")
_TOTAL = re.compile(r"(sous )?tota(l|ux)\b.*")


@dataclass(frozen=True)
class Header:
    """The header found: the index of its row (from 0) and the field of each column that has one."""

    row: int
    headings: tuple[str, ...]
    columns: Mapping[int, str]

    @property
    def fingerprint(self) -> str:
        """The same for two sheets with the same headings, whatever their accents and capitals."""
        return hashlib.sha256("|".join(folded(one) for one in self.headings).encode()).hexdigest()


def folded(heading: str) -> str:
    """A heading without accents, capitals and signs.

    >>> folded("N° de sociétaire"), folded("Né(e) le")
    ('n de societaire', 'ne e le')
    """
    return _NOT_WORDS.sub(" ", sort_key(heading)).strip()


def likeness(heading: str, field: Field) -> Fraction:
    """How much a heading looks like a field, from 0 to 1.

    >>> likeness("Date d’agrément", Field("admitted_on", "Admitted on", headings=("date d'agrement",)))
    Fraction(1, 1)
    >>> likeness("Prenoms", Field("first_names", "First names", headings=("prénom",)))
    Fraction(6, 7)
    """
    word = folded(heading)
    if not word:
        return Fraction(0)
    return max(_alike(word, folded(known)) for known in (field.name.replace("_", " "), *field.headings))


def map_columns(
    headings: Sequence[str], fields: Iterable[Field], remembered: Mapping[str, str] | None = None
) -> dict[int, str]:
    """The field of each column: what was chosen before for this heading, else the likest one; each field once.

    `remembered`: folded heading to field name, an empty name for "leave this column out".
    """
    chosen: dict[int, str] = {}
    left = {field.name: field for field in fields}
    kept = remembered or {}
    for index, heading in enumerate(headings):
        name = kept.get(folded(heading))
        if name in left:
            chosen[index] = str(name)
            del left[str(name)]
    unknown = [index for index, heading in enumerate(headings) if folded(heading) not in kept]
    pairs = [(likeness(headings[index], field), -index, field.name) for index in unknown for field in left.values()]
    for degree, index, name in sorted(pairs, reverse=True):
        if degree * 100 >= ALIKE_ENOUGH_PERCENT and -index not in chosen and name in left:
            chosen[-index] = name
            del left[name]
    return dict(sorted(chosen.items()))


def find_header(
    rows: Sequence[Sequence[Cell]], fields: Sequence[Field], remembered: Mapping[str, str] | None = None
) -> Header | None:
    """The row with the most known headings among the first ones; None where no row has any.

    Titles above the header have few filled cells and match nothing; of equal rows the first one wins.
    """
    best: Header | None = None
    for index, row in enumerate(rows[:ROWS_LOOKED_AT]):
        headings = tuple(as_text(cell) for cell in row)
        columns = map_columns(headings, fields, remembered)
        if columns and (best is None or len(columns) > len(best.columns)):
            best = Header(index, headings, columns)
    return best


def is_total(row: Sequence[Cell]) -> bool:
    """Whether a row holds totals, not data: its first filled cell says so, and the others are figures.

    >>> is_total(["", "TOTAL général", 120]), is_total(["Total Vrac", "association", 1])
    (True, False)
    >>> is_total(["", "TOTAL", "17 parts"])
    True
    """
    filled = (text for cell in row if (text := as_text(cell)))
    first = next(filled, "")
    if _TOTAL.fullmatch(folded(first)) is None:
        return False
    return not any(_LETTERS.search(said) and not _COUNTED.fullmatch(said) for said in map(folded, filled))


def is_blank(row: Sequence[Cell]) -> bool:
    """Whether nothing is written in the row."""
    return not any(cell is not None and as_text(cell) for cell in row)


def _alike(one: str, other: str) -> Fraction:
    longest = max(len(one), len(other))
    return 1 - Fraction(Levenshtein.distance(one, other), longest) if longest else Fraction(0)
