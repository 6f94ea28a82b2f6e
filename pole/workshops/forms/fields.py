"""Fields that several forms of workshops share."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from foundation.kernel.clock import PARIS
from foundation.web.fields import TypedField
from foundation.web.forms import choices
from foundation.web.incoming import row_number
from pole.workshops.queries.organisations import Named
from pole.workshops.rules.durations import minutes_text, read_minutes

LONG_TEXT = 20_000
LAST_YEAR = 2999


class HoursField(TypedField):
    """Time given; `data` is whole minutes."""

    fault = _l("Write a number of hours, such as 2, 2,5 or 2 h 30.")

    def read(self, text: str) -> int:
        """See read_minutes."""
        return read_minutes(text)

    def write(self, value: int) -> str:
        """As hours; nothing where there is none."""
        return minutes_text(value) if value else ""


def line(label: Any, limit: int, *, needed: object = None, **more: Any) -> StringField:
    """One line of text; `needed`: what is said where it is empty."""
    return StringField(label, validators=[DataRequired(needed) if needed else Optional(), Length(max=limit)], **more)


def paragraph(label: Any, *, needed: object = None) -> TextAreaField:
    """A longer text."""
    checks = [DataRequired(needed) if needed else Optional(), Length(max=LONG_TEXT)]
    return TextAreaField(label, validators=checks, render_kw={"rows": 4})


def pick(label: Any, **more: Any) -> SelectField:
    """The id of a row, None where nothing is picked; its choices come with `offer`."""
    return SelectField(label, coerce=_id, choices=[], **more)


def offer(field: SelectField, pairs: Iterable[tuple[object, object]], *, none: str = "") -> None:
    """Offer rows, and first of all none of them."""
    field.choices = choices([("", none or _("None")), *pairs])


def offer_organisations(field: SelectField, named: Mapping[int, Named]) -> None:
    """Offer the organisations of the directory."""
    offer(field, [(one.id, one.name) for one in named.values()], none=_("Choose in the directory"))


def moment_of(day: date, hour: time) -> datetime:
    """A day and an hour in Paris as a moment."""
    return datetime.combine(day, hour, ZoneInfo(PARIS))


def _id(text: Any) -> int | None:
    return row_number(str(text)) if text not in {"", None, "None"} else None


def text_of(field: Any) -> str:
    """What was typed, without the spaces around."""
    return (field.data or "").strip()


def given(field: Any) -> Any:
    """What was typed where a check has seen that something was."""
    return field.data
