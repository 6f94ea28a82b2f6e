"""The same form sent twice at once makes one thing, and the second sending is led to what the first one made."""

from datetime import timedelta

import pytest

from foundation.accounts.permissions import Role
from foundation.kernel.clock import now, today
from foundation.kernel.db import db
from governance.models import BodyMeeting
from pole.actors.models import PlaceChoice, Protocol
from pole.budget.models import BudgetPlan
from pole.evaluations.models import Campaign
from pole.programme.models import Proposal
from pole.workshops.models import Workshop, WorkshopScheme, WorkshopSession
from tests.factories.accounts import make_account, sign_in
from tests.factories.governance import pole_statutes
from tests.factories.governance_bodies import steering_group
from tests.factories.pole_workshops import organisation, workshop

DAY = str(today())
HOURS = {"day": "20/06/2026", "starts": "18:00", "ends": "20:00"}
FRAME = {
    "title": "Le plan",
    "first_year": "2027",
    "count": "3",
    "closing_month": "12",
    "hypothesis_a": "Un",
    "retained": "A",
}
JUDGED = {"grid": "seven", "day": str(today() + timedelta(days=9)), "hour": "18:00", "remind_days": "3", "enough": "5"}


@pytest.fixture
def staff(client, session):
    pole_statutes()
    sign_in(client, make_account("Rozenn Bureau", Role.STAFF))
    return client


def created():
    """Every creation that is guarded: its address, what is sent, what it makes, what leads to it."""
    held, body, shop = workshop(), steering_group(), organisation("Ti Coz")
    agreed = {
        "title": "Accueil",
        "parties": [shop.id],
        "starts_on": DAY,
        "review_months": "12",
        "owner_account_id": "0",
    }
    scheme = {"name": "Avance", "effect": "created", "on": DAY}
    base = f"/ateliers/{held.id}"
    return [
        ("/evaluations/nouvelle", {"title": "Automne", **JUDGED}, Campaign, "/evaluations/"),
        ("/protocoles/nouveau", agreed, Protocol, "/protocoles/"),
        ("/lieux/nouveau", {"title": "Le siège"}, PlaceChoice, "/lieux/"),
        ("/budget/nouveau", FRAME, BudgetPlan, "/budget/"),
        ("/programme/propositions/nouvelle", {"title": "Révision"}, Proposal, "/programme/propositions/"),
        ("/ateliers/nouveau", {"kind": "other", "title": "Visite"}, Workshop, "/ateliers/"),
        (f"{base}/seances/nouvelle", HOURS, WorkshopSession, f"{base}#seances"),
        (f"{base}/dispositifs/nouveau", scheme, WorkshopScheme, f"{base}#dispositifs"),
        (f"/instances/{body.id}/reunions/nouvelle", {"on": DAY}, BodyMeeting, f"/instances/{body.id}/reunions/"),
    ]


def test_what_is_sent_twice_is_made_once_and_the_second_sending_leads_to_it(staff):
    for path, sent, model, leads_to in created():
        before = db.session.query(model).count()
        assert staff.post(path, data=sent).status_code in (302, 303), path
        again = staff.post(path, data=sent)
        page = again.get_data(as_text=True)
        assert (again.status_code, db.session.query(model).count() - before) == (409, 1), path
        assert f'href="{leads_to}' in page and "rien n’a été écrit une seconde fois" in page, path
        assert "Open the page again" not in page, path


def test_another_title_another_hour_and_another_workshop_are_other_things(staff):
    made, other = workshop(), workshop(title="Ailleurs")
    path = "/ateliers/{}/seances/nouvelle"
    for where, hours in ((made, HOURS), (other, HOURS), (made, HOURS | {"starts": "17:00"})):
        assert staff.post(path.format(where.id), data=hours).status_code == 303
    for title in ("Un lieu", "Un autre"):
        assert staff.post("/lieux/nouveau", data={"title": title}).status_code == 303


def test_another_account_writes_the_same(staff):
    assert staff.post("/lieux/nouveau", data={"title": "Le siège"}).status_code == 303
    sign_in(staff, make_account("Aziliz Conseil", Role.BOARD))
    assert staff.post("/lieux/nouveau", data={"title": "Le siège"}).status_code == 303


def test_a_minute_later_it_is_another_one(staff, monkeypatch):
    assert staff.post("/lieux/nouveau", data={"title": "Le siège"}).status_code == 303
    later = now() + timedelta(seconds=61)
    monkeypatch.setattr("pole.actors.views.places.now", lambda: later)
    assert staff.post("/lieux/nouveau", data={"title": "Le siège"}).status_code == 303
