"""Pages: a holder who is not a member at the desk, at the door and in the votes by hand; the hour of online proxies."""

from datetime import timedelta

import pytest

from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.db import db
from governance.models import HolderPassage, OutsideHolder, Proxy
from governance.rules.presence import Mode
from governance.services.presence import check_in, name_officer
from governance.services.voting import open_vote
from tests.factories.accounts import make_account, sign_in
from tests.factories.governance import account_of, convened, tonight
from votes.models import Ballot
from votes.queries import rights_at_desk

EVE, ADA = "Solène Abiven", "Maëlys Kervadec"
COUPLES = {"proxies.holders": "members_and_spouses"}
CAMILLE = {"to": "outside", "outside_name": "Camille Roche", "outside_relation": "spouse"}


@pytest.fixture
def office(client, session):
    """A browser of the board, in English."""
    sign_in(client, make_account("Odile Pengam", Role.BOARD, language="en"))
    return client


def evening(**statutes):
    """In session tonight, three members in the room."""
    return tonight([ADA, "Yann Le Guirriec", "Inès Oubrahim"], statutes=statutes)


def send(client, path, **fields):
    answer = client.post(path, data=fields, follow_redirects=True)
    return answer.status_code, answer.get_data(as_text=True)


def register(client, assembly, members, **fields):
    typed = {"principal": members[EVE].number, "signed_on": f"{now():%Y-%m-%d}"} | CAMILLE | fields
    return send(client, f"/assemblees/{assembly.id}/pouvoirs", **typed)


def test_the_refusal_is_on_the_form_in_words_where_the_statutes_want_members(office):
    assembly, members = evening()
    status, said = register(office, assembly, members)
    assert (status, "Camille Roche is not a member, and the statutes let a member alone" in said) == (422, True)
    assert db.session.query(Proxy).count() == 0


@pytest.mark.parametrize("relation", ["", "cousin"])
def test_what_the_holder_is_to_the_member_is_asked_for(office, relation):
    assembly, members = evening(**COUPLES)
    status, said = register(office, assembly, members, outside_relation=relation)
    assert (status, "spouse, civil partner, or neither" in said) == (422, True)


def test_a_spouse_holds_a_proxy_comes_through_the_door_and_the_desk_enters_the_vote(office):
    assembly, members = evening(**COUPLES)
    status, said = register(office, assembly, members, paper="Original remis")
    assert (status, "to Camille Roche, who is not a member" in said) == (200, True)
    door = f"/assemblees/{assembly.id}/emargement"
    assert "Proxy holders who are not members" in office.get(door).get_data(as_text=True)
    holder = db.session.query(OutsideHolder).one().id
    assert send(office, f"{door}/mandataires/{holder}", act="arrived")[0] == 200
    assert "Represented by Camille Roche" in office.get(door).get_data(as_text=True)
    item = assembly.items[1]
    box = open_vote(assembly, item.id, actor=SYSTEM, at=now())
    [right] = [one for one in rights_at_desk(box.id) if one.name == EVE]
    hands = f"/assemblees/{assembly.id}/points/{item.id}/saisie"
    assert "Camille Roche" in office.get(hands).get_data(as_text=True)
    assert send(office, hands, right=right.right_id, choice="for")[0] == 200
    assert db.session.query(Ballot).filter_by(right_id=right.right_id).one().at_desk


def test_the_door_understands_the_arrival_and_the_departure_of_a_holder_only(office):
    assembly, members = evening(**COUPLES)
    register(office, assembly, members)
    door = f"/assemblees/{assembly.id}/emargement/mandataires"
    assert send(office, f"{door}/{db.session.query(OutsideHolder).one().id}", act="dances")[0] == 400
    assert send(office, f"{door}/999999", act="arrived")[0] == 404
    assert db.session.query(HolderPassage).count() == 0


def test_online_the_hour_has_passed_and_the_page_says_what_to_do(client, session):
    assembly, members = evening()
    sign_in(client, account_of(members[EVE], language="en"))
    address = f"/assemblees/{assembly.id}/mon-pouvoir"
    page = client.get(address).get_data(as_text=True)
    assert "A signed paper may still be handed" in page
    assert 'name="holder"' not in page
    fields = {"principal": members[EVE].id, "to": "member", "holder": members[ADA].number}
    status, said = send(client, address, **fields)
    assert (status, "Proxies were given online until" in said) == (422, True)
    assert db.session.query(Proxy).count() == 0


def test_a_session_of_another_day_is_not_opened_from_the_desk(office):
    _tonight, members = evening()
    assembly = convened(starts_at=now() + timedelta(days=30), at=now() - timedelta(days=2))
    for seat in ("chair", "secretary"):
        name_officer(assembly, seat, ADA, capacity="", member_id=None, actor=SYSTEM, at=now())
    check_in(assembly, members[ADA].id, mode=Mode.IN_PERSON, actor=SYSTEM, at=now())
    status, said = send(office, f"/assemblees/{assembly.id}/seance/ouvrir")
    assert (status, "the session cannot open before that day" in said, "R225-66" in said) == (422, True, True)
