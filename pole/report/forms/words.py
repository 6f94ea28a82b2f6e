"""What the board says in a section of the report."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length

from foundation.web.forms import BaseForm
from pole.report.rules.sections import LONGEST


class WordsForm(BaseForm):
    """The text, and the revision that the writer has read."""

    text = TextAreaField(_l("The board’s words"), validators=[Length(max=LONGEST)])
    seen = HiddenField()

    @property
    def seen_revision(self) -> int:
        """The revision that was read; nought for none."""
        said = self.seen.data or ""
        return int(said) if said.isdecimal() and len(said) < 7 else 0
