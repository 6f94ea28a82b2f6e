"""What follows the room: a page that was just served is not served again, and a closed vote leaves no form behind."""

import re
from datetime import timedelta

import pytest

from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from governance.services.voting import close_vote, open_vote
from tests.factories.accounts import make_account, sign_in
from tests.factories.governance import account_of, convened, tonight

TAG = re.compile(r'data-poll-etag="([^"]+)"')


@pytest.fixture
def evening(session):
    """In session, one vote open: the assembly and an account that holds a vote."""
    assembly, members = tonight(resolutions=["Une", "Deux"])
    voter = account_of(members["Inès Oubrahim"])
    open_vote(assembly, assembly.items[1].id, actor=SYSTEM, at=now())
    return assembly, voter


@pytest.mark.parametrize(("page", "fragment"), [("bureau", "bureau"), ("voter", "voter"), ("ecran", "ecran")])
def test_the_first_poll_of_a_page_just_served_answers_304(client, evening, page, fragment):
    assembly, voter = evening
    sign_in(client, voter if page == "voter" else make_account("Yann Le Guirriec", Role.BOARD))
    shown = client.get(f"/assemblees/{assembly.id}/{page}").get_data(as_text=True)
    tag = {"If-None-Match": f'"{TAG.search(shown)[1]}"'}
    assert client.get(f"/assemblees/{assembly.id}/{fragment}/en-direct", headers=tag).status_code == 304
    close_vote(assembly, assembly.items[1].id, actor=SYSTEM, at=now())
    assert client.get(f"/assemblees/{assembly.id}/{fragment}/en-direct", headers=tag).status_code == 200


def test_a_closed_vote_is_another_matter_than_the_open_one_so_its_form_goes(client, evening):
    assembly, voter = evening
    sign_in(client, voter)
    address = f"/assemblees/{assembly.id}/voter/en-direct"
    key = re.compile(r'data-poll-key="([^"]+)"')
    opened = client.get(address).get_data(as_text=True)
    close_vote(assembly, assembly.items[1].id, actor=SYSTEM, at=now())
    closed = client.get(address).get_data(as_text=True)
    assert 'name="choice"' in opened
    assert 'name="choice"' not in closed
    assert key.search(opened)[1] != key.search(closed)[1]


def test_without_scripts_a_link_leads_from_the_question_to_its_result(client, evening):
    assembly, voter = evening
    sign_in(client, voter)
    page = client.get(f"/assemblees/{assembly.id}/voter").get_data(as_text=True)
    way = re.search(r'class="no-script[^>]*>.*?(/votes/\d+\?suite=[^"]+)"', page, re.DOTALL)[1]
    close_vote(assembly, assembly.items[1].id, actor=SYSTEM, at=now())
    assert client.get(way).status_code == 200


# ---- the projector says how to join ------------------------------------------------------------------


def test_the_projector_shows_the_short_address_and_a_drawn_qr_code(client, evening, app):
    assembly, _voter = evening
    sign_in(client, make_account("Yann Le Guirriec", Role.BOARD))
    shown = client.get(f"/assemblees/{assembly.id}/ecran").get_data(as_text=True)
    assert f"{app.config['PUBLIC_URL'].split('://')[1]}/voter" in shown
    assert re.search(r'<svg class="qr-code" role="img"[^>]*><title>[^<]+</title><path', shown)
    assert "style=" not in shown


def test_the_short_address_leads_to_the_assembly_in_session_before_the_one_that_is_convened(client, evening):
    assembly, voter = evening
    convened(starts_at=now() - timedelta(hours=3))
    sign_in(client, voter)
    assert client.get("/voter").location == f"/assemblees/{assembly.id}/voter"


def test_the_short_address_does_not_guess_between_two_assemblies_in_session(client, session):
    _first, members = tonight()
    tonight(members=members)
    sign_in(client, account_of(members["Inès Oubrahim"]))
    assert client.get("/voter").location == "/assemblees"


def test_the_short_address_is_for_members(client, session):
    assert client.get("/voter").status_code == 401
