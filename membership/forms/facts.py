"""What changes in the life of a membership: category, college, representative, exit, consent, correction."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired, Optional

from foundation.kernel.sentences import sentence
from foundation.web.fields import DayField
from foundation.web.forms import BaseForm, choices
from foundation.web.language import current_language
from membership.forms.fields import DecisionFields, choice, line
from membership.rules.standing import EVENT_NAMES, EXITS, MembershipEvent


class CategoryForm(DecisionFields, BaseForm):
    """Changes the category, and the college with it where needed."""

    category = choice(_l("New category"))
    college = SelectField(_l("College"), validators=[Optional()])


class CollegeForm(DecisionFields, BaseForm):
    """Changes the college."""

    college = choice(_l("New college"))


class RepresentativeForm(DecisionFields, BaseForm):
    """Appoints the representative of an organisation."""

    person_id = choice(_l("Person"))
    role = line(_l("Role in the organisation"), 120)
    until_on = DayField(_l("Until (last day)"), validators=[Optional()])


class EndRepresentationForm(DecisionFields, BaseForm):
    """Ends a mandate without a successor."""


class ExitForm(DecisionFields, BaseForm):
    """Ends a membership."""

    event = RadioField(_l("What happened"), validators=[InputRequired(_l("Say what happened."))])

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


class TakeBackForm(BaseForm):
    """Says why an entry of the history is wrong."""

    motive = line(_l("Why this entry is wrong"), 500, needed=_l("Write why: the entry and your reason both stay."))
