"""The nominal list as JSON and as a paper: who voted what in an open vote, who voted in a secret one, and to whom it is told."""

import io
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.db import db
from tests.factories.accounts import make_account, sign_in
from tests.factories.results import COLLEGES, NAMES, SECRETLY, cast_all, counted_box, opened_box
from tests.factories.votes import draft
from votes.models import Box
from votes.queries.nominal_files import JSON_KEYS
from votes.rules.contest import Contest, Option
from votes.rules.roll import RollLine
from votes.services import boxes, closing

FILES = ("nominatif.json", "nominatif.pdf")
GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "fichiers-des-votes.md"
HOSTILE = '#panic("x") $x$ *b* _i_ @ref <label> // /* `raw` \\u{41} [x] "q" {{ 7*7 }} <script>'


@pytest.fixture
def earlier() -> datetime:
    return now() - timedelta(hours=3)


@pytest.fixture
def teller(client: FlaskClient) -> FlaskClient:
    sign_in(client, make_account("Noé Scrutateur", Role.SCRUTINEER, language="en"))
    return client


def data_of(client: FlaskClient, box: Box) -> dict[str, Any]:
    answer = client.get(f"/votes/{box.id}/nominatif.json")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    found: dict[str, Any] = json.loads(answer.get_data())
    return found


def pages_of(client: FlaskClient, box: Box) -> list[str]:
    """The text of each page, ends of lines and thin spaces as spaces."""
    answer = client.get(f"/votes/{box.id}/nominatif.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), answer.get_data(as_text=True)[:500]
    pages = pypdf.PdfReader(io.BytesIO(answer.get_data())).pages
    return [" ".join(page.extract_text().replace("\u200b", "").split()) for page in pages]


def squeezed(text: str) -> str:
    return "".join(text.split())


def line(number: int, name: str, college: str, **changes: Any) -> RollLine:
    return RollLine(member_number=number, name=name, college=college, accounts=(number,), **changes)


def close(box: Box, at: datetime) -> Box:
    closing.close_box(box.id, actor=SYSTEM, at=at + timedelta(hours=1))
    return box


def mixed_box(at: datetime, **changes: Any) -> Box:
    """A roll whose order is neither that of the colleges nor that of the numbers."""
    lines = [
        line(12, "Ville de Lannion", "ville"),
        line(7, HOSTILE, "habitants"),
        line(3, "Zoé \u202eDrôle 😀 汉", "habitants", holder_name="=CMD() Porteur", via="proxy"),
        line(9, "Atelier <b>Nord</b>", "structures", holder_name="Atelier <b>Nord</b>"),
    ]
    given = {"title": HOSTILE, "question": HOSTILE, "method": "resolution", "colleges": COLLEGES} | changes
    return boxes.open_box(draft(**given), lines, actor=SYSTEM, at=at)


def test_the_json_of_a_resolution_names_each_right_in_the_order_of_the_roll(
    teller: FlaskClient, earlier: datetime
) -> None:
    box = mixed_box(earlier)
    cast_all(box, {12: "against", 7: "for", 3: "abstain"}, earlier)
    found = data_of(teller, close(box, earlier))
    assert (found["format"], found["vote"]["title"], found["vote"]["secret"]) == ("scic-nominal/1", HOSTILE, False)
    assert found["labels"]["colleges"] == {one.id: one.name for one in COLLEGES}
    assert [tuple(one) for one in found["rights"]] == [JSON_KEYS] * 4
    assert [one["member"] for one in found["rights"]] == [12, 7, 3, 9]
    town, hostile, carried, silent = found["rights"]
    assert hostile["name"] == HOSTILE
    assert (town["college"], town["choice"], town["said"], town["at_desk"]) == ("ville", "against", "Contre", False)
    assert datetime.fromisoformat(town["cast_at"]) == earlier
    assert (carried["holder"], carried["via"], carried["said"]) == ("=CMD() Porteur", "proxy", "Abstention")
    assert (silent["voted"], silent["choice"], silent["said"], silent["cast_at"]) == (False, None, None, None)


def test_the_paper_of_a_resolution_goes_college_by_college_and_prints_commands_as_text(
    teller: FlaskClient, earlier: datetime
) -> None:
    box = mixed_box(earlier)
    cast_all(box, {12: "against", 7: "for", 3: "abstain"}, earlier)
    pages = pages_of(teller, close(box, earlier))
    text = " ".join(pages)
    assert "Liste nominative du vote" in text
    assert "Ce document contient des données personnelles" in text
    assert f"Page 1 / {len(pages)}" in text
    assert squeezed(text).count(squeezed(HOSTILE)) >= 3  # the title, the text, the name
    assert "Zoé [U+202E]Drôle 😀 [U+6C49]" in text
    assert "=CMD() Porteur, pouvoir" in text
    list_of_rights = text[text.rindex("Habitants") :]
    order = [
        list_of_rights.index(word) for word in ("Habitants", "Zoé", "Structures", "Atelier", "Collectivités", "Ville")
    ]
    assert order == sorted(order)
    assert squeezed(list_of_rights).index(squeezed(HOSTILE)) < squeezed(list_of_rights).index("Zoé")
    assert "N’a pas voté" in list_of_rights[list_of_rights.index("Atelier") :]
    assert "Contre" in list_of_rights[list_of_rights.index("Ville de") :]
    assert text.count("Atelier <b>Nord</b>") == 1  # who votes for themselves is not named twice
    assert "4 droits de vote, 3 bulletins" in text
    assert "associé" not in text.casefold()


def test_a_vote_among_hostile_options_is_told_by_their_names(teller: FlaskClient, earlier: datetime) -> None:
    options = (Option("o1", HOSTILE), Option("o2", "=SUM(1) 😀 à l’envers"), Option("o3", "Cantine"))
    box = opened_box("schulze", earlier, contest=Contest(options))
    cast_all(box, {1: ["o3", ["o1", "o2"]], 2: "blank"}, earlier)
    close(box, earlier)
    first, second, third = data_of(teller, box)["rights"][:3]
    assert first["choice"] == ["o3", ["o1", "o2"]]
    assert first["said"] == f"1. Cantine · 2. {HOSTILE} = =SUM(1) 😀 à l’envers"
    assert (second["said"], second["voted"], third["voted"]) == ("Blanc", True, False)
    text = squeezed(" ".join(pages_of(teller, box)))
    assert squeezed(f"1. Cantine · 2. {HOSTILE} = =SUM(1) 😀 à l’envers") in text


@pytest.mark.parametrize("method", ["resolution", "approval", "score", "majority_judgment", "points", "irv"])
def test_every_right_of_a_counted_vote_is_in_both_files(teller: FlaskClient, earlier: datetime, method: str) -> None:
    box, _ = counted_box(method, earlier)
    rights = data_of(teller, box)["rights"]
    assert (len(rights), sum(one["voted"] for one in rights)) == (24, 21)
    assert all((one["choice"] is not None) == one["voted"] for one in rights)
    text = squeezed(" ".join(pages_of(teller, box)))
    assert all(f"Membre{number}" in text for number in range(1, 25))
    assert all(squeezed(one["said"]) in text for one in rights if one["voted"])


def test_of_a_secret_vote_both_files_say_yes_or_no_and_nothing_else(teller: FlaskClient, earlier: datetime) -> None:
    box, stored = counted_box("plurality", earlier, **SECRETLY)
    found = data_of(teller, box)
    assert sum(one["voted"] for one in found["rights"]) == 21
    hidden = {(one["choice"], one["said"], one["cast_at"], one["at_desk"]) for one in found["rights"]}
    assert hidden == {(None, None, None, None)}
    assert [one["member"] for one in found["rights"]] == list(range(1, 25))
    text = " ".join(pages_of(teller, box))
    assert "Liste d’émargement du vote" in text
    assert "nominative du vote" not in text
    listed = text[text.index("Texte soumis au vote") :]
    assert (listed.count("Oui"), listed.count("Non")) == (21, 3)
    assert not any(name in text for name in NAMES)
    assert "Moment" not in listed
    assert stored.ballots_sha256[:20] in squeezed(text)


def test_a_vote_without_colleges_is_one_list(teller: FlaskClient, earlier: datetime) -> None:
    box, _ = counted_box("resolution", earlier, colleges=())
    assert {one["college"] for one in data_of(teller, box)["rights"]} == {None}
    assert "Qui a voté quoi" in " ".join(pages_of(teller, box))


def test_a_long_list_has_its_pages_numbered_and_says_on_each_that_it_is_personal(
    teller: FlaskClient, earlier: datetime
) -> None:
    box, _ = counted_box("approval", earlier, voters=150, cast=140)
    pages = pages_of(teller, box)
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        assert f"Page {number} / {len(pages)}" in page
        assert "données personnelles" in page


def test_nothing_is_given_before_the_count_nor_to_who_may_not_read_it(client: FlaskClient, earlier: datetime) -> None:
    running, (counted, _) = opened_box("approval", earlier), counted_box("approval", earlier)
    for name in FILES:
        assert client.get(f"/votes/{counted.id}/{name}").status_code == 401
    sign_in(client, make_account("Ada Bretelle", language="en"))
    for name in FILES:
        assert client.get(f"/votes/{counted.id}/{name}").status_code == 403
    sign_in(client, make_account("Lin Bureau", Role.BOARD, language="en"))
    for name in FILES:
        assert client.get(f"/votes/{running.id}/{name}").status_code == 409
        assert client.get(f"/votes/{counted.id}/{name}").status_code == 200


def test_a_result_held_back_is_listed_for_who_runs_votes_only(client: FlaskClient, earlier: datetime) -> None:
    box, _ = counted_box("approval", earlier, held_back=True)
    for role, status in ((Role.SCRUTINEER, 409), (Role.BOARD, 200)):
        sign_in(client, make_account(f"Lin {role}", role, language="en"))
        assert {client.get(f"/votes/{box.id}/{name}").status_code for name in FILES} == {status}


def test_the_page_leads_to_both_files(teller: FlaskClient, earlier: datetime) -> None:
    box, _ = counted_box("approval", earlier)
    page = teller.get(f"/votes/{box.id}/nominatif").get_data(as_text=True)
    for name in FILES:
        assert f'href="/votes/{box.id}/{name}"' in page
    assert "hold personal data" in page


@pytest.mark.parametrize("name", FILES)
def test_a_longer_list_takes_no_more_statements(teller: FlaskClient, earlier: datetime, name: str) -> None:
    small, _ = counted_box("approval", earlier, voters=6, cast=6)
    large, _ = counted_box("approval", earlier, voters=60, cast=60)
    said: list[int] = []

    def note(*_given: object) -> None:
        said[-1] += 1

    teller.get(f"/votes/{small.id}/{name}")
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        for box in (small, large):
            said.append(0)
            assert teller.get(f"/votes/{box.id}/{name}").status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert said[0] == said[1]


def test_the_guide_describes_every_key_of_the_json() -> None:
    told = GUIDE.read_text(encoding="utf-8").partition("## `nominatif.json`")[2]
    assert all(f"| `{key}` |" in told for key in JSON_KEYS)
