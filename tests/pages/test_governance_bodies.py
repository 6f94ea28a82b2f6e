"""Pages of bodies and of what decisions ask for: who may open them, what each shows, what is refused and how."""

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import func, select

from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now, today
from foundation.kernel.db import db
from foundation.mailing.models import Mail
from governance.models import Body, BodyMeeting, Decision, DecisionTask, Follower
from governance.queries.bodies import seats_on
from governance.rules.bodies import SeatRole
from governance.services.bodies import SeatDraft, seat
from governance.services.following import follow, subject_of_decision
from tests.factories.accounts import make_account, sign_in
from tests.factories.ballots import statements
from tests.factories.governance import pole_statutes
from tests.factories.governance_bodies import decided, meeting_of, steering_group
from tests.factories.membership import make_person


@pytest.fixture
def group(session):
    """A steering group, a member and somebody of the board."""
    return steering_group(), make_account("Ada Bretelle"), make_account("Rozenn Bureau", Role.BOARD)


def text_of(client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, response.status
    return response.get_data(as_text=True)


def count(model) -> int:
    return db.session.execute(select(func.count()).select_from(model)).scalar_one()


WRITING = ("nouvelle", "1/modifier", "1/sieges/nouveau", "1/reunions/nouvelle")


def test_a_member_reads_the_bodies_and_changes_nothing(client, group):
    body, ada, _board = group
    meeting = meeting_of(body)
    sign_in(client, ada)
    assert body.name in text_of(client, "/instances")
    page = text_of(client, f"/instances/{body.id}")
    assert "Maëlys Kervadec" in page and "au nom de Atelier du Canal" in page
    text_of(client, f"/instances/{body.id}/reunions/{meeting.id}")
    for path in WRITING:
        text_of(client, f"/instances/{path}", 403)
    assert client.post(f"/instances/{body.id}/reunions/{meeting.id}/decisions/nouvelle").status_code == 403
    text_of(client, "/instances/999", 404)
    text_of(client, f"/instances/{body.id}/reunions/999", 404)


def test_without_any_body_the_page_says_what_will_be_there(client, session):
    sign_in(client, make_account("Rozenn Bureau", Role.BOARD))
    assert "/instances/nouvelle" in text_of(client, "/instances")


def test_a_visitor_signs_in_first(client, group):
    assert client.get("/instances").status_code in {302, 303, 401}


def test_a_body_is_founded_then_changed_and_a_taken_name_is_said(client, group):
    _body, _ada, board = group
    sign_in(client, board)
    sent = {"name": "Comité de suivi", "kind": "follow_up", "starts_on": "2026-01-01"}
    made = client.post("/instances/nouvelle", data=sent)
    assert made.status_code == 303
    again = client.post("/instances/nouvelle", data=sent)
    assert again.status_code == 422 and "Comité de suivi" in again.get_data(as_text=True)
    changed = client.post(f"{made.location}/modifier", data=sent | {"ends_on": "2026-02-01"})
    assert changed.status_code == 303
    found = db.session.execute(select(Body).where(Body.name == "Comité de suivi")).scalar_one()
    assert found.ends_on.isoformat() == "2026-02-01"
    assert client.post("/instances/nouvelle", data={"name": "", "kind": "x"}).status_code == 422


def test_somebody_of_the_register_or_a_name_takes_a_seat_and_leaves_it(client, group):
    body, _ada, board = group
    person = make_person("Inès", "Oubrahim")
    sign_in(client, board)
    base = f"/instances/{body.id}/sieges"
    assert "Oubrahim" in text_of(client, f"{base}/nouveau?q=oubra")
    day = today().isoformat()
    sent = client.post(f"{base}/nouveau?q=oubra", data={"person_id": person.id, "role": "member", "on": day})
    assert sent.status_code == 303
    client.post(f"{base}/nouveau", data={"name": "Élodie Élue", "role": "guest", "on": day})
    seats = {one.name: one for one in seats_on(body, today())}
    assert seats["Inès Oubrahim"].person_id == person.id
    assert seats["Élodie Élue"].role is SeatRole.GUEST
    refused = client.post(f"{base}/nouveau", data={"name": "Élodie Élue", "role": "guest", "on": day})
    assert refused.status_code == 422
    assert client.post(f"{base}/nouveau", data={"name": " ", "role": "guest", "on": day}).status_code == 422
    left = client.post(f"{base}/{seats['Élodie Élue'].id}/depart", data={"on": day})
    assert left.status_code == 303
    assert "Élodie Élue" not in {one.name for one in seats_on(body, today())}
    assert client.post(f"{base}/{seats['Élodie Élue'].id}/depart", data={"on": day}).status_code == 409


def test_a_meeting_then_its_decision_in_the_register(client, group):
    body, _ada, board = group
    sign_in(client, board)
    base = f"/instances/{body.id}/reunions"
    assert "Maëlys Kervadec" in text_of(client, f"{base}/nouvelle"), "who sits there is proposed as present"
    day = (today() - timedelta(days=2)).isoformat()
    made = client.post(f"{base}/nouvelle", data={"on": day, "place": "Halle", "present": " Ada \n\n Zoé "})
    assert made.status_code == 303
    assert db.session.execute(select(BodyMeeting)).scalar_one().present == "Ada\nZoé"
    sent = {"title": "Version 3", "verdict": "refused", "text": "Texte.", "motives": ""}
    refused = client.post(f"{made.location}/decisions/nouvelle", data=sent)
    assert refused.status_code == 422 and "Texte." in refused.get_data(as_text=True), "nothing typed is lost"
    entered = client.post(f"{made.location}/decisions/nouvelle", data=sent | {"motives": "Trop cher."})
    assert entered.location == "/decisions/1"
    page = text_of(client, "/decisions/1")
    assert "Trop cher." in page and body.name in page
    twice = client.post(f"{made.location}/decisions/nouvelle", data=sent | {"motives": "Trop cher."})
    assert twice.status_code == 409
    assert count(Decision) == 1
    assert "Version 3" in text_of(client, f"/decisions?instance={body.id}")
    assert "Version 3" not in text_of(client, "/decisions?instance=assemblees")
    text_of(client, "/decisions?instance=rien%27")


def test_a_meeting_to_come_offers_no_decision_and_refuses_one(client, group):
    body, _ada, board = group
    meeting = meeting_of(body, today() + timedelta(days=20))
    sign_in(client, board)
    base = f"/instances/{body.id}/reunions/{meeting.id}"
    assert f"{base}/decisions/nouvelle" not in text_of(client, base)
    sent = client.post(f"{base}/decisions/nouvelle", data={"title": "Trop tôt", "verdict": "validated"})
    assert sent.status_code == 422


def test_the_extract_of_a_body_says_verdict_motives_and_who_was_there(client, group):
    body, ada, board = group
    pole_statutes()
    decided(meeting_of(body), motives="Chacun y trouve son compte.")
    sign_in(client, ada)
    assert client.get("/decisions/1/extrait.pdf").status_code == 403
    sign_in(client, board)
    answer = client.get("/decisions/1/extrait.pdf")
    assert answer.status_code == 200 and answer.mimetype == "application/pdf"
    said = " ".join("\n".join(page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages).split())
    for words in ("Programme, version 3", "Chacun y trouve son compte", "Maëlys Kervadec", body.name):
        assert words in said


def test_what_a_decision_asks_for_is_written_told_and_mailed_to_who_follows(client, group):
    body, ada, board = group
    decision = decided(meeting_of(body))
    sign_in(client, ada)
    subject = subject_of_decision(decision)
    assert client.post(f"/suivis/{subject}").location == "/decisions/1"
    client.post(f"/suivis/{subject}")
    assert count(Follower) == 1, "following twice is following once"
    assert client.get("/decisions/1/suites/nouvelle").status_code == 403
    sign_in(client, board)
    sent = {"title": "Trouver trois salles", "owner_name": "Le bureau", "due_on": "2026-02-01"}
    assert client.post("/decisions/1/suites/nouvelle", data=sent).status_code == 303
    task = db.session.execute(select(DecisionTask)).scalar_one()
    assert "Trouver trois salles" in text_of(client, "/decisions/1")
    news = {"state": "under_way", "percent": "40", "text": "Deux salles trouvées.", "on": today().isoformat()}
    told = f"/decisions/1/suites/{task.id}/avancement"
    assert client.post(told, data=news).status_code == 303
    assert client.post(told, data=news).status_code == 409, "a form sent twice tells nothing new"
    mails = list(db.session.scalars(select(Mail).where(Mail.template == "something-moved").order_by(Mail.id)))
    assert [one.to_address for one in mails] == [ada.email, ada.email], "and never who made the news"
    assert "Deux salles trouvées." in mails[1].body_text and "/decisions/1" in mails[1].body_text
    assert "Deux salles trouvées." in text_of(client, "/decisions/1")
    assert client.post(f"/suivis/{subject}/fin").status_code == 303
    assert client.post(f"/suivis/{subject}").status_code == 303


@pytest.mark.parametrize(
    "changes", [{"percent": "101"}, {"percent": "-1"}, {"percent": "x"}, {"state": "given_up"}, {"on": "2999-01-01"}]
)
def test_news_that_cannot_be_is_refused_on_the_form(client, group, changes):
    body, _ada, board = group
    decided(meeting_of(body))
    sign_in(client, board)
    client.post("/decisions/1/suites/nouvelle", data={"title": "Trouver trois salles", "owner_name": "Le bureau"})
    task = db.session.execute(select(DecisionTask)).scalar_one()
    news = {"state": "under_way", "percent": "40", "text": "", "on": today().isoformat()} | changes
    assert client.post(f"/decisions/1/suites/{task.id}/avancement", data=news).status_code == 422
    assert client.get("/decisions/1/suites/999/avancement").status_code == 404
    edited = client.post(f"/decisions/1/suites/{task.id}/modifier", data={"title": "Deux salles", "owner_name": "Ada"})
    assert edited.status_code == 303


@pytest.mark.parametrize("subject", ["decision:99", "decision:x", "rien", "action:", "decision:1'--"])
def test_nobody_follows_what_is_not_there(client, group, subject):
    _body, ada, _board = group
    sign_in(client, ada)
    assert client.post(f"/suivis/{subject}").status_code == 404
    assert count(Follower) == 0


def test_hostile_words_are_shown_as_words(client, group):
    body, _ada, board = group
    bad = "<script>alert(1)</script>"
    decided(meeting_of(body), bad, motives=bad, text=bad)
    seat(body, SeatDraft(bad, standing_for=bad), today(), actor=SYSTEM, at=now())
    sign_in(client, board)
    for path in ("/instances", f"/instances/{body.id}", "/decisions", "/decisions/1"):
        assert bad not in text_of(client, path)


def test_the_pages_take_as_many_statements_for_many_as_for_few(client, group):
    body, ada, _board = group

    decided(meeting_of(body))
    sign_in(client, ada)
    paths = ("/instances", f"/instances/{body.id}", "/decisions", f"/decisions?instance={body.id}")
    few = [statements(lambda path=path: client.get(path)) for path in paths]
    for number in range(6):
        other = steering_group(f"Groupe {number}")
        for rank in range(3):
            follow(ada.id, subject_of_decision(decided(meeting_of(other), f"Point {rank}")), at=now())
            decided(meeting_of(body), f"Encore {number} {rank}")
    assert [statements(lambda path=path: client.get(path)) for path in paths] == few
