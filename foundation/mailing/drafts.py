"""What a letter would say: the supplied text as a text with named fields, and a preview of any text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flask import current_app
from markupsafe import Markup

from foundation.kernel.settings import CooperativeSettings, get_settings
from foundation.mailing.rendering import OwnText, render
from foundation.mailing.rules.addresses import one_line
from foundation.web.language import speaking
from foundation.wording.filling import said_fields
from foundation.wording.rules.fields import fill
from foundation.wording.rules.letters import Wording
from foundation.wording.rules.marking import as_html, filled, read

SIGNATURE = "\n-- \n"


@dataclass(frozen=True)
class Preview:
    """A letter as its reader would see it; `parts` are safe HTML, by name."""

    subject: str
    parts: dict[str, Markup]


def supplied_parts(wording: Wording, language: str) -> dict[str, str]:
    """The supplied text of a letter with its fields in braces, to start a text of our own from.

    It is written with the sample of the letter, then what the sample says is replaced by the fields that say it.
    """
    if wording.printed:
        return dict.fromkeys(wording.parts, "")
    given = _given(wording, {})
    rendered = render(wording.name, to_name=str(given["to_name"]), language=language, context=given)
    with speaking(language):
        said = said_fields(wording.fields, given)
    return {
        "subject": _with_fields(rendered.subject, said),
        "body": _with_fields(without_signature(rendered.text), said),
    }


def preview(wording: Wording, language: str, parts: Mapping[str, str], known: Mapping[str, object]) -> Preview:
    """What `parts` say to the reader that `known` describes; where it says nothing, to the reader of the sample."""
    given = _given(wording, known)
    with speaking(language):
        values = said_fields(wording.fields, given)
    bodies = {name: _html(text, values) for name, text in parts.items() if name != "subject"}
    return Preview(one_line(fill(parts.get("subject", ""), values)), bodies)


def parts_in_force(wording: Wording, language: str, own: Mapping[str, OwnText | dict[str, str]]) -> dict[str, str]:
    """The text of our own where there is one, else the supplied one."""
    found = own.get(language)
    return dict(found) if isinstance(found, dict) else supplied_parts(wording, language)


def without_signature(text: str) -> str:
    """The words of a mail without the lines that the house adds below."""
    return text.split(SIGNATURE, maxsplit=1)[0].strip()


def _html(text: str, values: Mapping[str, str]) -> Markup:
    # every word is escaped by as_html
    return Markup(as_html(filled(read(text), values)))  # noqa: S704


def _given(wording: Wording, known: Mapping[str, object]) -> dict[str, object]:
    settings = get_settings()
    return {
        "public_url": current_app.config["PUBLIC_URL"],
        **_of_the_house(settings),
        **wording.sample,
        **{key: value for key, value in known.items() if value},
    }


def _of_the_house(settings: CooperativeSettings) -> dict[str, object]:
    return {"cooperative_name": settings.name, "cooperative_email": settings.email}


def _with_fields(text: str, said: Mapping[str, str]) -> str:
    for key, value in sorted(said.items(), key=lambda one: -len(one[1])):
        if len(value) > 1:
            text = re.sub(rf"(?<![\w{{]){re.escape(value)}(?!\w)", f"{{{key}}}", text)
    return re.sub(r"\n{3,}", "\n\n", text)
