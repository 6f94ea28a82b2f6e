"""What forms of the pole say before and after they are sent: usual values, what is needed, faults beside their field."""

import re
from datetime import timedelta

import pytest

from foundation.accounts.permissions import Role
from foundation.kernel.clock import today
from foundation.kernel.errors import StateMoved
from pole.priorities.services.opening import open_vote
from tests.factories.accounts import make_account, sign_in
from tests.factories.governance import pole_statutes
from tests.factories.pole_priorities import BY, CLOSES, OPENED, opened_vote, published_vote
from tests.factories.pole_workshops import finding, workshop


@pytest.fixture
def staff(client, session):
    pole_statutes()
    sign_in(client, make_account("Rozenn Bureau", Role.STAFF))
    return client


def text_of(answer) -> str:
    return answer.get_data(as_text=True)


def test_a_vote_that_is_over_is_not_said_to_open(session):
    vote, _actions = published_vote()
    with pytest.raises(StateMoved):
        open_vote(vote.id, at=CLOSES + timedelta(days=1), **BY)


def test_whoever_opens_second_while_a_vote_is_open_finds_it_open(session):
    vote, _actions = opened_vote()
    assert open_vote(vote.id, at=OPENED + timedelta(hours=1), **BY).opened_at == OPENED


def test_the_axis_of_an_action_is_never_called_optional(staff):
    made = workshop()
    page = text_of(staff.get(f"/ateliers/{made.id}/constats/{finding(made).id}/devenir"))
    assert re.search(r'<label for="axis_id">[^<]*</label>', page)
    assert "Une action en a besoin." in page


@pytest.mark.parametrize("way", ["nouveau", "modifier"])
def test_the_question_that_is_missing_is_told_beside_its_field(staff, way):
    path = "/ateliers/nouveau" if way == "nouveau" else f"/ateliers/{workshop().id}/modifier"
    answer = staff.post(path, data={"kind": "seasonal", "title": "Un atelier", "question": " "})
    page = text_of(answer)
    assert answer.status_code == 422
    assert '<a href="#question">' in page and 'id="question-error"' in page
    [field] = re.findall(r"<textarea[^>]*name=\"question\"[^>]*>", page)
    assert "question-error" in field and 'aria-invalid="true"' in field


def test_a_new_evaluation_opens_with_its_usual_grid_and_closing(staff):
    page = text_of(staff.get("/evaluations/nouvelle"))
    assert re.search(r'value="seven"[^>]* checked', page)
    assert f'value="{today() + timedelta(days=14)}"' in page and 'value="20:00"' in page
