"""A text to a list of members."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired

from foundation.kernel.sentences import sentence
from foundation.web.forms import BaseForm, choices
from foundation.web.language import current_language
from membership.rules.dispatches import PURPOSE_NAMES, Purpose, Words, checked_words

# Which field a refusal belongs to.
FIELDS = {"empty-subject": "subject", "long-subject": "subject", "empty-body": "body", "long-body": "body"}


class WritingForm(BaseForm):
    """Why, what, and (hidden) the list as it was shown and the key that sends it once."""

    purpose = RadioField(_l("Why you write"), validators=[DataRequired(_l("Say why you write."))])
    subject = StringField(_l("Subject"))
    body = TextAreaField(_l("Text"), render_kw={"rows": 14})
    subject_en = StringField(_l("Subject in English"))
    body_en = TextAreaField(_l("Text in English"), render_kw={"rows": 8})
    once = HiddenField()
    digest = HiddenField()

    @classmethod
    def made(cls, **data: Any) -> "WritingForm":
        """The form with its choices in the reader's language."""
        form = cls(data=data)
        language = current_language()
        form.purpose.choices = choices((one.value, sentence(language, name)) for one, name in PURPOSE_NAMES.items())
        return form

    def words(self) -> Words:
        """The text; Refused where it cannot be sent."""
        return checked_words(self.subject.data or "", self.body.data or "")

    def english(self) -> Words | None:
        """The English text; None where none was written."""
        if not (self.subject_en.data or "").strip() and not (self.body_en.data or "").strip():
            return None
        return checked_words(self.subject_en.data or "", self.body_en.data or "")

    def why(self) -> Purpose:
        """The purpose that was chosen."""
        return Purpose(self.purpose.data)
