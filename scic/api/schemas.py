"""The shapes of what the API takes and gives, as JSON Schema (OpenAPI 3.1), each with an example."""

from typing import Any

from foundation.accounts.rules.tokens import Scope
from governance.rules.consultations import AskKind, ConsultationState, To
from scic.api.examples import BALLOT, CAST, CONSULTATIONS, COUNT_FILE, PROBLEM, RESULT, RIGHTS, ROLL, VOTE, VOTES
from votes.rules.life import BoxState
from votes.rules.methods.registry import CONTESTS
from votes.rules.receipts import ALPHABET, LENGTH
from votes.rules.roll import Via

Schema = dict[str, Any]
LARGEST = 2**31 - 1
KEY: Schema = {"type": "integer", "minimum": 1, "maximum": LARGEST}
COUNT: Schema = {"type": "integer", "minimum": 0}
TEXT: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
FRACTION: Schema = {"type": "string", "description": 'An exact number: "7/12", "3"', "pattern": "^-?[0-9]+(/[0-9]+)?$"}
METHODS = ["resolution", *sorted(CONTESTS)]
RECEIPT: Schema = {"type": "string", "pattern": f"^[{ALPHABET}]{{{LENGTH}}}$"}


def words(values: Any, **more: Any) -> Schema:
    """A text that is one of these."""
    return {"type": "string", "enum": [str(one) for one in values], **more}


def either(schema: Schema) -> Schema:
    """The same, or null."""
    return {"anyOf": [schema, {"type": "null"}]}


def listed(schema: Schema) -> Schema:
    """A list of these."""
    return {"type": "array", "items": schema}


def thing(properties: dict[str, Schema], *, optional: tuple[str, ...] = (), **more: Any) -> Schema:
    """An object with these keys and no other."""
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False, **more}


def named(name: str) -> Schema:
    """A schema of the list below."""
    return {"$ref": f"#/components/schemas/{name}"}


_LINE = {
    "id": KEY,
    "title": TEXT,
    "state": words(
        [one for one in BoxState if one is not BoxState.FEW],
        description="ended: closed and not counted yet; held: counted and not published",
    ),
    "method": words(METHODS),
    "secret": FLAG,
    "advisory": {**FLAG, "description": "It decides nothing"},
    "opened_at": MOMENT,
    "closes_at": either(MOMENT),
    "closed_at": either(MOMENT),
}
_SIZES = {
    "entitled": COUNT,
    "voted": COUNT,
    "colleges": listed(thing({"id": TEXT, "name": TEXT, "entitled": COUNT, "voted": either(COUNT)})),
    "withheld": {
        **FLAG,
        "description": "The votes of each college are not told: one college of this secret vote is under minimum_group",
    },
    "minimum_group": either(COUNT),
}
_RIGHT = {
    "id": KEY,
    "member_number": COUNT,
    "name": TEXT,
    "college": either(TEXT),
    "via": words(Via),
    "state": words(["open", "recorded", "closed"]),
    "recorded_at": either({**MOMENT, "description": "Of a secret vote, to the minute"}),
    "may_cast": FLAG,
    "secret": FLAG,
    "needs_warning": {**FLAG, "description": 'So few vote here that the total may tell votes: send "warned": true'},
    "receipt": either(
        {**RECEIPT, "description": "Drawn anew at each call. Send it with the secret ballot and keep it"}
    ),
}
_QUESTION = {
    "position": COUNT,
    "kind": words(AskKind),
    "title": TEXT,
    "text": TEXT,
    "vote": either(KEY),
}
_CHOICE = {
    "description": 'As in the count file: "for", "against", "abstain"; an option\'s id; a list of ids (approval, ranked '
    'methods, best first, a nested list for equal ranks); an object of whole numbers by id; "blank" everywhere',
    "anyOf": [
        {"type": "string", "minLength": 1},
        {"type": "array", "items": {"anyOf": [TEXT, listed(TEXT)]}},
        {"type": "object", "additionalProperties": {"type": "integer"}},
    ],
}

SCHEMAS: dict[str, Schema] = {
    "VoteLine": thing(_LINE, description="A vote as the list shows it"),
    "Votes": thing({"page": COUNT, "more": FLAG, "votes": listed(named("VoteLine"))}, example=VOTES),
    "Sizes": thing(_SIZES, description="How many may vote and how many did; names nobody"),
    "Vote": thing(
        {
            **_LINE,
            "question": TEXT,
            "replaceable": {**FLAG, "description": "A ballot may be changed until closing"},
            "round": COUNT,
            "previous_vote": either(KEY),
            "statutes_version": TEXT,
            "contest": either({"type": "object", "description": "Options and settings, in the keys of scic-count/1"}),
            "paper": {"type": "object", "description": "What the ballot shows besides"},
            "rules": {"type": "object", "description": "The rules frozen at opening, in the keys of scic-count/1"},
            "colleges": listed(thing({"id": TEXT, "name": TEXT, "weight": FRACTION})),
            "turnout": named("Sizes"),
        },
        example=VOTE,
    ),
    "Roll": thing({"vote": KEY, **_SIZES}, example=ROLL),
    "Right": thing(_RIGHT, description="A right to vote of the owner of the token: used or not, never how"),
    "Rights": thing({"vote": KEY, "rights": listed(named("Right"))}, example=RIGHTS),
    "Ballot": thing(
        {
            "right": KEY,
            "choice": _CHOICE,
            "receipt": {**TEXT, "description": "Of a secret ballot, as the list of rights drew it"},
            "warned": {**FLAG, "description": "The warning about a very small group was read and accepted"},
            "reason": {**TEXT, "description": "Of an objection, where consent is asked for"},
        },
        optional=("receipt", "warned", "reason"),
        example=BALLOT,
    ),
    "Cast": thing(
        {
            "vote": KEY,
            "right": KEY,
            "outcome": words(["recorded", "repeated", "replaced"]),
            "recorded_at": MOMENT,
            "receipt": either(RECEIPT),
        },
        example=CAST,
    ),
    "Result": {
        "type": "object",
        "description": "scic-result/1: what `scic votes count --json` prints for the count file. Numbers are exact texts; "
        "keys depend on the method",
        "properties": {
            "format": words(["scic-result/1"]),
            "method": words(METHODS),
            **dict.fromkeys(("ballots", "valid", "blank", "null", "invalid"), COUNT),
            "by_college": {"type": "object", "additionalProperties": {"type": "object"}},
            "policies": listed(TEXT),
            "reasons": listed(TEXT),
        },
        "required": ["format", "method", "ballots", "valid", "blank", "null", "invalid", "reasons"],
        "additionalProperties": True,
        "example": RESULT,
    },
    "CountFile": {
        "type": "object",
        "description": "scic-count/1: all that the count needs and nothing that names a voter",
        "properties": {
            "format": words(["scic-count/1"]),
            "title": TEXT,
            "method": words(METHODS),
            "ballots": listed(
                {"type": "object", "properties": {"count": COUNT, "college": TEXT}, "required": ["count"]}
            ),
        },
        "required": ["format", "title", "method", "ballots"],
        "additionalProperties": True,
        "example": COUNT_FILE,
    },
    "Consultation": thing(
        {
            "id": KEY,
            "title": TEXT,
            "text": TEXT,
            "state": words(ConsultationState),
            "audience": words(To),
            "opened_at": either(MOMENT),
            "closes_at": MOMENT,
            "questions": listed(thing(_QUESTION)),
        },
    ),
    "Consultations": thing(
        {"page": COUNT, "more": FLAG, "consultations": listed(named("Consultation"))}, example=CONSULTATIONS
    ),
    "Problem": thing(
        {
            "type": {**TEXT, "description": "urn:scic:problem: and the code"},
            "title": {**TEXT, "description": "The name of the status"},
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "detail": {**TEXT, "description": "What, why and what to do, in the language of Accept-Language"},
            "code": {**TEXT, "description": "Stable, for programs"},
            "rule": either({"type": "integer"}),
            "source": {**TEXT, "description": "The article, where the law refuses"},
        },
        optional=("rule", "source"),
        example=PROBLEM,
    ),
}
SCOPES = tuple(str(scope) for scope in Scope)
