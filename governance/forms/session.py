"""During the evening: the officers, and what disturbed it."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from foundation.web.forms import BaseForm


class OfficerForm(BaseForm):
    """Who holds a seat of the officers."""

    name = StringField(_l("Name"), validators=[DataRequired(), Length(max=200)])
    capacity = StringField(_l("Capacity"), validators=[Length(max=200)])


class IncidentForm(BaseForm):
    """Something that disturbed the session."""

    text = TextAreaField(_l("What happened"), validators=[DataRequired(), Length(max=2000)])
