"""The form that submits a statutes file: a file, or its text, to be checked or adopted."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import StringField, SubmitField, TextAreaField
from wtforms.validators import Length

from foundation.web.forms import BaseForm
from statutes.rules.parse import LONGEST_FILE


class StatutesForm(BaseForm):
    """A statutes file. The uploaded file, where there is one, comes before the text."""

    file = FileField(_l("Statutes file (.toml)"))
    text = TextAreaField(_l("Or its text"), validators=[Length(max=LONGEST_FILE)])
    assembly = StringField(_l("Assembly that adopted it"), validators=[Length(max=200)])
    check = SubmitField(_l("Check"))
    adopt = SubmitField(_l("Adopt"))

    def content(self) -> bytes | str:
        """What was sent: bytes of the file, else the text."""
        sent = self.file.data
        uploaded = sent.read(LONGEST_FILE + 1) if sent else b""
        return uploaded or (self.text.data or "").replace("\r\n", "\n")
