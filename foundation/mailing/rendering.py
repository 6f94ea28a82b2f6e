"""From a mail's folder of templates, or a text of our own, to its subject, its text and (where it has one) its HTML."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import css_inline
from flask import current_app
from jinja2 import TemplateNotFound
from markupsafe import Markup

from foundation.kernel.settings import CooperativeSettings, get_settings
from foundation.mailing.rules.addresses import one_line
from foundation.web.language import LANGUAGES, speaking
from foundation.wording.filling import said_fields
from foundation.wording.queries import own_parts
from foundation.wording.registry import all_wordings
from foundation.wording.rules.fields import Field, fill
from foundation.wording.rules.marking import as_html, as_text, filled, read

MAX_SUBJECT = 300


@dataclass(frozen=True)
class Rendered:
    """What one reader will read; `html` is None where the mail is text alone."""

    subject: str
    text: str
    html: str | None


@dataclass(frozen=True)
class OwnText:
    """A subject and a text with named fields, written by somebody instead of the supplied templates."""

    subject: str
    body: str
    fields: Sequence[Field]


OwnTexts = Mapping[str, OwnText]


def own_texts(template: str) -> OwnTexts:
    """The texts of our own for one mail, by language; one statement, none for a mail that has no such text."""
    wording = all_wordings().get(template)
    if wording is None:
        return {}
    return {
        language: OwnText(parts["subject"], parts["body"], wording.fields)
        for language, parts in own_parts(template).items()
    }


def render(
    template: str,
    *,
    to_name: str,
    language: str,
    context: dict[str, object],
    cooperative: CooperativeSettings | None = None,
    own: OwnTexts | None = None,
) -> Rendered:
    """Write the mail `templates/mail/<template>/` in its reader's language, or what `own` says instead.

    Templates are given `to_name`, `cooperative` (the settings in force if left out), `public_url` (no slash at its end)
    and `context`.
    A name that a template uses and nobody gave is an error, not a blank.
    """
    given = {
        "to_name": one_line(to_name),
        "cooperative": cooperative or get_settings(),
        "public_url": current_app.config["PUBLIC_URL"],
        **context,
    }
    spoken = language if language in LANGUAGES else "fr"
    with speaking(spoken):
        if own and spoken in own:
            return _own(own[spoken], given)
        subject = one_line(_fill(f"mail/{template}/subject.txt", given))[:MAX_SUBJECT]
        text = _fill(f"mail/{template}/body.txt", given).strip() + "\n"
        return Rendered(subject, text, _html(f"mail/{template}/body.html", {**given, "subject": subject}))


def _own(own: OwnText, given: dict[str, object]) -> Rendered:
    """The text with its fields in place: never run as a template, in HTML every word escaped."""
    settings = given["cooperative"]
    known = {
        **given,
        "cooperative_name": getattr(settings, "name", ""),
        "cooperative_email": getattr(settings, "email", ""),
    }
    values = said_fields(own.fields, known)
    subject = one_line(fill(own.subject, values))[:MAX_SUBJECT]
    blocks = filled(read(own.body), values)
    # as_html escapes every word it is given
    within = {**given, "subject": subject, "own_text": as_text(blocks), "own_html": Markup(as_html(blocks))}  # noqa: S704
    text = _fill("mail/_own.txt", within).strip() + "\n"
    return Rendered(subject, text, _html("mail/_own.html", within))


def _fill(name: str, given: dict[str, object]) -> str:
    return current_app.jinja_env.get_template(name).render(given)


def _html(name: str, given: dict[str, object]) -> str | None:
    """The page with its style sheet moved into the elements, as mail readers want it; nothing is fetched."""
    try:
        template = current_app.jinja_env.get_template(name)
    except TemplateNotFound:
        return None
    return css_inline.inline(template.render(given), load_remote_stylesheets=False, keep_style_tags=False)
