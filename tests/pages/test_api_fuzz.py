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
from sqlalchemy import func, select
from werkzeug.serving import make_server

from foundation.accounts.rules.attempts import Limit
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.db import db
from foundation.web.transaction import transaction
from scic.api.document import OPERATIONS, document
from scic.api.examples import BALLOT, CAST, CONSULTATIONS, COUNT_FILE, PROBLEM, RESULT, RIGHTS, ROLL, VOTE, VOTES
from scic.api.rates import Rates
from scic.api.views import RATES
from tests.factories.accounts import make_account
from tests.factories.api import token_for
from tests.factories.votes import draft, roll
from tests.services.test_votes_contests import METHODS
from votes.models import Ballot, Right, SecretBallot
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


@pytest.fixture
def address(own_app: Flask) -> Iterator[str]:
    """A server of the product whose calls are not limited."""
    own_app.extensions[RATES] = Rates(Limit(10**9, timedelta(minutes=1)))
    server = make_server("127.0.0.1", 0, own_app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/api/v1"
    server.shutdown()
    thread.join()


def stage() -> tuple[str, int, int]:
    """A token, and how many votes and rights there are: one of each method, a secret one, one that is counted."""
    account, at = make_account("Ada Bretelle"), now() - timedelta(minutes=5)
    lines = roll(account.id, *[None] * 5)
    for method, (contest, _good, _bad) in METHODS.items():
        boxes.open_box(draft(method=method, contest=contest), lines, actor=SYSTEM, at=at)
    boxes.open_box(draft(), lines, actor=SYSTEM, at=at)
    plain = roll(account.id, *[None] * 5, college=None)
    boxes.open_box(draft(secrecy=Secrecy(5), replaceable=False, colleges=()), plain, actor=SYSTEM, at=at)
    last = boxes.open_box(draft(), lines, actor=SYSTEM, at=at)
    closing.close_box(last.id, actor=SYSTEM, at=now())
    rights = db.session.execute(select(func.max(Right.id))).scalar_one()
    return token_for(account), last.id, rights


def narrowed(votes: int, rights: int) -> dict[str, Any]:
    """The description with the numbers that exist and the choices that some vote takes, so that requests meet votes."""
    told = copy.deepcopy(document())
    for path in told["paths"].values():
        for operation in path.values():
            for parameter in operation["parameters"]:
                if parameter["name"] == "number":
                    parameter["schema"] = {"type": "integer", "minimum": 1, "maximum": votes}
    ballot = told["components"]["schemas"]["Ballot"]["properties"]
    ballot["right"] = {"type": "integer", "minimum": 1, "maximum": rights}
    known = ["for", "against", "abstain", "blank", *(good for _contest, good, _bad in METHODS.values())]
    ballot["choice"] = {"anyOf": [{"enum": known}, *ballot["choice"]["anyOf"]]}
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
        token, votes, rights = stage()
    done = fuzz(address, token, narrowed(votes, rights), folder, examples)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "8 selected / 8 total" in done.stdout
    with own_app.app_context():
        cast = db.session.execute(select(func.count(func.distinct(Ballot.right_id)))).scalar_one()
        secret = db.session.execute(select(func.count()).select_from(SecretBallot)).scalar_one()
        assert cast + secret > 0, "no request got a ballot in: the requests are too wild to prove anything"
        assert broken_boxes() == []


def test_schemathesis_finds_no_fault_and_nothing_undescribed(own_app: Flask, address: str, tmp_path: Path) -> None:
    try_everything(own_app, address, tmp_path, 15)


@pytest.mark.verify
def test_schemathesis_finds_nothing_in_a_long_run(own_app: Flask, address: str, tmp_path: Path) -> None:
    try_everything(own_app, address, tmp_path, 500)


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
