"""Readers of single values: each takes what TOML gave, its path and the faults so far; None means "a fault was noted".

Fractions are text, money is whole cents, dates are TOML dates; a number with a decimal point is refused everywhere.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final

from foundation.kernel.sentences import N_
from statutes.rules.faults import Faults, joined, quoted
from statutes.rules.ratios import NO_QUORUM, NO_QUORUM_TEXT, Ratio

Reader = Callable[[Any, str, Faults], Any]

LONGEST_TEXT: Final = 2_000
LARGEST_NUMBER: Final = 10**12
_IDENTIFIER: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")
_CLOCK: Final = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_MONTH_DAY: Final = re.compile(r"([0-9]{2})-([0-9]{2})")

NOT_TEXT: Final = N_("%(found)s is not a text: write words between quotation marks.")
NOT_IDENTIFIER: Final = N_("%(found)s is not an identifier: write letters without accents, digits, “_” or “-”.")
NOT_WHOLE: Final = N_("%(found)s is not a whole number of %(lowest)s or more.")
NOT_FLAG: Final = N_("%(found)s is neither true nor false.")
NOT_RATIO: Final = N_('%(found)s is not a fraction: write it as text, such as "1/3".')
FLOAT_REFUSED: Final = N_(
    '%(found)s has a decimal point, which is never exact: write a fraction as text, such as "1/3".'
)
OVER_ONE: Final = N_('%(found)s is more than 1: write a share of the whole, such as "1/3".')
NOT_A_WORD: Final = N_("%(found)s is not one of the words that stand here: %(allowed)s.")
NOT_A_DAY: Final = N_("%(found)s is not a date: write it as 2026-01-31, without quotation marks.")
NOT_MONTH_DAY: Final = N_('%(found)s is not a day of the year: write month and day, such as "12-31".')
NOT_CLOCK: Final = N_('%(found)s is not a time of day: write it as "15:00".')
NOT_LIST: Final = N_("%(found)s is not a list.")
NOT_TABLE: Final = N_("%(found)s is not a table of keys and values.")


def text(value: Any, path: str, faults: Faults) -> str | None:
    """Words; empty ones and control characters are refused."""
    if isinstance(value, str) and value.strip() and len(value) <= LONGEST_TEXT and _is_clean(value):
        return value
    faults.add(path, NOT_TEXT, found=quoted(value))
    return None


def _is_clean(value: str) -> bool:
    return all(letter.isprintable() or letter in "\n\t\u00a0\u202f" for letter in value)


def identifier(value: Any, path: str, faults: Faults) -> str | None:
    """A short name that other keys refer to."""
    if isinstance(value, str) and _IDENTIFIER.fullmatch(value):
        return value
    faults.add(path, NOT_IDENTIFIER, found=quoted(value))
    return None


def whole(lowest: int = 0) -> Reader:
    """A whole number of `lowest` or more."""

    def read(value: Any, path: str, faults: Faults) -> int | None:
        if type(value) is int and lowest <= value <= LARGEST_NUMBER:
            return value
        faults.add(path, NOT_WHOLE, found=quoted(value), lowest=lowest)
        return None

    return read


def flag(value: Any, path: str, faults: Faults) -> bool | None:
    """True or false."""
    if isinstance(value, bool):
        return value
    faults.add(path, NOT_FLAG, found=quoted(value))
    return None


def ratio(value: Any, path: str, faults: Faults) -> Ratio | None:
    """A fraction as text, kept as it was written."""
    if isinstance(value, float):
        faults.add(path, FLOAT_REFUSED, found=quoted(value))
        return None
    try:
        if isinstance(value, str) and value != NO_QUORUM_TEXT:
            return Ratio(value)
    except ValueError:
        pass
    faults.add(path, NOT_RATIO, found=quoted(value))
    return None


def share(value: Any, path: str, faults: Faults) -> Ratio | None:
    """A fraction from 0 to 1."""
    read = ratio(value, path, faults)
    if read is not None and read > 1:
        faults.add(path, OVER_ONE, found=quoted(value))
        return None
    return read


def quorum(value: Any, path: str, faults: Faults) -> Ratio | None:
    """A fraction from 0 to 1, or "none"."""
    return NO_QUORUM if value == NO_QUORUM_TEXT else share(value, path, faults)


def points(value: Any, path: str, faults: Faults) -> Fraction | None:
    """Percentage points: a whole number, or a fraction as text."""
    if type(value) is int and 0 <= value <= LARGEST_NUMBER:
        return Fraction(value)
    return ratio(value, path, faults)


def one_of(*allowed: str) -> Reader:
    """One word of a closed list."""

    def read(value: Any, path: str, faults: Faults) -> str | None:
        if isinstance(value, str) and value in allowed:
            return value
        faults.add(path, NOT_A_WORD, found=quoted(value), allowed=", ".join(allowed))
        return None

    return read


def day(value: Any, path: str, faults: Faults) -> date | None:
    """A TOML date, without time."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    faults.add(path, NOT_A_DAY, found=quoted(value))
    return None


def month_day(value: Any, path: str, faults: Faults) -> str | None:
    """A day of the year that exists, as "12-31"."""
    match = _MONTH_DAY.fullmatch(value) if isinstance(value, str) else None
    try:
        if match and date(2024, int(match[1]), int(match[2])):
            return match[0]
    except ValueError:
        pass
    faults.add(path, NOT_MONTH_DAY, found=quoted(value))
    return None


def clock(value: Any, path: str, faults: Faults) -> time | None:
    """A time of day as text, "15:00"."""
    match = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if match:
        return time(int(match[1]), int(match[2]))
    faults.add(path, NOT_CLOCK, found=quoted(value))
    return None


def list_of(reader: Reader) -> Reader:
    """A list whose items are all read by `reader`; lists count from 0."""

    def read(value: Any, path: str, faults: Faults) -> tuple[Any, ...] | None:
        if not isinstance(value, list):
            faults.add(path, NOT_LIST, found=quoted(value))
            return None
        items = [reader(item, f"{path}[{index}]", faults) for index, item in enumerate(value)]
        return None if any(item is None for item in items) else tuple(items)

    return read


def mapping_of(reader: Reader, *, keys: Reader = identifier) -> Reader:
    """A table whose keys are free identifiers (or those `keys` accepts)."""

    def read(value: Any, path: str, faults: Faults) -> Mapping[str, Any] | None:
        if not isinstance(value, dict):
            faults.add(path, NOT_TABLE, found=quoted(value))
            return None
        items = {key: reader(item, joined(path, key), faults) for key, item in value.items()}
        names = [keys(key, joined(path, key), faults) for key in value]
        return None if None in items.values() or None in names else MappingProxyType(items)

    return read
