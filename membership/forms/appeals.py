"""What is typed of an appeal against an exclusion."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import InputRequired

from foundation.kernel.sentences import sentence
from foundation.web.forms import BaseForm, choices
from foundation.web.language import current_language
from membership.forms.shared import DecisionFields
from membership.rules.appeals import ANSWERS, STEP_NAMES, AppealStep


class AppealForm(DecisionFields, BaseForm):
    """The next step of an appeal."""

    step = RadioField(_l("What happened"), validators=[InputRequired(_l("Say what happened."))])

    def offer(self, last: AppealStep | None) -> None:
        """The steps that may follow the last one; none once it was judged."""
        language = current_language()
        following = {None: (AppealStep.LODGED,), AppealStep.WITHDRAWN: (AppealStep.LODGED,), AppealStep.LODGED: ANSWERS}
        self.step.choices = choices((one.value, sentence(language, STEP_NAMES[one])) for one in following.get(last, ()))
        if len(self.step.choices) == 1 and not self.is_submitted():
            self.step.data = AppealStep.LODGED.value
