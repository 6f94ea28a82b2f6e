"""The free texts of the minutes."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, StringField, TextAreaField
from wtforms.validators import Length

from foundation.web.forms import BaseForm
from governance.models import Assembly
from governance.rules.minutes_texts import MinutesTexts, WrittenQuestion

LONG_TEXT = 20_000
EMPTY_ROWS = 2


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
