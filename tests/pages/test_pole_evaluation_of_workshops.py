"""A workshop is evaluated as an action is: it is offered, answered, and its page leads to what came out."""

from datetime import timedelta

import pytest

from foundation.accounts.permissions import Role
from foundation.kernel.clock import now
from pole.evaluations.queries.review import review_of
from pole.evaluations.services.answering import answer_as_member
from pole.evaluations.services.campaigns import choose_subjects, create_campaign, open_campaign
from tests.factories.accounts import make_account, sign_in
from tests.factories.governance import pole_statutes
from tests.factories.pole_evaluations import BY, GOOD, draft, lines, people
from tests.factories.pole_programme import programme
from tests.factories.pole_workshops import workshop


@pytest.fixture
def seasonal(session, client):
    """A workshop among a programme of actions, and somebody of the staff who looks at it."""
    pole_statutes()
    people()
    programme()
    sign_in(client, make_account("Rozenn Bureau", Role.STAFF))
    return workshop()


def asked_about(one, *, opens, closes):
    made = create_campaign(draft(closes_at=closes), at=opens, **BY)
    choose_subjects(made, [one.subject], at=opens, **BY)
    return open_campaign(made.id, at=opens, **BY)


def test_a_workshop_is_offered_beside_the_actions(client, seasonal):
    at = now()
    made = create_campaign(draft(closes_at=at + timedelta(days=9)), at=at, **BY)
    page = client.get(f"/evaluations/{made.id}/actions").get_data(as_text=True)
    assert f'value="{seasonal.subject}"' in page
    assert "Workshop: Renouveler les bénévoles" in page or "Atelier\u00a0: Renouveler les bénévoles" in page


def test_its_page_leads_to_the_open_evaluation(client, seasonal):
    at = now().replace(microsecond=0)
    page = f"/ateliers/{seasonal.id}"
    running = asked_about(seasonal, opens=at - timedelta(days=1), closes=at + timedelta(days=9))
    assert f'href="/evaluations/{running.id}"' in client.get(page).get_data(as_text=True)


def test_what_came_out_is_read_from_its_page(client, seasonal):
    at = now().replace(microsecond=0)
    over = asked_about(seasonal, opens=at - timedelta(days=9), closes=at - timedelta(days=1))
    for one in lines(over, "structures"):
        assert answer_as_member(over.subjects[0], one, GOOD, at=at - timedelta(days=5))
    result = f"/evaluations/{over.id}/resultat/{over.subjects[0].id}"
    assert f'href="{result}"' in client.get(f"/ateliers/{seasonal.id}").get_data(as_text=True)
    assert "Renouveler les bénévoles" in client.get(result).get_data(as_text=True)
    assert "Renouveler les bénévoles" in client.get("/evaluations").get_data(as_text=True), (
        "said by its name, not as an action"
    )
    alone = client.get(f"/evaluations/{over.id}/resultat").get_data(as_text=True)
    assert 'id="tableau"' in alone and 'id="ordre"' not in alone, "what stands alone has no rank"
    shown = alone.split("</header>")[-1]
    assert "Actions et critères" not in shown and ">Action<" not in shown, "it is a workshop that was evaluated"
    for kind in ("csv", "xlsx", "json", "pdf"):
        assert client.get(f"/evaluations/{over.id}/resultat.{kind}").status_code == 200


def test_the_review_of_a_year_tells_of_the_workshops_that_the_year_judged_and_of_no_other(seasonal):
    other = workshop(title="Un atelier que personne n’a jugé")
    opens, closes = now() - timedelta(days=9), now() - timedelta(days=2)
    asked_about(seasonal, opens=opens, closes=closes)
    told = {one.about for partner in review_of(closes.year, now()).partners for one in partner.actions}
    assert seasonal.subject in told
    assert other.subject not in told
    assert any(one.startswith("action:") for one in told)
