"""Forms of project holders: who came, what happened next."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from foundation.web.forms import BaseForm, choices
from pole.actors.models import Referral
from pole.actors.rules.referrals import OUTCOMES, Outcome
from pole.actors.services.referrals import ReferralDraft, StepDraft


class ReferralForm(BaseForm):
    """Somebody with a project."""

    received_on = DateField(_l("Received on"), validators=[InputRequired()])
    name = StringField(_l("Name"), validators=[Length(max=200)])
    contact = StringField(_l("E-mail or phone"), validators=[Length(max=254)])
    project = TextAreaField(_l("The project"), validators=[Length(max=5000)])
    theme = StringField(_l("Theme"), validators=[Length(max=120)])
    territory = StringField(_l("Territory"), validators=[Length(max=120)])
    from_actor_id = SelectField(_l("Sent by"), coerce=int)

    def offer(self, actors: list[tuple[int, str]]) -> "ReferralForm":
        """Offer the actors who may have sent them."""
        self.from_actor_id.choices = choices([(0, _("Came by themselves")), *actors])
        return self

    def draft(self) -> ReferralDraft:
        """What was typed."""
        return ReferralDraft(
            received_on=self.received_on.data,
            name=(self.name.data or "").strip(),
            contact=(self.contact.data or "").strip(),
            project=(self.project.data or "").strip(),
            theme=(self.theme.data or "").strip(),
            territory=(self.territory.data or "").strip(),
            from_actor_id=self.from_actor_id.data or None,
        )

    @classmethod
    def of(cls, referral: Referral) -> "ReferralForm":
        """The form filled with what is written."""
        return cls(obj=referral, from_actor_id=referral.from_actor_id or 0)


class StepForm(BaseForm):
    """Sent to an actor, or what became of the project."""

    actor_id = SelectField(_l("Sent to"), coerce=int)
    outcome = SelectField(_l("What became of the project"))
    text = TextAreaField(_l("In a few words"), validators=[Length(max=2000)])
    on = DateField(_l("On"), validators=[InputRequired()])

    def offer(self, actors: list[tuple[int, str]]) -> "StepForm":
        """Offer actors and outcomes."""
        self.actor_id.choices = choices([(0, _("Nobody this time")), *actors])
        self.outcome.choices = choices(
            [("", _("Nothing new")), *((one.value, _(name)) for one, name in OUTCOMES.items())]
        )
        return self

    def drafts(self) -> list[StepDraft]:
        """What was typed: the sending, then the outcome; one empty step where there is neither."""
        text, on = self.text.data or "", self.on.data
        steps = [StepDraft(on, actor_id=self.actor_id.data, text=text)] if self.actor_id.data else []
        if self.outcome.data:
            steps.append(StepDraft(on, outcome=Outcome(self.outcome.data), text=text))
        return steps or [StepDraft(on)]
