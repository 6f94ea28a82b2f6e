"""An action that is written again keeps its themes and its needs as they are."""

from foundation.accounts.permissions import Role
from pole.programme.queries.actions import action_by_number
from tests.factories.accounts import make_account, sign_in
from tests.factories.pole_programme import action
from tests.factories.pole_programme_pages import sent, text_of


def written(client):
    """The first action, with two themes; somebody of the staff is signed in."""
    made = action(themes=("Gouvernance", "Bénévolat"))
    sign_in(client, make_account("Rozenn Bureau", Role.STAFF))
    return made, f"/programme/actions/{made.number}/modifier"


def test_its_form_shows_its_themes_one_a_line(client, session):
    _made, path = written(client)
    page = text_of(client, path)
    assert "Gouvernance\nBénévolat</textarea>" in page.replace("\r\n", "\n")
    assert "Renouveler les bénévoles</textarea>" in page


def test_a_form_that_says_nothing_of_its_themes_leaves_them(client, session):
    made, path = written(client)
    sent(client, path, axis_id=made.revisions[-1].axis_id, title="Bénévolat", college="")
    assert action_by_number(made.number).said.themes == ["Gouvernance", "Bénévolat"]
