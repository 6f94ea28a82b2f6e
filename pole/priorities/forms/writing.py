"""The form of a vote on priorities in preparation: words, terms, closing time, list of actions."""

from datetime import datetime, time, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from foundation.kernel.errors import ScicError
from foundation.kernel.money import Money
from foundation.kernel.sentences import sentence
from foundation.web.fields import EurosField, LocalMomentField
from foundation.web.forms import BaseForm, choices
from foundation.web.language import current_language
from pole.priorities.models import PriorityVote
from pole.priorities.rules.ballots import METHODS, Terms, terms_from_json
from pole.priorities.services.writing import VoteDraft
from votes.rules.contest_file import FUNDING
from votes.rules.method_words import METHOD_WORDS

LONG_TEXT = 20_000
USUAL = Terms()
# where the error summary leads for each refusal of the rules
FIELDS = {
    "priorities-few": "actions",
    "priorities-many": "actions",
    "priorities-over": "actions",
    "priorities-costs": "actions",
    "priorities-kept": "kept",
    "priorities-cap": "most",
    "priorities-unspent": "most",
    "priorities-spread": "least",
    "priorities-budget": "budget",
    "priorities-past": "closes_at",
    "priorities-year": "year",
}


class VoteForm(BaseForm):
    """A vote on priorities; only the figures of the chosen method matter."""

    year = IntegerField(_l("Year"), validators=[InputRequired(), NumberRange(1900, 2999)])
    title = StringField(_l("Title"), validators=[DataRequired(), Length(max=200)])
    text = TextAreaField(_l("Why this vote"), validators=[Length(max=LONG_TEXT)])
    method = RadioField(_l("How do members answer?"), default=USUAL.method, validators=[AnyOf(METHODS)])
    kept = IntegerField(
        _l("How many actions the year can take"), default=USUAL.kept, validators=[Optional(), NumberRange(1, 150)]
    )
    points = IntegerField(
        _l("Points of each member"), default=USUAL.points, validators=[Optional(), NumberRange(1, 1000)]
    )
    most = IntegerField(_l("At most on one action"), default=USUAL.most, validators=[Optional(), NumberRange(1, 1000)])
    least = IntegerField(
        _l("On at least so many actions"), default=USUAL.least, validators=[Optional(), NumberRange(1, 150)]
    )
    budget = EurosField(_l("Budget to share out"))
    closes_at = LocalMomentField(_l("Closes on"), validators=[InputRequired()])
    actions = SelectMultipleField(_l("Actions put to the vote"), coerce=int, validate_choice=False)

    def offer(self, actions: list[tuple[int, str]]) -> "VoteForm":
        """Offer the actions that may be voted on, and the methods in their own words."""
        self.actions.choices = choices(actions)
        self.method.choices = choices([(key, sentence(current_language(), METHOD_WORDS[key].name)) for key in METHODS])
        return self

    def validate_budget(self, field: EurosField) -> None:
        """A vote that shares out a budget needs one."""
        if self.method.data in FUNDING and (field.data is None or field.data <= Money(0)):
            raise ValidationError(_("Write the budget that the plan may spend."))

    def draft(self) -> VoteDraft:
        """What was typed; a figure left empty is the usual one."""
        offered = {choice.value for choice in self.actions.choices}
        picked = tuple(one for one in dict.fromkeys(self.actions.data or ()) if one in offered)
        terms = Terms(
            method=self.method.data,
            kept=self.kept.data or USUAL.kept,
            points=self.points.data or USUAL.points,
            most=self.most.data or USUAL.most,
            least=self.least.data or USUAL.least,
            budget_cents=self.budget.data.cents if self.budget.data is not None else 0,
        )
        closes_at: datetime = self.closes_at.data  # type: ignore[assignment]  # read as a moment, and required
        return VoteDraft(
            self.year.data, self.title.data.strip(), closes_at, terms, picked, (self.text.data or "").strip()
        )

    def refuse_at_field(self, error: ScicError) -> None:
        """Add a rule's refusal beside the field that it is about."""
        self.refuse(error, field=FIELDS.get(error.code))

    @classmethod
    def usual(cls, at: datetime, year: int, actions: list[int]) -> "VoteForm":
        """The form as it opens: next to nothing to type, every action that waits on the list, three weeks to vote."""
        closes = datetime.combine((at + timedelta(weeks=3)).date(), time(18), at.tzinfo)
        title = _("Priorities for %(year)s", year=year)
        return cls(data={"year": year, "title": title, "closes_at": closes, "actions": actions})

    @classmethod
    def of(cls, vote: PriorityVote) -> "VoteForm":
        """The form filled with what a vote says now."""
        terms = terms_from_json(vote.terms)
        budget = Money(terms.budget_cents) if terms.budget_cents else None
        listed = [item.action_id for item in sorted(vote.items, key=lambda one: one.position)]
        own = {"year": vote.year, "title": vote.title, "text": vote.text, "closes_at": vote.closes_at}
        return cls(data=own | terms.as_json() | {"budget": budget, "actions": listed})
