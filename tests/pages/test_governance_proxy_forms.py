"""Giving a proxy: nobody is chosen beforehand, a name is typed and found, a way without its name is refused in words."""

from datetime import timedelta

import pytest

from foundation.accounts.permissions import Role
from foundation.kernel.clock import now
from governance.models import Proxy
from tests.factories.accounts import make_account, sign_in
from tests.factories.governance import account_of, convened, pole_members, pole_statutes


@pytest.fixture
def to_come(session):
    """An assembly convened for next month: (assembly, members)."""
    pole_statutes()
    members = pole_members()
    return convened(starts_at=now() + timedelta(days=20), at=now() - timedelta(days=30)), members


@pytest.fixture
def member(client, to_come):
    assembly, members = to_come
    sign_in(client, account_of(members["Bastien Dubreuil"], language="en"))
    return client, f"/assemblees/{assembly.id}/mon-pouvoir", {"principal": members["Bastien Dubreuil"].id}


def send(client, address: str, **fields: object) -> tuple[int, str]:
    answer = client.post(address, data=fields)
    return answer.status_code, answer.get_data(as_text=True)


def test_the_form_opens_without_any_holder_chosen(member):
    client, address, _mine = member
    page = client.get(address).get_data(as_text=True)
    assert 'name="to"' in page
    assert " checked" not in page
    assert 'list="holder-names"' in page
    assert "Inès Oubrahim (no. " in page
    assert "Bastien Dubreuil (no. " not in page, "nobody entrusts a vote to oneself"


def test_a_form_sent_too_soon_gives_nothing_and_says_what_to_choose(member, session):
    client, address, mine = member
    status, page = send(client, address, **mine)
    assert (status, "Choose who will vote." in page) == (422, True)
    assert session.query(Proxy).count() == 0


@pytest.mark.parametrize("typed", ["ines oub", "Inès Oubrahim", "  INES OUBRAHIM "])
def test_a_member_is_found_by_part_of_the_name_without_accents(member, session, to_come, typed):
    client, address, mine = member
    assert send(client, address, **mine, to="member", holder=typed)[0] == 302
    assert session.query(Proxy).one().holder_member_id == to_come[1]["Inès Oubrahim"].id


def test_a_member_is_found_by_number(member, session, to_come):
    client, address, mine = member
    wanted = to_come[1]["Inès Oubrahim"]
    assert send(client, address, **mine, to="member", holder=str(wanted.number))[0] == 302
    assert session.query(Proxy).one().holder_member_id == wanted.id


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type the name of the member who will vote."),
        ("personne", "Nobody of that name is on the list"),
        ("e", "Several answer to this name"),
    ],
)
def test_a_name_that_says_nobody_or_several_is_refused_and_kept(member, session, typed, said):
    client, address, mine = member
    status, page = send(client, address, **mine, to="member", holder=typed)
    assert (status, said in page) == (422, True)
    assert f'value="{typed}"' in page
    assert session.query(Proxy).count() == 0


def test_a_blank_proxy_is_a_choice_of_its_own(member, session):
    client, address, mine = member
    assert send(client, address, **mine, to="blank", holder="Inès Oubrahim")[0] == 302
    assert session.query(Proxy).one().holder_member_id is None


def test_at_the_desk_both_are_named_by_typing(client, to_come, session):
    assembly, members = to_come
    sign_in(client, make_account("Odile Pengam", Role.BOARD, language="en"))
    address = f"/assemblees/{assembly.id}/pouvoirs"
    fields = {"signed_on": now().date().isoformat(), "to": "member"}
    assert send(client, address, principal="", holder="Inès Oubrahim", **fields)[0] == 422
    assert send(client, address, principal="Bastien Dub", holder="Inès Oubrahim", **fields)[0] == 302
    kept = session.query(Proxy).one()
    assert kept.principal_member_id == members["Bastien Dubreuil"].id
