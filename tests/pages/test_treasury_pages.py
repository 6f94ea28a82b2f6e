"""The pages of the treasury: who may open what, one button accepts, forms refuse in words, accounts stay masked."""

import io
import re
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from membership.services.access import give_access
from membership.services.applying import Terms, submit
from shares.queries.positions import position_of
from tests.factories.accounts import make_account, sign_in
from tests.factories.membership import make_member, make_person, make_statutes
from tests.factories.treasury import OTHERS, OURS, RECORDED, THEIRS, asked, camt, cfonb, ntry, our_account, subscribed
from treasury.models import BankUpload, KeptProfile, OwnAccount, PaymentRequest, StoredLine
from treasury.rules.plan import Role as AccountRole
from treasury.services.bringing_in import bring_in

READ = [
    "/tresorerie",
    "/tresorerie/releves",
    "/tresorerie/lignes",
    "/tresorerie/lignes/1",
    "/tresorerie/demandes",
    "/tresorerie/relances",
    "/tresorerie/remboursements",
    "/tresorerie/comptabilite",
    "/tresorerie/rapprochement",
    "/tresorerie/reglages",
]
WRITE = ["/tresorerie/reglages/plan"]
PAY = ["/tresorerie/reglages/comptes/nouveau", "/tresorerie/reglages/comptes/1"]


@pytest.fixture(autouse=True)
def stage(session, at):
    make_statutes()
    our_account()
    member = make_member(make_person("Ada", "Le Bris", email="ada@exemple.fr"))
    asked(member, 10)
    bring_in(
        camt(ntry(15_000, words=request_of().reference, iban=THEIRS, name="ADA LE BRIS")), "r.xml", actor=SYSTEM, at=at
    )
    return member


def request_of() -> PaymentRequest:
    return db.session.execute(select(PaymentRequest).order_by(PaymentRequest.id)).scalars().first()


def line_of() -> StoredLine:
    return db.session.execute(select(StoredLine).order_by(StoredLine.id)).scalars().first()


@pytest.fixture
def treasurer(client: FlaskClient) -> FlaskClient:
    sign_in(client, make_account("Solenn Tanguy", Role.TREASURER))
    return client


def addresses(paths):
    return [
        path.replace("lignes/1", f"lignes/{line_of().id}").replace("comptes/1", f"comptes/{_account()}")
        for path in paths
    ]


def _account():
    return db.session.execute(select(OwnAccount.id)).scalars().first()


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def test_every_page_opens_for_the_treasurer(treasurer):
    for path in addresses(READ + WRITE + PAY):
        assert treasurer.get(path).status_code == 200, path


@pytest.mark.parametrize(("role", "reads", "writes", "pays"), [
    (None, 403, 403, 403), (Role.ACCOUNTANT, 200, 403, 403), (Role.REVISER, 200, 403, 403), (Role.BOARD, 200, 403, 403),
    (Role.STAFF, 200, 200, 403), (Role.TREASURER, 200, 200, 200), (Role.ADMINISTRATOR, 403, 403, 403),
])  # fmt: skip
def test_roles_are_tasks(client, role, reads, writes, pays):
    sign_in(client, make_account("Odile Pengam", *([role] if role else [])))
    for paths, status in ((READ, reads), (WRITE, writes), (PAY, pays)):
        for path in addresses(paths):
            assert client.get(path).status_code == status, path


def test_one_button_accepts_what_was_shown(treasurer, stage):
    page = treasurer.get("/tresorerie/lignes?etat=waiting").get_data(as_text=True)
    choice = re.search(r'name="choix" value="([^"]+)"', page)[1]
    answer = treasurer.post(f"/tresorerie/lignes/{line_of().id}/accepter", data={"choix": choice, "retour": "liste"})
    assert answer.status_code == 303
    assert position_of(stage.id, date(2026, 6, 12)).paid_cents == 20_000
    again = treasurer.post(f"/tresorerie/lignes/{line_of().id}/accepter", data={"choix": choice}, follow_redirects=True)
    assert "ne tient plus" in text_of(again) or "no longer holds" in text_of(again)
    assert position_of(stage.id, date(2026, 6, 12)).paid_cents == 20_000


def test_a_bank_account_is_never_whole_on_a_page(treasurer):
    for path in addresses(READ):
        assert THEIRS not in treasurer.get(path).get_data(as_text=True).replace(" ", "")


def test_a_matching_is_taken_back_on_its_page(treasurer, stage):
    line = line_of()
    split = treasurer.post(
        f"/tresorerie/lignes/{line.id}/repartir", data={"parts": f"{request_of().reference.lower()} 150,00"}
    )
    assert split.status_code == 303
    page = treasurer.get(f"/tresorerie/lignes/{line.id}").get_data(as_text=True)
    address = re.search(r'action="(/tresorerie/rapprochements/\d+/reprendre)"', page)[1]
    treasurer.post(address, data={"ligne": line.id, "reason": "mauvaise personne"})
    assert position_of(stage.id, date(2026, 6, 12)).paid_cents == 5000
    assert "mauvaise personne" in text_of(treasurer.get(f"/tresorerie/lignes/{line.id}"))


@pytest.mark.parametrize("parts", ["AAA AAA AAA 12", "n'importe quoi", "KX7 XD7 QHR douze"])
def test_a_mistyped_part_is_refused_in_words(treasurer, parts):
    answer = treasurer.post(f"/tresorerie/lignes/{line_of().id}/repartir", data={"parts": parts})
    assert answer.status_code in {404, 422}


def upload(client, data: bytes, name: str):
    return client.post(
        "/tresorerie/releves", data={"file": (io.BytesIO(data), name)}, content_type="multipart/form-data"
    )


@pytest.mark.parametrize(
    "data", [cfonb([(1234, "VIR X")]), camt(ntry(77, words="y"), version="02")], ids=["cfonb", "camt"]
)
def test_a_file_is_brought_in_on_the_page(treasurer, data):
    before = db.session.query(StoredLine).count()
    assert upload(treasurer, data, "releve.qif").status_code == 303
    assert db.session.query(StoredLine).count() == before + 1


@pytest.mark.parametrize("data", [
    b"PK\x03\x04zip", b"", b"%PDF-1.7",
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><Document>&b;</Document>', b"bonjour",
])  # fmt: skip
def test_a_hostile_file_is_refused_with_a_sentence(treasurer, data):
    answer = upload(treasurer, data, "releve.xml")
    assert answer.status_code == 422
    assert "error-summary" in answer.get_data(as_text=True)


CIC = 'Date d\'opération,Date de valeur,Montant,Libellé,Solde\r\n03/06/2026,03/06/2026,"150,00",VIR BRUME,"1150,00"\r\n02/06/2026,02/06/2026,"-50,00",FRAIS,"1000,00"\r\n'


def test_the_columns_of_a_csv_are_said_once(treasurer):
    first = upload(treasurer, CIC.encode("cp1252"), "cic.csv")
    assert first.status_code == 303
    where = first.headers["Location"]
    page = treasurer.get(where)
    assert page.status_code == 200
    assert "VIR BRUME" in page.get_data(as_text=True)
    columns = {"name": "CIC 2026", "account": OURS, "date": "Date d'opération", "value_date": "Date de valeur", "amount": "Montant",
               "label": "Libellé", "balance": "Solde", "date_order": "dmy", "decimal": ",", "encoding": ""}  # fmt: skip
    wrong = treasurer.post(where, data=columns | {"amount": ""})
    assert wrong.status_code == 422
    done = treasurer.post(where, data=columns)
    assert done.status_code == 303, text_of(done)[:3000]
    assert (db.session.query(KeptProfile).count(), db.session.query(BankUpload).count()) == (1, 0)
    later = CIC.replace("BRUME", "LEROUX").encode("cp1252")
    assert upload(treasurer, later, "cic-2.csv").headers["Location"].endswith("etat=waiting")


def test_the_request_shows_its_code_and_its_reference(treasurer):
    request = request_of()
    page = treasurer.get(f"/tresorerie/demandes/{request.reference}")
    body = page.get_data(as_text=True)
    assert "<svg" in body
    assert "style=" not in body.split("<svg", 1)[1].split("</svg>")[0]
    assert request.reference[:3] in text_of(page)


def test_the_holder_sees_the_own_request_and_nobody_elses(client, stage):
    account = make_account("Ada Le Bris")
    sign_in(client, account)
    path = f"/tresorerie/demandes/{request_of().reference}"
    assert client.get(path).status_code == 404
    give_access(stage.person.id, account.id, actor=SYSTEM, at=RECORDED)
    page = client.get(path)
    assert page.status_code == 200
    assert "paiement" not in re.findall(r'action="([^"]*)"', page.get_data(as_text=True))


def test_a_subscription_is_asked_for_on_the_page(treasurer):
    member = make_member(make_person("Bo", "Tanguy"))
    operation = subscribed(member, 4)
    assert f"operation={operation}" in treasurer.get("/tresorerie/demandes").get_data(as_text=True)
    path = f"/tresorerie/demandes/nouvelle?operation={operation}"
    assert treasurer.get(path).status_code == 200
    bad = treasurer.post(path, data={"count": "0", "first_on": "2026-07-01", "every_months": "1"})
    assert bad.status_code == 422
    done = treasurer.post(path, data={"count": "3", "first_on": "2026-07-01", "every_months": "1", "payer": "Sa mère"})
    assert done.status_code == 303
    assert treasurer.get(done.headers["Location"]).status_code == 200


def test_a_payment_at_the_desk_and_the_states_of_a_request(treasurer, stage):
    path = f"/tresorerie/demandes/{request_of().reference}"
    data = {"amount": "50", "paid_on": "2026-06-05", "means": "cheque", "payer": "Sa mère"}
    assert treasurer.post(f"{path}/paiement", data=data).status_code == 303
    assert position_of(stage.id, date(2026, 6, 12)).paid_cents == 10_000
    assert treasurer.post(f"{path}/paiement", data=data | {"amount": "5000"}).status_code == 422
    for kind in ("held", "released", "cancelled", "reopened"):
        treasurer.post(f"{path}/etat", data={"kind": kind, "reason": "parce que"})
    assert treasurer.get(path).status_code == 200
    assert (
        treasurer.post(
            f"{path}/echeances", data={"plan-count": "2", "plan-first_on": "2026-07-01", "plan-every_months": "1"}
        ).status_code
        == 303
    )
    assert treasurer.post(f"{path}/envoyer").status_code == 303


def test_the_books_are_handed_out_and_tied(treasurer):
    days = {"first": "2026-01-01", "last": "2026-12-31"}
    journal = treasurer.post("/tresorerie/comptabilite", data=days | {"kind": "csv"})
    assert journal.status_code == 200
    assert "512000" in journal.get_data(as_text=True)
    refused = treasurer.post("/tresorerie/comptabilite", data=days | {"kind": "fec"})
    assert refused.status_code == 422  # no SIREN in these statutes
    entered = treasurer.post(
        "/tresorerie/rapprochement", data={"on": "2026-06-12", "solde-101300": "50,00", "sens-101300": "credit"}
    )
    assert entered.status_code == 303
    assert treasurer.get("/tresorerie/rapprochement?date=2026-06-12").status_code == 200
    assert (
        treasurer.post("/tresorerie/rapprochement", data={"on": "2026-06-12", "solde-101300": "beaucoup"}).status_code
        == 422
    )


def test_the_plan_keeps_apart_what_the_register_tells_apart(treasurer):
    twice = {f"numero-{AccountRole.PAID_CAPITAL}": "101200"}
    assert treasurer.post("/tresorerie/reglages/plan", data=twice).status_code == 422
    assert (
        treasurer.post("/tresorerie/reglages/plan", data={f"numero-{AccountRole.PAID_CAPITAL}": "1013"}).status_code
        == 303
    )
    assert "1013" in text_of(treasurer.get("/tresorerie/comptabilite"))


def test_settings_are_kept(treasurer):
    levels = {"days_1": "10", "on_1": "y", "days_2": "20", "days_3": "30", "automatic": "y"}
    assert treasurer.post("/tresorerie/reglages", data=levels).status_code == 303
    assert treasurer.post("/tresorerie/reglages", data=levels | {"days_2": "5"}).status_code == 422
    account = {"name": "Livret", "holder": "Coopérative", "iban": OTHERS, "transfer_schema": "pain.001.001.03"}
    assert treasurer.post("/tresorerie/reglages/comptes/nouveau", data=account).status_code == 303
    assert treasurer.post("/tresorerie/reglages/comptes/nouveau", data=account | {"iban": "FR00"}).status_code == 422
    assert OTHERS not in treasurer.get("/tresorerie/reglages").get_data(as_text=True)


def test_a_candidate_is_asked_for_money_on_the_page(treasurer):
    dora = make_person("Dora", "Pengam", email="dora@exemple.fr")
    wished = Terms(category="usagers", college="usagers", shares=10)
    application = submit(dora, wished, date(2026, 6, 1), actor=SYSTEM, at=RECORDED)
    path = f"/tresorerie/demandes/candidature/{application.id}"
    assert path in treasurer.get("/tresorerie/demandes").get_data(as_text=True)
    assert "200,00" in text_of(treasurer.get(path))
    done = treasurer.post(
        path, data={"count": "1", "first_on": "2026-07-01", "every_months": "1", "email": "dora@exemple.fr"}
    )
    assert done.status_code == 303
    assert path not in treasurer.get("/tresorerie/demandes").get_data(as_text=True)
