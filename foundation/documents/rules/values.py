"""The values of a document as French writes them: what the caller gives (dates, fractions, money) becomes plain JSON.

A template never computes nor formats: it prints `d.starts_at.moment` or `college.weight.percent`. The JSON is archived
with the document, so that the same words can be printed again.
"""

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from types import NoneType
from typing import Any
from zoneinfo import ZoneInfo

from foundation.documents.rules.glyphs import printable
from foundation.kernel.money import Money
from foundation.kernel.ratio import format_ratio
from foundation.web.rules.figures import NARROW, NO_BREAK, euros_text, number_text, percent_text
from foundation.web.rules.moments import clock_text, day_text

LARGEST = 2**63


def prepare(data: object, *, zone: str, drawable: frozenset[int]) -> Any:
    """Turn `data` into JSON values; moments are told in `zone`.

    Accepts str, int, bool, None, bytes (pictures, attached files), Money, Fraction, date, aware datetime, enums,
    mappings with text keys, sequences and dataclasses. Raises TypeError for anything else (a float above all: law is
    counted exactly).
    """
    if isinstance(data, Enum):
        return prepare(data.value, zone=zone, drawable=drawable)
    if isinstance(data, str):
        return printable(data, drawable)
    if is_dataclass(data) and not isinstance(data, type | Money):
        data = {field.name: getattr(data, field.name) for field in fields(data)}
    if isinstance(data, Mapping):
        return {_key(key): prepare(value, zone=zone, drawable=drawable) for key, value in data.items()}
    if isinstance(data, Sequence) and not isinstance(data, bytes | bytearray):
        return [prepare(value, zone=zone, drawable=drawable) for value in data]
    return _single(data, zone)


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"the keys of a document are text, not {type(key).__name__}")
    return key


def _single(value: object, zone: str) -> Any:
    for kind, written in _WRITTEN.items():
        if isinstance(value, kind):
            return written(value)
    if isinstance(value, datetime):
        return moment(value, zone)
    if isinstance(value, date):
        return day(value)
    raise TypeError(f"a document cannot hold a {type(value).__name__}")


def _whole(value: int) -> int | str:
    return value if -LARGEST <= value < LARGEST else number_text(value, "fr")


def day(value: date) -> dict[str, str]:
    r"""A day in its three French forms and the exact one.

    >>> day(date(2026, 6, 1))["full"], day(date(2026, 6, 1))["short"]
    ('lundi 1er\xa0juin\xa02026', '01/06/2026')
    """
    plain = date(value.year, value.month, value.day)
    long = day_text(plain, "fr").replace(" ", NO_BREAK)
    weekday = day_text(plain, "fr", style="full").partition(" ")[0]
    return {"iso": plain.isoformat(), "long": long, "full": f"{weekday} {long}", "short": f"{plain:%d/%m/%Y}"}


def moment(value: datetime, zone: str) -> dict[str, str]:
    r"""A moment as read on the wall clock of `zone`; a naive one is a ValueError.

    >>> from datetime import UTC
    >>> moment(datetime(2026, 6, 12, 16, 0, tzinfo=UTC), "Europe/Paris")["clock"]
    '18\xa0h\xa000'
    """
    if value.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    local = value.astimezone(ZoneInfo(zone))
    words, clock = day(local), clock_text(value, "fr", zone=zone)
    return words | {
        "iso": local.isoformat(timespec="seconds"),
        "clock": clock,
        "moment": f"{words['full']} à {clock}",
        "precise": f"{words['long']} à {clock}{NO_BREAK}min{NO_BREAK}{local.second:02d}{NO_BREAK}s",
    }


def percent(share: Fraction) -> str:
    r"""A share as a percentage of two decimals or so; "≈" says that the exact fraction beside it was rounded.

    >>> percent(Fraction(3, 5)), percent(Fraction(2, 3))
    ('60\xa0%', '≈\u202f66,67\xa0%')
    """
    text = percent_text(share, "fr", places=2)
    decimals = len(text.removesuffix(f"{NO_BREAK}%").partition(",")[2])
    exact = (share * 100 * 10**decimals).denominator == 1
    return text if exact else f"≈{NARROW}{text}"


_WRITTEN: dict[type, Callable[[Any], Any]] = {
    NoneType: lambda value: value,
    bool: lambda value: value,
    int: _whole,
    bytes: lambda value: {"base64": b64encode(value).decode()},
    Money: lambda value: euros_text(value, "fr"),
    Fraction: lambda value: {"exact": format_ratio(value), "percent": percent(value)},
}
