"""Pages of contributions and proposals: an idea and its story, versions before bodies, as many statements at any size."""

from datetime import date

import pytest
from sqlalchemy import select

from foundation.accounts.permissions import Role
from foundation.kernel.db import db
from governance.models import Decision
from governance.rules.bodies import Verdict
from pole.programme.models import Contribution, Proposal
from pole.programme.queries.actions import action_by_number, actions_now
from pole.programme.queries.contributions import contribution_or_404, facts_about
from pole.programme.queries.proposals import proposal_or_404
from pole.programme.rules.states import ActionState
from pole.programme.rules.versions import VersionState
from pole.programme.services.contributions import put_behind
from pole.programme.services.proposals import begin_version, enter_verdict
from tests.factories.accounts import make_account, sign_in
from tests.factories.governance_bodies import steering_group
from tests.factories.pole_programme import LATER, action, axis, contribution, programme, proposal, put_to
from tests.factories.pole_programme_pages import placed, sent, statements_of, text_of, the_proposal

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def held(session):
    """Six actions, a contribution, a proposal that is still being written."""
    made = programme()
    contribution()
    proposal(*made[:2])
    return made


@pytest.fixture
def staff(client, held):
    sign_in(client, make_account("Rozenn Bureau", Role.STAFF))
    return client


def test_an_idea_is_given_found_again_and_its_story_told(client, held):
    giver = make_account("Yann Donneur")
    sign_in(client, giver)
    assert "error-summary" in sent(client, "/programme/mes-idees/nouvelle", 422, title=" ")
    sent(client, "/programme/mes-idees/nouvelle", title=HOSTILE, text="Plus d’une", need="Locaux")
    page = text_of(client, "/programme/mes-idees")
    assert HOSTILE not in page and "&lt;script&gt;" in page
    one = contribution_or_404(2)
    assert (one.person_name, one.account_id) == (giver.name, giver.id)
    put_behind(one, held[1], on=one.given_on, text="Bien vu", actor=LATER["actor"], at=one.collected_at)
    page = text_of(client, "/programme/contributions/2")
    assert "Bien vu" in page and "/programme/actions/2" in page


def test_a_contribution_is_collected_tied_merged_set_aside_and_taken_back(staff):
    sent(
        staff,
        "/programme/contributions/nouvelle",
        kind="interview",
        title="Le bureau fatigue",
        origin="Réseau sportif",
        person_name="Katell Houarnec",
        given_on="2026-03-02",
        college="",
    )
    page = sent(staff, "/programme/contributions/nouvelle", 422, kind="rien", title="", given_on="2999-01-01")
    assert 'href="#kind"' in page and 'href="#title"' in page
    target = action_by_number(2).id
    sent(staff, "/programme/contributions/2/action", action_id=target, on="2026-06-02", text="Dit deux fois")
    assert "error-summary" in sent(staff, "/programme/contributions/2/action", 422, action_id=target, on="2026-06-02")
    sent(staff, "/programme/contributions/1/fusion", into="2", on="2026-06-02", text="Le même manque")
    assert "error-summary" in sent(staff, "/programme/contributions/1/fusion", 422, into="99", on="2026-06-02")
    page = text_of(staff, "/programme/contributions/1")
    assert "Le même manque" in page and "/programme/contributions/2" in page
    one = contribution_or_404(1)
    [fact] = facts_about([one.id])[one.id]
    sent(staff, f"/programme/contributions/1/suites/{fact.id}/reprise", reason="Pas le même, en fait")
    sent(staff, "/programme/contributions/1/ecarter", text="Cela existe déjà", on="2026-06-02")
    listed = text_of(staff, "/programme/contributions?suite=set_aside")
    assert "/programme/contributions/1" in listed and "/programme/contributions/2" not in listed
    assert "Cela existe déjà" in text_of(staff, "/programme/contributions/1")


def test_a_proposal_goes_from_its_first_words_to_a_decision_of_the_register(staff):
    group = steering_group()
    sent(staff, "/programme/propositions/nouvelle", title="Révision", question="Que garder ?")
    made = db.session.scalars(select(Proposal).where(Proposal.title == "Révision")).one()
    base = f"/programme/propositions/{made.id}/versions/1"
    one, two = action_by_number(1).id, action_by_number(2).id
    sent(staff, f"{base}/modifier", text="Nous gardons deux actions.", **{f"action-{one}": "1", f"action-{two}": "3"})
    page = text_of(staff, base)
    assert "Première priorité" in page and "Troisième priorité" in page
    assert "error-summary" in sent(staff, f"{base}/soumettre", 422, body_id="", on="2026-06-02")
    assert "error-summary" in sent(staff, f"{base}/soumettre", 422, body_id=group.id, on="2020-01-01")
    sent(staff, f"{base}/soumettre", body_id=group.id, on="2026-06-02")
    [put] = proposal_or_404(made.id).versions[0].puts
    decision = f"{base}/soumissions/{put.put.id}/decision"
    page = sent(staff, decision, 422, verdict="refused", motives="")
    assert 'href="#motives"' in page
    sent(staff, decision, verdict="amended", motives="Sans la troisième.", plans="y")
    assert proposal_or_404(made.id).versions[0].state is VersionState.AMENDED
    number = db.session.scalars(select(Decision.number)).one()
    assert f"/decisions/{number}" in text_of(staff, base)
    assert "Sans la troisième." in text_of(staff, f"/decisions/{number}")
    assert action_by_number(1).state is ActionState.PLANNED
    for path in (f"{base}/modifier", decision):
        assert staff.get(path).status_code == 409
        assert staff.post(path, data={"text": "Autre", "verdict": "validated"}).status_code == 409


def test_two_versions_are_compared_with_marks_that_readers_without_colour_hear(staff):
    made = proposal(*[one.action for one in actions_now()][:1], text="Nous partageons un local.")
    enter_verdict(put_to(made, steering_group()), Verdict.REFUSED, motives="Où ?", **LATER)
    begin_version(made.proposal, **LATER)
    base = f"/programme/propositions/{made.proposal_id}"
    sent(
        staff,
        f"{base}/versions/2/modifier",
        text="Nous partageons un grand local.",
        **{f"action-{action_by_number(1).id}": "2"},
    )
    page = text_of(staff, f"{base}/comparer?de=1&a=2")
    assert "<ins" in page and "grand " in page and '<span class="hidden-text">[ajouté] </span>' in page
    assert "Où ?" in text_of(staff, base)


def test_the_next_version_is_begun_once_the_last_one_was_put(staff):
    base = placed("/programme/propositions/{proposal}/versions")
    assert staff.post(base).status_code == 409
    made = proposal_or_404(the_proposal().id).versions[0].version
    put = put_to(made, steering_group())
    assert staff.post(base).location.endswith("/versions/2/modifier")
    assert staff.post(f"{base}/1/soumissions/{put.id}/reprise").status_code == 302
    assert proposal_or_404(the_proposal().id).versions[0].state is VersionState.LEFT


@pytest.mark.parametrize(
    "path",
    [
        "/programme",
        "/programme/public",
        "/programme/actions/2",
        "/programme/contributions",
        "/programme/contributions/1",
        "/programme/mes-idees",
        "/programme/propositions",
        "/programme/propositions/{proposal}",
        "/programme/propositions/{proposal}/versions/1",
        "/programme/actions.csv",
        "/programme/contributions.csv",
    ],
)
def test_a_page_says_as_much_to_the_database_whatever_the_programme_holds(app, staff, held, path):
    first, path = held[1], placed(path)
    put_behind(contribution_or_404(1), first, on=date(2026, 5, 4), **LATER)
    before = statements_of(staff, app, path)
    of = axis("9", "Autre")
    for rank in range(12):
        one = action(of, f"Action {rank}")
        put_behind(contribution(f"Dit {rank}"), one, on=date(2026, 5, 4), **LATER)
        put_behind(contribution(f"Dit encore {rank}"), first, on=date(2026, 5, 4), **LATER)
        proposal(one, first)
    assert db.session.scalars(select(Contribution)).all()[20:]
    assert statements_of(staff, app, path) <= before + 1
