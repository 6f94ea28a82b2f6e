"""The forms of a drawing of lots: what is published before, then the seed."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from foundation.web.forms import BaseForm
from governance.rules.lots import LONGEST_SEED, Quota
from governance.services.lots import LotDraft


class AnnounceForm(BaseForm):
    """What is said of every lot before it is drawn."""

    title = StringField(
        _l("What is drawn"),
        validators=[DataRequired(_l("Say what is drawn, as in: scrutineers of the assembly.")), Length(max=200)],
    )
    source = TextAreaField(
        _l("Where the seed will come from"),
        validators=[
            DataRequired(_l("Say which text or number, that nobody knows yet, will be the seed.")),
            Length(max=1000),
        ],
    )
    known_on = DateField(_l("Known on"), validators=[InputRequired(_l("Give the day on which the seed is known."))])

    def draft(self) -> LotDraft:
        """What was written."""
        return LotDraft(self.title.data, self.source.data, self.known_on.data)


class OrderForm(AnnounceForm):
    """An order of names."""

    names = TextAreaField(
        _l("The names, one a line"), validators=[DataRequired(_l("Write the names, one a line.")), Length(max=70_000)]
    )


class PanelForm(AnnounceForm):
    """So many members of each college; made by `panel_form` with a field a college."""

    groups: Sequence[Quota] = ()

    @property
    def takes(self) -> dict[str, int]:
        """How many to draw, by college."""
        return {one.group: self[f"take_{place}"].data or 0 for place, one in enumerate(self.groups)}

    @property
    def rows(self) -> list[tuple[Quota, Any]]:
        """The field of each college, for the page."""
        return [(one, self[f"take_{place}"]) for place, one in enumerate(self.groups)]


class SeedForm(BaseForm):
    """The seed, once it is known."""

    seed = StringField(
        _l("The seed, exactly as it was published"),
        validators=[DataRequired(_l("Write the seed.")), Length(max=LONGEST_SEED)],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )


def panel_form(groups: Sequence[Quota]) -> PanelForm:
    """The form for the colleges of today."""
    fields = {
        f"take_{place}": IntegerField(one.name or _("Members"), validators=[Optional(), NumberRange(0, 1000)])
        for place, one in enumerate(groups)
    }
    made: PanelForm = type("PanelFormOfToday", (PanelForm,), fields | {"groups": tuple(groups)})()
    return made
