"""The phone page of an assembly: the same ballots for every method, open and secret; told at once when the question closes."""

import re
from datetime import timedelta

import pytest

from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from governance.services.assemblies import ItemDraft, add_item
from governance.services.notice import convene
from governance.services.session import deal_with
from governance.services.voting import close_vote, open_vote
from tests.factories.accounts import sign_in
from tests.factories.ballots import carried, number
from tests.factories.governance import PEOPLE, account_of, make_assembly, open_evening, pole_members, pole_statutes
from tests.factories.plans import election
from votes.models import Ballot, Mark, SecretBallot
from votes.queries import rights_of
from votes.rules.plans import BallotPlan
from votes.rules.secrecy import SmallGroup, SmallGroupWay

PLANS = {
    "plurality": election(method="plurality", seats=1),
    "approval": election(),
    "score": election(method="score", seats=1),
    "points": election(
        method="points", seats=1, contest={"points": {"total": 10, "max_per_option": 6, "min_options": 2}}
    ),
    "majority_judgment": election(method="majority_judgment", seats=1, contest={"grades": ["Passable", "Bien"]}),
    "schulze": election(method="schulze", seats=1),
    "irv": election(method="irv", seats=1),
}
TYPED = {
    "plurality": {"choice": "o2"},
    "approval": {"choice": ["o1", "o2"]},
    "score": {"n-o1": "3"},
    "points": {"n-o1": "6", "n-o2": "4"},
    "majority_judgment": {f"n-o{place}": "1" for place in range(1, 6)},
    "schulze": {"n-o1": "1"},
    "irv": {"n-o1": "1", "n-o2": "2"},
}


def evening(plan: BallotPlan):
    """In session since an hour, everybody there, the vote of this plan open; and the account of a member."""
    pole_statutes(**{"secret_ballots.required_for": []})
    members = pole_members()
    start = now().replace(microsecond=0) - timedelta(hours=1)
    assembly = make_assembly(resolutions=[], starts_at=start, at=start - timedelta(days=40))
    draft = ItemDraft("Conseil", "Trois sièges.", "ordinary", plan=plan)
    add_item(assembly, draft, actor=SYSTEM, at=start - timedelta(days=40))
    convene(assembly, actor=SYSTEM, at=start - timedelta(days=30))
    open_evening(assembly, members, present=list(members))
    deal_with(assembly, assembly.items[0].id, actor=SYSTEM, at=now())
    account = account_of(members["Inès Oubrahim"], language="en")
    return assembly, open_vote(assembly, assembly.items[1].id, actor=SYSTEM, at=now()), account


def post(client, box, **fields):
    return client.post(f"/votes/{box.id}/bulletins", data=fields)


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("method", PLANS)
def test_every_method_is_voted_from_the_phone_page_and_leads_back_to_it(client, method):
    assembly, box, account = evening(PLANS[method])
    sign_in(client, account)
    address = f"/assemblees/{assembly.id}/voter"
    page = client.get(address).get_data(as_text=True)
    assert "Review my ballot" in page
    [right] = [one.right_id for one in rights_of(box.id, account.id)]
    fields = carried(page) | {"right": right, "step": "review"} | TYPED[method]
    assert fields["suite"][-1] == address
    review = post(client, box, **fields).get_data(as_text=True)
    cast = post(client, box, step="confirm", **carried(review))
    assert (cast.status_code, cast.location, number(Ballot)) == (303, address, 1)
    assert "Recorded at" in client.get(address).get_data(as_text=True)


@pytest.mark.usefixtures("session")
def test_a_secret_election_is_voted_from_the_phone_and_the_page_follows(client):
    limited = {college: SmallGroup(SmallGroupWay.LIMITED, reason="Décision du bureau") for college in PEOPLE}
    assembly, box, account = evening(election(secret=True, groups=limited))
    sign_in(client, account)
    address = f"/assemblees/{assembly.id}/voter"
    page = client.get(address).get_data(as_text=True)
    assert "Secret vote" in page
    before = client.get(f"{address}/en-direct").headers["ETag"]
    [right] = [one.right_id for one in rights_of(box.id, account.id)]
    review = post(client, box, **carried(page) | {"right": right, "step": "review", "choice": ["o1"]})
    cast = post(client, box, step="confirm", warned="1", **carried(review.get_data(as_text=True)))
    assert cast.status_code == 200
    assert f'href="{address}"' in cast.get_data(as_text=True)
    assert (number(Mark), number(SecretBallot)) == (1, 1)
    after = client.get(f"{address}/en-direct", headers={"If-None-Match": before})
    assert after.status_code == 200
    assert "Recorded at" in after.get_data(as_text=True)


@pytest.mark.usefixtures("session")
def test_the_form_of_a_contest_goes_when_its_vote_closes(client):
    assembly, _box, account = evening(PLANS["irv"])
    sign_in(client, account)
    address = f"/assemblees/{assembly.id}/voter/en-direct"
    assert 'name="n-o1"' in client.get(address).get_data(as_text=True)
    close_vote(assembly, assembly.items[1].id, actor=SYSTEM, at=now())
    assert 'name="n-o1"' not in client.get(address).get_data(as_text=True)


@pytest.mark.usefixtures("session")
def test_a_page_of_a_ballot_asks_whether_the_vote_is_open_and_is_told_its_closing(client):
    assembly, box, account = evening(PLANS["plurality"])
    sign_in(client, account)
    page = client.get(f"/votes/{box.id}").get_data(as_text=True)
    tag = re.search(r'data-poll="/votes/\d+/en-direct"[^>]*data-poll-etag="([^"]+)"', page)[1]
    ask = {"headers": {"If-None-Match": f'"{tag}"'}}
    assert client.get(f"/votes/{box.id}/en-direct", **ask).status_code == 304
    close_vote(assembly, assembly.items[1].id, actor=SYSTEM, at=now())
    told = client.get(f"/votes/{box.id}/en-direct", **ask)
    assert told.status_code == 200
    assert "The vote has just closed" in told.get_data(as_text=True)
    assert client.get("/votes/999999/en-direct").status_code == 404
