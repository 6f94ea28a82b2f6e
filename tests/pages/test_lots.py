"""/tirages: published before the seed is known, drawn once, read and drawn again by every member."""

import csv
import hashlib
import io
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DatabaseError

from foundation.accounts.permissions import Role
from foundation.kernel.audit import AuditEntry
from foundation.kernel.clock import now, today
from foundation.kernel.db import db
from foundation.kernel.errors import StateMoved
from governance.models import DrawAnnouncement, DrawMade
from governance.queries.lots import hat_of, shown_lot
from governance.services.lots import LotDraft, announce_order, announce_panel, draw_lot
from tests.factories.accounts import make_account, sign_in
from tests.factories.ballots import statements
from tests.factories.consultations import BY
from tests.factories.governance import pole_members, pole_statutes

pytestmark = pytest.mark.usefixtures("session")
SEED = "4 18 27 33 49"


@pytest.fixture
def members():
    pole_statutes()
    return pole_members()


@pytest.fixture
def board(client):
    sign_in(client, make_account("Ada Bretelle", Role.BOARD, language="en"))
    return client


def said(**changes):
    return {"title": "Scrutineers", "source": "The lottery of today", "known_on": today().isoformat()} | changes


def announced(title="Order of speakers", days=0, names=("Ada", "Zoé", "Noé")):
    draft = LotDraft(title, "The lottery", today() + timedelta(days=days))
    return announce_order(draft, list(names), at=now(), **BY)


def rows_of(client, lot_id):
    return list(csv.reader(io.StringIO(client.get(f"/tirages/{lot_id}.csv").get_data(as_text=True)[1:]), delimiter=";"))


def test_a_panel_is_published_drawn_and_drawn_again_from_its_file(board, members):
    page = board.get("/tirages/nouveau/membres").text
    groups = hat_of(today()).groups
    assert len(groups) > 1 and all(one.name in page for one in groups)
    takes = {f"take_{place}": str(min(one.take, 1)) for place, one in enumerate(groups)}
    made = board.post("/tirages/nouveau/membres", data=said() | takes)
    assert made.status_code == 303, made.text
    own = made.headers["Location"]
    row = db.session.scalars(select(DrawAnnouncement)).one()
    before = board.get(own).text
    assert row.sha256 in before and "Draw the lot" in before
    assert not [name for name in members if name in before]
    assert board.post(own, data={"seed": SEED}).status_code == 303
    after = board.get(own).text
    chosen = db.session.scalars(select(DrawMade)).one().drawn
    numbers = {str(member.number): name for name, member in members.items()}
    assert len(chosen) == sum(one.take > 0 for one in groups) and all(numbers[one] in after for _g, one in chosen)
    assert SEED in after and "sha256sum" in after and "SHA-256" in after
    lines = rows_of(board, row.id)[1:]
    assert all(line[3] == hashlib.sha256(f"{SEED}\n{line[2]}".encode()).hexdigest() for line in lines)
    first = {
        line[0]: min((other for other in lines if other[0] == line[0]), key=lambda one: one[3])[2] for line in lines
    }
    assert sorted(first.values()) == sorted(one for _group, one in chosen)
    assert [line[2] for line in lines if line[4] == "oui"] == [one for _group, one in chosen]


def test_an_order_is_drawn_of_names_and_every_member_reads_it(board):
    made = board.post("/tirages/nouveau/ordre", data=said(names="Ada\nZoé\n\nNoé", title="<script>alert(1)</script>"))
    own = made.headers["Location"]
    board.post(own, data={"seed": "Bulletin municipal n° 214"})
    sign_in(board, make_account("Simple Membre", language="en"))
    page = board.get(own).text
    assert page.index("<li>Noé</li>") < page.index("<li>Ada</li>") < page.index("<li>Zoé</li>")
    assert "<script>alert" not in page + board.get("/tirages").text
    assert [line[2] for line in rows_of(board, 0 + int(own.rsplit("/", 1)[1]))[1:]] == ["Noé", "Ada", "Zoé"]


def test_a_lot_is_drawn_once(board):
    row = announced()
    assert board.post(f"/tirages/{row.id}", data={"seed": SEED}).status_code == 303
    assert board.post(f"/tirages/{row.id}", data={"seed": "another one"}).status_code == 409
    assert [one.seed for one in db.session.scalars(select(DrawMade))] == [SEED]
    with pytest.raises(StateMoved):
        draw_lot(row.id, "another one", at=now(), **BY)


def test_it_is_not_drawn_before_its_seed_is_known(board):
    row = announced(days=1)
    assert "It can be drawn from" in board.get(f"/tirages/{row.id}").text
    refused = board.post(f"/tirages/{row.id}", data={"seed": SEED})
    assert refused.status_code == 422 and "cannot be drawn before" in refused.text
    assert db.session.scalars(select(DrawMade)).all() == []
    draw_lot(row.id, SEED, at=now() + timedelta(days=1), **BY)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "Say what is drawn"),
        ({"source": ""}, "Say which text or number"),
        ({"known_on": ""}, "Give the day"),
        ({"known_on": "2020-01-01"}, "must not be known yet"),
        ({"names": "Ada"}, "two names at least"),
        ({"names": "Ada\nAda"}, "stands twice"),
        ({"names": ""}, "Write the names"),
    ],
)
def test_what_is_wrong_with_an_order_is_said(board, changes, words):
    page = board.post("/tirages/nouveau/ordre", data=said(names="Ada\nZoé") | changes)
    assert page.status_code == 422 and "error-summary" in page.text and words in page.text
    assert db.session.scalars(select(DrawAnnouncement)).all() == []


@pytest.mark.parametrize(
    ("take", "words"), [("", "Nobody would be drawn"), ("900", "cannot be drawn"), ("-1", "error")]
)
def test_what_is_wrong_with_quotas_is_said(board, members, take, words):
    page = board.post("/tirages/nouveau/membres", data=said(take_0=take))
    assert page.status_code == 422 and words in page.text


@pytest.mark.parametrize("seed", ["", "   ", "x" * 201])
def test_a_seed_that_is_none_is_refused(board, seed):
    assert board.post(f"/tirages/{announced().id}", data={"seed": seed}).status_code == 422


def test_members_read_and_do_not_draw(client):
    row = announced()
    sign_in(client, make_account("Simple Membre"))
    assert client.get("/tirages").status_code == client.get(f"/tirages/{row.id}").status_code == 200
    assert client.post(f"/tirages/{row.id}", data={"seed": SEED}).status_code == 403
    assert client.get("/tirages/nouveau/membres").status_code == client.get("/tirages/nouveau/ordre").status_code == 403
    assert client.get("/tirages/999").status_code == client.get("/tirages/999.csv").status_code == 404


def test_the_trail_keeps_the_fingerprint_before_and_the_seed_after(board):
    row = announced()
    draw_lot(row.id, SEED, at=now(), **BY)
    told = list(
        db.session.scalars(select(AuditEntry).where(AuditEntry.subject == f"draw:{row.id}").order_by(AuditEntry.id))
    )
    assert [one.tag for one in told] == ["governance:draw:announced", "governance:draw:made"]
    assert told[0].details["sha256"] == row.sha256 and told[1].details["seed"] == SEED


def test_what_was_published_cannot_be_changed():
    row = announced()
    with pytest.raises(DatabaseError):
        db.session.execute(update(DrawAnnouncement).where(DrawAnnouncement.id == row.id).values(title="Autre"))


def test_a_result_that_the_list_does_not_give_is_said(board, monkeypatch):
    row = announced()
    draw_lot(row.id, SEED, at=now(), **BY)
    assert shown_lot(row.id, today()).holds
    monkeypatch.setattr("governance.queries.lots.drawn", lambda *_given: ())
    assert not shown_lot(row.id, today()).holds


def test_pages_cost_the_same_with_more_in_the_hat(board, members):
    def panel(take):
        groups = hat_of(today()).groups
        draft = LotDraft("Panel", "The lottery", today())
        made = announce_panel(draft, {groups[0].group: take}, at=now(), **BY)
        draw_lot(made.id, SEED, at=now(), **BY)
        return made.id

    few = [statements(partial(board.get, page)) for page in (f"/tirages/{panel(1)}", "/tirages")]
    for _lot in range(4):
        announced()
    assert [statements(partial(board.get, page)) for page in (f"/tirages/{panel(2)}", "/tirages")] == few
