"""The colleges to which alone a question is put, in the form of its plan; offered where the statutes have some."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from foundation.web.forms import choices


class CollegesField:
    """Mixed into the fields of a plan; until `offer_colleges` is called nothing is offered, and everybody is asked."""

    colleges = SelectMultipleField(
        _l("Put to some colleges only"),
        choices=(),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validate_choice=False,
    )

    def offer_colleges(self, colleges: Iterable[tuple[str, str]]) -> None:
        """Offer the colleges of the statutes in force, by id and name."""
        self.colleges.choices = choices(colleges)

    def asked_colleges(self) -> dict[str, str]:
        """Those ticked, with their names; none where all are, for everybody is asked then."""
        offered = {choice.value: str(choice.label) for choice in self.colleges.choices or ()}
        ticked = {key: name for key, name in offered.items() if key in (self.colleges.data or ())}
        return ticked if len(ticked) < len(offered) else {}
