"""Pages of consultations: who may open them, what each shows, no partial result, as many statements at any size."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from foundation.accounts.permissions import Role
from foundation.kernel.clock import now
from foundation.kernel.db import db
from governance.models import Consultation
from governance.rules.consultations import Audience, To
from governance.services.consulting import open_consultation
from tests.factories.accounts import make_account, sign_in
from tests.factories.consultations import (
    BY,
    answer,
    consent,
    count_all,
    date_choice,
    opinion,
    priorities,
    written,
)
from tests.factories.governance import account_of, pole_members, pole_statutes
from tests.factories.membership import make_member
from tests.factories.shares import hold
from votes.models import Box
from votes.queries import rights_of


@pytest.fixture
def people(session):
    """The pole, a member with an account, and somebody of the board."""
    pole_statutes()
    members = pole_members()
    return members, account_of(members["Yann Le Guirriec"]), make_account("Rozenn Bureau", Role.BOARD)


def running(*questions, since: timedelta = timedelta(days=1), **more) -> Consultation:
    """A consultation open on the machine's own clock."""
    at = now().replace(microsecond=0) - since
    made = written(*questions, at=at, **more)
    return open_consultation(made.id, at=at + timedelta(minutes=1), **BY)


def text_of(client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, response.status
    return response.get_data(as_text=True)


def test_a_member_finds_what_waits_on_the_front_page_and_in_the_list(client, people):
    _members, ada, _board = people
    consultation = running(opinion(), consent())
    sign_in(client, ada)
    assert "Le marché" in text_of(client, "/")
    assert f'href="/consultations/{consultation.id}"' in text_of(client, "/consultations")


def test_one_question_leads_to_the_next_then_to_the_recap(client, people):
    _members, ada, _board = people
    consultation = running(opinion(), priorities())
    sign_in(client, ada)
    base = f"/consultations/{consultation.id}"
    first = client.post(f"{base}/repondre")
    assert first.status_code == 303 and first.location == f"{base}/suite/0"
    to_box = client.get(first.location)
    assert f"/votes/{consultation.questions[0].box_id}?suite=" in to_box.location
    answer(consultation, 1, "Yann Le Guirriec", "for")
    assert f"/votes/{consultation.questions[1].box_id}" in client.get(f"{base}/suite/1").location
    answer(consultation, 2, "Yann Le Guirriec", {"o1": 10})
    assert client.get(f"{base}/suite/2").location == f"{base}/recapitulatif"
    recap = text_of(client, f"{base}/recapitulatif")
    assert "Atelier" in recap and "10" in recap


def test_no_page_tells_a_partial_result_and_the_turnout_is_for_who_prepares(client, people):
    members, ada, board = people
    consultation = running(priorities())
    for name in list(members)[:4]:
        answer(consultation, 1, name, {"o2": 10})
    sign_in(client, ada)
    for path in ("", "/resultat", "/recapitulatif"):
        page = text_of(client, f"/consultations/{consultation.id}{path}")
        assert "Four" not in page or path == ""
        assert "4 / 10" not in page
    client.get("/deconnexion")
    sign_in(client, board)
    page = text_of(client, f"/consultations/{consultation.id}")
    assert "4 / 10" in page and "Solène Abiven" in page


def test_a_draft_is_nobodys_to_know_and_only_who_prepares_writes(client, people):
    _members, ada, board = people
    draft = written(at=now().replace(microsecond=0) - timedelta(hours=1))
    sign_in(client, ada)
    text_of(client, f"/consultations/{draft.id}", 404)
    text_of(client, "/consultations/nouvelle", 403)
    text_of(client, f"/consultations/{draft.id}/ouverture", 403)
    assert client.post(f"/consultations/{draft.id}/ouvrir").status_code == 403
    client.get("/deconnexion")
    sign_in(client, board)
    assert "Le marché" in text_of(client, f"/consultations/{draft.id}")


def test_a_list_is_not_known_to_who_is_not_in_it(client, people):
    members, ada, _board = people
    other = Audience(To.MEMBERS, members=(members["Solène Abiven"].number,))
    consultation = running(audience=other)
    sign_in(client, ada)
    text_of(client, f"/consultations/{consultation.id}", 404)
    text_of(client, f"/consultations/{consultation.id}/resultat", 404)


def test_the_board_writes_one_from_the_first_word_to_its_opening(client, people):
    _members, _ada, board = people
    sign_in(client, board)
    closes = now() + timedelta(days=9)
    given = {"title": "La fête", "text": "Pourquoi", "day": closes.date().isoformat(), "hour": "18:00"}
    given |= {"zone": "Europe/Paris", "remind_days": "2"}
    made = client.post("/consultations/nouvelle", data=given)
    assert made.status_code == 302
    base = made.location
    day = (closes + timedelta(days=30)).date().isoformat()
    moments = {"title": "Quand\u202f?", "minutes": "90", "moments-0-day": day, "moments-0-hour": "18:30"}
    one = client.post(f"{base}/questions/nouvelle?genre=date", data=moments | {"genre": "date"})
    assert one.status_code == 422 and "au moins deux moments" in one.get_data(as_text=True)
    two = moments | {"genre": "date", "moments-1-day": day, "moments-1-hour": "20:00"}
    assert client.post(f"{base}/questions/nouvelle?genre=date", data=two).status_code == 302
    text = {"genre": "consent", "title": "Entrée libre", "text": "Pour les enfants."}
    assert client.post(f"{base}/questions/nouvelle?genre=consent", data=text).status_code == 302
    places = {"genre": "place", "title": "Où\u202f?", "options": "Moulins | gratuit\nHalle"}
    assert client.post(f"{base}/questions/nouvelle?genre=place", data=places).status_code == 302
    plan = {"genre": "opinion", "title": "La fanfare\u202f?", "method": "resolution", "replaceable": "y"}
    assert client.post(f"{base}/questions/nouvelle?genre=opinion", data=plan).status_code == 302
    opening = text_of(client, f"{base}/ouverture")
    assert "10" in opening and "Structures" in opening
    assert client.post(f"{base}/ouvrir").status_code == 302
    made = db.session.get(Consultation, int(base.rpartition("/")[2]))
    assert made.opened_at is not None and len(made.questions) == 4
    assert db.session.get(Box, made.questions[1].box_id).paper["consent"] is True
    text_of(client, f"{base}/modifier", 409)


def test_a_list_is_made_by_name_by_number_and_from_what_members_took_part_in(client, people):
    members, _ada, board = people
    earlier = running(opinion())
    answer(earlier, 1, "Inès Oubrahim", "for")
    draft = written(at=now().replace(microsecond=0) - timedelta(hours=1))
    sign_in(client, board)
    base = f"/consultations/{draft.id}/destinataires"
    assert "Solène Abiven" in text_of(client, f"{base}?q=solene")
    yann = members["Yann Le Guirriec"].number
    client.post(f"{base}/liste", data={"numeros": f"{yann}, 9999"})
    client.post(f"{base}/liste", data={"membre": str(members["Solène Abiven"].number)})
    client.post(f"{base}/liste", data={"act": "source", "source": f"consultation-{earlier.id}"})
    db.session.refresh(draft)
    expected = {members[name].number for name in ("Yann Le Guirriec", "Solène Abiven", "Inès Oubrahim")}
    assert set(draft.audience["members"]) == expected and draft.audience["to"] == "members"
    client.post(f"{base}/liste", data={"act": "retirer", "membre": str(yann)})
    db.session.refresh(draft)
    assert yann not in draft.audience["members"]


def test_the_chosen_date_goes_into_a_calendar_once_the_result_is_published(client, people):
    _members, ada, _board = people
    consultation = running(date_choice())
    answer(consultation, 1, "Yann Le Guirriec", ["o2"])
    sign_in(client, ada)
    address = f"/consultations/{consultation.id}/questions/{consultation.questions[0].id}/date.ics"
    assert client.get(address).status_code == 404
    count_all(consultation, at=now().replace(microsecond=0))
    file = client.get(address)
    assert file.mimetype == "text/calendar"
    body = file.get_data(as_text=True)
    assert "DTSTART;TZID=Europe/Paris:20260922T183000\r\n" in body
    assert "DTEND;TZID=Europe/Paris:20260922T203000\r\n" in body
    assert "BEGIN:VEVENT" in body and all(len(line.encode()) <= 75 for line in body.split("\r\n"))


def test_an_objection_is_read_with_its_reason_and_none_is_said_to_be_none(client, people):
    _members, ada, _board = people
    consultation = running(consent())
    answer(consultation, 1, "Yann Le Guirriec", "for")
    count_all(consultation, at=now().replace(microsecond=0))
    sign_in(client, ada)
    assert "Aucune objection" in text_of(client, f"/consultations/{consultation.id}/resultat")


@pytest.mark.parametrize("path", ["", "/resultat", "/recapitulatif"])
def test_a_page_takes_as_many_statements_for_eight_questions_and_many_members_as_for_two(client, people, path):
    members, _ada, board = people
    few = running(opinion(), consent())
    sign_in(client, board)
    small = _statements(client, f"/consultations/{few.id}{path}")
    for number in range(30):
        hold(make_member(f"Personne Numéro {number}", "benevoles"), 1)
    many = running(*(opinion(f"Avis {n}") for n in range(4)), *(consent(f"Accord {n}") for n in range(4)))
    for name in members:
        answer(many, 1, name, "for")
    assert _statements(client, f"/consultations/{many.id}{path}") <= small


def _statements(client, path: str) -> int:
    seen = []

    def note(*_given):
        seen.append(1)

    text_of(client, path)
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        text_of(client, path)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)


def test_the_vote_of_a_list_is_not_known_to_who_is_not_in_it(client, people):
    """Question, turnout, roll, results and their files: a vote that was put to others is not there, whatever is sent."""
    members, ada, board = people
    solene = account_of(members["Solène Abiven"])
    consultation = running(audience=Audience(To.MEMBERS, members=(members["Solène Abiven"].number,)))
    base = f"/votes/{consultation.questions[0].box_id}"
    opened = [base, f"{base}/liste", f"{base}/secret"]

    def statuses(who, paths) -> set[int]:
        sign_in(client, who)
        found = {client.get(path).status_code for path in paths}
        client.get("/deconnexion")
        return found

    assert statuses(ada, opened) == {404}
    for who in (solene, board):
        assert statuses(who, opened[:2]) == {200}
    sign_in(client, ada)
    for sent in ("contestation", "urne"):
        assert client.post(f"{base}/{sent}", data={"step": "review"}).status_code == 404
    right = rights_of(consultation.questions[0].box_id, solene.id)[0].right_id
    for fields in ({"step": "review"}, {"choice": "for"}, {"step": "confirm", f"ballot-{right}": '"for"'}):
        answers = [
            client.post(f"{place}/bulletins", data={"right": right, **fields}) for place in (base, "/votes/9999")
        ]
        assert {one.status_code for one in answers} == {404}
        assert answers[0].text == answers[1].text.replace("/votes/9999", base), "as of a vote that does not exist"
    client.get("/deconnexion")
    count_all(consultation, at=now())
    results = [base, *(f"{base}/{name}" for name in ("resultat.csv", "resultat.json", "resultat.pdf"))]
    results += [f"{base}/depouillement.json", f"{base}/urne", f"{base}/urne.txt", f"{base}/en-direct"]
    assert statuses(ada, results) == {404}
    assert statuses(solene, results[:3]) == {200}


def test_who_runs_votes_knows_the_vote_of_a_list_and_a_question_to_all_is_everybodys(client, people):
    members, ada, _board = people
    other = Audience(To.MEMBERS, members=(members["Solène Abiven"].number,))
    private, public = running(audience=other), running()
    sign_in(client, ada)
    text_of(client, f"/votes/{private.questions[0].box_id}", 404)
    text_of(client, f"/votes/{public.questions[0].box_id}")
    client.get("/deconnexion")
    sign_in(client, make_account("Léna Scrutatrice", Role.STAFF))
    text_of(client, f"/votes/{private.questions[0].box_id}")
