"""The shape of what people type about assemblies; nothing legal is decided here."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    Field,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import AnyOf, DataRequired, Email, InputRequired, Length, Optional, ValidationError

from foundation.kernel.clock import PARIS
from foundation.web.forms import BaseForm, choices
from governance.models import AgendaItem, Assembly
from governance.rules.kinds import KIND_NAMES, QUESTION_NAMES
from governance.rules.minutes_texts import MinutesTexts, WrittenQuestion
from governance.rules.notice_words import NoticeWords
from governance.rules.outside_holders import RELATION_NAMES
from governance.services.assemblies import AssemblyDraft, ItemDraft
from governance.services.outside_holders import OutsideDraft

LONG_TEXT = 20_000
EMPTY_ROWS = 2
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


class ItemForm(BaseForm):
    """A point of the agenda."""

    title = StringField(_l("Title"), validators=[DataRequired(), Length(max=200)])
    text = TextAreaField(_l("Text"), validators=[Length(max=LONG_TEXT)])
    question = RadioField(_l("Is it put to the vote?"), default="", validators=[Optional()])
    supported_by_board = BooleanField(_l("Presented or approved by the board"), default=True)
    replaceable = BooleanField(_l("A member may change the vote until it closes"), default=False)

    def offer(self, allowed: tuple[str, ...]) -> "ItemForm":
        """Offer the kinds of vote that this assembly can take."""
        votes = [(value.value, _l(name)) for value, name in QUESTION_NAMES.items() if value.value in allowed]
        self.question.choices = choices([("", _l("No, it is discussed only")), *votes])
        return self

    def draft(self) -> ItemDraft:
        """What was typed."""
        return ItemDraft(
            title=self.title.data.strip(),
            text=(self.text.data or "").strip(),
            question=self.question.data or "",
            supported_by_board=self.supported_by_board.data,
            replaceable=self.replaceable.data,
        )

    @classmethod
    def of(cls, item: AgendaItem) -> "ItemForm":
        """The form filled with what a point says now."""
        return cls(obj=item)


class HolderForm(BaseForm):
    """Who holds a proxy: a member of the list, or somebody who is not a member where law or statutes allow it."""

    outside_name = StringField(_l("Name of the holder who is not a member"), validators=[Length(max=200)])
    outside_relation = SelectField(_l("What this person is to the member"), validators=[Optional()])
    outside_email = EmailField(
        _l("E-mail of this person"), validators=[Optional(), Email(_l("This is not an e-mail address."))]
    )

    def offer_relations(self) -> "HolderForm":
        """Offer every relation: the rules refuse those that law and statutes do not allow, and say why."""
        told = [(value.value, _l(name)) for value, name in RELATION_NAMES.items()]
        self.outside_relation.choices = choices([("", _l("Choose")), *told])
        return self

    def validate_outside_relation(self, field: SelectField) -> None:
        """A name from outside needs its relation; both or neither."""
        if (self.outside_name.data or "").strip() and not field.data:
            raise ValidationError(_("Say what this person is to the member: spouse, civil partner, or neither."))

    def outside(self) -> OutsideDraft | None:
        """The holder who is not a member, or None."""
        name = " ".join((self.outside_name.data or "").split())
        if not name:
            return None
        return OutsideDraft(name, self.outside_relation.data, (self.outside_email.data or "").strip())


class ProxyForm(HolderForm):
    """A written proxy: who gives it, who holds it, when it was signed."""

    principal = SelectField(_l("Who gives the proxy"), coerce=int, validators=[InputRequired()])
    holder = SelectField(_l("Who holds it"), coerce=int)
    signed_on = DateField(_l("Signed on"), validators=[InputRequired()])
    paper = StringField(_l("What was handed over"), validators=[Length(max=300)])


class OwnProxyForm(HolderForm):
    """A member gives his own proxy online."""

    principal = SelectField(_l("For which membership"), coerce=int, validators=[InputRequired()])
    holder = SelectField(_l("Who will vote for you"), coerce=int)


class OfficerForm(BaseForm):
    """Who holds a seat of the officers."""

    name = StringField(_l("Name"), validators=[DataRequired(), Length(max=200)])
    capacity = StringField(_l("Capacity"), validators=[Length(max=200)])


class IncidentForm(BaseForm):
    """Something that disturbed the session."""

    text = TextAreaField(_l("What happened"), validators=[DataRequired(), Length(max=2000)])


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


class MinutesForm(BaseForm):
    """The free texts of minutes; `minutes_form` adds a field for each point of the agenda and for each question."""

    seen_revision = HiddenField()
    attending = TextAreaField(_l("Attend without a vote"), validators=[Length(max=4000)])
    documents = TextAreaField(_l("Documents submitted to the assembly"), validators=[Length(max=4000)])
    next_steps = TextAreaField(_l("What follows"), validators=[Length(max=2000)])
    signed_at = StringField(_l("Made at"), validators=[Length(max=200)])
    item_ids: tuple[int, ...] = ()
    question_rows = 0

    @property
    def seen(self) -> int:
        """The number of the revision that the writer had before his eyes; 0 where there was none."""
        text = self.seen_revision.data or "0"
        return int(text) if text.isdecimal() else 0

    @property
    def debate_fields(self) -> list[Field]:
        """One field a point of the agenda, in order."""
        return [self[f"debate_{item_id}"] for item_id in self.item_ids]

    @property
    def question_fields(self) -> list[tuple[Field, Field, Field]]:
        """Author, question and answer of each row."""
        parts = ("author", "question", "answer")
        return [tuple(self[f"{part}_{row}"] for part in parts) for row in range(self.question_rows)]

    def texts(self) -> MinutesTexts:
        """What was typed; a row without a question is left out."""
        rows = [tuple((field.data or "").strip() for field in row) for row in self.question_fields]
        return MinutesTexts(
            debates={str(item_id): _clean(self[f"debate_{item_id}"].data) for item_id in self.item_ids},
            documents=_clean(self.documents.data),
            attending=_clean(self.attending.data),
            questions=tuple(WrittenQuestion(*row) for row in rows if row[1]),
            next_steps=_clean(self.next_steps.data),
            signed_at=_clean(self.signed_at.data),
        )


def minutes_form(assembly: Assembly, texts: MinutesTexts, revision: int) -> MinutesForm:
    """The form of one assembly's minutes, filled with `texts` where nothing was sent; two empty rows for questions."""
    rows = len(texts.questions) + EMPTY_ROWS
    fields: dict[str, Any] = {"item_ids": tuple(item.id for item in assembly.items), "question_rows": rows}
    values: dict[str, Any] = {"seen_revision": str(revision)}
    values |= {name: getattr(texts, name) for name in ("attending", "documents", "next_steps", "signed_at")}
    for item in assembly.items:
        fields[f"debate_{item.id}"] = TextAreaField(item.title, validators=[Length(max=LONG_TEXT)])
        values[f"debate_{item.id}"] = texts.debates.get(str(item.id), "")
    for row in range(rows):
        fields[f"author_{row}"] = StringField(_l("Author"), validators=[Length(max=200)])
        fields[f"question_{row}"] = TextAreaField(_l("Question"), validators=[Length(max=4000)])
        fields[f"answer_{row}"] = TextAreaField(_l("Answer"), validators=[Length(max=4000)])
        if row < len(texts.questions):
            one = texts.questions[row]
            values |= {f"author_{row}": one.author, f"question_{row}": one.question, f"answer_{row}": one.answer}
    return type("MinutesFormOfOne", (MinutesForm,), fields)(data=values)


def _clean(text: str | None) -> str:
    """Without the line ends of another system, nor white ends."""
    return (text or "").replace("\r\n", "\n").strip()
