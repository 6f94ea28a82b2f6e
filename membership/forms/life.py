"""What staff types of the life of a membership."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired, Optional

from foundation.kernel.sentences import sentence
from foundation.web.fields import DayField
from foundation.web.forms import BaseForm, choices
from foundation.web.language import current_language
from membership.forms.shared import AdmissionFields, DecisionFields, choice_field, text_field
from membership.rules.standing import EVENT_NAMES, EXITS, MembershipEvent


class AdmissionForm(AdmissionFields, BaseForm):
    """Admits somebody who is on record."""


class CategoryForm(DecisionFields, BaseForm):
    """Changes the category, and the college with it where needed."""

    category = choice_field(_l("New category"))
    college = SelectField(_l("College"), validators=[Optional()])


class CollegeForm(DecisionFields, BaseForm):
    """Changes the college."""

    college = choice_field(_l("New college"))


class ExitForm(DecisionFields, BaseForm):
    """Ends a membership."""

    event = RadioField(_l("What happened"), validators=[InputRequired(_l("Say what happened."))])
    heard_on = DayField(_l("Heard on"), validators=[Optional()])

    def offer(self, *, is_person: bool) -> None:
        """The ends that fit a person, or an organisation."""
        wrong = MembershipEvent.DISSOLVED if is_person else MembershipEvent.DECEASED
        language = current_language()
        ends = [(one.value, sentence(language, EVENT_NAMES[one])) for one in EXITS if one is not wrong]
        self.event.choices = choices(ends)


class ConsentForm(DecisionFields, BaseForm):
    """Records the agreement to be convened by e-mail, or its end."""

    agreed = RadioField(
        _l("Notices of assemblies"),
        choices=choices([("yes", _l("By e-mail: the member agreed")), ("no", _l("By letter"))]),
        validators=[InputRequired(_l("Choose one of the two."))],
    )
    channel = RadioField(
        _l("How the member said so"),
        choices=choices([("paper", _l("On a signed paper")), ("desk", _l("To the office"))]),
        default="paper",
    )


class TakeBackForm(BaseForm):
    """Says why an entry of the history is wrong."""

    motive = text_field(
        _l("Why this entry is wrong"), 500, needed=_l("Write why: the entry and your reason both stay.")
    )
