"""The form of the plan that follows a vote: which body, which day, what it said, the state of each action."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from foundation.kernel.errors import ScicError
from foundation.kernel.sentences import sentence
from foundation.web.fields import DayField
from foundation.web.forms import BaseForm, choices
from foundation.web.language import current_language
from governance.models import Body
from governance.rules.bodies import Verdict
from pole.priorities.rules.following import VERDICTS, PlanDraft, choices_from, usual_choice
from pole.programme.queries.actions import ActionNow
from pole.programme.rules.states import STATE_NAMES, ActionState

LONG_TEXT = 20_000
LEFT = ""
FIELDS = {
    "motives-missing": "motives",
    "body-not-yet": "on",
    "body-ended": "on",
    "meeting-to-come": "on",
    "body": "body",
}


class PlanForm(BaseForm):
    """What a body decided; a field `action-NUMBER` is added for each action of the vote."""

    body = SelectField(_l("Which body decided?"), coerce=int, validators=[InputRequired()])
    on = DayField(_l("On which day?"), validators=[InputRequired()])
    verdict = RadioField(_l("What did it make of the result?"), default=Verdict.VALIDATED.value)
    motives = TextAreaField(_l("Its motives"), validators=[Length(max=LONG_TEXT)])
    text = TextAreaField(_l("What is decided, in words"), validators=[Length(max=LONG_TEXT)])

    def field_of(self, number: int) -> Field:
        """The field of one action."""
        return self[f"action-{number}"]

    def draft(self) -> PlanDraft:
        """What was chosen; an action left as it is takes no state."""
        chosen = {name: field.data for name, field in self._fields.items() if name.startswith("action-")}
        states = {int(name.removeprefix("action-")): ActionState(state) for name, state in chosen.items() if state}
        on: date = self.on.data  # type: ignore[assignment]  # read as a day, and required
        motives, text = ((field.data or "").strip() for field in (self.motives, self.text))
        return PlanDraft(self.body.data, on, Verdict(self.verdict.data), motives, text, states)

    def refuse_at_field(self, error: ScicError) -> None:
        """Add a rule's refusal beside the field that it is about."""
        self.refuse(error, field=FIELDS.get(error.code))


def plan_form(actions: Sequence[ActionNow], kept: frozenset[int], bodies: Sequence[Body], today: date) -> PlanForm:
    """The form for these actions, with what the result suggests; `kept`: the numbers that the vote keeps."""
    fields = {f"action-{one.number}": _state_field(one, kept=one.number in kept) for one in actions}
    made: type[PlanForm] = type("PlanFormOfVote", (PlanForm,), fields)
    form = made(data={"on": today})
    form.body.choices = choices([(body.id, body.name) for body in bodies])
    form.verdict.choices = choices([(one.value, _said(words)) for one, words in VERDICTS.items()])
    return form


def _state_field(action: ActionNow, *, kept: bool) -> Field:
    names = STATE_NAMES
    left = _("Leave it: %(state)s", state=_said(names[action.state]).lower())
    usual = usual_choice(action.state, kept=kept)
    offered = [(LEFT, left), *((one.value, _said(names[one])) for one in choices_from(action.state))]
    return SelectField(action.title, choices=choices(offered), default=usual.value if usual else LEFT)


def _said(words: str) -> str:
    return sentence(current_language(), words)
