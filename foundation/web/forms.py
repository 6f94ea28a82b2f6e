"""The base form. A form judges shape and type; a rule's refusal is added to it and shown in the same summary."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import Response, make_response, render_template
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, FieldList, Form, FormField
from wtforms.fields.choices import SelectChoice

from foundation.kernel.errors import ScicError
from foundation.kernel.sentences import sentence
from foundation.web.form_words import FormWords
from foundation.web.language import current_language


@dataclass(frozen=True)
class Problem:
    """One line of the error summary; `field_id` is empty where the whole form is meant."""

    field_id: str
    message: str


class BaseForm(FlaskForm):
    """Parent of every form: CSRF, messages in the reader's language, an error summary."""

    class Meta(FlaskForm.Meta):
        """As Flask-WTF makes it, with our sentences."""

        def get_translations(self, form: Form) -> FormWords:
            """What WTForms says by itself."""
            return FormWords()

    def problems(self) -> list[Problem]:
        """Everything to correct, in the order of the page: "Label: message" joined to its field."""
        whole = [Problem("", str(message)) for message in self.form_errors]
        return whole + list(_problems_of(self))

    def refuse(self, error: ScicError, *, field: str | None = None) -> None:
        """Add a rule's refusal to the summary with its rule and article, at `field` when it is about one."""
        said = sentence(current_language(), error.message, error.values)
        if error.source or error.rule:
            rule = _("rule %(number)s", number=error.rule) if error.rule else ""
            said = f"{said} ({', '.join(filter(None, (rule, error.source)))})"
        if field is None:
            self.form_errors.append(said)
        else:
            self[field].errors = [*self[field].errors, said]

    @property
    def is_refused(self) -> bool:
        """Whether there is something to correct."""
        return bool(self.problems())


def _problems_of(form: Form) -> Iterator[Problem]:
    for field in form:
        yield from _problems_of_field(field)


def _problems_of_field(field: Field) -> Iterator[Problem]:
    if isinstance(field, FormField):
        yield from _problems_of(field.form)
    elif isinstance(field, FieldList):
        for entry in field.entries:
            yield from _problems_of_field(entry)
    else:
        for message in field.errors:
            yield Problem(field.id, _labelled(field, str(message)))


def _labelled(field: Field, message: str) -> str:
    label = str(field.label.text).strip()
    if not label or field.short_name == "csrf_token":
        return message
    colon = "\u00a0: " if current_language() == "fr" else ": "
    return f"{label}{colon}{message}"


def choices(pairs: Iterable[tuple[object, object]]) -> list[SelectChoice]:
    """The choices of a SelectField or RadioField from (value, label) pairs; WTForms no longer takes bare tuples."""
    return [SelectChoice(value, label) for value, label in pairs]


def answer(form: BaseForm, template: str, **context: object) -> Response:
    """The page of a form: 422 where something is to be corrected, 200 the first time."""
    status = 422 if form.is_refused else 200
    return make_response(render_template(template, form=form, **context), status)
