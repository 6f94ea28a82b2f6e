"""The forms of contributions: what was said and where it comes from; what becomes of it."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField, URLField
from wtforms.validators import URL, DataRequired, InputRequired, Length, Optional, ValidationError

from foundation.kernel.sentences import sentence
from foundation.web.forms import BaseForm, choices
from foundation.web.language import current_language
from pole.programme.forms.fields import ChosenNumberField, NeededDayField
from pole.programme.queries.choices import Offered
from pole.programme.rules.contributions import KIND_NAMES, ContributionKind
from pole.programme.services.contributions import ContributionDraft

LONG_TEXT = 20_000


class IdeaForm(BaseForm):
    """What a member brings: an idea in a line, and more where it takes more."""

    title = StringField(_l("Your idea, in a line"), validators=[DataRequired(), Length(max=200)])
    text = TextAreaField(_l("Tell us more"), validators=[Length(max=LONG_TEXT)])
    need = StringField(_l("Which need does it serve?"), validators=[Length(max=120)])


class ContributionForm(BaseForm):
    """What was said, by whom, where and when."""

    kind = SelectField(_l("Kind"))
    title = StringField(_l("In a line"), validators=[DataRequired(), Length(max=200)])
    text = TextAreaField(_l("What was said"), validators=[Length(max=LONG_TEXT)])
    need = StringField(_l("Need"), validators=[Length(max=120)])
    origin_actor_id = ChosenNumberField(_l("Organisation"))
    origin = StringField(_l("Origin, in words"), validators=[Length(max=200)])
    person_name = StringField(_l("Who spoke"), validators=[Length(max=200)])
    college = SelectField(_l("College"))
    address = URLField(_l("Web address of the document"), validators=[Optional(), URL(), Length(max=500)])
    given_on = NeededDayField(_l("On"), validators=[InputRequired()])

    def offer(self, offered: Offered) -> "ContributionForm":
        """Offer the kinds, the actors and the colleges there are."""
        language = current_language()
        self.kind.choices = choices((kind.value, sentence(language, name)) for kind, name in KIND_NAMES.items())
        self.origin_actor_id.offer(offered.actors, nothing=_("Nobody of the directory"))
        self.college.choices = choices([("", _("No college")), *offered.colleges])
        return self

    def validate_address(self, field: URLField) -> None:
        """A link leads to the web."""
        if field.data and not field.data.startswith(("https://", "http://")):
            raise ValidationError(_("Write an address that begins with https://."))

    def draft(self) -> ContributionDraft:
        """What was typed."""
        day = self.given_on.day
        return ContributionDraft(
            kind=ContributionKind(self.kind.data),
            title=" ".join(self.title.data.split()),
            text=(self.text.data or "").strip(),
            need=(self.need.data or "").strip(),
            origin=(self.origin.data or "").strip(),
            origin_actor_id=self.origin_actor_id.data,
            person_name=(self.person_name.data or "").strip(),
            college=self.college.data or "",
            address=(self.address.data or "").strip(),
            given_on=day,
        )


class BehindForm(BaseForm):
    """It stands behind an action."""

    action_id = ChosenNumberField(_l("Behind which action"))
    on = NeededDayField(_l("Since"), validators=[InputRequired()])
    text = StringField(_l("Why, in a few words"), validators=[Length(max=300)])

    def validate_action_id(self, field: ChosenNumberField) -> None:
        """Which action is said."""
        if field.data is None:
            raise ValidationError(_("Choose the action that it stands behind."))


class MergedIntoForm(BaseForm):
    """Another contribution, known by its number, says the same."""

    into = StringField(_l("Number of the other contribution"), validators=[DataRequired(), Length(max=9)])
    on = NeededDayField(_l("Since"), validators=[InputRequired()])
    text = TextAreaField(_l("Why, in a few words"), validators=[Length(max=2000)])

    def validate_into(self, field: StringField) -> None:
        """A number is written in figures."""
        if not field.data.strip().isdecimal():
            raise ValidationError(_("Write the number of the other contribution, in figures."))


class AsideForm(BaseForm):
    """It leads to no action."""

    text = TextAreaField(_l("Why"), validators=[DataRequired(), Length(max=2000)])
    on = NeededDayField(_l("Since"), validators=[InputRequired()])
