"""From a mail's folder of templates to its subject, its text and (where it has one) its HTML."""

from dataclasses import dataclass

import css_inline
from flask import current_app
from jinja2 import TemplateNotFound

from foundation.kernel.settings import CooperativeSettings, get_settings
from foundation.mailing.rules.addresses import one_line
from foundation.web.language import LANGUAGES, speaking

MAX_SUBJECT = 300


@dataclass(frozen=True)
class Rendered:
    """What one reader will read; `html` is None where the mail is text alone."""

    subject: str
    text: str
    html: str | None


def render(
    template: str,
    *,
    to_name: str,
    language: str,
    context: dict[str, object],
    cooperative: CooperativeSettings | None = None,
) -> Rendered:
    """Write the mail `templates/mail/<template>/` in its reader's language.

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
    with speaking(language if language in LANGUAGES else "fr"):
        subject = one_line(_fill(f"mail/{template}/subject.txt", given))[:MAX_SUBJECT]
        text = _fill(f"mail/{template}/body.txt", given).strip() + "\n"
        return Rendered(subject, text, _html(f"mail/{template}/body.html", {**given, "subject": subject}))


def _fill(name: str, given: dict[str, object]) -> str:
    return current_app.jinja_env.get_template(name).render(given)


def _html(name: str, given: dict[str, object]) -> str | None:
    """The page with its style sheet moved into the elements, as mail readers want it; nothing is fetched."""
    try:
        template = current_app.jinja_env.get_template(name)
    except TemplateNotFound:
        return None
    return css_inline.inline(template.render(given), load_remote_stylesheets=False, keep_style_tags=False)
