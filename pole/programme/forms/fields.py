"""Fields that several forms of the programme share: short labels one a line, a choice that may stay empty."""

from collections.abc import Iterable
from datetime import date

from flask_babel import gettext as _
from wtforms import SelectField, TextAreaField
from wtforms.validators import ValidationError

from foundation.web.fields import DayField
from foundation.web.forms import choices

MOST_LABELS = 12
LONGEST_LABEL = 120


class LabelsField(TextAreaField):
    """Short labels, one a line; `labels` are the lines typed, once each; it is filled with labels or with their lines."""

    def process_data(self, value: object) -> None:
        """What is kept as labels is shown one a line."""
        super().process_data("\n".join(value) if isinstance(value, (list, tuple)) else value)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels, in their order, once each."""
        lines = (" ".join(line.split()) for line in (self.data or "").splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))

    def pre_validate(self, form: object) -> None:
        """Labels are short and few: a text belongs elsewhere."""
        if len(self.labels) > MOST_LABELS:
            raise ValidationError(_("Write %(most)s labels at most, one a line.", most=MOST_LABELS))
        if any(len(one) > LONGEST_LABEL for one in self.labels):
            raise ValidationError(
                _("A label has %(most)s characters at most: a text belongs elsewhere.", most=LONGEST_LABEL)
            )


class NeededDayField(DayField):
    """A day that must be there."""

    @property
    def day(self) -> date:
        """The day, of a form that was found right."""
        if not isinstance(self.data, date):
            raise TypeError("the form was not found right")
        return self.data


class ChosenNumberField(SelectField):
    """A number among those offered, or none; `data` is an int or None."""

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, coerce=_number, **more)

    def offer(self, pairs: Iterable[tuple[int, str]], *, nothing: str = "") -> None:
        """Offer these, after the empty choice, which `nothing` names."""
        self.choices = choices([("", nothing or _("Choose…")), *pairs])


def _number(value: object) -> int | None:
    text = str(value if value is not None else "")
    return int(text) if text.isdecimal() and len(text) < 10 else None
