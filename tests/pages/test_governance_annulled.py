"""What the pages say of a decision whose vote was annulled: a chip and a sentence, wherever it is shown."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM
from governance.services.minutes import issue_minutes
from tests.factories.accounts import make_account, sign_in
from tests.factories.governance import whole_evening
from tests.services.test_governance_annulled import AT, WHY, annul

pytestmark = pytest.mark.usefixtures("session")
SENTENCE = "the decision has no effect"


def page(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.get_data(as_text=True)


def test_every_page_that_shows_the_decision_says_that_its_vote_was_annulled(client: FlaskClient) -> None:
    sign_in(client, make_account("Lin Bureau", Role.STAFF, language="en"))
    evening = whole_evening()
    [decision] = evening.decisions
    assembly = f"/assemblees/{evening.assembly.id}"
    assert "Annulled" not in page(client, f"/decisions/{decision.number}")
    assert "Adopted" in page(client, assembly)
    annul(decision.box_id)
    shown = page(client, f"/decisions/{decision.number}")
    assert SENTENCE in shown
    assert WHY in shown
    for address in ("/decisions", assembly, f"{assembly}/bureau", "/"):
        assert "Annulled</span>" in page(client, address), address
    assert "Without effect: its vote was annulled." in page(client, "/decisions")
    assert "No decision matches" in page(client, "/decisions?issue=adoptees")
    assert decision.title in page(client, "/decisions?issue=annulees")


def test_the_printed_extract_says_so(client: FlaskClient) -> None:
    evening = whole_evening()
    issue_minutes(evening.assembly, actor=SYSTEM, at=AT + timedelta(hours=1))
    sign_in(client, make_account("Lin Bureau", Role.STAFF, language="en"))
    annul(evening.decisions[0].box_id, AT + timedelta(hours=2))
    answer = client.get(f"/decisions/{evening.decisions[0].number}/extrait.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
