"""Which characters our fonts can draw, and what is printed in place of the others.

An archival PDF refuses a character that no embedded font draws, and a hidden one (a right-to-left override) could make
minutes read otherwise than they were voted. Both are printed as their code, "[U+202E]": nothing vanishes or hides.
"""

import struct
import unicodedata
from collections.abc import Iterable, Iterator

ALLOWED_INVISIBLE = frozenset("\n\u00ad\u200b\u200c\u200d\ufe0e\ufe0f")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_REWRITTEN = str.maketrans({"\r": "\n", "\t": " ", "\u2028": "\n", "\u2029": "\n", "\u0085": "\n"})


def printable(text: str, drawable: frozenset[int]) -> str:
    r"""The text with line ends made plain and every character that cannot or must not be drawn shown as its code.

    >>> printable("Zoé\u202e", frozenset(map(ord, "Zoé")))
    'Zoé[U+202E]'
    """
    unified = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).translate(_REWRITTEN)
    return "".join(_shown(character, drawable) for character in unified)


def _shown(character: str, drawable: frozenset[int]) -> str:
    return character if ord(character) in drawable else f"[U+{ord(character):04X}]"


def drawable_points(families: Iterable[Iterable[bytes]]) -> frozenset[int]:
    """The code points that may be printed as they are: drawn by every face of one family at least, and not hidden."""
    mapped: frozenset[int] = frozenset()
    for faces in families:
        mapped |= frozenset.intersection(*(code_points(face) for face in faces))
    return frozenset(point for point in mapped if unicodedata.category(chr(point)) not in _HIDDEN) | frozenset(
        map(ord, ALLOWED_INVISIBLE)
    )


def code_points(font: bytes) -> frozenset[int]:
    """The code points that a TrueType font maps to a glyph (its "cmap" table, formats 4 and 12).

    Raises ValueError when the bytes are no such font.
    """
    try:
        tables = struct.unpack_from(">H", font, 4)[0]
        records = [struct.unpack_from(">4sIII", font, 12 + 16 * index) for index in range(tables)]
        start = next(offset for tag, _check, offset, _length in records if tag == b"cmap")
        return frozenset(point for sub in _subtables(font, start) for point in _mapped(font, sub))
    except (struct.error, StopIteration) as error:
        raise ValueError("not a TrueType font with a cmap table") from error


def _subtables(font: bytes, start: int) -> Iterator[int]:
    count = struct.unpack_from(">H", font, start + 2)[0]
    for index in range(count):
        yield start + struct.unpack_from(">HHI", font, start + 4 + 8 * index)[2]


def _mapped(font: bytes, start: int) -> Iterator[int]:
    kind = struct.unpack_from(">H", font, start)[0]
    if kind == 4:
        yield from _format_4(font, start)
    elif kind == 12:
        groups = struct.unpack_from(">I", font, start + 12)[0]
        for index in range(groups):
            first, last, _glyph = struct.unpack_from(">III", font, start + 16 + 12 * index)
            yield from range(first, last + 1)


def _format_4(font: bytes, start: int) -> Iterator[int]:
    half = struct.unpack_from(">H", font, start + 6)[0] // 2
    ends = struct.unpack_from(f">{half}H", font, start + 14)
    begins, deltas, offsets = (
        struct.unpack_from(f">{half}H", font, start + 16 + 2 * half * part) for part in (1, 2, 3)
    )
    for segment in range(half):
        where = start + 16 + 6 * half + 2 * segment + offsets[segment]
        for point in range(begins[segment], min(ends[segment], 0xFFFE) + 1):
            glyph = point
            if offsets[segment]:
                glyph = struct.unpack_from(">H", font, where + 2 * (point - begins[segment]))[0]
            if (glyph + deltas[segment]) & 0xFFFF if glyph or not offsets[segment] else 0:
                yield point
