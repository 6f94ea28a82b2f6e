"""Answers of the API: JSON with a fingerprint, so that a program asks again for nothing that has not changed."""

import hashlib
import json

from flask import Response, request

FOREVER_NEW = "no-store"


def told(facts: object, status: int = 200) -> Response:
    """Facts that no cache keeps: what is about one's own rights and ballots."""
    answer = _answer(json.dumps(facts, ensure_ascii=False), status)
    answer.headers["Cache-Control"] = FOREVER_NEW
    return answer


def read(facts: object) -> Response:
    """The answer to a read; 304 where the program has it already (If-None-Match)."""
    return read_text(json.dumps(facts, ensure_ascii=False))


def read_text(text: str) -> Response:
    """The same of a text that is JSON already."""
    answer = _answer(text, 200)
    answer.set_etag(hashlib.sha256(text.encode()).hexdigest()[:32])
    answer.make_conditional(request)
    return answer


def _answer(text: str, status: int) -> Response:
    answer = Response(text, status=status, mimetype="application/json")
    answer.vary.update(("Authorization", "Accept-Language"))
    return answer
