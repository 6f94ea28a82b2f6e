"""How a refusal is told to a program: problem details (RFC 9457), with the house's sentence in the language asked for."""

import json

from flask import Response
from werkzeug.http import HTTP_STATUS_CODES

from foundation.kernel.errors import ScicError
from foundation.kernel.sentences import N_, sentence
from foundation.web.error_texts import error_text

MEDIA_TYPE = "application/problem+json"
_SAID = {
    400: N_("What was sent cannot be read. Compare it with the description of the interface."),
    404: N_(
        "There is nothing at this address, or it is not yours to know. Compare it with the description of the interface."
    ),
    405: N_("This address does not work that way: the header Allow names the methods that it takes."),
    413: N_("What was sent is larger than what is accepted here. Nothing was kept."),
    415: N_("This address reads JSON only: send the header `Content-Type: application/json`."),
}


def problem(status: int, language: str, error: ScicError | None = None) -> Response:
    """The answer to a program; `error` brings its code and its sentence, and the article where the law refuses."""
    said = (error.message, error.values) if error else (_SAID.get(status) or error_text(status).what, {})
    code = error.code if error else f"http-{status}"
    facts: dict[str, object] = {
        "type": f"urn:scic:problem:{code}",
        "title": HTTP_STATUS_CODES[status],
        "status": status,
        "detail": sentence(language, *said),
        "code": code,
    }
    if error and error.source:
        facts |= {"rule": error.rule, "source": error.source}
    answer = Response(json.dumps(facts, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)
    answer.headers["Content-Language"] = language
    if status == 401:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="api"'
    return answer
