"""Forms: choose a duration, confirm an erasure."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

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


class ErasureForm(BaseForm):
    """Why, and that it cannot be undone."""

    motive = StringField(_l("Reason"), validators=[DataRequired(_l("Write why the data is erased.")), Length(max=500)])
    sure = BooleanField(
        _l("I have read what goes and what stays: this cannot be undone."),
        validators=[InputRequired(_l("Tick the box once you have read what goes."))],
    )
