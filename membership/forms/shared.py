"""What several forms share: a text, a day, a choice, the decision behind a fact, lists of the statutes."""

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
from membership.services.admission import Admission


def text_field(label: object, limit: int, *, needed: object = None) -> StringField:
    length = Length(max=limit, message=_l("At most %(max)d characters fit here."))
    return StringField(label, validators=[DataRequired(needed) if needed else Optional(), length])


def day_field(label: object) -> DayField:
    return DayField(label, validators=[DataRequired(_l("Choose the day from which it takes effect."))])


def choice_field(label: object) -> SelectField:
    return SelectField(label, validators=[InputRequired(_l("Choose one of the list."))])


class Decided(TypedDict):
    """What services ask for beside the fact itself."""

    decision: str
    motive: str


class DecisionFields:
    """From when, decided by whom, why: what every dated fact carries."""

    effective_on = day_field(_l("Takes effect on"))
    decision = text_field(_l("Decision"), 200)
    motive = text_field(_l("Reason"), 500)

    @property
    def day(self) -> date:
        """The day chosen; only of a form that was validated."""
        if self.effective_on.data is None:
            raise LookupError("the form was not validated")
        return self.effective_on.data

    def decided(self) -> Decided:
        """Decision and reason as the services take them."""
        return {"decision": self.decision.data or "", "motive": self.motive.data or ""}


class AdmissionFields(DecisionFields):
    """In which category and college somebody becomes a member."""

    category = choice_field(_l("Category"))
    college = SelectField(_l("College"), validators=[Optional()])
    override = text_field(_l("Why admit beyond one hundred members"), 300)

    def offer(self, naming: Naming) -> None:
        """Fill the lists from the statutes in force."""
        offer_category(self.category, naming)
        offer_college(self.college, naming)

    def admission(self) -> Admission:
        """The fields as the services take them."""
        return Admission(
            category=self.category.data,
            college=self.college.data or None,
            effective_on=self.day,
            override=self.override.data or "",
            **self.decided(),
        )


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


CHOOSE = N_("Choose…")
BY_CATEGORY = N_("The college of the category")
