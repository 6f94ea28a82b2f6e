"""Pages of answers are kept by no browser; what is over does not open again; a closing stays within a calendar."""

from datetime import timedelta

import pytest

from foundation.accounts.permissions import Role
from foundation.kernel.clock import now
from foundation.kernel.db import db
from foundation.kernel.errors import StateMoved
from membership.models.members import Member
from pole.evaluations.links import link_of
from pole.evaluations.models import Campaign, Invited
from pole.evaluations.services.campaigns import open_campaign
from pole.evaluations.services.preparing import invite_guests
from tests.factories.accounts import make_account, sign_in
from tests.factories.governance import account_of
from tests.factories.pole_evaluations import AFTER, BY, answered, running


def test_the_page_of_a_link_is_kept_by_no_browser_before_nor_after_its_answer(client, session):
    campaign = running()
    [guest] = invite_guests(campaign.subjects[0], ["claude@exemple.fr"], at=now(), **BY)
    path = f"/evaluations{link_of(guest).partition('/evaluations')[2]}"
    assert client.get(path).headers["Cache-Control"] == "no-store"
    assert client.post(path, data={"c_global": 3}).headers["Cache-Control"] == "no-store"
    again = client.post(path, data={"c_global": 1, "keep": "Les soirées"})
    assert (again.status_code, again.headers["Cache-Control"]) == (409, "no-store")


def test_the_page_of_a_member_s_answer_is_kept_by_no_browser(client, session):
    campaign = running()
    member = db.session.query(Member).join(Invited).filter(Invited.college == "benevoles").first()
    sign_in(client, account_of(member))
    page = client.get(f"/evaluations/{campaign.id}/actions/{campaign.subjects[0].id}/repondre")
    assert (page.status_code, page.headers["Cache-Control"]) == (200, "no-store")


def test_an_evaluation_that_is_over_is_not_said_to_open(session):
    campaign = answered()
    with pytest.raises(StateMoved):
        open_campaign(campaign.id, at=AFTER, **BY)


def test_a_closing_beyond_any_calendar_is_a_slip(client, session):
    campaign = running()
    sign_in(client, make_account("Rozenn Bureau", Role.STAFF))
    sent = {"day": "9999-12-31", "hour": "23:59", "reason": "Plus de temps"}
    response = client.post(f"/evaluations/{campaign.id}/cloture", data=sent)
    assert response.status_code == 422
    assert db.session.get_one(Campaign, campaign.id).closes_at < now() + timedelta(days=20)
