"""Forms of a choice among places: the choice, a criterion, a place, its marks, what a body chose."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from foundation.kernel.money import Money
from foundation.web.fields import EurosField
from foundation.web.forms import BaseForm, choices
from governance.rules.bodies import VERDICT_NAMES
from pole.actors.models import Place
from pole.actors.queries.places import ChoiceNow
from pole.actors.rules.places import MARKS
from pole.actors.services.places import Judged, PlaceDraft

LONG_TEXT = 5000
MOST_CENTS = 10**11


class ChoiceForm(BaseForm):
    """What is to be chosen."""

    title = StringField(_l("What is to be chosen"), validators=[DataRequired(), Length(max=200)])
    text = TextAreaField(_l("Why, and what is needed"), validators=[Length(max=LONG_TEXT)])


class CriterionForm(BaseForm):
    """A criterion and its weight."""

    label = StringField(_l("Criterion"), validators=[DataRequired(), Length(max=200)])
    weight = IntegerField(_l("Weight, 1 to 5"), default=1, validators=[InputRequired(), NumberRange(1, 5)])


class PlaceForm(BaseForm):
    """A place to choose."""

    name = StringField(_l("Name of the place"), validators=[DataRequired(), Length(max=200)])
    address = StringField(_l("Address"), validators=[Length(max=300)])
    yearly = EurosField(_l("Cost a year"), validators=[Optional()])
    text = TextAreaField(_l("What it is like"), validators=[Length(max=LONG_TEXT)])

    def validate_yearly(self, field: EurosField) -> None:
        """What a place costs is no debt, and no sum beyond any budget of ours."""
        if field.data is not None and not 0 <= field.data.cents <= MOST_CENTS:
            raise ValidationError(_("Write an amount in euros, such as 20 or 1234,56."))

    def draft(self) -> PlaceDraft:
        """What was typed, in cents."""
        return PlaceDraft(
            name=self.name.data,
            address=(self.address.data or "").strip(),
            text=(self.text.data or "").strip(),
            yearly_cents=None if self.yearly.data is None else self.yearly.data.cents,
        )

    @classmethod
    def of(cls, place: Place) -> "PlaceForm":
        """The form filled with a place."""
        return cls(obj=place, yearly=None if place.yearly_cents is None else Money(place.yearly_cents))


class ChosenForm(BaseForm):
    """What a body chose."""

    meeting_id = SelectField(_l("At which meeting"), coerce=int)
    place_id = SelectField(_l("Place chosen"), coerce=int)
    verdict = RadioField(_l("What the body decided"), validators=[InputRequired()])
    motives = TextAreaField(_l("Motives"), validators=[DataRequired(), Length(max=LONG_TEXT)])

    def offer(self, standing: ChoiceNow, meetings: list[tuple[int, str]]) -> "ChosenForm":
        """Offer the meetings held and the places."""
        self.meeting_id.choices = choices(meetings)
        self.place_id.choices = choices((one.id, one.name) for one in standing.choice.places)
        self.verdict.choices = choices((verdict.value, _(name)) for verdict, name in VERDICT_NAMES.items())
        return self


def judging_form(standing: ChoiceNow, place: Place) -> BaseForm:
    """The form of the marks of one place: for each criterion a mark and an argument, filled with what is written."""
    fields: dict[str, object] = {}
    for criterion in standing.criteria:
        row = standing.marks.get((place.id, criterion.id))
        fields[f"mark_{criterion.id}"] = RadioField(
            criterion.label,
            choices=choices((str(mark), _(name)) for mark, name in sorted(MARKS.items(), reverse=True)),
            default=str(row.mark) if row else None,
            validators=[InputRequired(_l("Choose a word."))],
        )
        fields[f"argument_{criterion.id}"] = TextAreaField(
            _("Why: %(criterion)s", criterion=criterion.label),
            default=row.argument if row else "",
            validators=[DataRequired(), Length(max=LONG_TEXT)],
        )
    return type("JudgingForm", (BaseForm,), fields)()


def judged_of(form: BaseForm, standing: ChoiceNow) -> dict[int, Judged]:
    """The marks and arguments typed, by the id of the criterion."""
    return {
        one.id: Judged(int(form[f"mark_{one.id}"].data), form[f"argument_{one.id}"].data) for one in standing.criteria
    }
