"""The files of a result (CSV, JSON, PDF), the nominal list, the ballots by their receipts: contents, columns, who may read."""

import csv
import hashlib
import html
import io
import json
import re
import subprocess
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pypdf
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.db import db
from tests.factories.accounts import make_account, sign_in
from tests.factories.results import CONTESTS, NAMES, OPTIONS, SECRETLY, a_receipt, cast_all, counted_box, opened_box
from votes.models import Box, Mark, SecretBallot
from votes.queries.nominal import CSV_COLUMNS
from votes.rules.contest import Contest, Option
from votes.rules.count import count
from votes.rules.count_file import parse
from votes.rules.receipts import grouped
from votes.rules.result_rows import COLUMNS
from votes.services import closing

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "fichiers-des-votes.md"


@pytest.fixture
def earlier() -> datetime:
    return now() - timedelta(hours=3)


@pytest.fixture
def member(client: FlaskClient) -> FlaskClient:
    sign_in(client, make_account("Ada Bretelle", language="en"))
    return client


@pytest.fixture
def teller(client: FlaskClient) -> FlaskClient:
    sign_in(client, make_account("Noé Scrutateur", Role.SCRUTINEER, language="en"))
    return client


def rows_of(client: FlaskClient, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200
    text = answer.get_data().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def paper_of(client: FlaskClient, box: Box) -> str:
    answer = client.get(f"/votes/{box.id}/resultat.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), answer.get_data(as_text=True)[:500]
    pages = pypdf.PdfReader(io.BytesIO(answer.get_data())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("method", CONTESTS)
def test_the_csv_has_a_row_an_option_in_each_scope_with_the_stored_figures(
    member: FlaskClient, earlier: datetime, method: str
) -> None:
    box, stored = counted_box(method, earlier)
    rows = rows_of(member, f"/votes/{box.id}/resultat.csv")
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 5 * 5  # by weight, by head, three colleges
    decided = {row["option"]: row for row in rows if row["portee"] == "ponderation"}
    assert {option for option, row in decided.items() if row["retenu"] == "oui"} == set(stored.result["winners"])
    for option, text in stored.result.get("scores", {}).items():
        assert Fraction(decided[option]["resultat"]) == Fraction(text)
    for college in ("habitants", "structures", "ville"):
        line = stored.result["by_college"][college]
        name = {"habitants": "Habitants", "structures": "Structures", "ville": "Collectivités"}[college]
        own = next(row for row in rows if row["nom"] == name)
        counts = [own[key] for key in ("bulletins", "exprimes", "blancs", "nuls", "invalides")]
        assert counts == [str(line[key]) for key in ("ballots", "valid", "blank", "null", "invalid")]


def test_the_csv_of_a_resolution_has_its_three_sides(member: FlaskClient, earlier: datetime) -> None:
    box, stored = counted_box("resolution", earlier)
    rows = rows_of(member, f"/votes/{box.id}/resultat.csv")
    carried = {row["option"]: row["resultat"] for row in rows if row["portee"] == "ponderation"}
    assert carried == {"pour": stored.result["for"], "contre": stored.result["against"], "abstention": ""}
    heads = {row["option"]: row["resultat"] for row in rows if row["portee"] == "tetes"}
    assert heads["pour"] == str(stored.result["heads"]["for"])


def test_no_cell_of_a_file_starts_a_formula(teller: FlaskClient, earlier: datetime) -> None:
    hostile = Contest((Option("o1", "=HYPERLINK(A1)"), Option("o2", "@SUM(1)"), Option("o3", "+cmd|calc")))
    box = opened_box("plurality", earlier, contest=hostile)
    cast_all(box, {1: "o1", 2: "o2", 3: "o3"}, earlier)
    closing.close_box(box.id, actor=SYSTEM, at=earlier + timedelta(hours=1))
    for name in ("resultat.csv", "nominatif?format=csv"):
        for row in rows_of(teller, f"/votes/{box.id}/{name}"):
            assert not [cell for cell in row.values() if cell.startswith(("=", "@", "+", "-"))], row


@pytest.mark.parametrize("method", ["resolution", *CONTESTS])
def test_the_json_is_the_stored_result_with_the_names(member: FlaskClient, earlier: datetime, method: str) -> None:
    box, stored = counted_box(method, earlier)
    answer = member.get(f"/votes/{box.id}/resultat.json")
    found: dict[str, Any] = answer.get_json()
    assert {key: found[key] for key in stored.result} == stored.result
    assert found["format"] == "scic-result/1"
    assert found["labels"]["colleges"]["ville"] == "Collectivités"
    if method != "resolution":
        assert list(found["labels"]["options"].values()) == list(NAMES)
    assert "Membre" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("method", ["resolution", *CONTESTS])
def test_the_paper_prints_verdict_figures_denominators_rule_and_fingerprint(
    member: FlaskClient, earlier: datetime, method: str
) -> None:
    box, stored = counted_box(method, earlier)
    text = paper_of(member, box)
    assert "Priorités de l’année" in text
    assert "Ensemble 24 21 87,50 % 2 0 0 19" in text.replace("\u202f", " ").replace("\xa0", " ")
    assert stored.ballots_sha256[:20] in text.replace(" ", "").replace("\u200b", "")
    for winner in stored.result.get("winners", ()):
        assert NAMES[int(winner[1:]) - 1] in text
    assert "Règle appliquée" in text


def test_the_paper_carries_the_count_file_that_gives_the_result_again(member: FlaskClient, earlier: datetime) -> None:
    box, stored = counted_box("majority_judgment", earlier)
    reader = pypdf.PdfReader(io.BytesIO(member.get(f"/votes/{box.id}/resultat.pdf").get_data()))
    [content] = reader.attachments[f"depouillement-{box.id}.json"]
    again = count(parse(content.decode())).to_json()
    assert again["winners"] == stored.result["winners"]
    assert again["median"] == stored.result["median"]


def test_the_paper_stands_forty_options_a_tie_and_nobody(member: FlaskClient, earlier: datetime) -> None:
    many = Contest(tuple(Option(f"o{n}", f"Proposition {n} <b>#strong[x]</b>") for n in range(1, 41)))
    for method in ("plurality", "schulze", "borda", "irv"):
        box, _ = counted_box(method, earlier, contest=many)
        assert "Proposition 40 <b>#strong[x]</b>" in paper_of(member, box)
    tied = opened_box("plurality", earlier)
    cast_all(tied, {1: "o1", 4: "o2"}, earlier)
    closing.close_box(tied.id, actor=SYSTEM, at=earlier + timedelta(hours=1))
    assert "Une égalité demeure" in paper_of(member, tied)
    empty = opened_box("score", earlier)
    closing.close_box(empty.id, actor=SYSTEM, at=earlier + timedelta(hours=1))
    assert "Aucun suffrage exprimé" in paper_of(member, empty)


def test_the_nominal_list_of_an_open_vote_says_who_chose_what(teller: FlaskClient, earlier: datetime) -> None:
    box = opened_box("approval", earlier)
    cast_all(box, {1: ["o1", "o3"], 2: "blank"}, earlier)
    closing.close_box(box.id, actor=SYSTEM, at=earlier + timedelta(hours=1))
    rows = rows_of(teller, f"/votes/{box.id}/nominatif?format=csv")
    assert tuple(rows[0]) == CSV_COLUMNS
    assert len(rows) == 24
    first, second, third = rows[:3]
    assert (first["membre"], first["nom"], first["college"]) == ("1", "Membre 1", "Habitants")
    assert (first["choix"], first["choix_json"]) == (f"{NAMES[0]} · {NAMES[2]}", '["o1","o3"]')
    assert (first["a_vote"], first["origine"], first["moment"][:10]) == ("oui", "en ligne", earlier.date().isoformat())
    assert (second["choix"], third["choix"], third["a_vote"]) == ("Blanc", "", "non")
    page = teller.get(f"/votes/{box.id}/nominatif").get_data(as_text=True)
    assert f"{NAMES[0]} · {NAMES[2]}" in page


def test_the_nominal_list_of_a_secret_vote_says_who_voted_and_never_what(
    teller: FlaskClient, earlier: datetime
) -> None:
    box, _ = counted_box("plurality", earlier, **SECRETLY)
    rows = rows_of(teller, f"/votes/{box.id}/nominatif?format=csv")
    assert sum(row["a_vote"] == "oui" for row in rows) == 21
    assert {row["choix"] + row["choix_json"] for row in rows} == {""}
    page = teller.get(f"/votes/{box.id}/nominatif").get_data(as_text=True)
    assert not any(name in page for name in NAMES)


def test_members_do_not_read_who_voted_what(member: FlaskClient, earlier: datetime) -> None:
    box, _ = counted_box("approval", earlier)
    assert member.get(f"/votes/{box.id}/nominatif").status_code == 403
    assert member.get(f"/votes/{box.id}/nominatif?format=csv").status_code == 403
    assert "nominatif" not in member.get(f"/votes/{box.id}").get_data(as_text=True)


def test_secret_ballots_are_listed_by_receipt_and_one_is_found_by_its_own(
    member: FlaskClient, earlier: datetime
) -> None:
    box, _ = counted_box("schulze", earlier, voters=90, cast=80, **SECRETLY)
    page = html.unescape(member.get(f"/votes/{box.id}/urne").get_data(as_text=True))
    listed = re.findall(r'<span class="receipt-code">([^<]+)</span>', page)
    assert len(listed) == 50
    assert listed == sorted(listed)
    more = re.findall(
        r'<span class="receipt-code">([^<]+)</span>', member.get(f"/votes/{box.id}/urne?page=2").get_data(as_text=True)
    )
    assert set(listed) | set(more) == {grouped(a_receipt(number)) for number in range(1, 81)}
    typed = grouped(a_receipt(3)).lower().replace("-", " ")
    found = html.unescape(member.post(f"/votes/{box.id}/urne", data={"recu": typed}).get_data(as_text=True))
    choice = json.loads(
        db.session.execute(select(SecretBallot.choice).where(SecretBallot.id == a_receipt(3))).scalar_one()
    )
    best = NAMES[int(choice[0][1:]) - 1]
    assert f"<strong>1. {best} · 2." in found
    assert "is in the count" in found


@pytest.mark.parametrize("typed", ["", "ABC", "23456-789AB-CDEFG-HJKLM", "<script>", "%s", "é" * 90])
def test_a_receipt_that_is_not_there_is_told_so(member: FlaskClient, earlier: datetime, typed: str) -> None:
    box, _ = counted_box("plurality", earlier, **SECRETLY)
    answer = member.post(f"/votes/{box.id}/urne", data={"recu": typed})
    assert answer.status_code == 200
    assert "No ballot of this vote bears this receipt" in answer.get_data(as_text=True)
    assert "<script>" not in answer.get_data(as_text=True).split("chercher", 1)[1]


def test_a_receipt_is_never_in_an_address(member: FlaskClient, earlier: datetime) -> None:
    box, _ = counted_box("plurality", earlier, **SECRETLY)
    page = member.get(f"/votes/{box.id}/urne").get_data(as_text=True)
    form = page[page.index('<form method="post" action="/votes') :]
    assert 'name="recu"' in form
    assert not re.search(r'href="[^"]*(' + "|".join(a_receipt(number) for number in range(1, 22)) + ")", page)


def test_anybody_computes_the_fingerprint_again_from_the_published_text(
    member: FlaskClient, earlier: datetime, tmp_path: Path
) -> None:
    box, stored = counted_box("plurality", earlier, **SECRETLY)
    text = member.get(f"/votes/{box.id}/urne.txt").get_data()
    file = tmp_path / f"urne-{box.id}.txt"
    file.write_bytes(text)
    told = subprocess.run(["sha256sum", file.name], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert told.split()[0] == stored.ballots_sha256 == hashlib.sha256(text).hexdigest()
    lines = [line.split("\t") for line in text.decode().splitlines()]
    assert [line[0] for line in lines] == sorted(line[0] for line in lines)
    assert len(lines) == len(db.session.execute(select(Mark.id).where(Mark.box_id == box.id)).all()) == 21
    cells: dict[tuple[str, Any], int] = {}
    for _receipt, college, choice in lines:
        cells[college, json.loads(choice)] = cells.get((college, json.loads(choice)), 0) + 1
    published = {(line["college"], line["choice"]): line["count"] for line in json.loads(stored.count_file)["ballots"]}
    assert cells == published, "adding up the published lines gives the count file"


def test_a_changed_ballot_changes_the_fingerprint(member: FlaskClient, earlier: datetime) -> None:
    box, stored = counted_box("plurality", earlier, **SECRETLY)
    text = member.get(f"/votes/{box.id}/urne.txt").get_data(as_text=True)
    other = text.replace('"o1"', '"o2"', 1)
    assert hashlib.sha256(other.encode()).hexdigest() != stored.ballots_sha256


def test_as_many_marks_as_ballots_is_said(member: FlaskClient, earlier: datetime) -> None:
    box, _ = counted_box("plurality", earlier, **SECRETLY)
    page = " ".join(re.sub(r"<[^>]+>", " ", member.get(f"/votes/{box.id}/urne").get_data(as_text=True)).split())
    assert "Voted online 21 Ballots listed 21" in page
    assert "As many marks as ballots" in page


def test_an_open_vote_has_no_list_of_receipts(member: FlaskClient, earlier: datetime) -> None:
    box, _ = counted_box("plurality", earlier)
    assert member.get(f"/votes/{box.id}/urne").status_code == 422
    assert member.get(f"/votes/{box.id}/urne.txt").status_code == 422


def test_who_is_not_signed_in_reads_no_file(client: FlaskClient, earlier: datetime) -> None:
    box, _ = counted_box("plurality", earlier, contest=replace(CONTESTS["plurality"], options=OPTIONS[:2]))
    for name in ("resultat.pdf", "resultat.csv", "resultat.json", "nominatif", "urne", "urne.txt"):
        assert client.get(f"/votes/{box.id}/{name}").status_code == 401


def test_the_guide_describes_every_column_of_the_files() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    for column in (*COLUMNS, *CSV_COLUMNS):
        assert f"`{column}`" in guide, column
