"""What a place costs a year is typed as any amount is: with a comma too; what is no amount is a sentence."""

import pytest

from foundation.accounts.permissions import Role
from tests.factories.accounts import make_account, sign_in
from tests.factories.pole_actors import make_choice


@pytest.mark.parametrize(
    ("typed", "status"),
    [("6400,50", 303), ("6 400.50", 303), ("sNaN", 422), ("1e9", 422), ("-1", 422), ("1000000000,01", 422)],
)
def test_what_a_place_costs(client, session, typed, status):
    choice = make_choice()
    sign_in(client, make_account("Rozenn Bureau", Role.STAFF))
    path = f"/lieux/{choice.id}/places/nouvelle"
    assert client.post(path, data={"name": "Le Phare", "yearly": typed}).status_code == status
    assert [one.yearly_cents for one in choice.places[2:]] == ([640_050] if status == 303 else [])
