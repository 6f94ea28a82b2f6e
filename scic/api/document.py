"""The description of the API (OpenAPI 3.1): every address with every status it answers, from one table.

A wall holds the table against the routes, and the tests hold every answer against the schemas.
"""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from foundation.accounts.rules.tokens import Scope
from foundation.web.machines import API
from foundation.web.problems import MEDIA_TYPE
from scic.api.bodies import LARGEST_PAGE
from scic.api.meanings import MEANINGS
from scic.api.schemas import KEY, SCHEMAS, named

VERSION = "1.0.0"
ALWAYS = (400, 401, 403, 429, 503)


@dataclass(frozen=True)
class Operation:
    """One address as it is described. `answers`: status to (what it means, schema); `refusals`: besides those of every call."""

    method: str
    path: str
    name: str
    summary: str
    scope: Scope
    answers: dict[int, tuple[str, str]]
    refusals: tuple[int, ...] = ()
    paged: bool = False
    takes: str = ""
    notes: str = ""
    fixed: bool = field(default=True)

    @property
    def is_read(self) -> bool:
        """Whether it answers 304 to who has it already."""
        return self.method == "get" and self.fixed


def _reads(path: str, name: str, summary: str, scope: Scope, **more: Any) -> Operation:
    schema = more.pop("schema")
    return Operation("get", path, name, summary, scope, {200: ("Found", schema)}, **more)


VOTE = "/votes/{number}"
OPERATIONS = (
    _reads(
        *("/votes", "votes", "The votes, the latest first", Scope.VOTES_READ),
        schema="Votes",
        refusals=(422,),
        paged=True,
        notes="Rehearsals are never there, nor the votes of consultations put to a list that the owner is not on.",
    ),
    _reads(
        *(VOTE, "vote", "One vote: question, options, rules, colleges, turnout", Scope.VOTES_READ),
        schema="Vote",
        refusals=(404,),
        notes="No partial result, at any moment: turnout is all that an open vote shows.",
    ),
    _reads(
        *(f"{VOTE}/roll", "roll", "The sizes of the roll", Scope.ROLLS_READ),
        schema="Roll",
        refusals=(404,),
    ),
    _reads(
        *(f"{VOTE}/rights", "rights", "The rights of the owner of the token in this vote", Scope.BALLOTS_CAST),
        schema="Rights",
        refusals=(404,),
        fixed=False,
        notes="Used or not and when; never how. Kept by no cache.",
    ),
    _reads(
        *(f"{VOTE}/result", "result", "The published result", Scope.RESULTS_READ),
        schema="Result",
        refusals=(404, 409),
        notes="409 before the publication, whoever asks. `reasons` are in French, as in the published minutes.",
    ),
    _reads(
        *(f"{VOTE}/count-file", "count_file", "The count file of a published result", Scope.RESULTS_READ),
        schema="CountFile",
        refusals=(404, 409),
        notes="`scic votes count FILE` recounts it on any machine.",
    ),
    Operation(
        *("post", f"{VOTE}/ballots", "cast_ballot", "Cast a ballot", Scope.BALLOTS_CAST),
        answers={
            201: ("Recorded", "Cast"),
            200: ("The same ballot was there already (repeated), or it replaced the former one (replaced)", "Cast"),
        },
        refusals=(404, 409, 413, 415, 422),
        takes="Ballot",
        notes="The same rules as the page. Send the same request again after a lost answer: it is never counted twice. "
        "A secret ballot is final and needs the receipt that the list of rights drew.",
    ),
    _reads(
        *("/consultations", "consultations", "The consultations, those that run first", Scope.VOTES_READ),
        schema="Consultations",
        refusals=(422,),
        paged=True,
    ),
)


@cache
def document() -> dict[str, Any]:
    """The description, as it is served at /api/v1/openapi.json."""
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = _described(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "scic",
            "version": VERSION,
            "summary": "Votes, rolls, results and ballots of a cooperative",
            "description": "Make a token on your account page, then send it with each call: `Authorization: Bearer ...`. "
            "Sentences come in French or English, as Accept-Language asks.",
            "license": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
        },
        "servers": [{"url": API}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": SCHEMAS,
            "responses": {f"Problem{status}": _problem(status) for status in MEANINGS},
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "A token made on /compte/jetons"}
            },
        },
    }


def _described(operation: Operation) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "description": f"Scope: `{operation.scope}`. {operation.notes}".strip(),
        "security": [{"token": [str(operation.scope)]}],
        "parameters": _parameters(operation),
        "responses": _responses(operation),
    }
    if operation.takes:
        described["requestBody"] = {"required": True, "content": _content("application/json", operation.takes)}
    return described


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    number = {"name": "number", "in": "path", "required": True, "schema": KEY, "description": "The number of the vote"}
    page = {
        "name": "page",
        "in": "query",
        "schema": {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": 1},
    }
    return [number] * ("{number}" in operation.path) + [page] * operation.paged


def _responses(operation: Operation) -> dict[str, Any]:
    done: dict[str, Any] = {
        str(status): {
            "description": text,
            "content": _content("application/json", schema),
            **({"headers": {"ETag": {"schema": {"type": "string"}}}} if operation.is_read else {}),
        }
        for status, (text, schema) in operation.answers.items()
    }
    if operation.is_read:
        done["304"] = {"description": "Not changed since the ETag that If-None-Match names"}
    refused = sorted({*ALWAYS, *operation.refusals})
    return done | {str(status): {"$ref": f"#/components/responses/Problem{status}"} for status in refused}


def _problem(status: int) -> dict[str, Any]:
    headers = {401: "WWW-Authenticate", 429: "Retry-After", 503: "Retry-After"}
    extra = {"headers": {headers[status]: {"schema": {"type": "string"}}}} if status in headers else {}
    return {"description": MEANINGS[status], "content": _content(MEDIA_TYPE, "Problem"), **extra}


def _content(media_type: str, schema: str) -> dict[str, Any]:
    return {media_type: {"schema": named(schema)}}
