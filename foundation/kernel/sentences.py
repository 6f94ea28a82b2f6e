"""Sentences marked in one place and spoken in another language elsewhere, with no application running.

Rules carry an English sentence and its values; `sentence` says it in French or English. Values are written by type, so
that a rule never formats: a date is written out, an amount is in euros, a share of votes stays an exact fraction.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from fractions import Fraction
from functools import cache
from gettext import NullTranslations
from typing import Protocol, runtime_checkable
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.support import Translations

from foundation.kernel.clock import PARIS
from foundation.kernel.money import Money
from foundation.kernel.places import translations_folder
from foundation.kernel.ratio import format_ratio

NARROW = "\u202f"
NO_BREAK = "\u00a0"
DAY_LENGTH = len("2026-01-01")


@runtime_checkable
class Said(Protocol):
    """A sentence inside a sentence: said in the language of the one that holds it."""

    def said(self, lang: str) -> str:
        """The sentence in `lang`."""


class DayFirst(str):
    """A name that begins with its day, as `2026-01-01 (AGE)`: a sentence writes the day out."""

    __slots__ = ()


def N_(message: str) -> str:  # noqa: N802 - the mark that gettext tools look for
    """Mark a sentence for translation and leave it as it is."""
    return message


def sentence(lang: str, message: str, values: Mapping[str, object] | None = None) -> str:
    """Say `message` in `lang` ("fr" or "en") with its values written as that language does.

    >>> sentence("en", "%(held)s of %(limit)s", {"held": 2, "limit": Fraction(7, 2)})
    '2 of 7/2'
    """
    translated = _catalogue(lang).gettext(message)
    return translated % {key: written(lang, value) for key, value in values.items()} if values else translated


def written(lang: str, value: object) -> str:
    """One value as text: dates in words, a time of day as `15 h`, euros after the figure in French, fractions exact."""
    if isinstance(value, Money):
        return _euros(lang, value.cents)
    if isinstance(value, datetime):
        local = value if isinstance(value.tzinfo, ZoneInfo) else value.astimezone(ZoneInfo(PARIS))
        return f"{written(lang, local.date())}{' à ' if lang == 'fr' else ' at '}{_clock(lang, local.time())}"
    if isinstance(value, time):
        return _clock(lang, value).removesuffix(f"{NO_BREAK}00")
    if isinstance(value, DayFirst):
        return _day_first(lang, value)
    if isinstance(value, date):
        text = format_date(value, "d MMMM y", locale=lang)
        return f"1er{text[1:]}" if lang == "fr" and value.day == 1 else text
    if isinstance(value, Fraction):
        return format_ratio(value)
    return value.said(lang) if isinstance(value, Said) else str(value)


def _clock(lang: str, at: time) -> str:
    return f"{at.hour}{NO_BREAK}h{NO_BREAK}{at.minute:02d}" if lang == "fr" else f"{at:%H:%M}"


def _day_first(lang: str, name: str) -> str:
    """The day in words; a name that begins with no day of the calendar stays as it is."""
    try:
        return written(lang, date.fromisoformat(name[:DAY_LENGTH])) + name[DAY_LENGTH:]
    except ValueError:
        return str(name)


def _euros(lang: str, cents: int) -> str:
    euros, rest = divmod(abs(cents), 100)
    sign = "\u2212" if cents < 0 else ""
    if lang == "fr":
        return f"{sign}{euros:,}".replace(",", NARROW) + f",{rest:02d}{NO_BREAK}€"
    return f"{sign}€{euros:,}.{rest:02d}"


@cache
def _catalogue(lang: str) -> NullTranslations:
    return Translations.load(str(translations_folder()), [lang])
