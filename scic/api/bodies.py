"""What a program sends, read strictly: its shape is judged here, what it means by the services."""

from dataclasses import dataclass

from flask import abort, request

from foundation.kernel.errors import Malformed, Refused
from foundation.kernel.sentences import N_
from foundation.web.row_numbers import LARGEST_KEY
from votes.rules.faults import UnreadableCountFile
from votes.rules.strict_json import load

LARGEST_BODY = 16 * 1024
DEEPEST = 4
LARGEST_PAGE = 99_999
_KEYS = ("right", "choice", "receipt", "warned", "reason")
_NOT_JSON = N_("The body is not a JSON document that can be read. Numbers are whole, and each key is written once.")
_TOO_DEEP = N_("The body is nested deeper than any ballot is.")
_NOT_OBJECT = N_("The body is a JSON object with the keys “right” and “choice”.")
_UNKNOWN = N_("The body has a key that no ballot has: %(key)s.")
_MISSING = N_("The body lacks the key “%(key)s”.")
_RIGHT = N_("“right” is the number of a right to vote, as the list of your rights gives it.")
_CHOICE = N_("“choice” is a text, a list or an object: see the method of the vote.")
_TYPE = N_("“receipt” and “reason” are texts, and “warned” is true or false.")
_PAGE = N_("“page” is a whole number from 1 to 99999.")


@dataclass(frozen=True)
class SentBallot:
    """A ballot as a program sent it. `reason`: of an objection, where consent is asked for."""

    right: int
    choice: object
    receipt: str
    warned: bool
    reason: str


def sent_ballot() -> SentBallot:
    """The ballot in the body of this call. Raises Malformed (no JSON) or Refused (another shape); 413, 415."""
    body = _body()
    if not isinstance(body, dict):
        raise Refused("body-shape", _NOT_OBJECT)
    for key in body:
        if key not in _KEYS:
            raise Refused("body-key", _UNKNOWN, key=key[:40])
    for key in ("right", "choice"):
        if key not in body:
            raise Refused("body-missing", _MISSING, key=key)
    receipt, warned, reason = body.get("receipt", ""), body.get("warned", False), body.get("reason", "")
    if not _is_number(body["right"]):
        raise Refused("body-right", _RIGHT)
    if not isinstance(body["choice"], str | list | dict):
        raise Refused("body-choice", _CHOICE)
    if not isinstance(receipt, str) or not isinstance(reason, str) or not isinstance(warned, bool):
        raise Refused("body-type", _TYPE)
    return SentBallot(body["right"], body["choice"], receipt, warned, reason)


def asked_page() -> int:
    """The page that the query asks for, the first one where it asks for none. Raises Refused."""
    text = request.args.get("page", "1")
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST_PAGE)) and int(text) >= 1):
        raise Refused("page", _PAGE)
    return int(text)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= LARGEST_KEY


def _body() -> object:
    if (request.content_length or 0) > LARGEST_BODY:
        abort(413)
    sent = request.get_data()
    if len(sent) > LARGEST_BODY:
        abort(413)
    if request.mimetype != "application/json":
        abort(415)
    try:
        document = load(sent.decode())
    except (UnreadableCountFile, UnicodeDecodeError) as fault:
        raise Malformed("not-json", _NOT_JSON) from fault
    if _is_deep(document):
        raise Malformed("too-deep", _TOO_DEEP)
    return document


def _is_deep(document: object) -> bool:
    """Whether something stands deeper than a ballot goes: the body, the choice, a rank of it, what shares the rank."""
    level = [document]
    for _ in range(DEEPEST + 1):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return False
    return True


def _inside(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return list(value) if isinstance(value, list) else []
