"""A proxy: who gives it, and to whom. Nobody is chosen beforehand, so that no vote is entrusted by haste."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, EmailField, RadioField, SelectField, StringField
from wtforms.validators import Email, InputRequired, Length, Optional, ValidationError

from foundation.web.forms import BaseForm, choices
from foundation.web.named_field import Named, NamedField
from governance.rules.outside_holders import RELATION_NAMES
from governance.rules.roll import Candidate
from governance.services.outside_holders import OutsideDraft

MEMBER, OUTSIDE, BLANK = "member", "outside", "blank"
WAYS = {
    MEMBER: _l("Another member"),
    OUTSIDE: _l("Somebody who is not a member"),
    BLANK: _l("Nobody named"),
}


def named(members: Iterable[Candidate]) -> list[Named]:
    """Members as a NamedField offers them: found by name, part of a name, or number."""
    return [
        Named(one.member_id, _("%(name)s (no. %(number)s)", name=one.name, number=one.number), str(one.number))
        for one in members
    ]


class HolderForm(BaseForm):
    """Who holds a proxy: a member, somebody who is not one where law or statutes allow it, or nobody (a blank proxy)."""

    to = RadioField(_l("Who will vote"), validate_choice=False)
    holder = NamedField(_l("Name of the member"))
    outside_name = StringField(_l("Name of the holder who is not a member"), validators=[Length(max=200)])
    outside_relation = SelectField(_l("What this person is to the member"), validate_choice=False)
    outside_email = EmailField(
        _l("E-mail of this person"), validators=[Optional(), Email(_l("This is not an e-mail address."))]
    )

    def offer(self, holders: Iterable[Candidate], *, outside: bool, blank: bool) -> "HolderForm":
        """Offer the ways that law and statutes allow, and every relation: the rules refuse some, and say why."""
        ways = [MEMBER, *([OUTSIDE] if outside else []), *([BLANK] if blank else [])]
        self.to.choices = choices((way, WAYS[way]) for way in ways)
        self.holder.offer(named(holders))
        told = [(value.value, _l(name)) for value, name in RELATION_NAMES.items()]
        self.outside_relation.choices = choices([("", _l("Choose")), *told])
        return self

    @property
    def way(self) -> str:
        """What was chosen, or the only thing that was filled in; empty where neither says it."""
        offered = [choice.value for choice in self.to.choices]
        if self.to.data in offered:
            return str(self.to.data)
        if len(offered) == 1 or self.holder.typed:
            return MEMBER
        return OUTSIDE if (self.outside_name.data or "").strip() else ""

    def validate_to(self, field: RadioField) -> None:
        """Nobody is given a vote by a button pressed too soon."""
        if not self.way:
            raise ValidationError(_("Choose who will vote."))

    def validate_holder(self, field: NamedField) -> None:
        """A member who holds it is named."""
        if self.way == MEMBER and not field.typed:
            raise ValidationError(_("Type the name of the member who will vote."))

    def validate_outside_name(self, field: StringField) -> None:
        """A holder from outside is named."""
        if self.way == OUTSIDE and not (field.data or "").strip():
            raise ValidationError(_("Type the name of the person who will vote."))

    def validate_outside_relation(self, field: SelectField) -> None:
        """A name from outside needs its relation."""
        if self.way == OUTSIDE and field.data not in tuple(RELATION_NAMES):
            raise ValidationError(_("Say what this person is to the member: spouse, civil partner, or neither."))

    def holder_id(self) -> int | None:
        """The member who holds the proxy, or None."""
        return self.holder.data if self.way == MEMBER else None

    def outside(self) -> OutsideDraft | None:
        """The holder who is not a member, or None."""
        if self.way != OUTSIDE:
            return None
        name = " ".join((self.outside_name.data or "").split())
        return OutsideDraft(name, self.outside_relation.data, (self.outside_email.data or "").strip())


class ProxyForm(HolderForm):
    """A written proxy: who gives it, who holds it, when it was signed."""

    principal = NamedField(_l("Who gives the proxy"), validators=[InputRequired()])
    signed_on = DateField(_l("Signed on"), validators=[InputRequired()])
    paper = StringField(_l("What was handed over"), validators=[Length(max=300)])


class OwnProxyForm(HolderForm):
    """A member gives his own proxy online."""

    principal = SelectField(_l("For which membership"), coerce=int, validators=[InputRequired()])
