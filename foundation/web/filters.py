"""Jinja filters: every date, amount and share on a page goes through one of them, in the reader's language."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from flask import Flask
from jinja2.runtime import Undefined

from foundation.kernel.clock import PARIS
from foundation.kernel.money import Money
from foundation.kernel.sentences import sentence
from foundation.web.language import current_language
from foundation.web.rules import figures, moments, names

DASH = "\u2013"


def day(value: date | None, style: str = "long", zone: str = PARIS) -> str:
    """`1er juin 2026`; styles full, long, short, no_year, month. A moment is told in `zone`; nothing is a dash."""
    if value is None:
        return DASH
    if isinstance(value, datetime):
        value = moments.local_day(value, zone=zone)
    return moments.day_text(value, current_language(), style=style)


def moment(value: datetime | None, zone: str = PARIS, style: str = "long") -> str:
    """`12 juin 2026 à 18 h 05` in `zone`."""
    return DASH if value is None else moments.moment_text(value, current_language(), zone=zone, style=style)


def clock_time(value: datetime | None, zone: str = PARIS) -> str:
    """`18 h 05` in `zone`."""
    return DASH if value is None else moments.clock_text(value, current_language(), zone=zone)


def iso(value: date | datetime | None) -> str:
    """For the `datetime` attribute of `<time>`."""
    return "" if value is None else value.isoformat()


def lapse(value: timedelta) -> str:
    """`1 h 05 min`."""
    return moments.lapse_text(value, current_language())


def euros(value: Money | int | None, cents: bool = True) -> str:
    """`1 234,56 €` from Money, or from an int of cents; `cents=False` drops the cents of a whole amount."""
    if value is None:
        return DASH
    amount = value if isinstance(value, Money) else Money(value)
    return figures.euros_text(amount, current_language(), cents=cents)


def percent(value: Fraction | int | None, places: int = 1, *, plain: bool = False) -> str:
    """`57,5 %` from a share of one; `plain` where no threshold judges it: 99,999 % is then 100 %."""
    return DASH if value is None else figures.percent_text(value, current_language(), places=places, plain=plain)


def ratio(value: Fraction | int | None) -> str:
    """`9/14 (64,3 %)`: the exact fraction, then its percentage."""
    return DASH if value is None else figures.ratio_text(value, current_language())


def number(value: int | Fraction | Decimal | None, places: int | None = None) -> str:
    """`1 234`, `2,5`; `places` forces the decimals."""
    if value is None:
        return DASH
    if places is None:
        return figures.exact_number_text(value, current_language())
    return figures.number_text(value, current_language(), places=places)


def ordinal(value: int, feminine: bool = False) -> str:
    """`1er`, `1re`, `2e`."""
    return figures.ordinal_text(value, current_language(), feminine=feminine)


def file_size(octets: int) -> str:
    """`412 ko`."""
    return figures.size_text(octets, current_language())


def said(message: object, values: dict[str, object] | None = None) -> str:
    """The sentence of an error or a finding: `{{ finding|said }}` or `{{ message|said(values) }}`."""
    if isinstance(message, str):
        return sentence(current_language(), message, values)
    return sentence(current_language(), message.message, message.values)  # type: ignore[attr-defined]


def named_by_day(text: str) -> str:
    """`1er janvier 2024 (Assemblée constitutive)`: the name of a version of the statutes."""
    return moments.named_by_day(text, current_language())


def dash(value: object) -> object:
    """A dash where there is nothing to show."""
    return DASH if value is None or value == "" or isinstance(value, Undefined) else value


FILTERS: tuple[Callable[..., object], ...] = (
    day, moment, clock_time, iso, lapse, euros, percent, ratio, number, ordinal, file_size, said, named_by_day, dash,
)  # fmt: skip


def install_filters(app: Flask) -> None:
    """Give the templates every filter of this file, and `initials` and `tone` of a name."""
    for function in FILTERS:
        app.add_template_filter(function)
    app.add_template_filter(names.initials_of, "initials")
    app.add_template_filter(names.tone_of, "tone")
