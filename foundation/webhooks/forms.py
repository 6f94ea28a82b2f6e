"""The form of a webhook."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField, StringField
from wtforms.validators import DataRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from foundation.web.forms import BaseForm


class WebhookForm(BaseForm):
    """Makes a webhook; the view offers the events."""

    name = StringField(
        _l("Which program receives it?"),
        validators=[
            DataRequired(_l("Name the program: you will recognise its webhook by it.")),
            Length(max=80, message=_l("The name of a webhook has at most 80 characters.")),
        ],
        render_kw={"autocomplete": "off"},
    )
    url = StringField(
        _l("Its address"),
        validators=[DataRequired(_l("Write the address that the program gave you."))],
        filters=[lambda text: text.strip() if text else text],
        render_kw={"autocomplete": "off", "inputmode": "url", "spellcheck": "false"},
    )
    events = SelectMultipleField(
        _l("What it is told of"),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validators=[DataRequired(_l("Tick at least one event."))],
    )
