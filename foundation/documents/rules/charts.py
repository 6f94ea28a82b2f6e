"""Drawings for documents: SVG text with the sentence that says the same to a reader who cannot see it.

Whole-pixel arithmetic, no floats; every part has its word and its figure, colour only helps.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from xml.sax.saxutils import escape

from foundation.documents.rules.values import percent
from foundation.web.rules.figures import NARROW, NO_BREAK

WIDTH, HEIGHT, BAR_TOP, BAR_HEIGHT = 1000, 128, 36, 34


class Tone(StrEnum):
    """What a part of the bar says."""

    FOR = "#17703f"
    AGAINST = "#b3261e"
    OTHER = "#c9d0cc"
    BRAND = "#12665f"


@dataclass(frozen=True)
class Part:
    """One part of the whole: its word, its share of it (0 to 1) and its tone."""

    label: str
    share: Fraction
    tone: Tone


@dataclass(frozen=True)
class Mark:
    """The bar to pass: where it stands (0 to 1) and its words ("majorité : plus de 1/2")."""

    label: str
    at: Fraction


@dataclass(frozen=True)
class Drawing:
    """An SVG and its text alternative, as a template expects them."""

    svg: str
    alt: str


@dataclass(frozen=True)
class Outcome:
    """A vote as its bar shows it: what was carried for and against, what it is compared with, the threshold."""

    carried_for: Fraction
    carried_against: Fraction
    base: Fraction
    threshold: Fraction
    words: str


def vote_bar(title: str, outcome: Outcome) -> Drawing:
    r"""For, against and what counts in the base without being either, as shares of the base; the majority required.

    A base of nothing (nobody voted) draws an empty bar.

    >>> vote_bar("Résultat", Outcome(Fraction(9, 20), Fraction(1, 4), Fraction(1), Fraction(1, 2), "majorité")).alt
    'Résultat\u202f: pour 45\xa0%, contre 25\xa0%, ni pour ni contre 30\xa0%\u202f; majorité.'
    """
    mark = Mark(outcome.words, outcome.threshold)
    if outcome.base <= 0:
        return share_bar(title, [], mark)
    pour, contre = outcome.carried_for / outcome.base, outcome.carried_against / outcome.base
    parts = [Part("pour", pour, Tone.FOR), Part("contre", contre, Tone.AGAINST)]
    if pour + contre < 1:
        parts.append(Part("ni pour ni contre", 1 - pour - contre, Tone.OTHER))
    return share_bar(title, parts, mark)


def share_bar(title: str, parts: Sequence[Part], mark: Mark | None = None) -> Drawing:
    r"""One bar cut into its parts, with the bar to pass; raises ValueError when the parts exceed the whole.

    >>> share_bar("Résultat", [Part("pour", Fraction(3, 5), Tone.FOR)]).alt
    'Résultat\u202f: pour 60\xa0%.'
    """
    if sum((part.share for part in parts), Fraction(0)) > 1 or any(part.share < 0 for part in parts):
        raise ValueError("the parts of a bar are positive and make one at most")
    return Drawing(_svg(parts, mark), _alt(title, parts, mark))


def _alt(title: str, parts: Sequence[Part], mark: Mark | None) -> str:
    words = ", ".join(f"{part.label} {percent(part.share)}" for part in parts) or "aucun suffrage exprimé"
    threshold = f"{NARROW}; {mark.label}" if mark else ""
    return f"{title}{NARROW}: {words}{threshold}."


def _svg(parts: Sequence[Part], mark: Mark | None) -> str:
    pieces, left = [], 0
    total = Fraction(0)
    for part in parts:
        total += part.share
        right = round(total * WIDTH)
        pieces.append(_piece(part, left, right))
        left = right
    body = "".join(pieces) + (_mark(mark) if mark else "")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="Inter">'
        '<defs><pattern id="h" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect width="3" height="9" fill="#ffffff" fill-opacity="0.28"/></pattern></defs>'
        f'<rect x="0" y="{BAR_TOP}" width="{WIDTH}" height="{BAR_HEIGHT}" fill="#eef1ef"/>{body}</svg>'
    )


def _piece(part: Part, left: int, right: int) -> str:
    if right <= left:
        return ""
    box = f'x="{left}" y="{BAR_TOP}" width="{right - left}" height="{BAR_HEIGHT}"'
    drawn = f'<rect {box} fill="{part.tone.value}"/>'
    if part.tone is Tone.AGAINST:
        drawn += f'<rect {box} fill="url(#h)"/>'
    return drawn + _caption(part, left, right)


def _caption(part: Part, left: int, right: int) -> str:
    """The words above the part, kept inside the drawing: at the right end they read leftwards."""
    text = escape(f"{part.label}{NO_BREAK}{percent(part.share)}")
    too_narrow = right - left < 15 * len(text) and right > WIDTH // 2
    where = f'x="{right}" text-anchor="end"' if too_narrow else f'x="{left}"'
    return f'<text {where} y="{BAR_TOP - 12}" font-size="23" font-weight="600" fill="#142322">{text}</text>'


def _mark(mark: Mark) -> str:
    x = round(mark.at * WIDTH)
    foot = BAR_TOP + BAR_HEIGHT + 12
    anchor = "end" if x > WIDTH * 2 // 3 else "start" if x < WIDTH // 3 else "middle"
    return (
        f'<path d="M{x} {BAR_TOP - 8}V{foot}" stroke="#142322" stroke-width="4"/>'
        f'<path d="M{x - 9} {foot + 10}L{x} {foot - 3}L{x + 9} {foot + 10}Z" fill="#142322"/>'
        f'<text x="{x}" y="{foot + 36}" text-anchor="{anchor}" font-size="21" fill="#142322">'
        f"{escape(mark.label)}</text>"
    )
