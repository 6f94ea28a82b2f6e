"""The values of a document as French writes them: what the caller gives (dates, fractions, money) becomes plain JSON.

A template never computes nor formats: it prints `d.starts_at.moment` or `college.weight.percent`. The JSON is archived
with the document, so that the same words can be printed again.
"""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date

from foundation.documents.rules.glyphs import printable
from foundation.kernel.money import Money
from foundation.kernel.ratio import format_ratio
from foundation.kernel.sentences import NARROW, NO_BREAK, written

LARGEST = 2**63


def prepare(data: object, *, zone: str, drawable: frozenset[int]) -> Any:
    """Turn `data` into JSON values; moments are told in `zone`.

    Accepts str, int, bool, None, bytes (pictures, attached files), Money, Fraction, date, aware datetime, enums, mappings with text keys, sequences and
    dataclasses. Raises TypeError for anything else (a float above all: law is counted exactly).
    """
    if data is None or isinstance(data, bool):
        return data
    if isinstance(data, Enum):
        return prepare(data.value, zone=zone, drawable=drawable)
    if isinstance(data, str):
        return printable(data, drawable)
    if isinstance(data, Mapping):
        return {_key(key): prepare(value, zone=zone, drawable=drawable) for key, value in data.items()}
    if is_dataclass(data) and not isinstance(data, type | Money):
        named = {field.name: getattr(data, field.name) for field in fields(data)}
        return prepare(named, zone=zone, drawable=drawable)
    if isinstance(data, bytes):
        return {"base64": b64encode(data).decode()}
    if isinstance(data, Sequence) and not isinstance(data, bytearray):
        return [prepare(value, zone=zone, drawable=drawable) for value in data]
    return _single(data, zone)


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"the keys of a document are text, not {type(key).__name__}")
    return key


def _single(value: object, zone: str) -> Any:
    if isinstance(value, Money):
        return written("fr", value)
    if isinstance(value, int):
        return value if -LARGEST <= value < LARGEST else number(value)
    if isinstance(value, Fraction):
        return {"exact": format_ratio(value), "percent": percent(value)}
    if isinstance(value, datetime):
        return moment(value, zone)
    if isinstance(value, date):
        return day(value)
    raise TypeError(f"a document cannot hold a {type(value).__name__}")


def day(value: date) -> dict[str, str]:
    """A day in its three French forms and the exact one.

    >>> day(date(2026, 6, 1))["full"], day(date(2026, 6, 1))["short"]
    ('lundi 1er\\xa0juin\\xa02026', '01/06/2026')
    """
    plain = date(value.year, value.month, value.day)
    long = written("fr", plain).replace(" ", NO_BREAK)
    return {
        "iso": plain.isoformat(),
        "long": long,
        "full": f"{format_date(plain, 'EEEE', locale='fr')} {long}",
        "short": f"{plain:%d/%m/%Y}",
    }


def moment(value: datetime, zone: str) -> dict[str, str]:
    """A moment as read on the wall clock of `zone`; a naive one is a ValueError.

    >>> from datetime import UTC
    >>> moment(datetime(2026, 6, 12, 16, 0, tzinfo=UTC), "Europe/Paris")["clock"]
    '18\\xa0h\\xa000'
    """
    if value.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    local = value.astimezone(ZoneInfo(zone))
    words = day(local)
    clock = f"{local.hour}{NO_BREAK}h{NO_BREAK}{local.minute:02d}"
    return words | {
        "iso": local.isoformat(timespec="seconds"),
        "clock": clock,
        "moment": f"{words['full']} à {clock}",
        "precise": f"{words['long']} à {clock}{NO_BREAK}min{NO_BREAK}{local.second:02d}{NO_BREAK}s",
    }


def percent(share: Fraction) -> str:
    """A share as a percentage of at most two decimals; "≈" says that the exact fraction beside it was rounded.

    >>> percent(Fraction(3, 5)), percent(Fraction(2, 3))
    ('60\\u202f%', '≈\\u202f66,67\\u202f%')
    """
    hundredths = round(share * 10_000)
    exact = hundredths == share * 10_000
    whole, rest = divmod(abs(hundredths), 100)
    decimals = f",{rest:02d}".rstrip("0") if rest else ""
    sign = "\u2212" if hundredths < 0 else ""
    return f"{'' if exact else '≈' + NARROW}{sign}{number(whole)}{decimals}{NARROW}%"


def number(value: int) -> str:
    """A whole number with its thousands set apart.

    >>> number(18500)
    '18\\u202f500'
    """
    return f"{value:,}".replace(",", NARROW).replace("-", "\u2212")
