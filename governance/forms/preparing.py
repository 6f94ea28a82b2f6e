"""Before the evening: the assembly, its agenda, its notice."""

from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, EmailField, RadioField, SelectField, StringField, TextAreaField, TimeField
from wtforms.validators import AnyOf, DataRequired, Email, InputRequired, Length, Optional, ValidationError

from foundation.kernel.clock import PARIS
from foundation.web.forms import BaseForm, choices
from governance.models import AgendaItem, Assembly
from governance.rules.kinds import KIND_NAMES, QUESTION_NAMES
from governance.rules.notice_words import NoticeWords
from governance.services.assemblies import AssemblyDraft, ItemDraft
from votes.forms.planning import PlanFields
from votes.rules.plans import BallotPlan

LONG_TEXT = 20_000
LAST_YEAR = 2999


class AssemblyForm(BaseForm):
    """Date, place and kind of an assembly; the hour is that of its place."""

    title = StringField(_l("Title"), validators=[DataRequired(), Length(max=200)])
    kind = SelectField(_l("Kind"), choices=choices([(kind.value, _l(name)) for kind, name in KIND_NAMES.items()]))
    day = DateField(_l("Day"), validators=[InputRequired()])
    hour = TimeField(_l("Hour"), validators=[InputRequired()])
    zone = StringField(
        _l("Time zone"),
        default=PARIS,
        validators=[DataRequired(), AnyOf(available_timezones(), _l("Unknown time zone."))],
    )
    place = StringField(_l("Place"), validators=[Length(max=300)])
    remote_access = StringField(_l("Remote access"), validators=[Length(max=300)])
    questions_email = EmailField(
        _l("Address for written questions"), validators=[Optional(), Email(_l("This is not an e-mail address."))]
    )

    def validate_day(self, field: DateField) -> None:
        """A year beyond any calendar of the cooperative is a slip of the hand."""
        if field.data and field.data.year > LAST_YEAR:
            raise ValidationError(_("This year is too far away: write the year of the assembly."))

    def draft(self) -> AssemblyDraft:
        """What was typed, the hour told in its zone."""
        local = datetime.combine(self.day.data, self.hour.data, ZoneInfo(self.zone.data))
        return AssemblyDraft(
            title=self.title.data.strip(),
            kind=self.kind.data,
            starts_at=local,
            zone=self.zone.data,
            place=(self.place.data or "").strip(),
            remote_access=(self.remote_access.data or "").strip(),
            questions_email=(self.questions_email.data or "").strip(),
        )

    @classmethod
    def of(cls, assembly: Assembly) -> "AssemblyForm":
        """The form filled with what an assembly says now."""
        local = assembly.local_start
        return cls(obj=assembly, day=local.date(), hour=local.time())


class ItemForm(PlanFields, BaseForm):
    """A point of the agenda, and how it is put to the vote."""

    title = StringField(_l("Title"), validators=[DataRequired(), Length(max=200)])
    text = TextAreaField(_l("Text"), validators=[Length(max=LONG_TEXT)])
    question = RadioField(_l("Is it put to the vote?"), default="", validators=[Optional()])
    supported_by_board = BooleanField(_l("Presented or approved by the board"), default=True)

    @property
    def is_planned(self) -> bool:
        """A point that is discussed only has no plan."""
        return bool(self.question.data)

    def offer(self, allowed: tuple[str, ...]) -> "ItemForm":
        """Offer the kinds of vote that this assembly can take."""
        votes = [(value.value, _l(name)) for value, name in QUESTION_NAMES.items() if value.value in allowed]
        self.question.choices = choices([("", _l("No, it is discussed only")), *votes])
        return self

    def draft(self, kept: BallotPlan | None = None) -> ItemDraft:
        """What was typed; `kept`: the plan before."""
        return ItemDraft(
            title=self.title.data.strip(),
            text=(self.text.data or "").strip(),
            question=self.question.data or "",
            supported_by_board=self.supported_by_board.data,
            replaceable=self.replaceable.data and not self.secret.data,
            plan=self.plan(kept) if self.question.data else BallotPlan(),
        )

    @classmethod
    def of_item(cls, item: AgendaItem) -> "ItemForm":
        """The form filled with what a point says now."""
        return cls(obj=item, data=cls.of_plan(item.plan))


class NoticeForm(BaseForm):
    """What a person adds to the notice; the rest comes from the assembly and the statutes."""

    convened_by = StringField(_l("Who convenes"), validators=[Length(max=200)])
    decided_on = DateField(_l("By a decision of"), validators=[Optional()])
    signatory = StringField(_l("Name of who signs"), validators=[Length(max=200)])
    capacity = StringField(_l("Capacity of who signs"), validators=[Length(max=200)])
    doors_at = TimeField(_l("Doors open at"), validators=[Optional()])
    documents = TextAreaField(_l("Documents at the members’ disposal"), validators=[Length(max=4000)])
    reason = TextAreaField(_l("Reason for the late notice"), validators=[Length(max=2000)])

    def words(self) -> NoticeWords:
        """What was typed."""
        lines = (self.documents.data or "").splitlines()
        return NoticeWords(
            convened_by=(self.convened_by.data or "").strip(),
            decided_on=self.decided_on.data,
            signatory=(self.signatory.data or "").strip(),
            capacity=(self.capacity.data or "").strip(),
            doors_at=self.doors_at.data,
            documents=tuple(line.strip() for line in lines if line.strip()),
        )
