"""Who asks for advice openly among members reads the clause of the statutes beside what was typed."""

from datetime import timedelta

import pytest

from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from governance.services.notice import convene
from tests.factories.accounts import make_account, sign_in
from tests.factories.consultations import written
from tests.factories.governance import make_assembly, open_evening, pole_members, pole_statutes
from votes.models import Box

PERSONS = "Solène Abiven\nYann Le Guirriec"


@pytest.fixture
def office(client, session):
    """A browser of the board, in English, under statutes that want elections secret."""
    pole_statutes()
    sign_in(client, make_account("Odile Pengam", Role.BOARD, language="en"))
    return client


def refused(answer) -> str:
    assert answer.status_code == 422
    return answer.get_data(as_text=True)


def test_at_the_desk(office):
    members = pole_members()
    start = now().replace(microsecond=0) - timedelta(hours=1)
    assembly = make_assembly(starts_at=start, at=start - timedelta(days=40))
    convene(assembly, actor=SYSTEM, at=start - timedelta(days=40))
    open_evening(assembly, members, present=list(members))
    address, asked = f"/assemblees/{assembly.id}/question", {"title": "Qui\u202f?", "minutes": "0"}
    page = refused(office.post(address, data=asked | {"answers": PERSONS}))
    assert "The statutes require elections to be secret" in page and "Solène Abiven, Yann Le Guirriec" in page
    assert "rule 46" in page and "47-1775 art. 8" in page
    assert Box.query.count() == 0
    assert office.post(address, data=asked | {"answers": "Four\nVerger"}).status_code == 303


def test_in_a_consultation(office):
    pole_members()
    made = written(at=now().replace(microsecond=0))
    add = f"/consultations/{made.id}/questions/nouvelle?genre=opinion"
    typed = {"title": "Qui\u202f?", "text": "", "method": "approval", "options": PERSONS, "seats": "1"}
    edit = f"/consultations/{made.id}/questions/{made.questions[0].id}"
    for address in (add, edit):
        page = refused(office.post(address, data=typed))
        assert "The statutes require elections to be secret" in page and "rule 46" in page
    assert office.post(add, data=typed | {"secret": "y"}).status_code in (302, 303)
