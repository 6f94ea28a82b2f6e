"""Whatever a program sends, the API answers as it is described: no fault of ours, no status and no shape left out.

Schemathesis reads the description and makes the requests, good ones and bad ones, against a real server.
"""

import copy
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from werkzeug.serving import WSGIRequestHandler, make_server

from foundation.accounts.rules.attempts import Limit
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.db import db
from foundation.web.transaction import transaction
from scic.api.document import OPERATIONS, document
from scic.api.examples import BALLOT, CAST, CONSULTATIONS, COUNT_FILE, PROBLEM, RESULT, RIGHTS, ROLL, VOTE, VOTES
from scic.api.rates import Rates
from scic.api.schemas import RECEIPT
from scic.api.views import RATES
from tests.factories.accounts import make_account
from tests.factories.api import Program, token_for
from tests.factories.votes import draft, roll
from tests.services.test_votes_contests import METHODS
from votes.boxed_ballots import counted_ballots
from votes.models import Ballot, Right, SecretBallot
from votes.queries import rights_of
from votes.rules.contest import Contest, Option
from votes.rules.secrecy import Secrecy
from votes.services import boxes, closing
from votes.verification import broken_boxes

COMMAND_LINE = "from schemathesis.cli import schemathesis; schemathesis()"
# what a description cannot know: which options a vote has, and that a whole number is not written 26.0
LEFT_OUT = "positive_data_acceptance"
EXAMPLES = {
    "Votes": VOTES,
    "Vote": VOTE,
    "Roll": ROLL,
    "Rights": RIGHTS,
    "Ballot": BALLOT,
    "Cast": CAST,
    "Result": RESULT,
    "CountFile": COUNT_FILE,
    "Consultations": CONSULTATIONS,
    "Problem": PROBLEM,
}


class Quiet(WSGIRequestHandler):
    def log_request(self, *_args: object) -> None:
        """Nothing."""


@pytest.fixture
def address(own_app: Flask) -> Iterator[str]:
    """A server of the product whose calls are not limited."""
    own_app.extensions[RATES] = Rates(Limit(10**9, timedelta(minutes=1)))
    server = make_server("127.0.0.1", 0, own_app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/api/v1"
    server.shutdown()
    thread.join()


def stage() -> tuple[str, dict[int, tuple[int, int]]]:
    """A token, and by vote its first and its last right, all in the hands of its owner.

    A resolution, a vote among options, a secret vote, and one that is counted.
    """
    account, at = make_account("Ada Bretelle"), now() - timedelta(minutes=5)
    lines, plain = (roll(*[account.id] * 12, college=college) for college in ("abc", None))
    contest = Contest(tuple(Option(one, one) for one in ("for", "against", "abstain")))
    for draft_of_one, roll_of_one in (
        (draft(), lines),
        (draft(method="plurality", contest=contest), lines),
        (draft(secrecy=Secrecy(5), replaceable=False, colleges=()), plain),
        (draft(replaceable=False), lines),
    ):
        last = boxes.open_box(draft_of_one, roll_of_one, actor=SYSTEM, at=at)
    closing.close_box(last.id, actor=SYSTEM, at=now())
    rights = select(Right.box_id, func.min(Right.id), func.max(Right.id)).group_by(Right.box_id)
    return token_for(account), {box: (first, end) for box, first, end in db.session.execute(rights)}


def narrowed(rights: dict[int, tuple[int, int]]) -> dict[str, Any]:
    """The description, with the numbers that exist and an address for each vote, so that requests get ballots in."""
    told = copy.deepcopy(document())
    for path in told["paths"].values():
        for operation in path.values():
            for parameter in operation["parameters"]:
                if parameter["name"] == "number":
                    parameter["schema"] = {"type": "integer", "minimum": 1, "maximum": max(rights)}
    ballot = told["components"]["schemas"]["Ballot"]
    for number, (first, last) in rights.items():
        fields = ballot["properties"] | {
            "right": {"type": "integer", "minimum": first, "maximum": last},
            "receipt": RECEIPT,
            "choice": {"anyOf": [{"enum": ["for", "against", "abstain", "blank"]}, ballot["properties"]["choice"]]},
        }
        here = copy.deepcopy(told["paths"]["/votes/{number}/ballots"])
        here["post"] |= {"operationId": f"cast_{number}", "parameters": []}
        here["post"]["requestBody"]["content"]["application/json"]["schema"] = {
            **{key: value for key, value in ballot.items() if key != "example"},
            "properties": fields,
            "required": ["right", "choice", "receipt"],
        }
        told["paths"][f"/votes/{number}/ballots"] = here
    return told


def fuzz(
    address: str, token: str, told: dict[str, Any], folder: Path, examples: int
) -> subprocess.CompletedProcess[str]:
    described = folder / "openapi.json"
    described.write_text(json.dumps(told), encoding="utf-8")
    words = ["run", str(described), "--url", address, "--header", f"Authorization:Bearer {token}"]
    words += ["--exclude-checks", LEFT_OUT, "--max-examples", str(examples), "--continue-on-failure", "--seed", "47"]
    return subprocess.run([sys.executable, "-c", COMMAND_LINE, *words], cwd=folder, capture_output=True, text=True)


def try_everything(own_app: Flask, address: str, folder: Path, examples: int) -> None:
    with own_app.app_context(), transaction():
        token, rights = stage()
    done = fuzz(address, token, narrowed(rights), folder, examples)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "12 selected / 12 total" in done.stdout
    with own_app.app_context():
        cast = db.session.execute(select(func.count(func.distinct(Ballot.right_id)))).scalar_one()
        secret = db.session.execute(select(func.count()).select_from(SecretBallot)).scalar_one()
        assert cast and secret, "no request got a ballot in: they are too wild to prove anything"
        assert broken_boxes() == []


def test_schemathesis_finds_no_fault_and_nothing_undescribed(own_app: Flask, address: str, tmp_path: Path) -> None:
    try_everything(own_app, address, tmp_path, 8)


@pytest.mark.verify
def test_schemathesis_finds_nothing_in_a_long_run(own_app: Flask, address: str, tmp_path: Path) -> None:
    try_everything(own_app, address, tmp_path, 500)


WORDS = st.sampled_from(["A", "B", "C", "for", "blank", "null", "", "Z"]) | st.text(max_size=5)
LEAVES = st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False) | WORDS
CHOICES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4), max_leaves=8
)


@pytest.mark.parametrize("method", ["resolution", *METHODS])
def test_no_choice_whatever_breaks_a_method(client: FlaskClient, session: object, method: str) -> None:
    """Any JSON as the choice of a right that is there: taken or refused, and counted once at most."""
    account = make_account("Ada Bretelle")
    client.application.extensions[RATES] = Rates(Limit(10**9, timedelta(minutes=1)))
    contest = METHODS[method][0] if method in METHODS else None
    made = draft(method=method, contest=contest)
    box = boxes.open_box(made, roll(account.id), actor=SYSTEM, at=now() - timedelta(minutes=5))
    program, right = Program(client, token_for(account)), rights_of(box.id, account.id)[0].right_id

    @settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
    @given(CHOICES)
    def cast(choice: object) -> None:
        sent = program.post(f"/votes/{box.id}/ballots", {"right": right, "choice": choice})
        assert sent.status_code in {200, 201, 400, 422}, sent.text
        assert (sent.status_code < 300) == (sent.content_type == "application/json")

    cast()
    assert sum(counted_ballots(box).values()) <= 1


def test_every_route_is_described_and_every_description_is_a_route(app: Flask) -> None:
    routes = {
        (method.lower(), rule.rule.removeprefix("/api/v1").replace("<int:number>", "{number}"), rule.endpoint)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("calls.")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert routes == {(one.method, one.path, f"calls.{one.name}") for one in OPERATIONS}


def test_the_scope_that_is_described_is_the_one_that_is_asked_for(app: Flask) -> None:
    from foundation.web.guard import guard_of

    for one in OPERATIONS:
        guard = guard_of(app.view_functions[f"calls.{one.name}"])
        assert guard is not None and guard.permissions == (one.scope,)


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_example_fits_its_schema(name: str) -> None:
    import jsonschema_rs

    schemas = document()["components"]["schemas"]
    schema = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": schemas}}
    jsonschema_rs.validator_for(schema).validate(EXAMPLES[name])
    assert schemas[name]["example"] == EXAMPLES[name]
