"""Forms: choose a duration, confirm an erasure, answer a request."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from foundation.web.fields import DayField
from foundation.web.forms import BaseForm, choices
from privacy.rules.retention import CLASSES


class DurationForm(BaseForm):
    """How many months, and who decided it."""

    key = SelectField(_l("Kind of data"))
    months = IntegerField(_l("Months"), validators=[InputRequired(_l("Write a number of months."))])
    decision = StringField(
        _l("Decision"), validators=[DataRequired(_l("Write who decided it and when.")), Length(max=200)]
    )

    def offer(self, said: dict[str, str]) -> None:
        """The kinds of data whose duration the law leaves open, by the title that the reader sees."""
        self.key.choices = choices((kind.key.value, said[kind.key]) for kind in CLASSES.values() if kind.bounds)


class AccessForm(BaseForm):
    """Who asks for what is held, how it is known that it is them, and in which form it is handed over."""

    motive = StringField(
        _l("Who asks, and how you made sure of it"),
        validators=[DataRequired(_l("Write who asks, and how you made sure of who it is.")), Length(max=500)],
    )
    form = RadioField(
        _l("As"),
        choices=choices(
            (
                ("zip", _l("Tables and papers (ZIP)")),
                ("pdf", _l("A document to print (PDF)")),
                ("json", _l("Data for a program (JSON)")),
            )
        ),
        default="zip",
    )


class RequestForm(BaseForm):
    """When somebody asked to be erased, why, and that it cannot be undone."""

    received_on = DayField(_l("Asked on"), validators=[DataRequired(_l("Write the day on which the request came in."))])
    motive = StringField(
        _l("Request and proof of identity"),
        validators=[
            DataRequired(_l("Write how the request came in, and how you made sure of who it is.")),
            Length(max=500),
        ],
    )
    sure = BooleanField(
        _l("I have read what goes and what stays: this cannot be undone."),
        validators=[InputRequired(_l("Tick the box once you have read what goes."))],
    )


class ErasureForm(BaseForm):
    """Why, and that it cannot be undone."""

    motive = StringField(_l("Reason"), validators=[DataRequired(_l("Write why the data is erased.")), Length(max=500)])
    sure = BooleanField(
        _l("I have read what goes and what stays: this cannot be undone."),
        validators=[InputRequired(_l("Tick the box once you have read what goes."))],
    )
