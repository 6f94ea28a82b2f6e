"""What a section of the report is made of: figures, pictures and tables, whose values are still values.

Nothing is formatted before it is told, so that the page and the paper, in any language, tell the same figures.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from foundation.kernel.money import Money
from foundation.kernel.sentences import sentence, written
from foundation.web.rules.figures import number_text, percent_text

DASH = "\u2013"
WHOLE = Fraction(1)


@dataclass(frozen=True)
class Words:
    """A marked English sentence with its values, said in the language of who reads.

    >>> Words("Year %(year)s", {"year": 2026}).said("en")
    'Year 2026'
    """

    message: str
    values: Mapping[str, object] = field(default_factory=dict)

    def said(self, lang: str) -> str:
        """The sentence in `lang`.

        >>> Words("Nothing").said("en")
        'Nothing'
        """
        return sentence(lang, self.message, {key: _inside(lang, one) for key, one in self.values.items()})


@dataclass(frozen=True)
class Plain:
    """A share that no threshold judges: rounded as it is, so that all but a cent of a plan is 100 %.

    >>> Plain(Fraction(3599999, 3600000)).said("en")
    '100%'
    """

    share: Fraction

    def said(self, lang: str) -> str:
        """The percentage in `lang`.

        >>> Plain(Fraction(2, 3)).said("en")
        '66.7%'
        """
        return percent_text(self.share, lang, plain=True)


Value = Words | Money | Fraction | Plain | date | int | str | None


@dataclass(frozen=True)
class Figure:
    """One figure to read first, under its name; `detail` says what it is about."""

    label: Words
    value: Value
    detail: Value = None


@dataclass(frozen=True)
class Table:
    """A table; the columns of numbers stand at the end side."""

    caption: Words
    headers: Sequence[Value]
    rows: Sequence[Sequence[Value]]

    @property
    def ends(self) -> tuple[int, ...]:
        """The ranks of the columns that hold numbers.

        >>> Table(Words(""), ("a", "b"), (("x", 3), ("y", None))).ends
        (1,)
        """
        ranks = range(len(self.headers))
        return tuple(rank for rank in ranks if any(_is_number(row[rank]) for row in self.rows))


@dataclass(frozen=True)
class Piece:
    """A part of a bar: how much of the whole width it takes, and its tone (1 to 8, or a word of the charts)."""

    share: Fraction
    tone: int | str


@dataclass(frozen=True)
class Bar:
    """One bar of a picture: what it is about, its parts from the left, and the figure that it stands for."""

    label: Value
    pieces: tuple[Piece, ...]
    figure: Value

    @property
    def drawn(self) -> list[dict[str, Fraction | int | str]]:
        """Its parts as the pages draw them.

        >>> Bar("a", (Piece(Fraction(1, 2), 3),), 4).drawn
        [{'share': Fraction(1, 2), 'tone': 3}]
        """
        return [{"share": one.share, "tone": one.tone} for one in self.pieces]


@dataclass(frozen=True)
class Chart:
    """A picture of bars with its legend; the same figures stand in `table`, always."""

    title: Words
    bars: Sequence[Bar]
    table: Table
    legend: Sequence[tuple[Value, int | str]] = ()


@dataclass(frozen=True)
class Section:
    """One section as it is told: `notes` are sentences, `empty` the one that stands where nothing happened."""

    code: str
    figures: Sequence[Figure] = ()
    charts: Sequence[Chart] = ()
    tables: Sequence[Table] = ()
    notes: Sequence[Words] = ()
    empty: Words | None = None


def told(lang: str, value: Value) -> str:
    """A value as people read it: thousands apart, a share as a percentage, a dash for what is not known.

    >>> told("en", 1250), told("en", Fraction(1, 4)), told("fr", None), told("en", Money(1250))
    ('1,250', '25%', '–', '€12.50')
    """
    if value is None:
        return DASH
    if isinstance(value, int):
        return number_text(value, lang)
    return percent_text(value, lang) if isinstance(value, Fraction) else written(lang, value)


def lone(share: Fraction, tone: int | str = "brand") -> tuple[Piece, ...]:
    """The one piece of a plain bar; none where there is nothing.

    >>> lone(Fraction(0)), lone(Fraction(1, 2))[0].tone
    ((), 'brand')
    """
    return (Piece(share, tone),) if share else ()


def parts(amounts: Iterable[tuple[int, int | str]], top: int) -> tuple[Piece, ...]:
    """The pieces of a bar whose whole width stands for `top`; nothing is drawn of what is nought or below.

    >>> [(str(one.share), one.tone) for one in parts([(1, 1), (0, 2), (2, 3)], 4)]
    [('1/4', 1), ('1/2', 3)]
    """
    return tuple(Piece(Fraction(count, top), tone) for count, tone in amounts if count > 0 and top > 0)


def share(part: int, whole: int) -> Fraction | None:
    """A part of a whole; None where there is no whole.

    >>> share(1, 4), share(0, 0)
    (Fraction(1, 4), None)
    """
    return Fraction(part, whole) if whole else None


def _inside(lang: str, value: object) -> object:
    return number_text(value, lang) if isinstance(value, int) and abs(value) > 9999 else value


def _is_number(value: Value) -> bool:
    return isinstance(value, int | Money | Fraction | Plain)
