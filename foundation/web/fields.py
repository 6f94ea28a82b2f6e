"""Fields whose data is a type of ours: Money, Fraction, date, an aware moment."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.widgets import DateInput, DateTimeLocalInput, TextInput

from foundation.kernel.clock import PARIS
from foundation.kernel.money import Money
from foundation.kernel.ratio import format_ratio
from foundation.web.rules.figures import number_text
from foundation.web.rules.typed import read_amount, read_day, read_share


class TypedField(Field):
    """Reads text into `data`; empty text is None (add DataRequired where it may not be)."""

    widget = TextInput()
    fault = _l("This could not be read.")

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Called by WTForms with what was sent."""
        self.data = None
        if not valuelist or not valuelist[0].strip():
            return
        try:
            self.data = self.read(valuelist[0])
        except (ValueError, OverflowError):
            raise ValueError(self.fault) from None

    def read(self, text: str) -> Any:
        """From text to the type; raises ValueError."""
        raise TypeError(f"{type(self).__name__} does not say how it reads {text!r}")

    def write(self, value: Any) -> str:
        """From the type to the text shown in the field."""
        return str(value)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.write(self.data)


class EurosField(TypedField):
    """An amount; `data` is Money."""

    fault = _l("Write an amount in euros, such as 20 or 1234,56.")

    def read(self, text: str) -> Money:
        """See read_amount."""
        return read_amount(text)

    def write(self, value: Money) -> str:
        """With a decimal comma, no unit."""
        return number_text(value.cents // 100, "fr") + (f",{value.cents % 100:02d}" if value.cents % 100 else "")


class RatioField(TypedField):
    """A share; `data` is a Fraction."""

    fault = _l("Write a fraction such as 2/3, or a decimal number such as 0,575.")

    def read(self, text: str) -> Any:
        """See read_share."""
        return read_share(text)

    def write(self, value: Any) -> str:
        """In lowest terms."""
        return format_ratio(value)


class DayField(TypedField):
    """A day; `data` is a date."""

    widget = DateInput()
    fault = _l("Write the day as 12/06/2026.")

    def read(self, text: str) -> Any:
        """See read_day."""
        return read_day(text)


class LocalMomentField(TypedField):
    """A day and hour of `zone` (Europe/Paris unless said); `data` is an aware moment in UTC.

    An hour that does not exist (spring) or exists twice (autumn) is read as the first of the two readings.
    """

    widget = DateTimeLocalInput()
    fault = _l("Write the day and the hour, such as 12/06/2026 18:00.")

    def __init__(self, label: Any = None, validators: Any = None, *, zone: str = PARIS, **options: Any) -> None:
        super().__init__(label, validators, **options)
        self.zone = zone

    def read(self, text: str) -> datetime:
        """What `datetime-local` sends, or a day, a space and an hour."""
        day, _sep, clock = text.strip().replace("T", " ").rpartition(" ")
        hour = time.fromisoformat(clock.replace("h", ":"))
        if hour.tzinfo is not None:
            raise ValueError(text)
        return datetime.combine(read_day(day), hour, ZoneInfo(self.zone)).astimezone(UTC)

    def write(self, value: datetime) -> str:
        """In the field's own zone."""
        return value.astimezone(ZoneInfo(self.zone)).strftime("%Y-%m-%dT%H:%M")


__all__ = ["DayField", "EurosField", "LocalMomentField", "RatioField", "TypedField"]
