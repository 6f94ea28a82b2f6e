"""The forms of what a workshop yields: findings, schemes, files, works of the library."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import RadioField, SelectField
from wtforms.validators import ValidationError

from foundation.web.fields import DayField
from foundation.web.forms import BaseForm, choices
from pole.workshops.forms.fields import given, line, paragraph, pick, text_of
from pole.workshops.models import Production
from pole.workshops.rules.kinds import EFFECT_NAMES, FINDING_NAMES, PRODUCTION_NAMES
from pole.workshops.services.library import ProductionDraft
from pole.workshops.services.yields import FindingDraft, SchemeDraft


def _radio(label: object, names: dict[str, str], default: str) -> RadioField:
    return RadioField(label, choices=choices([(code, _l(name)) for code, name in names.items()]), default=default)


class FindingForm(BaseForm):
    """Something that was found, told, agreed, or is to be done."""

    kind = _radio(_l("What is it?"), FINDING_NAMES, "finding")
    text = paragraph(_l("In words"), needed=_l("Write what was found, in a sentence or two."))
    author = line(_l("Who told it, or who does it"), 200)
    actor_id = pick(_l("Organisation"))
    session_id = pick(_l("Session"))
    due_on = DayField(_l("To be done by"))

    def draft(self) -> FindingDraft:
        """What was typed."""
        return FindingDraft(
            kind=self.kind.data,
            text=text_of(self.text),
            author=text_of(self.author),
            actor_id=self.actor_id.data,
            session_id=self.session_id.data,
            due_on=self.due_on.data,
        )


class SchemeForm(BaseForm):
    """A public scheme that changed or was created."""

    name = line(_l("Name of the scheme"), 200, needed=_l("Write the name of the scheme."))
    effect = _radio(_l("What happened?"), EFFECT_NAMES, "created")
    actor_id = pick(_l("Held by"))
    on = DayField(_l("On"))
    text = paragraph(_l("What changes"))

    def validate_on(self, field: DayField) -> None:
        """A day is needed."""
        if field.data is None and not field.errors:
            raise ValidationError(_("Write the day on which it happened."))

    def draft(self) -> SchemeDraft:
        """What was typed."""
        return SchemeDraft(
            name=text_of(self.name),
            effect=self.effect.data,
            on=given(self.on),
            actor_id=self.actor_id.data,
            text=text_of(self.text),
        )


class FileForm(BaseForm):
    """A photo or a paper."""

    title = line(
        _l("What is on it"), 200, needed=_l("Say in a few words what this file is: it is shown under that name.")
    )
    file = FileField(_l("File"))

    def validate_file(self, field: FileField) -> None:
        """One is chosen."""
        if not field.data:
            raise ValidationError(_("Choose a file."))


class ProductionForm(BaseForm):
    """A work for the library."""

    kind = _radio(_l("What is it?"), PRODUCTION_NAMES, "brochure")
    title = line(_l("Title"), 200, needed=_l("Give the work its title."))
    file = FileField(_l("File (PDF, document or picture)"))
    address = line(_l("Or its address on the web"), 500)
    summary = paragraph(_l("In a few sentences"))
    theme = line(_l("Theme"), 120, render_kw={"list": "themes"})
    authors = line(_l("Made by"), 300)
    published_on = DayField(_l("Published on"))

    def validate_published_on(self, field: DayField) -> None:
        """A day is needed."""
        if field.data is None and not field.errors:
            raise ValidationError(_("Write the day on which it was published."))

    @classmethod
    def of(cls, production: Production) -> "ProductionForm":
        """The form filled with what is said of a work."""
        return cls(obj=production)

    def draft(self, workshop_id: int | None) -> ProductionDraft:
        """What was typed."""
        return ProductionDraft(
            kind=self.kind.data,
            title=text_of(self.title),
            published_on=given(self.published_on),
            theme=text_of(self.theme),
            summary=text_of(self.summary),
            authors=text_of(self.authors),
            address=text_of(self.address),
            workshop_id=workshop_id,
        )


class BecomeForm(BaseForm):
    """What a finding becomes."""

    what = RadioField(_l("It becomes"), default="action")
    title = line(_l("Title"), 200, needed=_l("Give it a title: a few words."))
    axis_id = pick(_l("Axis of the programme"))
    assembly_id = pick(_l("Assembly in preparation"))

    def validate_axis_id(self, field: SelectField) -> None:
        """An action stands in an axis."""
        if self.what.data == "action" and field.data is None:
            raise ValidationError(_("Choose the axis of the programme in which the action stands."))

    def validate_assembly_id(self, field: SelectField) -> None:
        """A resolution stands on an agenda."""
        if self.what.data == "resolution" and field.data is None:
            raise ValidationError(_("Choose the assembly on whose agenda the resolution stands."))
