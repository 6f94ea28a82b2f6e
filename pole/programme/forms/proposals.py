"""The forms of proposals: what they say, the actions of a version, the body they are put to, what it decided."""

from collections.abc import Iterable, Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from foundation.kernel.sentences import sentence
from foundation.web.forms import BaseForm, choices
from foundation.web.language import current_language
from governance.models import Body
from governance.rules.bodies import VERDICT_NAMES, Verdict
from pole.programme.forms.fields import ChosenNumberField, NeededDayField
from pole.programme.models import Proposal, ProposalVersion
from pole.programme.services.proposals import VersionDraft

LONG_TEXT = 60_000
LEFT_OUT = ""


class ProposalForm(BaseForm):
    """What is proposed, and the question that it answers."""

    title = StringField(_l("Title"), validators=[DataRequired(), Length(max=200)])
    question = TextAreaField(_l("Which question does it answer?"), validators=[Length(max=2000)])

    @classmethod
    def of(cls, proposal: Proposal) -> "ProposalForm":
        """Filled with what a proposal says."""
        return cls(obj=proposal)


class VersionForm(BaseForm):
    """The text of a version; the actions with their priority come beside, one choice an action (`priorities_among`)."""

    changes = TextAreaField(_l("What changed since the version before, and why"), validators=[Length(max=5000)])
    text = TextAreaField(_l("Text of the proposal"), validators=[Length(max=LONG_TEXT)])

    @classmethod
    def of(cls, version: ProposalVersion) -> "VersionForm":
        """Filled with what a version says."""
        return cls(obj=version)

    def draft(self, priorities: Mapping[int, int]) -> VersionDraft:
        """What was typed, with the actions that were chosen."""
        return VersionDraft((self.text.data or "").strip(), (self.changes.data or "").strip(), priorities)


def priorities_among(typed: Mapping[str, str], action_ids: Iterable[int]) -> dict[int, int]:
    """The priorities chosen (fields "action-12": 0 to 3) for actions that exist; the others are left out."""
    given = {one: typed.get(f"action-{one}", LEFT_OUT) for one in action_ids}
    return {one: int(value) for one, value in given.items() if value in ("0", "1", "2", "3")}


class PutForm(BaseForm):
    """To which body, at its meeting of which day."""

    body_id = ChosenNumberField(_l("Put to"))
    on = NeededDayField(_l("At its meeting of"), validators=[InputRequired()])

    def offer(self, bodies: Iterable[Body]) -> "PutForm":
        """Offer these bodies."""
        self.body_id.offer((one.id, one.name) for one in bodies)
        return self

    def validate_body_id(self, field: ChosenNumberField) -> None:
        """Who decides is said."""
        if field.data is None:
            raise ValidationError(_("Choose the body that decides."))


class VerdictForm(BaseForm):
    """What the body decided, with its motives."""

    verdict = RadioField(_l("What did the body decide?"), validators=[InputRequired()])
    motives = TextAreaField(_l("Its motives"), validators=[Length(max=LONG_TEXT)])
    plans = BooleanField(_l("The actions it adopts are planned from that day on"))

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)
        language = current_language()
        self.verdict.choices = choices((one.value, sentence(language, name)) for one, name in VERDICT_NAMES.items())

    @property
    def chosen(self) -> Verdict:
        """The verdict that was chosen."""
        return Verdict(self.verdict.data)
