"""Papers of the capital: given, archived, verified by anyone; what was given never changes."""

import io
import re
from datetime import date

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader

from foundation.accounts.permissions import Role
from foundation.documents.archive import documents_about
from foundation.documents.models import IssuedDocument
from foundation.jobs.runner import run_job
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now, today
from foundation.kernel.db import db
from shares.models import ShareCertificate
from shares.queries.papers.tables import BY_NAME
from shares.services.papers.registers import ask_register
from tests.factories.accounts import make_account, sign_in
from tests.factories.candidates import make_candidate, request_of
from tests.factories.membership import make_member, make_person, make_statutes
from tests.factories.shares import hold


@pytest.fixture(autouse=True)
def ada(session):
    make_statutes()
    person = make_person("Ada", "Le Bris", street="3 rue des Halles", postcode="35000", town="Rennes")
    member = make_member(person, "usagers")
    hold(member, 12)
    return member


@pytest.fixture
def staff(client: FlaskClient) -> FlaskClient:
    sign_in(client, make_account("Solenn Tanguy", Role.STAFF))
    return client


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def pdf_text(document: IssuedDocument) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(document.content)).pages)


def give(client: FlaskClient, member, paper: str, **told: str):
    return client.post(f"/parts/{member.number}/documents/{paper}", data=told)


def last() -> IssuedDocument:
    return db.session.query(IssuedDocument).order_by(IssuedDocument.id.desc()).first()


def test_a_certificate_tells_what_was_held_on_the_day_and_anyone_may_verify_it(client, staff, ada):
    assert give(staff, ada, "attestation", as_of=today().isoformat()).status_code == 303
    text = pdf_text(last())
    assert "LE BRIS" in text
    assert "12" in text
    given = db.session.query(ShareCertificate).one()
    page = text_of(client.get(f"/attestations/{given.code}"))
    assert page
    answer = client.post("/attestations", data={"number": str(given.number), "code": given.code})
    assert answer.status_code in (200, 303)
    wrong = client.post("/attestations", data={"number": str(given.number), "code": "AAAA-AAAA-AAAA"})
    assert "LE BRIS" not in wrong.get_data(as_text=True).upper()


def test_a_certificate_given_again_has_its_own_number_and_the_first_one_stands(staff, ada):
    give(staff, ada, "attestation", as_of=today().isoformat())
    first = last()
    bytes_before = bytes(first.content)
    hold(ada, 3)
    give(staff, ada, "attestation", as_of=today().isoformat())
    numbers = [one.number for one in db.session.query(ShareCertificate).order_by(ShareCertificate.number)]
    assert numbers == [1, 2]
    assert bytes(db.session.get(IssuedDocument, first.id).content) == bytes_before


def test_a_day_to_come_is_certified_to_nobody(staff, ada):
    answer = give(staff, ada, "attestation", as_of=date(2999, 1, 1).isoformat())
    assert answer.status_code == 422
    assert db.session.query(ShareCertificate).count() == 0


@pytest.mark.parametrize(
    ("paper", "told"),
    [("compte", {"as_of": today().isoformat()}), ("bulletin", {"shares": "4", "parts": "1"}), ("admission", {})],
)
def test_each_paper_is_printed_and_tagged(staff, ada, paper, told):
    answer = give(staff, ada, paper, **told)
    assert answer.status_code == 303, text_of(answer)
    document = last()
    assert "LE BRIS" in pdf_text(document).upper()
    assert "/StructTreeRoot" in PdfReader(io.BytesIO(document.content)).trailer["/Root"]
    assert staff.get(answer.headers["Location"]).mimetype == "application/pdf"


def test_papers_are_not_for_other_members(client, ada):
    sign_in(client, make_account("Jean Sans-Droit"))
    assert client.get(f"/parts/{ada.number}/documents").status_code == 403
    assert give(client, ada, "attestation", as_of=today().isoformat()).status_code == 403


LISTS = ("mouvements", "titulaires", "associes", "remboursements", "comptes", "candidats")


@pytest.mark.parametrize("name", LISTS)
def test_each_list_is_given_as_a_table_and_printed(staff, ada, name):
    """Register of movements, holders, members by college, refunds owed, individual accounts, candidates."""
    request_of(make_candidate("Zoé", "Kerambrun"), shares=5)
    tables = {kind: staff.get(f"/parts/registres/{name}.{kind}", buffered=True).get_data() for kind in ("csv", "xlsx")}
    assert tables["xlsx"].startswith(b"PK")
    told = tables["csv"].decode("utf-8-sig")
    assert BY_NAME[name].title in told
    assert ("KERAMBRUN" in told) is (name == "candidats")
    assert ("Ada LE BRIS" in told) is (name not in ("candidats", "remboursements"))
    run_job(ask_register(name, today(), actor=SYSTEM, at=now()).id, clock=now)
    [paper] = documents_about("shares")
    assert BY_NAME[name].title.split()[0] in pdf_text(last())
    assert paper.title.startswith(BY_NAME[name].title)


def test_registers_and_lists_are_offered(staff):
    assert staff.get("/parts/registres").status_code == 200
    for kind, mark in (("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("ods", b"PK")):
        answer = staff.get(f"/parts/registres/titulaires.{kind}", buffered=True)
        assert answer.get_data().startswith(mark), kind
