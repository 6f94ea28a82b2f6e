"""During the evening: the officers, and what disturbed it."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from foundation.web.forms import BaseForm, choices

LONGEST_ANSWER = 200


class OfficerForm(BaseForm):
    """Who holds a seat of the officers."""

    name = StringField(_l("Name"), validators=[DataRequired(), Length(max=200)])
    capacity = StringField(_l("Capacity"), validators=[Length(max=200)])


class IncidentForm(BaseForm):
    """Something that disturbed the session."""

    text = TextAreaField(_l("What happened"), validators=[DataRequired(), Length(max=2000)])


class QuestionForm(BaseForm):
    """A question asked of the room for advice: for or against, or one of the answers typed."""

    title = StringField(_l("Question"), validators=[DataRequired(), Length(max=200)])
    answers = TextAreaField(_l("Answers, one a line"), validators=[Length(max=2000)])
    minutes = SelectField(_l("It closes"), default="2")

    def offer(self, durations: tuple[int, ...]) -> "QuestionForm":
        """Offer the durations, in minutes, and closing by hand."""
        timed = [(str(one), ngettext("after %(num)s minute", "after %(num)s minutes", one)) for one in durations]
        self.minutes.choices = choices([("0", _("when I close it")), *timed])
        return self

    def validate_answers(self, field: TextAreaField) -> None:
        """None at all, or several that differ."""
        lines = self.options()
        if len(lines) == 1 or len(set(lines)) < len(lines) or any(len(line) > LONGEST_ANSWER for line in lines):
            raise ValidationError(
                _("Write at least two different answers, one a line, or none for a vote for or against.")
            )

    def options(self) -> tuple[str, ...]:
        """The answers that were typed."""
        lines = (" ".join(line.split()) for line in (self.answers.data or "").splitlines())
        return tuple(line for line in lines if line and line.isprintable())
