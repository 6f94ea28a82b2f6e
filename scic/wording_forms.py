"""The shape of a text of our own."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField

from foundation.web.forms import BaseForm


class LetterForm(BaseForm):
    """A letter by mail."""

    subject = StringField(_l("Subject"))
    body = TextAreaField(_l("Text"), render_kw={"rows": 16})

    def parts(self) -> dict[str, str]:
        """What was typed, by part."""
        return {name: field.data or "" for name, field in self._fields.items() if name != "csrf_token"}


class PaperForm(BaseForm):
    """The free paragraphs of a printed paper."""

    opening = TextAreaField(_l("Paragraphs at the beginning"), render_kw={"rows": 7})
    closing = TextAreaField(_l("Paragraphs at the end"), render_kw={"rows": 7})

    def parts(self) -> dict[str, str]:
        """What was typed, by part."""
        return {name: field.data or "" for name, field in self._fields.items() if name != "csrf_token"}


def form_for(printed: bool, parts: Mapping[str, str]) -> LetterForm | PaperForm:
    """The form of a letter or of a paper, with these texts in it."""
    return PaperForm(data=dict(parts)) if printed else LetterForm(data=dict(parts))


# Which field a refusal belongs to; others are about the whole form.
FIELDS = {"empty-subject": "subject", "empty-body": "body", "long-subject": "subject", "long-body": "body"}
