"""Forms of the directory: an actor, a link, the end of a link."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, EmailField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from foundation.web.forms import BaseForm, choices
from pole.actors.rules.words import LEVEL_NAMES, LINK_NAMES, TYPE_NAMES, WRITTEN_LINKS, ActorType, LinkKind
from pole.actors.services.directory import ActorDraft, LinkDraft

WEB = r"^https?://[^\s<>\"']+$"
EMAIL = r"^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+$"


class ActorForm(BaseForm):
    """An actor of the territory."""

    organisation_id = SelectField(_l("Its record in the register"), coerce=int, validate_choice=False)
    name = StringField(_l("Name"), validators=[Length(max=200)])
    type = SelectField(_l("Type"))
    ess_level = SelectField(_l("Level in the social economy"))
    territory = StringField(_l("Territory"), validators=[Length(max=120)])
    purpose = TextAreaField(_l("What it does"), validators=[Length(max=5000)])
    website = StringField(
        _l("Website"),
        validators=[
            Optional(),
            Length(max=300),
            Regexp(WEB, message=_l("Write an address that begins with https://.")),
        ],
    )
    email = EmailField(
        _l("E-mail"),
        validators=[
            Optional(),
            Length(max=254),
            Regexp(EMAIL, message=_l("Write an address such as bonjour@exemple.fr.")),
        ],
    )
    phone = StringField(_l("Phone"), validators=[Length(max=40)])

    def offer(self, organisations: list[tuple[int, str]]) -> "ActorForm":
        """Offer the organisations on record that are not in the directory."""
        self.organisation_id.choices = choices([(0, _("No record: the name below")), *organisations])
        self.type.choices = choices((kind.value, _(name)) for kind, name in TYPE_NAMES.items())
        levels = [(str(level), _(name)) for level, name in LEVEL_NAMES.items()]
        self.ess_level.choices = choices([("", _("No level")), *levels])
        return self

    def draft(self) -> ActorDraft:
        """What was typed; a record that was not offered is none."""
        known = {choice.value for choice in self.organisation_id.choices if choice.value}
        chosen = self.organisation_id.data
        return ActorDraft(
            name=(self.name.data or "").strip(),
            type=ActorType(self.type.data),
            ess_level=int(self.ess_level.data) if self.ess_level.data else None,
            organisation_id=chosen if chosen in known else None,
            territory=(self.territory.data or "").strip(),
            purpose=(self.purpose.data or "").strip(),
            website=(self.website.data or "").strip(),
            email=(self.email.data or "").strip(),
            phone=(self.phone.data or "").strip(),
        )


class LinkForm(BaseForm):
    """Who works with whom."""

    other_id = SelectField(_l("With"), coerce=int)
    kind = SelectField(_l("How"))
    text = StringField(_l("In a few words"), validators=[Length(max=500)])
    starts_on = DateField(_l("Since"), validators=[InputRequired()])

    def offer(self, others: list[tuple[int, str]]) -> "LinkForm":
        """Offer the pole and the other actors."""
        self.other_id.choices = choices([(0, _("The pole")), *others])
        self.kind.choices = choices((kind.value, _(LINK_NAMES[kind])) for kind in WRITTEN_LINKS)
        return self

    def draft(self) -> LinkDraft:
        """What was typed."""
        return LinkDraft(
            other_id=self.other_id.data or None,
            kind=LinkKind(self.kind.data),
            starts_on=self.starts_on.data,
            text=(self.text.data or "").strip(),
        )


class EndForm(BaseForm):
    """Since when they no longer work together."""

    on = DateField(_l("No longer from"), validators=[InputRequired()])
