"""The fields that several forms share: lines, days, lists; from when and decided by whom."""

from datetime import date
from typing import TypedDict

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from foundation.kernel.sentences import N_, sentence
from foundation.web.fields import DayField
from foundation.web.forms import choices
from foundation.web.language import current_language
from membership.models.identity import Person
from membership.presentation import Naming

CHOOSE = N_("Choose…")
BY_CATEGORY = N_("The college of the category")


def line(label: object, limit: int, *, needed: object = None) -> StringField:
    """One line of text, of so many characters at most; `needed`: what is said where it is empty."""
    length = Length(max=limit, message=_l("At most %(max)d characters fit here."))
    return StringField(label, validators=[DataRequired(needed) if needed else Optional(), length])


def effective_day(label: object) -> DayField:
    """The day from which a fact holds."""
    return DayField(label, validators=[DataRequired(_l("Choose the day from which it takes effect."))])


def choice(label: object) -> SelectField:
    """A list where something must be chosen."""
    return SelectField(label, validators=[InputRequired(_l("Choose one of the list."))])


class Decided(TypedDict):
    """What services ask for beside the fact itself."""

    decision: str
    motive: str


class DecisionFields:
    """From when, decided by whom, why: what every dated fact carries."""

    effective_on = effective_day(_l("Takes effect on"))
    decision = line(_l("Decision"), 200)
    motive = line(_l("Reason"), 500)

    @property
    def day(self) -> date:
        """The day chosen; only of a form that was validated."""
        if self.effective_on.data is None:
            raise LookupError("the form was not validated")
        return self.effective_on.data

    def decided(self) -> Decided:
        """Decision and reason as the services take them."""
        return {"decision": self.decision.data or "", "motive": self.motive.data or ""}


def offer_category(field: SelectField, naming: Naming) -> None:
    """The categories of the statutes, none chosen beforehand."""
    field.choices = choices([("", sentence(current_language(), CHOOSE)), *naming.category_choices])


def offer_college(field: SelectField, naming: Naming) -> None:
    """The colleges of the statutes, or the one that the category leads to."""
    field.choices = choices([("", sentence(current_language(), BY_CATEGORY)), *naming.college_choices])


def offer_people(field: SelectField, people: list[Person]) -> None:
    """People on record, none chosen beforehand."""
    found = [(str(one.id), one.name) for one in people]
    field.choices = choices([("", sentence(current_language(), CHOOSE)), *found])
