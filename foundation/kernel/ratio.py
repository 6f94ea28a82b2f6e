"""Exact fractions as text, the way our file formats write them ("7/12")."""

import re
from fractions import Fraction

_RATIO = re.compile(r"(-?[0-9]{1,12})(?:/([0-9]{1,12}))?")


def parse_ratio(text: str) -> Fraction:
    """Read "7/12" or "3" exactly; anything else (decimals, spaces, a zero below) is a ValueError.

    >>> parse_ratio("7/12")
    Fraction(7, 12)
    """
    match = _RATIO.fullmatch(text)
    if match is None or (match[2] is not None and int(match[2]) == 0):
        raise ValueError(text)
    return Fraction(int(match[1]), int(match[2] or 1))


def format_ratio(ratio: Fraction) -> str:
    """Write a fraction in lowest terms, a whole number without its 1.

    >>> format_ratio(Fraction(6, 8)), format_ratio(Fraction(4, 2))
    ('3/4', '2')
    """
    return str(ratio)
