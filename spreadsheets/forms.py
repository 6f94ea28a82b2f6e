"""The forms of the import studio."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField, TextAreaField
from wtforms.validators import DataRequired, Length

from foundation.web.forms import BaseForm, choices
from spreadsheets.registry import Importer


class FileForm(BaseForm):
    """A file to take in."""

    file = FileField(_l("File (XLSX, ODS, XLS or CSV)"), validators=[FileRequired(_l("Choose a file."))])


class ColumnsForm(BaseForm):
    """Which column is which field; its fields are made from the sheet by `columns_form`."""

    def chosen(self) -> dict[int, str]:
        """Column to field."""
        return {
            int(field.short_name[1:]): field.data or ""
            for field in self
            if field.short_name[0] == "c" and field.short_name[1:].isdecimal()
        }


class MotiveForm(BaseForm):
    """Why a batch is taken back."""

    motive = TextAreaField(_l("Why"), validators=[DataRequired(_l("Write the reason.")), Length(max=500)])


def columns_form(importer: Importer, headings: Iterable[str], given: dict[int, str]) -> ColumnsForm:
    """The form with one list a column that has a heading."""
    offered = [
        ("", _("left out")),
        *((field.name, _label(field.label, required=field.required)) for field in importer.fields),
    ]

    class OfThisSheet(ColumnsForm):
        pass

    for index, heading in enumerate(headings):
        if heading:
            setattr(
                OfThisSheet, f"c{index}", SelectField(heading, choices=choices(offered), default=given.get(index, ""))
            )
    return OfThisSheet()


def _label(label: str, *, required: bool) -> str:
    return _("%(field)s (needed)", field=_(label)) if required else _(label)
