"""Known secret choices are cast through the real server; then everything is searched for them but the ballots themselves.

The option has an id and a label that stand nowhere else, and each receipt is known. Neither may be found in any other table
(mails waiting, sessions, audit trail, jobs), in the server's log, in a cookie, on a page or in an answer of the API while
the vote is open; and after the closing no receipt but in the published list, no choice beside a member.
"""

import base64
import json
import re
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask

from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM, Actor
from foundation.kernel.clock import now
from foundation.kernel.db import db
from foundation.web.transaction import transaction
from tests.browser import LiveServer
from tests.databases import SECRET
from tests.factories.accounts import make_account
from tests.factories.api import token_for
from tests.factories.votes import draft
from tests.proofs.stream import Browser, browser_of
from votes import queries
from votes.receipts import new_receipt
from votes.rules.contest import Contest, Option
from votes.rules.receipts import grouped
from votes.rules.roll import RollLine
from votes.rules.secrecy import Secrecy
from votes.services import boxes, closing

CHOSEN, OTHER = "zq7ornithorynque", "zq8axolotl"
LABELS = {CHOSEN: "Ornithorynque violacé", OTHER: "Axolotl safrané"}
VOTERS = ("Ysaline Quennepoix", "Théodule Wambergue", "Clothilde Zvonimir", "Barnabé Xhrouet", "Oumayma Fjeldsoe")
ALLOWED = {"votes_secret_ballot"}  # the ballots themselves
OF_THE_QUESTION = {"votes_box"}  # what there was to choose among is no secret


@dataclass
class Night:
    """An open secret vote on the real server, its voters' browsers, and the receipt of each ballot that was cast."""

    box_id: int
    server: LiveServer
    browsers: dict[str, tuple[int, Browser]]
    office: Browser
    token: str
    receipts: dict[str, str]

    @property
    def port(self) -> int:
        return int(self.server.url.rpartition(":")[2])

    def post(self, browser: Browser, fields: dict[str, Any]) -> tuple[int, str, str]:
        """Status, page and cookies of a ballot sent."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": browser.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode({"csrf_token": browser.token, **fields}, doseq=True)
        connection.request("POST", f"/votes/{self.box_id}/bulletins", body, headers)
        answer = connection.getresponse()
        page, cookies = answer.read().decode(), " ".join(answer.headers.get_all("Set-Cookie") or [])
        connection.close()
        return answer.status, page, cookies

    def get(self, browser: Browser | None, path: str) -> tuple[int, str]:
        """Status and text of an address, for a browser or, without one, for a program with its token."""
        headers = {"Cookie": browser.cookie} if browser else {"Authorization": f"Bearer {self.token}"}
        asked = urllib.request.Request(self.server.url + path, headers=headers)
        try:
            with urllib.request.urlopen(asked, timeout=60) as answer:
                return answer.status, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode(errors="replace")


@pytest.fixture
def night(own_app: Flask, live_server: Callable[..., LiveServer]) -> Night:
    contest = Contest(tuple(Option(key, label) for key, label in LABELS.items()))
    made: dict[str, Any] = {}

    def seed() -> None:
        accounts = {name: make_account(name) for name in VOTERS}
        office = make_account("Lin Bureau", Role.STAFF)
        lines = [RollLine(700 + place, name, accounts=(accounts[name].id,)) for place, name in enumerate(VOTERS)]
        question = draft(
            method="plurality", contest=contest, secrecy=Secrecy(3), colleges=(), replaceable=False, title="Mascotte"
        )
        box = boxes.open_box(question, lines, actor=SYSTEM, at=now() - timedelta(minutes=5))
        rights = {name: queries.rights_of(box.id, accounts[name].id)[0].right_id for name in VOTERS}
        made.update(box_id=box.id, office=browser_of(own_app, office), token=token_for(office))
        made["browsers"] = {name: (rights[name], browser_of(own_app, accounts[name])) for name in VOTERS}

    server = live_server(seed, SCIC_SECRET_KEY=SECRET)
    return Night(server=server, receipts={}, **made)


def cast_all(night: Night) -> None:
    """Four vote for the odd option; one sends a ballot twice, one a bad one first, one another choice afterwards."""
    for place, name in enumerate(VOTERS[:4]):
        right, browser = night.browsers[name]
        receipt = night.receipts[name] = new_receipt()
        sent = {"right": right, f"receipt-{right}": receipt, "choice": CHOSEN}
        if place == 1:
            assert night.post(browser, sent | {"choice": "zq9inconnu"})[0] == 422
        status, page, cookies = night.post(browser, sent)
        assert status == 200, page
        assert grouped(receipt) in page
        assert not leaks(read_cookies(cookies), *known(night))
        if place == 2:
            assert night.post(browser, sent)[0] == 200
        if place == 3:
            assert night.post(browser, sent | {"choice": OTHER})[0] == 409


def known(night: Night) -> list[str]:
    """Every way in which a choice or a receipt could be written."""
    receipts = [form for one in night.receipts.values() for form in (one, one.lower(), grouped(one))]
    return [*receipts, CHOSEN, LABELS[CHOSEN], json.dumps(LABELS[CHOSEN]).strip('"')]


def leaks(text: str, *words: str) -> list[str]:
    return [word for word in words if word in text]


def read_cookies(cookies: str) -> str:
    """Cookies with what is packed in them laid open."""
    opened = [cookies]
    for packed in re.findall(r"=\.?([\w-]{8,})", cookies):
        raw = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        opened.append(raw.decode(errors="replace"))
        try:
            opened.append(zlib.decompress(raw).decode(errors="replace"))
        except zlib.error:
            continue
    return "\n".join(opened)


def rows_of(own_app: Flask, *, but: set[str]) -> Iterator[tuple[str, str]]:
    """(table, row as text) of the whole database, as the tables are there and not as our models know them."""
    with own_app.app_context():
        metadata = db.MetaData()
        metadata.reflect(db.engine)
        with db.engine.connect() as connection:
            for table in metadata.sorted_tables:
                if table.name not in but:
                    for row in connection.execute(table.select()):
                        yield table.name, " | ".join(_text(value) for value in row)


def _text(value: Any) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)


def addresses(own_app: Flask, box_id: int) -> list[str]:
    """Every page and file of one vote, and every answer of the API about it."""
    found = []
    for rule in own_app.url_map.iter_rules():
        if "GET" in rule.methods and str(rule).startswith(("/votes/", "/api/v1/votes/")):
            path = re.sub(r"<int:(box_id|number)>", str(box_id), str(rule))
            kinds = re.search(r"<any\(([^)]*)\):\w+>", path)
            for kind in kinds[1].split(",") if kinds else [""]:
                whole = re.sub(r"<any\([^)]*\):\w+>", kind.strip(), path)
                found += [] if "<" in whole else [whole]
    return [*found, "/", "/votes", "/journal", "/api/v1/votes"]


def test_no_choice_and_no_receipt_is_anywhere_but_in_the_ballots_while_the_vote_is_open(
    own_app: Flask, night: Night
) -> None:
    cast_all(night)
    found = [
        (table, leaks(row, *known(night)))
        for table, row in rows_of(own_app, but=ALLOWED | OF_THE_QUESTION)
        if leaks(row, *known(night))
    ]
    assert found == []
    log = (night.server.var / "server.log").read_text(errors="replace")
    assert leaks(log, *known(night), "zq9inconnu") == []
    with own_app.app_context():
        box = queries.get_box(night.box_id)
        assert leaks(str((box.rules, box.secrecy, box.colleges)), *known(night)) == []
    receipts = [word for word in known(night) if word not in (CHOSEN, *LABELS.values())]
    for address in addresses(own_app, night.box_id):
        for browser in (night.office, night.browsers[VOTERS[0]][1], None):
            status, text = night.get(browser, address)
            assert leaks(text, *receipts) == [], address
            assert status < 500, address


def test_no_partial_result_is_told_by_any_address_while_the_vote_is_open(own_app: Flask, night: Night) -> None:
    """The same pages, whoever the four voted for: nothing on them follows from the choices."""
    cast_all(night)

    def told() -> dict[str, str]:
        read = [path for path in addresses(own_app, night.box_id) if not path.endswith((".xlsx", ".ods"))]
        return {path: steady(night.get(night.office, path)[1]) for path in read}

    before = told()
    with own_app.app_context(), db.engine.begin() as connection:
        _turn_all_ballots(connection)
    assert told() == before


def _turn_all_ballots(connection: Any) -> None:
    """As if all four had chosen the other option: only somebody with the database could do it."""
    from votes.models import SecretBallot

    table = SecretBallot.__table__
    for name in _guards(connection):
        connection.exec_driver_sql(name)
    connection.execute(table.update().values(choice=json.dumps(OTHER)))


def _guards(connection: Any) -> list[str]:
    if connection.dialect.name == "postgresql":
        return ["ALTER TABLE votes_secret_ballot DISABLE TRIGGER USER"]
    rows = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'votes_secret_ballot'"
    )
    return [f"DROP TRIGGER {row[0]}" for row in rows]


def steady(text: str) -> str:
    """A page without what changes at each reading: tokens, receipts drawn for a form, times."""
    text = re.sub(r'name="csrf_token" value="[^"]*"|content="[^"]*"|nonce="[^"]*"', "", text)
    text = re.sub(r'name="receipt-\d+" value="[^"]*"', "", text)
    return re.sub(r"\d\d[:h]\s?\d\d(:\d\d)?|\b[0-9a-f]{16,}\b|W/\"[^\"]*\"", "", text)


def test_after_the_closing_no_receipt_but_in_the_list_and_no_choice_beside_a_member(
    own_app: Flask, night: Night
) -> None:
    cast_all(night)
    with own_app.app_context(), transaction():
        closing.close_box(night.box_id, actor=Actor(None, "Lin Bureau"), at=now())
    receipts = [word for word in known(night) if word not in (CHOSEN, *LABELS.values())]
    members = [*VOTERS, *(str(700 + place) for place in range(len(VOTERS)))]
    for table, row in rows_of(own_app, but=ALLOWED):
        assert leaks(row, *receipts) == [], table
        if leaks(row, CHOSEN, *LABELS.values()):
            assert leaks(row, *VOTERS) == [], (table, row)
    published = {f"/votes/{night.box_id}/urne", f"/votes/{night.box_id}/urne.txt"}
    for address in addresses(own_app, night.box_id):
        for browser in (night.office, None):
            text = night.get(browser, address)[1]
            assert address in published or leaks(text, *receipts) == [], address
            assert address not in published or leaks(text, *members[:5]) == [], address
    log = (night.server.var / "server.log").read_text(errors="replace")
    assert leaks(log, *known(night)) == []
