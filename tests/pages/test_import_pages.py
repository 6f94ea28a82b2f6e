"""The import studio in pages: send, columns, trial by the worker, record, take back; hostile files told in a sentence."""

import io
import re
from datetime import date

import pytest
from flask.testing import FlaskClient

from foundation.accounts.permissions import Role
from foundation.jobs.models import Job
from foundation.jobs.runner import run_job
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.db import db
from membership.models.members import Member
from shares.queries import entries, totals_on
from shares.services import decide_refund, request_refund
from spreadsheets.models import ImportBatch, ImportUpload
from tests.factories.accounts import make_account, sign_in
from tests.factories.membership import make_member, make_statutes
from tests.factories.shares import DECIDED, losses

BY = {"actor": SYSTEM, "at": now()}
SHEET = (
    "SCIC La Halle;;;;;\nRegistre;;;;;\n"
    "N°;Nom;Prénom;Catégorie;Date d’agrément;Nb parts\n"
    "12;Le Bris;Ada;usagers;01/03/2020;5\n"
    "14;Quéré;Yann;usagers;02/03/2020;3\n"
    "Total;;;;;8\n"
)


@pytest.fixture(autouse=True)
def cooperative(session):
    make_statutes()


@pytest.fixture
def staff(client: FlaskClient) -> FlaskClient:
    sign_in(client, make_account("Solenn Tanguy", Role.STAFF))
    return client


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def send(client: FlaskClient, content: bytes = SHEET.encode("cp1252", "replace"), where: str = "/membres/import"):
    return client.post(where, data={"file": (io.BytesIO(content), "registre.csv")}, content_type="multipart/form-data")


def work() -> None:
    for job in db.session.query(Job).filter_by(state="queued").all():
        run_job(job.id, clock=now)


def choose(client: FlaskClient, *sent: bytes, where: str = "/membres/import") -> str:
    """Accept the columns as they were found; the address of the trial."""
    address = send(client, *sent, where=where).headers["Location"]
    page = client.get(address).get_data(as_text=True)
    chosen = dict(re.findall(r'name="(c\d+)".*?<option selected value="([^"]*)"', page, re.DOTALL))
    return client.post(address, data=chosen).headers["Location"]


def test_titles_totals_and_encoding_are_understood_and_the_trial_writes_nothing(staff):
    trial = choose(staff)
    work()
    page = text_of(staff.get(trial))
    assert "Ada Le Bris" in page
    assert db.session.query(Member).count() == 0


def test_the_file_is_recorded_as_one_batch_and_taken_back_as_one(staff):
    trial = choose(staff)
    work()
    upload = db.session.query(ImportUpload).one()
    assert staff.post(f"/membres/import/{upload.id}/prise").status_code == 303
    work()
    batch = db.session.query(ImportBatch).one()
    assert {one.number for one in db.session.query(Member)} == {12, 14}
    assert staff.get(trial).headers["Location"].endswith(f"/membres/import/lots/{batch.id}")
    address = f"/membres/import/lots/{batch.id}"
    assert staff.post(address, data={"motive": ""}).status_code == 422
    assert staff.post(address, data={"motive": "mauvais fichier"}).status_code == 303
    assert "mauvais fichier" in text_of(staff.get(address))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nothing", b"\x00\x01\x02"])
def test_a_file_that_is_no_register_is_told_in_a_sentence(staff, content):
    answer = send(staff, content)
    assert answer.status_code in (413, 422)
    assert db.session.query(ImportUpload).count() == 0


def test_a_file_is_forgotten_when_it_is_given_up(staff):
    send(staff)
    address = f"/membres/import/{db.session.query(ImportUpload).one().id}"
    assert staff.post(f"{address}/abandon").status_code == 303
    assert db.session.query(ImportUpload).count() == 0
    assert staff.get(f"{address}/colonnes").status_code == 404


def test_the_register_is_taken_away_as_a_sheet(staff):
    assert staff.get("/membres/tableau?format=csv", buffered=True).get_data(as_text=True).startswith("\ufeff")
    assert staff.get("/membres/tableau", buffered=True).get_data()[:2] == b"PK"
    ods = staff.get("/membres/tableau?format=ods", buffered=True)
    assert (ods.mimetype, ods.get_data()[30:38]) == ("application/vnd.oasis.opendocument.spreadsheet", b"mimetype")


def test_imports_are_not_for_members(client):
    sign_in(client, make_account("Jean Sans-Droit"))
    assert client.get("/membres/import").status_code == 403
    assert send(client).status_code == 403


HOLDINGS = (
    "SCIC La Halle;;;;\nParts au 31/12/2023;;;;\n"
    "N° sociétaire;Nom;Nb parts;Montant;Date d’entrée\n"
    "{ada};Le Bris Ada;5 parts;75,00 €;1er mars 2021\n"
    "{yann};Quéré Yann;3;45;02/03/2021\n"
    "Total;;8;120,00;\n"
)


@pytest.fixture
def holders(session) -> dict[str, int]:
    return {"ada": make_member("Ada Le Bris").number, "yann": make_member("Yann Quéré").number}


def test_a_sheet_of_holdings_is_tried_recorded_and_taken_back(staff, holders):
    trial = choose(staff, HOLDINGS.format(**holders).encode("cp1252"), where="/parts/import")
    assert staff.get(f"{trial}/avancement").status_code == 200
    work()
    assert staff.get(f"{trial}/avancement").status_code == 205
    page = text_of(staff.get(trial))
    assert "Usagers" in page and "Collège des usagers" in page and "Total · 8 · 120,00" in page
    assert entries() == []
    upload = db.session.query(ImportUpload).one()
    assert staff.post(f"/parts/import/{upload.id}/prise").status_code == 303
    work()
    assert [(one.shares, one.nominal_cents, one.paid_cents) for one in entries()] == [(5, 1500, 7500), (3, 1500, 4500)]
    address = f"/parts/import/lots/{db.session.query(ImportBatch).one().id}"
    assert staff.post(address, data={"motive": "mauvais fichier"}).status_code == 303
    assert totals_on(date.max).is_nothing


def test_a_refused_line_is_told_with_the_rule_and_nothing_can_be_recorded(staff, holders):
    sheet = "N°;Date;Nature;Parts;Valeur nominale\n{ada};01/03/2022;Souscription;5;15\n{ada};01/03/2023;Don;7;\n"
    trial = choose(staff, sheet.format(**holders).encode(), where="/parts/import")
    work()
    page = staff.get(trial)
    assert "2 too few" in text_of(page) or "il en manque 2" in text_of(page)
    assert "/prise" not in page.get_data(as_text=True)


def test_far_along_a_job_says_how_many_lines_are_judged(staff, holders):
    trial = choose(staff, HOLDINGS.format(**holders).encode(), where="/parts/import")
    job = db.session.query(Job).filter_by(state="queued").one()
    job.progress_done, job.progress_total = 1200, 75000
    db.session.commit()
    page = staff.get(f"{trial}/avancement").get_data(as_text=True)
    assert 'value="1200" max="75000"' in page


def test_the_movements_are_taken_away_as_a_sheet_that_comes_back_unchanged(staff, holders):
    choose(staff, HOLDINGS.format(**holders).encode(), where="/parts/import")
    work()
    staff.post(f"/parts/import/{db.session.query(ImportUpload).one().id}/prise")
    work()
    for kind in ("csv", "xlsx"):
        content = staff.get(f"/parts/mouvements.{kind}", buffered=True).get_data()
        trial = choose(staff, content, where="/parts/import")
        work()
        said = text_of(staff.get(trial))
        assert "changes nothing" in said or "ne change rien" in said


def test_movements_are_not_for_members(client):
    sign_in(client, make_account("Jean Sans-Droit"))
    assert [client.get(one).status_code for one in ("/parts/import", "/parts/mouvements.csv")] == [403, 403]


@pytest.fixture
def taken(staff, holders, monkeypatch) -> str:
    """The page of an import that counts as a big one."""
    monkeypatch.setattr("spreadsheets.services.BIG_BATCH", 2)
    monkeypatch.setattr("spreadsheets.work.WORTH_TELLING", 2)
    choose(staff, HOLDINGS.format(**holders).encode("cp1252"), where="/parts/import")
    work()
    staff.post(f"/parts/import/{db.session.query(ImportUpload).one().id}/prise")
    work()
    return f"/parts/import/lots/{db.session.query(ImportBatch).one().id}"


def test_a_big_import_is_taken_back_by_the_worker_and_the_page_says_how_far(staff, taken):
    assert staff.post(taken, data={"motive": ""}).status_code == 422
    assert staff.post(taken, data={"motive": "mauvais fichier"}).status_code == 303
    assert staff.post(taken, data={"motive": "une seconde fois"}).status_code == 303
    assert [one.shares for one in entries()] == [5, 3]
    page = staff.get(taken).get_data(as_text=True)
    assert f'data-poll="{taken}/avancement"' in page and 'name="motive"' not in page
    assert staff.get(f"{taken}/avancement").status_code == 200
    work()
    assert staff.get(f"{taken}/avancement").status_code == 205
    assert totals_on(date.max).is_nothing
    assert "mauvais fichier" in text_of(staff.get(taken))
    job = db.session.query(Job).filter_by(kind="import-undo").one()
    assert (job.progress_done, job.progress_total) == (2, 2)


def test_a_big_import_that_cannot_be_taken_back_says_why_and_may_be_tried_again(staff, taken, holders):
    assert staff.post(taken, data={"motive": "mauvais fichier"}).status_code == 303
    member = db.session.query(Member).filter_by(number=holders["ada"]).one()
    losses()
    claim = request_refund(member.id, 3, date(2026, 1, 1), **BY)
    decide_refund(claim.id, date(2026, 1, 2), **DECIDED)
    before = entries()
    work()
    page = staff.get(taken).get_data(as_text=True)
    assert 'class="note bad"' in page and 'name="motive"' in page
    assert entries() == before
    assert staff.post(taken, data={"motive": "encore"}).status_code == 303
    assert db.session.query(Job).filter_by(kind="import-undo").count() == 2


@pytest.mark.parametrize(("where", "above"), [("/membres/import", "/membres"), ("/parts/import", "/parts")])
def test_an_import_stands_below_the_list_it_fills(client: FlaskClient, where: str, above: str):
    sign_in(client, make_account("Solenn Tanguy", Role.STAFF, Role.TREASURER))
    crumbs = client.get(where).get_data(as_text=True).split('class="crumbs"')[1].split("</nav>")[0]
    assert f'href="{above}"' in crumbs


def test_a_couple_on_one_line_is_two_members_or_joint_holders(staff: FlaskClient):
    sheet = "Nom;Prénom;Catégorie;Date d’agrément\nDubois;Jean et Paule;usagers;01/03/2020\n"
    trial = choose(staff, sheet.encode())
    work()
    told = text_of(staff.get(trial))
    assert "Jean et Paule" in told
    assert "deux personnes" in told
