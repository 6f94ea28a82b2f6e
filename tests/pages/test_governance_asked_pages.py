"""Pages of a question put to some colleges only: chosen on the agenda, told wherever the question is read."""

from datetime import timedelta

import pytest

from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from governance.services.assemblies import ItemDraft, add_item
from governance.services.notice import convene
from governance.services.session import deal_with
from governance.services.voting import close_vote, open_vote
from tests.factories.accounts import make_account, sign_in
from tests.factories.governance import make_assembly, open_evening, pole_members, pole_statutes
from tests.factories.plans import election
from votes.queries import rights_at_desk
from votes.services.casting import cast_at_desk

QUESTION = {
    "title": "Siège des salariés",
    "question": "ordinary",
    "method": "plurality",
    "subject": "election",
    "options": "Ada Brume\nZoé Lande",
    "seats": "1",
    "default_grade": "worst",
    "tie_answer": "none",
}
OPENLY = {"secret_ballots.required_for": []}
ALONE = "Put to the college Salariés alone: one member, one vote."


@pytest.fixture
def office(client, session):
    """A browser of the board, in English."""
    sign_in(client, make_account("Odile Pengam", Role.BOARD, language="en"))
    return client


def sent(client, path, **fields) -> tuple[int, str]:
    answer = client.post(path, data=fields, follow_redirects=True)
    return answer.status_code, answer.get_data(as_text=True)


def read(client, path) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.get_data(as_text=True)


def test_colleges_are_ticked_on_the_agenda_and_come_back_ticked(office):
    pole_statutes(**OPENLY)
    assembly = make_assembly(resolutions=[])
    root = f"/assemblees/{assembly.id}/ordre-du-jour"
    assert "Put to some colleges only" in read(office, f"{root}/nouveau")
    status, text = sent(office, f"{root}/nouveau", colleges=["salaries", "benevoles"], **QUESTION)
    item = assembly.items[-1]
    assert item.title == "Siège des salariés", text
    assert (status, "put to: Salariés, Bénévoles" in text) == (200, True)
    assert item.plan.colleges == {"salaries": "Salariés", "benevoles": "Bénévoles"}
    form = read(office, f"{root}/{item.id}")
    ticked = [one for one in form.split("<input") if 'name="colleges"' in one and " checked" in one]
    assert ["salaries" in ticked[0], "benevoles" in ticked[1], len(ticked)] == [True, True, 2]


def test_all_colleges_ticked_or_none_is_everybody(office):
    pole_statutes(**OPENLY)
    assembly = make_assembly(resolutions=[])
    every = ["structures", "salaries", "collectivites", "financeurs", "benevoles"]
    for ticked in (every, []):
        assert sent(office, f"/assemblees/{assembly.id}/ordre-du-jour/nouveau", colleges=ticked, **QUESTION)[0] == 200
        assert assembly.items[-1].plan.colleges == {}


def test_a_resolution_put_to_one_college_is_refused_at_the_colleges_with_the_law(office):
    pole_statutes(**OPENLY)
    assembly = make_assembly(resolutions=[])
    fields = QUESTION | {"method": "resolution", "subject": ""}
    status, text = sent(office, f"/assemblees/{assembly.id}/ordre-du-jour/nouveau", colleges=["salaries"], **fields)
    assert status == 422
    assert "loi 47-1775 art. 19 octies" in text.split('id="colleges-error"')[1][:600]
    assert [item.title for item in assembly.items] == ["Rapport de gestion"]


def test_without_statutes_no_college_is_offered(office):
    assembly = make_assembly(resolutions=[])  # no statutes at all yet: the agenda may be written already
    assert "Put to some colleges only" not in read(office, f"/assemblees/{assembly.id}/ordre-du-jour/nouveau")


def test_desk_ballot_roll_screen_and_result_say_to_whom_it_is_put(office):
    pole_statutes(**OPENLY)
    members, start = pole_members(), now().replace(microsecond=0) - timedelta(hours=1)
    assembly = make_assembly(resolutions=[], starts_at=start, at=start - timedelta(days=40))
    plan = election("Ada Brume", "Zoé Lande", seats=1, method="plurality", colleges={"salaries": "Salariés"})
    draft = ItemDraft("Siège", "Un siège.", "ordinary", plan=plan)
    add_item(assembly, draft, actor=SYSTEM, at=start - timedelta(days=40))
    convene(assembly, actor=SYSTEM, at=start - timedelta(days=30))
    open_evening(assembly, members, present=list(members))
    deal_with(assembly, assembly.items[0].id, actor=SYSTEM, at=now())
    root, item = f"/assemblees/{assembly.id}", assembly.items[1]
    assert ALONE in read(office, f"{root}/bureau")
    box = open_vote(assembly, item.id, actor=SYSTEM, at=now())
    for path in (f"{root}/bureau", f"/votes/{box.id}", f"/votes/{box.id}/liste", f"{root}/ecran"):
        assert ALONE in read(office, path), path
    assert "Of a college to which this question is not put" in read(office, f"/votes/{box.id}/liste?liste=ecartes")
    for right in rights_at_desk(box.id):
        cast_at_desk(box.id, right.right_id, "o1", actor=SYSTEM, at=now())
    close_vote(assembly, item.id, actor=SYSTEM, at=now())
    assert ALONE in read(office, f"/votes/{box.id}")
