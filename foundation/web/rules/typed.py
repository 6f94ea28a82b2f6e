"""Reading what people type: amounts, fractions and days, in French or English habits."""

import re
from datetime import date
from fractions import Fraction

from foundation.kernel.money import Money

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']")
_AMOUNT = re.compile(r"(-?)(\d{1,12})(?:[.,](\d{1,2}))?")
_SHARE = re.compile(r"(-?)(\d{1,9})(?:[.,](\d{1,9}))?")
_YEARS = range(1800, 2301)
_FRENCH_DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})")


def read_amount(text: str) -> Money:
    """An amount in euros as typed: `1 234,56 €`, `1234.5`, `20`. Raises ValueError.

    >>> read_amount("1 234,5 €"), read_amount("-20")
    (Money(cents=123450), Money(cents=-2000))
    """
    bare = _SPACES.sub("", text.replace("€", "").replace("\u2212", "-"))
    match = _AMOUNT.fullmatch(bare)
    if match is None:
        raise ValueError(text)
    cents = int(match[2]) * 100 + int((match[3] or "").ljust(2, "0"))
    return Money(-cents if match[1] else cents)


def read_share(text: str) -> Fraction:
    """A share or number as typed: `7/12`, `57,5 %`, `0,5`, `3`. Exact. Raises ValueError.

    >>> read_share("7/12"), read_share("57,5 %"), read_share("0.5")
    (Fraction(7, 12), Fraction(23, 40), Fraction(1, 2))
    """
    bare = _SPACES.sub("", text)
    above, slash, below = bare.partition("/")
    if slash:
        if not (above.isdecimal() and below.isdecimal() and int(below)) or len(bare) > 24:
            raise ValueError(text)
        return Fraction(int(above), int(below))
    match = _SHARE.fullmatch(bare.removesuffix("%"))
    if match is None:
        raise ValueError(text)
    decimals = match[3] or ""
    number = Fraction(int(match[2] + decimals), 10 ** len(decimals))
    number = -number if match[1] else number
    return number / 100 if bare.endswith("%") else number


def read_day(text: str) -> date:
    """A day as a browser sends it (2026-06-12) or as a person types it (12/06/2026). Raises ValueError.

    Also for a year that nobody means: days are counted back and forth from it, and the calendar has two ends.

    >>> read_day("12/06/2026"), read_day("2026-06-12")
    (datetime.date(2026, 6, 12), datetime.date(2026, 6, 12))
    """
    match = _FRENCH_DAY.fullmatch(text.strip())
    found = date(int(match[3]), int(match[2]), int(match[1])) if match else date.fromisoformat(text.strip())
    if found.year not in _YEARS:
        raise ValueError(text)
    return found
