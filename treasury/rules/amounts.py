"""Amounts as banks and spreadsheets write them, read to whole cents or refused: nothing is rounded, nothing guessed."""

import re

_NOISE = re.compile(r"[\s\u00a0\u202f\u2009\u2007'’]|EUR|€", re.IGNORECASE)
_LONGEST = 24


def read_cents(text: str, decimal: str = "") -> int:
    """Signed cents of `1 234,56`, `-1.234,56 €`, `+12.5`, `(12,00)`, `12,00-`. Raises ValueError.

    `decimal` is the sign before the cents ("," or "."); empty: the last of the two in the text, when one or two figures
    follow it. Three figures after a lone sign are thousands only where `decimal` says so: else it is refused.

    >>> [read_cents(text) for text in ("1 234,56", "-1.234,56 €", "+12.5", "(12,00)", "12,00-", "7")]
    [123456, -123456, 1250, -1200, -1200, 700]
    >>> read_cents("1.234", ",")
    123400
    """
    if len(text) > _LONGEST:
        raise ValueError(text[:_LONGEST])
    bare, negative = _signed(_NOISE.sub("", text.replace("\u2212", "-").replace("–", "-")))
    whole, cents = _split(bare, decimal or _decimal_sign(bare), text)
    amount = int(whole) * 100 + int(cents.ljust(2, "0"))
    return -amount if negative else amount


def _signed(bare: str) -> tuple[str, bool]:
    if bare.startswith("(") and bare.endswith(")"):
        return bare[1:-1], True
    if bare.endswith(("-", "+")) and bare[:1] not in "+-":
        return bare[:-1], bare.endswith("-")
    if bare.startswith(("-", "+")):
        return bare[1:], bare.startswith("-")
    return bare, False


def _decimal_sign(bare: str) -> str:
    last = max(bare.rfind(","), bare.rfind("."))
    if last < 0:
        return ","
    sign, other = bare[last], "." if bare[last] == "," else ","
    after = len(bare) - last - 1
    if bare.count(sign) > 1:
        return other
    if after == 3 and other not in bare:
        raise ValueError(bare)
    return sign


def _split(bare: str, decimal: str, text: str) -> tuple[str, str]:
    thousands = "." if decimal == "," else ","
    whole, _sign, cents = bare.partition(decimal)
    groups = whole.split(thousands)
    grouped = len(groups) == 1 or (1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:]))
    figures = "".join(groups) or ("0" if cents else "")
    # `isdecimal` alone would let figures of other scripts in
    if not (grouped and figures.isascii() and figures.isdecimal() and len(figures) <= 13):
        raise ValueError(text)
    if cents and not (cents.isascii() and cents.isdecimal() and len(cents) <= 2):
        exact = cents.rstrip("0")
        if not (cents.isascii() and cents.isdecimal() and len(exact) <= 2):
            raise ValueError(text)
        cents = exact
    return figures, cents
