"""Numbers that no row can have, sent beside the address or in a form: a page or a sentence, on both engines, never a fault."""

import pytest

from foundation.accounts.permissions import Role
from tests.factories.accounts import make_account, sign_in
from tests.factories.pole_workshops import workshop


@pytest.fixture
def staff(client, session):
    """Somebody of the staff, signed in."""
    account = make_account("Rozenn Bureau", Role.STAFF)
    sign_in(client, account)
    return client


@pytest.mark.parametrize("number", [2**40, 2**70, -1, 0])
@pytest.mark.parametrize(
    "path",
    [
        "/evaluations?page={}",
        "/orientations?page={}",
        "/orientations?annee={}",
        "/bibliotheque?page={}",
        "/bibliotheque/nouvelle?atelier={}",
        "/ateliers?page={}",
        "/programme/contributions?page={}",
        "/decisions?page={}",
    ],
)
def test_a_list_asked_for_a_number_that_is_none_is_its_first_page(staff, path, number):
    assert staff.get(path.format(number)).status_code == 200


@pytest.mark.parametrize("number", [2**40, 2**70])
def test_an_organisation_that_cannot_be_is_taken_from_no_workshop(staff, number):
    path = f"/ateliers/{workshop().id}/organisations/retirer"
    assert staff.post(path, data={"organisation": number, "part": "base"}).status_code in {303, 404}
