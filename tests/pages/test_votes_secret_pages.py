"""Pages and files of a secret vote: who voted is yes or no, never when, where or in which order."""

import csv
import io
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from foundation.accounts.models import Account
from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM, Actor
from foundation.kernel.clock import now
from tests.factories.accounts import make_account, sign_in
from tests.factories.votes import draft, roll
from votes import queries
from votes.models import Box
from votes.receipts import new_receipt
from votes.rules.secrecy import Secrecy, SmallGroup, SmallGroupWay
from votes.services import boxes, casting, closing
from votes.services.act_writing import Acting
from votes.services.casting import Secretly
from votes.services.paper import mark_paper

DESK = "Lin Bureau"


@pytest.fixture
def voter(client: FlaskClient) -> Account:
    account = make_account("Noé Voteur", language="en")
    sign_in(client, account)
    return account


@pytest.fixture
def desk() -> Account:
    return make_account(DESK, Role.STAFF, language="en")


@pytest.fixture
def office(app: Any, desk: Account) -> FlaskClient:
    return browser(app, desk)


@pytest.fixture
def scrutineer(app: Any) -> FlaskClient:
    return browser(app, make_account("Ada Scrutatrice", Role.SCRUTINEER, language="en"))


def browser(app: Any, account: Account) -> FlaskClient:
    other: FlaskClient = app.test_client()
    sign_in(other, account)
    return other


def opened(*accounts: int | None, at: datetime | None = None) -> Box:
    lines = [replace(line, college=None) for line in roll(*accounts)]
    wanted = draft(secrecy=Secrecy(3), colleges=(), replaceable=False, subject="item:1")
    return boxes.open_box(wanted, lines, actor=SYSTEM, at=at or now() - timedelta(minutes=5))


def cast(box: Box, account: int, at: datetime) -> None:
    [right] = queries.rights_of(box.id, account)
    casting.cast(
        box.id, right.right_id, "for", account_id=account, at=at, secretly=Secretly(new_receipt(), warned=True)
    )


def on_paper(box: Box, account: int, desk: Account) -> None:
    [right] = queries.rights_of(box.id, account)
    mark_paper(box.id, right.right_id, Acting(Actor(desk.id, desk.name), now()))


def page(who: FlaskClient, address: str) -> str:
    answer = who.get(address)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


def test_scrutineers_read_yes_or_no_in_the_order_of_the_roll_and_no_minute(
    voter: Account, scrutineer: FlaskClient
) -> None:
    """The minute and the channel of each voter would be the order of the ballots that they put in."""
    start = datetime.fromisoformat("2021-03-04T05:16:00+00:00")
    box = opened(voter.id, 8001, 8002, 8003, None, at=start)
    for minutes, account in enumerate((8003, 8001, voter.id, 8002), start=1):
        cast(box, account, start + timedelta(minutes=minutes))
    closing.close_box(box.id, actor=SYSTEM, at=start + timedelta(hours=3))
    answer = page(scrutineer, f"/votes/{box.id}/nominatif?format=csv&tri=voted_at").removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(answer), delimiter=";"))
    assert [row["membre"] for row in rows] == ["1", "2", "3", "4", "5"]
    assert [row["a_vote"] for row in rows] == ["oui", "oui", "oui", "oui", "non"]
    assert {row["moment"] + row["origine"] for row in rows} == {""}
    shown = page(scrutineer, f"/votes/{box.id}/nominatif").partition("<table")[2].partition("</table>")[0]
    assert shown.count("Yes") == 4
    for trace in ("05:1", "06:1", "2021", "online"):
        assert trace not in shown


def test_at_the_desk_who_runs_votes_reads_whose_right_is_used_and_nobody_else(
    voter: Account, office: FlaskClient, scrutineer: FlaskClient, desk: Account
) -> None:
    box = opened(voter.id, 8001, 8002, 8003, None)
    cast(box, 8002, now())
    on_paper(box, 8001, desk)
    address = f"/votes/{box.id}/papier"
    shown = page(office, address)
    assert shown.count("Has voted") == 2  # on paper or online alike
    assert shown.index("Membre 1") < shown.index("Membre 4") < shown.index("Membre 2") < shown.index("Membre 3")
    counting = page(scrutineer, address)
    assert "Membre" not in counting
    assert "1 paper ballot given" in counting
    right = queries.roll_page(box).rows[0].right_id
    assert scrutineer.post(address, data={"right": right}).status_code == 403
    assert queries.turnout(box).cast == 2


def test_who_voted_on_paper_reads_no_name_of_the_desk_and_no_receipt(
    client: FlaskClient, voter: Account, desk: Account
) -> None:
    box = opened(voter.id, 8001, 8002, 8003)
    on_paper(box, voter.id, desk)
    [right] = queries.rights_of(box.id, voter.id)
    assert (right.on_paper, right.cast_by) == (True, None)
    shown = page(client, f"/votes/{box.id}")
    assert "Voted on paper." in shown
    assert DESK not in shown
    assert "Your receipt finds it" not in shown


@pytest.mark.parametrize(("least", "told"), [(5, False), (3, True)])
def test_the_turnout_of_colleges_is_told_where_none_is_too_small(
    client: FlaskClient, voter: Account, least: int, *, told: bool
) -> None:
    """One of them withheld alone could be had by taking the others from the total."""
    groups = {name: SmallGroup(SmallGroupWay.LIMITED) for name in "abc"} if not told else {}
    wanted = draft(secrecy=Secrecy(least, groups), replaceable=False)
    box = boxes.open_box(wanted, roll(voter.id, *[None] * 8), actor=SYSTEM, at=now() - timedelta(minutes=1))
    turnout = queries.turnout(box)
    assert turnout.withheld is not told
    shown = page(client, f"/votes/{box.id}").partition('id="participation"')[2].partition("</section>")[0]
    assert "for 9 rights" in shown
    assert ("bar-rows" in shown) is told
    assert ("By college it is not told" in shown) is not told


def test_no_browser_keeps_a_page_of_a_secret_ballot(client: FlaskClient, voter: Account) -> None:
    """Whoever sits down at the same device afterwards and goes back reads nothing: not the paper, nor the review."""
    box, openly = opened(voter.id, 8001, 8002), boxes.open_box(draft(), roll(voter.id, 8001), actor=SYSTEM, at=now())
    for one, kept in ((box, "no-store"), (openly, "private, no-cache")):
        [right] = queries.rights_of(one.id, voter.id)
        ballot, address = {"right": right.right_id, "step": "review"}, f"/votes/{one.id}/bulletins"
        answers = [
            client.get(f"/votes/{one.id}"),
            client.post(address, data=ballot),
            client.post(address, data=ballot | {"choice": "against"}),
        ]
        assert [answer.status_code for answer in answers] == [200, 422, 200]
        assert [answer.headers.getlist("Cache-Control") for answer in answers] == [[kept]] * 3
