"""The member's own pages and the office's queue: effects first, then the request; nobody sees another's."""

import re
from datetime import date

import pytest
from sqlalchemy import func, select

from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM, AuditEntry
from foundation.kernel.clock import today
from foundation.kernel.db import db
from membership.models.facts import MembershipFact
from membership.models.wishes import DetailsWish
from membership.rules.bonds import BondKind
from membership.services.access import give_access
from membership.services.bonds import BondDetails, tie
from shares.models import DemandAnswer, RefundRequest, ShareCertificate, ShareDemand
from shares.queries import position_of
from shares.queries.claims import whole_claim_of
from shares.queries.demands import demand_by_id
from shares.services.demanding import Wish, ask_shares
from tests.factories.accounts import make_account, sign_in
from tests.factories.membership import RECORDED, make_member, make_organisation, make_person, make_statutes, represent
from tests.factories.shares import hold, leave
from tests.factories.treasury import OURS, our_account
from tests.factories.treasury import asked as asked_for
from tests.pages.test_governance_costs import statements
from treasury.queries.requests import requests_of_demands
from treasury.services.payees import payee_of

OWN_PAGES = ("souscription", "remboursement", "cession", "sortie")
SHOWN = re.compile(r'name="confirmer" value="(\w+)"')
ONCE = re.compile(r'name="once"[^>]* value="(\w+)"')


@pytest.fixture(autouse=True)
def cooperative(session):
    make_statutes()
    hold(make_member("Yann Quéré"), 90)


@pytest.fixture
def ada():
    member = make_member("Ada Le Bris")
    hold(member, 20)
    return member


def enter(client, person, name="Ada Le Bris"):
    account = make_account(name)
    give_access(person.id, account.id, actor=SYSTEM, at=RECORDED)
    sign_in(client, account)
    return client


@pytest.fixture
def at_home(client, ada):
    return enter(client, ada.person)


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def see(client, address, **typed):
    """The page with its effects, and what must be sent to confirm them."""
    opened = client.get(address).get_data(as_text=True)
    data = {"once": ONCE.search(opened).group(1), **typed}
    answer = client.post(address, data=data)
    assert answer.status_code == 200, text_of(answer)
    return text_of(answer), data | {"confirmer": SHOWN.search(answer.get_data(as_text=True)).group(1)}


def count(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model))


def test_more_shares_are_shown_then_asked_then_paid(at_home, ada):
    our_account()
    address = f"/parts/moi/{ada.number}/souscription"
    page, data = see(at_home, address, shares="5", pay="least")
    for figure in ("100,00", "25,00", "loi 47-1775 art. 12", "loi 47-1775 art. 9"):
        assert figure in page
    assert count(ShareDemand) == 0
    answer = at_home.post(address, data=data)
    made = db.session.scalars(select(ShareDemand)).one()
    assert (answer.status_code, answer.location) == (303, f"/parts/moi/demandes/{made.id}")
    (request,) = requests_of_demands([made.id])
    own = at_home.get(answer.location).get_data(as_text=True)
    assert f"/tresorerie/demandes/{request.reference}" in own
    paying = at_home.get(f"/tresorerie/demandes/{request.reference}")
    assert paying.status_code == 200
    assert "epc-code" in paying.get_data(as_text=True)
    assert at_home.post(address, data=data).location == answer.location
    assert count(ShareDemand) == 1


def test_what_is_confirmed_is_what_was_read(at_home, ada):
    address = f"/parts/moi/{ada.number}/souscription"
    _page, data = see(at_home, address, shares="5", pay="whole")
    assert at_home.post(address, data=data | {"shares": "9"}).status_code == 200
    assert count(ShareDemand) == 0


def test_a_form_that_cannot_be_is_told_beside_its_field(at_home, ada):
    address = f"/parts/moi/{ada.number}/cession"
    answer = at_home.post(address, data={"once": "a" * 32, "shares": "1", "taker": "999", "taker_name": "Personne"})
    assert answer.status_code == 422
    assert 'id="taker-error"' in answer.get_data(as_text=True)
    empty = at_home.post(f"/parts/moi/{ada.number}/souscription", data={"once": "a" * 32})
    assert empty.status_code == 422


def test_an_exit_shows_everything_and_is_the_desk_s_own(at_home, ada):
    address = f"/parts/moi/{ada.number}/sortie"
    page, data = see(at_home, address, iban=OURS)
    for figure in ("400,00", "loi 47-1775 art. 18", "statuts"):
        assert figure in page
    assert at_home.post(address, data=data).status_code == 303
    claim = whole_claim_of(ada.id)
    assert claim.shares == 20
    assert payee_of(claim_id=claim.id).iban == OURS
    assert at_home.post(address, data=data).status_code == 303
    again = at_home.get(address).get_data(as_text=True)
    refusal = at_home.post(address, data={"once": ONCE.search(again).group(1)})
    assert refusal.status_code == 422
    facts = select(func.count()).select_from(MembershipFact).where(MembershipFact.event == "resigned")
    assert (db.session.scalar(facts), count(RefundRequest)) == (1, 1)


def test_a_wrong_iban_writes_nothing(at_home, ada):
    address = f"/parts/moi/{ada.number}/sortie"
    _page, data = see(at_home, address, iban=OURS[:-1] + "9")
    answer = at_home.post(address, data=data)
    assert answer.status_code == 422
    assert 'id="iban-error"' in answer.get_data(as_text=True)
    assert count(RefundRequest) == 0


def test_a_former_member_still_reads_what_is_theirs_and_asks_nothing(at_home, ada):
    leave(ada)
    page = at_home.get("/parts/moi")
    assert "Ada Le Bris" in text_of(page)
    assert "/souscription" not in page.get_data(as_text=True)
    refusal = at_home.post(
        f"/parts/moi/{ada.number}/souscription", data={"once": "a" * 32, "shares": "1", "pay": "whole"}
    )
    assert refusal.status_code == 422


@pytest.mark.parametrize("page", OWN_PAGES)
def test_the_address_of_another_member_is_not_there(at_home, ada, page):
    other = make_member("Maël Riou")
    hold(other, 5)
    assert at_home.get(f"/parts/moi/{ada.number}/{page}").status_code == 200
    address = f"/parts/moi/{other.number}/{page}"
    assert at_home.get(address).status_code == 404
    assert at_home.post(address, data={"once": "a" * 32, "shares": "1"}).status_code == 404
    assert at_home.get(f"/parts/moi/999/{page}").status_code == 404


def test_the_requests_of_another_are_not_there(client, at_home, ada):
    _page, data = see(at_home, f"/parts/moi/{ada.number}/souscription", shares="5", pay="whole")
    at_home.post(f"/parts/moi/{ada.number}/souscription", data=data)
    made = db.session.scalars(select(ShareDemand)).one()
    enter(client, make_member("Maël Riou").person, "Maël Riou")
    for method, path in (("get", ""), ("post", "/retrait"), ("post", "/accord")):
        answer = getattr(client, method)(
            f"/parts/moi/demandes/{made.id}{path}", data={"accord": "oui"} if path else None
        )
        assert answer.status_code == 404
    assert count(DemandAnswer) == 0
    for path in ("/parts/demandes", f"/parts/demandes/{made.id}", f"/parts/demandes/{made.id}/refus"):
        assert client.get(path).status_code == 403


def test_a_visitor_is_led_to_the_door(client, ada):
    for page in ("/parts/moi", *(f"/parts/moi/{ada.number}/{one}" for one in OWN_PAGES)):
        assert client.get(page).status_code == 401


def test_one_account_asks_for_each_of_those_it_acts_for(client, ada):
    body, child = make_organisation("Atelier du Pont"), make_person("Nina", "Le Bris", born_on=date(2018, 5, 1))
    bodies, minor = make_member(body, "collectivites"), make_member(child)
    represent(body, ada.person)
    tie(child, ada.person.id, date(2024, 3, 1), BondDetails(kind=BondKind.PARENT), actor=SYSTEM, at=RECORDED)
    enter(client, ada.person)
    page = text_of(client.get("/parts/moi"))
    for member in (ada, bodies, minor):
        assert member.name in page
        assert client.get(f"/parts/moi/{member.number}/souscription").status_code == 200
    assert "Quéré" not in page


def test_the_taker_agrees_on_their_own_page(client, ada):
    taker = make_member("Maël Riou")
    hold(taker, 2)
    enter(client, ada.person)
    address = f"/parts/moi/{ada.number}/cession"
    _page, data = see(client, address, shares="4", taker=str(taker.number), taker_name="Riou Maël")
    client.post(address, data=data)
    made = db.session.scalars(select(ShareDemand)).one()
    assert client.post(f"/parts/moi/demandes/{made.id}/accord", data={"accord": "oui"}).status_code == 404
    enter(client, taker.person, "Maël Riou")
    assert f"/parts/moi/demandes/{made.id}" in client.get("/parts/moi").get_data(as_text=True)
    assert client.post(f"/parts/moi/demandes/{made.id}/accord", data={"accord": "peut-être"}).status_code == 400
    assert client.post(f"/parts/moi/demandes/{made.id}/accord", data={"accord": "oui"}).status_code == 303
    assert demand_by_id(made.id).agreement is not None


# ---- the office ----------------------------------------------------------------------------------------


@pytest.fixture
def asked(at_home, ada):
    """A request of Ada for five shares."""
    _page, data = see(at_home, f"/parts/moi/{ada.number}/souscription", shares="5", pay="whole")
    at_home.post(f"/parts/moi/{ada.number}/souscription", data=data)
    return db.session.scalars(select(ShareDemand)).one()


@pytest.fixture
def office(client, asked):
    sign_in(client, make_account("Solenn Tanguy", Role.STAFF))
    return client


def test_the_queue_shows_who_asks_for_what_and_why_it_is_looked_at(office, asked):
    page = text_of(office.get("/parts/demandes"))
    assert "Ada Le Bris" in page
    assert "100,00" in page


def test_the_office_accepts_with_what_was_really_paid(office, asked, ada):
    address, day = f"/parts/demandes/{asked.id}", today().isoformat()
    refusal = office.post(address, data={"effective_on": day, "paid": "10,00", "looked": "Vu."})
    assert refusal.status_code == 422
    assert office.post(address, data={"effective_on": day, "paid": "25,00", "looked": "Vu."}).status_code == 303
    held = position_of(ada.id, today())
    assert (held.shares, held.subscribed_cents - held.paid_cents) == (25, 7500)
    assert office.post(address, data={"effective_on": day, "paid": "25,00", "looked": "Vu."}).status_code == 422


def test_the_office_refuses_with_a_reason_that_the_member_reads(client, office, asked, ada):
    address = f"/parts/demandes/{asked.id}/refus"
    assert office.post(address, data={"reason": ""}).status_code == 422
    assert office.post(address, data={"reason": "Le plafond est atteint."}).status_code == 303
    enter(client, ada.person)
    assert "Le plafond est atteint." in text_of(client.get(f"/parts/moi/demandes/{asked.id}"))


def test_a_member_gives_a_request_up(client, asked, ada):
    enter(client, ada.person)
    assert client.post(f"/parts/moi/demandes/{asked.id}/retrait").status_code == 303
    assert demand_by_id(asked.id).outcome == "withdrawn"
    assert client.post(f"/parts/moi/demandes/{asked.id}/retrait").status_code == 303
    assert count(DemandAnswer) == 1


def test_statements_do_not_grow_with_requests(client, office, asked, ada):
    path = "/parts/demandes"
    office.get(path)
    with statements() as few:
        office.get(path)
    _more(6)
    with statements() as many:
        office.get(path)
    assert len(many) <= len(few), "\n".join(many)


def test_statements_do_not_grow_with_those_acted_for(client, ada):
    enter(client, ada.person)
    client.get("/parts/moi")
    with statements() as few:
        client.get("/parts/moi")
    for number in range(5):
        body = make_organisation(f"Atelier {number}")
        hold(make_member(body, "collectivites"), 2)
        represent(body, ada.person)
    with statements() as many:
        client.get("/parts/moi")
    assert len(many) <= len(few) + 2, "\n".join(many)


def _more(times):
    for number in range(times):
        member = make_member(f"Membre Numéro{number}")
        hold(member, 5)
        wish = Wish(member_id=member.id, once=f"page-{number:020}", asked_on=today())
        ask_shares(wish, 1, actor=SYSTEM, at=RECORDED)


# ---- one's own details ---------------------------------------------------------------------------------


def test_a_member_changes_how_to_be_reached_at_once_and_it_is_logged(at_home, ada):
    address = f"/membres/moi/{ada.number}/coordonnees"
    told = {"street": "3 rue des Halles", "postcode": "35000", "town": "Rennes", "country": "FR", "language": "fr"}
    assert at_home.post(address, data=told | {"email": "ada@exemple.fr", "last_name": "Autre"}).status_code == 303
    db.session.expire_all()
    assert (ada.person.town, ada.person.email, ada.person.last_name) == ("Rennes", "ada@exemple.fr", "Le Bris")
    [told] = db.session.scalars(select(AuditEntry).where(AuditEntry.tag == "membership:contact:amended"))
    assert told.details["changes"]["email"][1] == "ada@exemple.fr"
    [told] = db.session.scalars(select(AuditEntry).where(AuditEntry.tag == "membership:person:amended"))
    assert told.details["changes"]["town"][1] == "Rennes"


def test_who_a_member_is_is_proposed_and_taken_over_by_the_office(client, at_home, ada):
    address = f"/membres/moi/{ada.number}/identite"
    data = {"once": "b" * 32, "first_names": "Ada", "last_name": "Le Bris", "usage_name": "Riou"}
    assert at_home.post(address, data=data).status_code == 303
    assert at_home.post(address, data=data).status_code == 303
    wish = db.session.scalars(select(DetailsWish)).one()
    assert wish.changes == {"usage_name": ["", "Riou"]}
    assert ada.person.usage_name == ""
    assert at_home.get(f"/membres/corrections/{wish.id}").status_code == 403
    sign_in(client, make_account("Solenn Tanguy", Role.STAFF))
    assert "Riou" in text_of(client.get(f"/membres/corrections/{wish.id}"))
    assert client.post(f"/membres/corrections/{wish.id}", data={"prendre": "1"}).status_code == 303
    db.session.expire_all()
    assert (ada.person.usage_name, wish.state) == ("Riou", "accepted")
    assert "Riou" not in str(wish.changes)


def test_a_correction_is_left_for_a_reason(client, at_home, ada):
    at_home.post(f"/membres/moi/{ada.number}/identite", data={"once": "c" * 32, "last_name": "Autre"})
    wish = db.session.scalars(select(DetailsWish)).one()
    sign_in(client, make_account("Solenn Tanguy", Role.STAFF))
    assert client.post(f"/membres/corrections/{wish.id}", data={"reason": ""}).status_code == 422
    assert client.post(f"/membres/corrections/{wish.id}", data={"reason": "Sans papier."}).status_code == 303
    assert ada.person.last_name == "Le Bris"


def test_a_correction_that_changes_nothing_is_told(at_home, ada):
    answer = at_home.post(f"/membres/moi/{ada.number}/identite", data={"once": "d" * 32, "last_name": "Le Bris"})
    assert answer.status_code == 422


@pytest.mark.parametrize("page", ["coordonnees", "identite"])
def test_the_details_of_another_are_not_there(at_home, page):
    other = make_member("Maël Riou")
    address = f"/membres/moi/{other.number}/{page}"
    assert at_home.get(address).status_code == 404
    assert at_home.post(address, data={"town": "Ailleurs"}).status_code == 404


# ---- one's own payments and papers -------------------------------------------------------------------


def test_a_member_reads_what_was_paid_and_what_is_asked(at_home, ada):
    our_account()
    asked_for(ada, 4)
    page = at_home.get(f"/parts/moi/{ada.number}/documents")
    assert "/tresorerie/demandes/" in page.get_data(as_text=True)
    for figure in ("400,00", "20,00", "60,00"):
        assert figure in text_of(page)


def test_a_member_prints_a_certificate_of_today_once_while_nothing_moves(at_home, ada):
    address = f"/parts/moi/{ada.number}/documents/attestation"
    first = at_home.post(address)
    assert first.status_code == 303
    paper = at_home.get(first.location)
    assert (paper.status_code, paper.mimetype) == (200, "application/pdf")
    assert at_home.post(address).location == first.location
    assert count(ShareCertificate) == 1


def test_the_papers_of_another_are_not_there(client, at_home, ada):
    given = at_home.post(f"/parts/moi/{ada.number}/documents/attestation").location
    other = make_member("Maël Riou")
    enter(client, other.person, "Maël Riou")
    assert client.get(given).status_code == 404
    assert client.get(f"/parts/moi/{ada.number}/documents").status_code == 404
    assert client.post(f"/parts/moi/{ada.number}/documents/attestation").status_code == 404
    assert client.get(given.replace(f"/{ada.number}/", f"/{other.number}/")).status_code == 404
