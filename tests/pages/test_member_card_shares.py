"""The card of a member tells its shares too: the account of the day, and every movement, as it was known."""

import re

import pytest
from flask.testing import FlaskClient

from foundation.accounts.permissions import Role
from foundation.kernel.clock import today
from tests.factories.accounts import make_account, sign_in
from tests.factories.membership import make_member, make_statutes
from tests.factories.shares import hold


@pytest.fixture
def member(session):
    make_statutes()
    found = make_member(category="salaries")
    hold(found, 20)
    return found


def panel(client: FlaskClient, role: Role, address: str) -> str:
    sign_in(client, make_account(f"{role} person", role))
    page = client.get(address).get_data(as_text=True)
    box = re.search(r'<section class="card" id="shares".*?</section>', page, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", box.group(0))) if box else ""


def test_the_card_tells_what_is_held_and_how_it_came(client, member):
    told = panel(client, Role.STAFF, f"/membres/{member.number}")
    assert " 20 " in told and "400,00" in told and "Souscription" in told


def test_nothing_was_held_before_the_first_movement(client, member):
    told = panel(client, Role.STAFF, f"/membres/{member.number}?date=2001-01-01")
    assert "0,00" in told and " 20 " not in told.split("Souscription")[0]


def test_what_was_recorded_later_was_not_known_then(client, member):
    told = panel(client, Role.STAFF, f"/membres/{member.number}?date={today().isoformat()}&connu=2001-01-01")
    assert "Souscription" not in told and "400,00" not in told


def test_the_account_tells_the_amount_of_a_payment_and_no_share_where_none_moves(client, member):
    sign_in(client, make_account("Solenn Tanguy", Role.STAFF))
    page = client.get(f"/parts/{member.number}").get_data(as_text=True)
    told = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert re.search(r"Versement – – 400,00 €", told), told
    assert re.search(r"Souscription 20 20,00 € 400,00 €", told), told
