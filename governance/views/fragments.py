"""Parts of pages asked for every second: answered with the assembly's pulse as ETag, so that silence costs one statement."""

from collections.abc import Callable
from typing import Any

from flask import make_response, render_template, request
from flask_babel import get_locale
from werkzeug.wrappers import Response

from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_


def fragment(template: str, beat: str | None, context: Callable[[], dict[str, Any]]) -> Response:
    """304 while the pulse `beat` is the one that the reader has; else the fragment, made only then."""
    if beat is None:
        raise NotFound("assembly", N_("This assembly does not exist. See the list of assemblies."))
    tag = tag_of(beat)
    known = request.if_none_match.contains_weak(tag)
    response = make_response("" if known else render_template(template, **context()), 304 if known else 200)
    response.set_etag(tag)
    response.headers["Cache-Control"] = "no-cache, private"
    return response


def tag_of(beat: str | None) -> str:
    """The ETag that a pulse gives to a fragment in the reader's language.

    A page carries the tag of the pulse read before its content: its first poll is answered 304, unless the room moved.
    """
    return f"{beat}-{get_locale()}"
