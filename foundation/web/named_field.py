"""One of many, named by typing: suggestions where the browser gives them, and a name typed by hand everywhere else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup, escape
from wtforms import Field
from wtforms.validators import ValidationError
from wtforms.widgets import TextInput

from foundation.kernel.sorting import sort_key

SEVERAL = 5


@dataclass(frozen=True)
class Named:
    """One that may be named: `value` is what the form gives, `label` what is suggested, `number` finds it too."""

    value: int
    label: str
    number: str = ""


class WithSuggestions(TextInput):
    """A text input and the list of its suggestions, which a browser that knows none of it leaves out."""

    def __call__(self, field: "NamedField", **attributes: Any) -> Markup:
        """The two elements."""
        known = Markup("").join(
            Markup('<option value="{}"></option>').format(escape(one.label)) for one in field.offered
        )
        typed = super().__call__(field, **({"list": f"{field.id}-names", "autocomplete": "off"} | attributes))
        return Markup('{}<datalist id="{}-names">{}</datalist>').format(typed, field.id, known)


class NamedField(Field):
    """`data` is the value of the one that was named, None where none was; `offer` says who may be.

    A label is taken as it stands; else a number; else part of a name without accents, if it is the part of one alone.
    """

    widget = WithSuggestions()
    data: Any = None
    offered: Sequence[Named] = ()

    def offer(self, known: Iterable[Named]) -> None:
        """Who may be named. What was sent is read again with them."""
        self.offered = tuple(known)
        self.data = next((one.value for one in self._answering()), None) if self.typed else self.data

    @property
    def typed(self) -> str:
        """What was typed, without the white around it."""
        return str(self.raw_data[0]).strip() if self.raw_data else ""

    def pre_validate(self, form: Any) -> None:
        """Nobody of that name, or several: said with the names."""
        found = self._answering()
        if not self.typed or len(found) == 1:
            return
        self.data = None
        if not found:
            raise ValidationError(_("Nobody of that name is on the list: try part of the name, or the member number."))
        names = ", ".join(one.label for one in found[:SEVERAL]) + ("…" if len(found) > SEVERAL else "")
        raise ValidationError(
            _("Several answer to this name: %(names)s. Type the whole name or the number.", names=names)
        )

    def _answering(self) -> list[Named]:
        """Those meant by what was typed: by the whole label, by number, by every word of it."""
        whole = [one for one in self.offered if one.label == self.typed]
        by_number = [one for one in self.offered if one.number == self.typed]
        words = sort_key(self.typed).split()
        by_words = [one for one in self.offered if words and all(word in sort_key(one.label) for word in words)]
        return whole or by_number or by_words

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return next((one.label for one in self.offered if one.value == self.data), "")
