"""What the board declares for the compliance checks."""

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired, Length

from foundation.kernel.sentences import N_, sentence
from foundation.web.fields import DayField
from foundation.web.forms import BaseForm, choices
from foundation.web.language import current_language
from foundation.web.rules.typed import read_amount, read_day
from governance.rules.compliance.declared import BY_KEY, CENTS, DAY, DECLARATIONS, YES_NO

YES, NO = ("oui", "o", "yes", "y", "1"), ("non", "n", "no", "0")
UNREADABLE = {
    DAY: N_("Write a day, like 31/12/2025."),
    CENTS: N_("Write an amount in euros, like 1 234,56."),
    YES_NO: N_("Answer yes or no."),
}


class DeclarationForm(BaseForm):
    """One declaration: what, its value as typed, from which day it holds."""

    key = SelectField(_l("What is declared"))
    value = StringField(_l("Value"), validators=[Length(max=40)])
    effective_on = DayField(_l("From"), validators=[DataRequired(_l("Write the day."))])

    def offer(self) -> None:
        """The list of what can be declared."""
        language = current_language()
        self.key.choices = choices([(one.key, sentence(language, one.label)) for one in DECLARATIONS])

    def read_value(self) -> int | date | None:
        """The value as the service takes it, None where the field is empty. Raises ValueError with the sentence to show."""
        text = (self.value.data or "").strip()
        if not text:
            return None
        kind = BY_KEY[self.key.data].kind
        try:
            return _read(kind, text)
        except (ValueError, OverflowError):
            raise ValueError(UNREADABLE.get(kind, N_("Write a whole number."))) from None


def _read(kind: str, text: str) -> int | date:
    if kind == DAY:
        return read_day(text)
    if kind == CENTS:
        return read_amount(text).cents
    if kind == YES_NO:
        if text.casefold() not in YES + NO:
            raise ValueError(text)
        return int(text.casefold() in YES)
    return int(text.replace(" ", ""))
