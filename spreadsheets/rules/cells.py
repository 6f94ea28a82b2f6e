"""Reading a cell: amounts, whole numbers, days, yes or no, as people write them in French spreadsheets. Never a guess."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from foundation.kernel.sorting import sort_key

Cell = str | int | date | None
"""What reading gives: text, a whole number, a day, or nothing. A number with decimals comes as text, exact."""

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009\u200b'’]")
_PLAIN = re.compile(r"([+-]?)(\d{1,12})(?:[.,](\d{1,2}))?")
_THOUSANDS = re.compile(r"([+-]?)(\d{1,3}(?:([.,])\d{3})(?:\3\d{3})*)(?:(?!\3)[.,](\d{1,2}))?")
_COUNT = re.compile(r"([+-]?\d{1,9})(?:[.,]0+)?(?:parts?(?:sociales?)?|actions?)?")
_NUMERIC_DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_WRITTEN_DAY = re.compile(r"(\d{1,2})(?:er)? ([a-z]+)\.? (\d{4})")
_MONTHS = ("janv", "fevr", "mars", "avr", "mai", "juin", "juil", "aout", "sept", "oct", "nov", "dec")
_SERIAL_EPOCH = date(1899, 12, 30)
_SERIALS = range(1, 109_574)  # 1 January 1900 to 31 December 2199
_YES = {"oui", "o", "yes", "y", "vrai", "true", "1", "x"}
_NO = {"non", "n", "no", "faux", "false", "0", ""}


def as_text(cell: Cell) -> str:
    r"""A cell as one line of text; a number keeps no point, so that a postcode typed as a number stays one.

    >>> as_text(35000), as_text("  M.  et Mme\n"), as_text(None)
    ('35000', 'M. et Mme', '')
    """
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else " ".join(str(cell).split())


def as_postcode(cell: Cell) -> str:
    """A postcode; spreadsheets eat the first zero of the departments 01 to 09, which is given back.

    >>> as_postcode(1250), as_postcode("35 000"), as_postcode("B-1000")
    ('01250', '35000', 'B-1000')
    """
    text = as_text(cell)
    bare = _SPACES.sub("", text)
    return bare.zfill(5) if bare.isdecimal() and len(bare) in (4, 5) else text


def as_cents(cell: Cell) -> int:
    """An amount in euros, as cents. Raises ValueError where it could mean two things (`1,234`).

    >>> [as_cents(text) for text in ("1 234,56 €", "1.234,56", "1,234.56", "-20", "12,5", 20)]
    [123456, 123456, 123456, -2000, 1250, 2000]
    """
    if isinstance(cell, int):
        return cell * 100
    bare = _SPACES.sub("", as_text(cell).replace("€", "").replace("EUR", "").replace("\u2212", "-"))
    found = _PLAIN.fullmatch(bare)
    if found is None:
        found = _THOUSANDS.fullmatch(bare)
        if found is None or (found[4] is None and bare.count(found[3]) == 1):
            raise ValueError(as_text(cell))
        whole, decimals = re.sub(r"\D", "", found[2]), found[4]
    else:
        whole, decimals = found[2], found[3]
    cents = int(whole) * 100 + int((decimals or "").ljust(2, "0"))
    return -cents if found[1] == "-" else cents


def as_count(cell: Cell) -> int:
    """A whole number, also "5 parts". Raises ValueError.

    >>> as_count("5 parts"), as_count(12), as_count("1 200"), as_count("3,0")
    (5, 12, 1200, 3)
    """
    if isinstance(cell, int):
        return cell
    found = _COUNT.fullmatch(_SPACES.sub("", as_text(cell).replace("\u2212", "-")).casefold())
    if found is None:
        raise ValueError(as_text(cell))
    return int(found[1])


def as_day(cell: Cell) -> date:
    """A day: a date cell, `31/12/2025`, `31.12.25`, `2025-12-31`, `1er janvier 2025`, or a serial number. ValueError.

    Two digits of a year are of this century up to 49, of the last one from 50.

    >>> as_day("31/12/2025"), as_day("1er févr. 2024"), as_day(45658), as_day("5/3/98")
    (datetime.date(2025, 12, 31), datetime.date(2024, 2, 1), datetime.date(2025, 1, 1), datetime.date(1998, 3, 5))
    """
    if isinstance(cell, date):
        return cell
    text = as_text(cell)
    if isinstance(cell, int) or (text.isdecimal() and len(text) == 5):
        return _from_serial(int(text))
    if iso := _ISO_DAY.fullmatch(text):
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    if numeric := _NUMERIC_DAY.fullmatch(text):
        return date(_century(numeric[3]), int(numeric[2]), int(numeric[1]))
    if written := _WRITTEN_DAY.fullmatch(sort_key(text)):
        return date(int(written[3]), _month(written[2]), int(written[1]))
    raise ValueError(text)


def as_yes(cell: Cell) -> bool:
    """Yes or no; an empty cell says no. Raises ValueError.

    >>> as_yes("Oui"), as_yes("x"), as_yes(None)
    (True, True, False)
    """
    word = sort_key(as_text(cell))
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise ValueError(as_text(cell))


READERS: dict[str, Callable[[Cell], object]] = {
    "text": as_text,
    "postcode": as_postcode,
    "cents": as_cents,
    "count": as_count,
    "day": as_day,
    "yes": as_yes,
}


def _from_serial(serial: int) -> date:
    if serial not in _SERIALS:
        raise ValueError(serial)
    return _SERIAL_EPOCH + timedelta(days=serial)


def _century(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year < 50 else 1900)


def _month(word: str) -> int:
    for rank, start in enumerate(_MONTHS, start=1):
        if word.startswith(start) or (len(word) >= 3 and start.startswith(word)):
            return rank
    raise ValueError(word)
