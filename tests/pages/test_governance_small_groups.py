"""A secret vote of an assembly whose colleges are small: the desk leads to the choice, and the vote opens with it."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.db import db
from governance.models import Assembly
from governance.services.assemblies import ItemDraft, add_item
from governance.services.notice import convene
from tests.factories.accounts import make_account, sign_in
from tests.factories.governance import make_assembly, open_evening, pole_members, pole_statutes
from votes.models import Box
from votes.rules.plans import BallotPlan

SMALL = 5


@pytest.fixture
def assembly(client: FlaskClient) -> Assembly:
    """An evening with one secret resolution (point 2), five small colleges, and the chair signed in."""
    sign_in(client, make_account("Ada Bretelle", Role.BOARD, language="en"))
    pole_statutes()
    start, members = now().replace(microsecond=0) - timedelta(hours=1), pole_members()
    made = make_assembly(resolutions=[], starts_at=start, at=start - timedelta(days=40))
    draft = ItemDraft("Quitus", "L’assemblée donne quitus.", "ordinary", plan=BallotPlan(secret=True))
    add_item(made, draft, actor=SYSTEM, at=start - timedelta(days=40))
    convene(made, actor=SYSTEM, at=start - timedelta(days=23))
    open_evening(made, members, present=list(members))
    return made


def address(assembly: Assembly, act: str) -> str:
    return f"/assemblees/{assembly.id}/points/{assembly.items[1].id}/{act}"


def choices(*ways: str, **more: str) -> dict[str, str]:
    return {f"way_{place}": way for place, way in enumerate(ways)} | more


def test_opening_leads_to_the_choice_and_opens_nothing(client: FlaskClient, assembly: Assembly) -> None:
    sent = client.post(address(assembly, "ouvrir"), data={"minutes": "5"})
    assert (sent.status_code, sent.location) == (303, address(assembly, "petits-groupes") + "?minutes=5")
    page = client.get(sent.location).get_data(as_text=True)
    assert page.count("voters only: the total") + page.count("voter only: the total") == SMALL
    assert " checked" not in page
    assert assembly.items[1].box_id is None


def test_nothing_chosen_or_a_way_that_nothing_allows_is_refused_with_its_sentence(
    client: FlaskClient, assembly: Assembly
) -> None:
    here = address(assembly, "petits-groupes")
    assert client.post(here, data={}).status_code == 422
    for way, said in (
        ("whole", "No key of the statutes lets the whole assembly vote"),
        ("merged", "The statutes do not let"),
        ("open", "once each member has consented in writing"),
    ):
        refused = client.post(here, data=choices(*[way] * SMALL))
        assert refused.status_code == 422
        assert said in refused.get_data(as_text=True)
    unread = client.post(here, data=choices(*["open"] * SMALL, consent_0="y"))
    assert "write the words of the consent" in unread.get_data(as_text=True)
    assert assembly.items[1].box_id is None


def test_the_vote_opens_with_the_choice_and_says_it(client: FlaskClient, assembly: Assembly) -> None:
    words = "Consentements signés le 2 juin, pièce 4"
    sent = choices("open", *["limited"] * (SMALL - 1), consent_0="y", reason_0=words)
    assert client.post(address(assembly, "petits-groupes"), data=sent).status_code == 303
    db.session.refresh(assembly.items[1])
    box = db.session.get_one(Box, assembly.items[1].box_id)
    ways = [one["way"] for one in box.secrecy["groups"].values()]
    assert sorted(ways) == ["limited"] * (SMALL - 1) + ["open"]
    assert words in [one["reason"] for one in box.secrecy["groups"].values()]
    assert all(one["name"] for one in box.secrecy["groups"].values())


def test_a_plain_member_chooses_nothing(client: FlaskClient, assembly: Assembly) -> None:
    sign_in(client, make_account("Noé Membre", language="en"))
    assert client.get(address(assembly, "petits-groupes")).status_code == 403
