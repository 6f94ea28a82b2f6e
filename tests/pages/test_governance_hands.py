"""Votes by hand: found by name, a page at a time, corrected until the closing where ballots may change."""

from datetime import timedelta

import pytest

from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from governance.services.assemblies import ItemDraft, add_item
from governance.services.notice import convene
from governance.services.voting import close_vote, open_vote
from tests.factories.accounts import make_account, sign_in
from tests.factories.governance import account_of, make_assembly, open_evening, pole_members, pole_statutes
from votes.models import Ballot
from votes.queries import rights_at_desk, rights_of
from votes.services.casting import cast


@pytest.fixture
def office(client, session):
    """A browser of the board, in English."""
    sign_in(client, make_account("Odile Pengam", Role.BOARD, language="en"))
    return client


def evening(*, replaceable: bool):
    """One vote open: (address of the page, box, item, assembly, members)."""
    pole_statutes()
    members = pole_members()
    start = now() - timedelta(hours=1)
    sent = start - timedelta(days=40)
    assembly = make_assembly(resolutions=[], starts_at=start, at=sent)
    item = add_item(assembly, ItemDraft("Une", "Texte.", "ordinary", replaceable=replaceable), actor=SYSTEM, at=sent)
    convene(assembly, actor=SYSTEM, at=start - timedelta(days=30))
    open_evening(assembly, members, present=list(members))
    account = account_of(members["Inès Oubrahim"])
    box = open_vote(assembly, item.id, actor=SYSTEM, at=now())
    return f"/assemblees/{assembly.id}/points/{item.id}/saisie", box, item, assembly, account


def right_of(box, name: str) -> int:
    return next(one.right_id for one in rights_at_desk(box.id) if one.name == name)


def read(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def enter(client, address: str, **fields: object) -> str:
    return client.post(address, data=fields, follow_redirects=True).get_data(as_text=True)


def test_a_member_is_found_by_name_without_accents_or_by_number(office, session):
    address, box, *_ = evening(replaceable=True)
    wanted, other = right_of(box, "Inès Oubrahim"), right_of(box, "Yann Le Guirriec")
    found = read(office, f"{address}?q=ines")
    assert f'id="droit-{wanted}"' in found
    assert f'id="droit-{other}"' not in found
    assert "Nobody of that name" in read(office, f"{address}?q=introuvable")


def test_the_list_shows_who_is_still_to_vote_and_who_has_voted(office, session):
    address, box, *_ = evening(replaceable=True)
    right = right_of(box, "Inès Oubrahim")
    enter(office, address, right=right, choice="for")
    assert f'id="droit-{right}"' not in read(office, f"{address}?etat=a-saisir")
    assert f'id="droit-{right}"' in read(office, f"{address}?etat=saisis")


def test_a_slip_at_the_desk_is_corrected_by_a_second_fact_and_the_first_one_stays(office, session):
    address, box, *_ = evening(replaceable=True)
    right = right_of(box, "Inès Oubrahim")
    assert "Ballot entered: Inès Oubrahim." in enter(office, address, right=right, choice="for", q="ines")
    assert "Correct" in read(office, f"{address}?q=ines")
    assert "Ballot corrected: Inès Oubrahim." in enter(office, address, right=right, choice="against")
    kept = session.query(Ballot).filter_by(right_id=right).order_by(Ballot.revision).all()
    assert [one.choice for one in kept] == ['"for"', '"against"']


def test_where_ballots_are_final_the_desk_is_asked_before_and_corrects_nothing(office, session):
    address, box, *_ = evening(replaceable=False)
    right = right_of(box, "Inès Oubrahim")
    assert "data-confirm" in read(office, f"{address}?q=ines")
    enter(office, address, right=right, choice="for")
    assert 'name="choice"' not in read(office, f"{address}?q=ines")
    assert office.post(address, data={"right": right, "choice": "against"}).status_code == 409
    assert session.query(Ballot).filter_by(right_id=right).one().choice == '"for"'


def test_the_desk_is_not_offered_to_correct_what_a_member_cast_on_a_phone(office, session):
    address, box, _item, _assembly, account = evening(replaceable=True)
    [mine] = rights_of(box.id, account.id)
    cast(box.id, mine.right_id, "for", account_id=account.id, at=now())
    found = read(office, f"{address}?q=ines")
    assert "Has voted" in found
    assert 'name="choice"' not in found


def test_after_the_closing_nothing_is_offered_and_the_page_leads_to_the_result(office, session):
    address, box, item, assembly, _account = evening(replaceable=True)
    close_vote(assembly, item.id, actor=SYSTEM, at=now())
    found = read(office, address)
    assert 'name="choice"' not in found
    assert f"/votes/{box.id}" in found


def test_the_way_back_keeps_what_was_searched(office, session):
    address, box, *_ = evening(replaceable=True)
    right = right_of(box, "Inès Oubrahim")
    answer = office.post(address, data={"right": right, "choice": "for", "q": "ines", "page": "2", "etat": "a-saisir"})
    assert {"q=ines", "page=2", "etat=a-saisir"} <= set(answer.location.split("?")[1].split("#")[0].split("&"))


def test_a_long_list_comes_fifty_at_a_time(office, session, monkeypatch):
    monkeypatch.setattr("governance.queries.hands.PAGE", 4)
    address, box, *_ = evening(replaceable=True)
    first, second = read(office, address), read(office, f"{address}?page=2")
    assert first.count('id="droit-') == 4
    assert 'rel="next"' in first
    seen = [right.right_id for right in rights_at_desk(box.id) if f'id="droit-{right.right_id}"' in first + second]
    assert len(seen) == 8


def test_a_blank_ballot_is_entered_at_the_desk_as_it_is_cast_on_a_phone(office, session):
    address, box, *_ = evening(replaceable=True)
    right = right_of(box, "Inès Oubrahim")
    assert 'value="blank"' in read(office, f"{address}?q=ines")
    assert "Ballot entered: Inès Oubrahim." in enter(office, address, right=right, choice="blank")
    assert session.query(Ballot).filter_by(right_id=right).one().choice == '"blank"'
