"""Pages of evaluations: who sees what, an answer once, links from outside, results without small groups, files, what follows."""

import csv
import io
import json
from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import event

from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.db import db
from governance.models import Decision
from governance.rules.bodies import BodyKind
from governance.services.bodies import BodyDraft, found_body, hold_meeting
from membership.models.facts import CollegeFact
from membership.models.members import Member
from pole.evaluations.links import link_of
from pole.evaluations.models import Campaign, CampaignSubject, EvaluationMark, EvaluationOutcome, Grade, Guest, Remark
from pole.evaluations.rules.campaigns import parted
from pole.evaluations.services.preparing import invite_guests
from pole.programme.queries.actions import actions_now
from pole.programme.rules.states import ActionState
from tests.factories.accounts import make_account, sign_in
from tests.factories.governance import account_of, make_assembly
from tests.factories.pole_evaluations import BY, answered, lines, respond, running, written


@pytest.fixture
def ada(session):
    """A volunteer with an account."""
    campaign = running()
    return campaign, account_of(volunteer(campaign))


@pytest.fixture
def staff(session):
    """Somebody of the staff."""
    return make_account("Rozenn Bureau", Role.STAFF)


def text_of(client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, response.status
    return response.get_data(as_text=True)


def sent(client, path: str, status: int, **fields) -> str:
    response = client.post(path, data=fields)
    assert response.status_code == status, response.get_data(as_text=True)[:3000]
    return response.get_data(as_text=True)


def volunteer(_campaign: Campaign) -> Member:
    return (
        db.session.query(Member)
        .join(CollegeFact, CollegeFact.member_id == Member.id)
        .filter_by(college="benevoles")
        .first()
    )


def guest_path(campaign: Campaign, address: str = "claude@exemple.fr") -> str:
    [guest] = invite_guests(campaign.subjects[0], [address], at=now(), **BY)
    return link_of(guest).partition("/evaluations")[2].join(("/evaluations", ""))


def answer_path(campaign: Campaign, place: int = 0) -> str:
    return f"/evaluations/{campaign.id}/actions/{campaign.subjects[place].id}/repondre"


class TestAnswering:
    def test_a_member_finds_what_waits_and_answers_one_action_after_the_other(self, client, ada):
        campaign, account = ada
        sign_in(client, account)
        assert campaign.title in text_of(client, "/evaluations")
        page = text_of(client, answer_path(campaign))
        assert page.count('type="radio"') == 8 * 6
        assert " checked" not in page
        first = client.post(answer_path(campaign), data={"c_effects": "3", "c_global": "4", "keep": "Le café"})
        assert (first.status_code, f"actions/{campaign.subjects[1].id}/" in first.headers["Location"]) == (303, True)
        last = client.post(answer_path(campaign, 1), data={})
        assert last.headers["Location"].endswith(f"/evaluations/{campaign.id}")
        assert db.session.query(EvaluationMark).count() == 2
        assert [one.text for one in db.session.query(Remark)] == ["Le café"]

    def test_an_evaluation_sent_twice_is_counted_once_and_gives_back_what_was_typed(self, client, ada):
        campaign, account = ada
        sign_in(client, account)
        client.post(answer_path(campaign), data={"c_global": "4"})
        again = sent(client, answer_path(campaign), 409, c_global="0", stop="Un texte long à retaper")
        assert "Un texte long à retaper" in again
        assert db.session.query(EvaluationMark).count() == 1
        assert [one.grade for one in db.session.query(Grade).filter_by(criterion="global")] == [4]
        assert "Un texte long" not in text_of(client, answer_path(campaign))

    def test_a_grade_that_is_no_word_is_told_beside_its_field(self, client, ada):
        campaign, account = ada
        sign_in(client, account)
        page = sent(client, answer_path(campaign), 422, c_effects="9", keep="Gardé à l’écran")
        assert "Gardé à l’écran" in page
        assert 'href="#c_effects"' in page
        assert db.session.query(EvaluationMark).count() == 0

    def test_whoever_answers_for_nobody_on_the_list_is_told_so(self, client, ada, staff):
        campaign, _account = ada
        sign_in(client, staff)
        assert text_of(client, answer_path(campaign), 403)

    def test_after_the_closing_the_page_leads_to_the_campaign(self, client, session):
        campaign = answered()
        sign_in(client, account_of(volunteer(campaign)))
        assert client.get(answer_path(campaign)).status_code == 302
        assert "resultat" in text_of(client, f"/evaluations/{campaign.id}")

    def test_a_hostile_text_is_shown_as_text(self, client, session):
        campaign = running()
        subject = campaign.subjects[0]
        respond(subject, {"structures": 5})
        sign_in(client, account_of(volunteer(campaign)))
        client.post(answer_path(campaign), data={"keep": "<script>alert(1)</script>"})
        subject_id = subject.id
        close(campaign)
        page = text_of(client, f"/evaluations/{campaign.id}/resultat/{subject_id}")
        assert "&lt;script&gt;alert(1)" in page


def close(campaign: Campaign) -> None:
    """As if its closing were a minute ago."""
    db.session.get_one(Campaign, campaign.id).closes_at = now() - timedelta(minutes=1)
    db.session.flush()


class TestLinks:
    def test_somebody_from_outside_answers_once_without_an_account(self, client, session):
        campaign = running()
        path = guest_path(campaign)
        assert text_of(client, path).count('type="radio"') == 8 * 6
        assert client.post(path, data={"c_global": "1", "change": "Ouvrir le soir"}).status_code == 303
        mark = db.session.query(EvaluationMark).one()
        assert (mark.invited_id, mark.college) == (None, "")
        assert all(one.outside for one in db.session.query(Grade))

    def test_a_link_that_is_forwarded_or_replayed_shows_nothing_of_what_was_answered(self, client, session):
        campaign = running()
        path = guest_path(campaign)
        client.post(path, data={"c_global": "1", "change": "Ouvrir le soir"})
        page = text_of(client, path, 409)
        assert "Ouvrir le soir" not in page
        assert 'type="radio"' not in page
        replayed = sent(client, path, 409, c_global="4", keep="Autre personne")
        assert "Ouvrir le soir" not in replayed
        assert "Autre personne" in replayed
        assert [one.grade for one in db.session.query(Grade).filter_by(criterion="global")] == [1]

    @pytest.mark.parametrize("token", ["x", "WzEsInh4Il0.forged", "merci2"])
    def test_a_link_that_nobody_made_opens_nothing(self, client, session, token):
        assert text_of(client, f"/evaluations/lien/{token}", 404)

    def test_a_link_taken_back_opens_nothing(self, client, staff):
        campaign = running()
        path = guest_path(campaign)
        guest = db.session.query(Guest).one()
        sign_in(client, staff)
        base = f"/evaluations/{campaign.id}/actions/{campaign.subjects[0].id}/invites"
        assert client.post(f"{base}/{guest.id}/retirer").status_code == 302
        assert text_of(client, path, 404)

    def test_bad_addresses_are_named_and_nobody_is_invited(self, client, staff):
        campaign = running()
        sign_in(client, staff)
        path = f"/evaluations/{campaign.id}/actions/{campaign.subjects[0].id}/invites"
        page = sent(client, path, 422, addresses="bon@exemple.fr\npas une adresse")
        assert "pas une adresse" in page
        assert db.session.query(Guest).count() == 0
        assert client.post(path, data={"addresses": "bon@exemple.fr, autre@exemple.fr"}).status_code == 302
        assert db.session.query(Guest).count() == 2


class TestResult:
    def test_nothing_of_a_running_evaluation_is_read_by_anybody(self, client, staff):
        campaign = running()
        respond(campaign.subjects[0], {"structures": 9, "salaries": 7})
        sign_in(client, staff)
        base = f"/evaluations/{campaign.id}/resultat"
        for path in (base, f"{base}/{campaign.subjects[0].id}", *(f"{base}.{kind}" for kind in KINDS)):
            assert text_of(client, path, 409)

    def test_the_page_the_files_and_the_texts_tell_no_small_group(self, client, staff):
        """Two colleges of one and two answers stand with a third; no file gives a line of theirs."""
        campaign = answered()
        subject = campaign.subjects[0]
        sign_in(client, staff)
        rows = list(csv.reader(io.StringIO(text_of(client, f"/evaluations/{campaign.id}/resultat.csv")), delimiter=";"))
        told = {(row[1], row[2], row[3]) for row in rows[1:]}
        names = {one["name"] for one in campaign.colleges if one["id"] in ("collectivites", "financeurs", "salaries")}
        assert not any(group in names for _title, group, _answers in told)
        assert all(int(answers) >= 5 for title, _group, answers in told if title == subject.title)
        few = [row for row in rows[1:] if row[1] == campaign.subjects[1].title]
        assert len(few) == 1 and few[0][5:] == [""] * 8
        data = json.loads(text_of(client, f"/evaluations/{campaign.id}/resultat.json"))
        assert {line["group"] for line in data["subjects"][0]["lines"]} == {
            group for title, group, _ in told if title == subject.title
        }
        assert [line["kind"] for line in data["subjects"][1]["lines"]] == ["hidden"]
        page = text_of(client, f"/evaluations/{campaign.id}/resultat/{subject.id}")
        assert "Les soirées du jeudi" in page
        assert "Les soirées" not in text_of(client, f"/evaluations/{campaign.id}/resultat/{campaign.subjects[1].id}")

    def test_the_workbook_says_what_the_table_says(self, client, staff):
        campaign = answered()
        sign_in(client, staff)
        book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"/evaluations/{campaign.id}/resultat.xlsx").data))
        lines_of_book = [row for row in book.get_sheet_by_index(0).to_python() if any(row)]
        rows = list(csv.reader(io.StringIO(text_of(client, f"/evaluations/{campaign.id}/resultat.csv")), delimiter=";"))
        assert len(lines_of_book) == len(rows) + 1

    def test_the_paper_prints(self, client, staff):
        campaign = answered()
        sign_in(client, staff)
        assert client.get(f"/evaluations/{campaign.id}/resultat.pdf").data.startswith(b"%PDF")
        assert client.get("/evaluations/bilan/2026.pdf").data.startswith(b"%PDF")
        assert text_of(client, "/evaluations/bilan/1999.pdf", 404)
        assert "2026" in text_of(client, "/evaluations/bilan")

    def test_both_totals_are_labelled(self, client, staff):
        campaign = answered()
        sign_in(client, staff)
        heads = text_of(client, f"/evaluations/{campaign.id}/resultat")
        weights = text_of(client, f"/evaluations/{campaign.id}/resultat?totaux=poids")
        link = f'href="/evaluations/{campaign.id}/resultat?totaux=poids"'
        assert link in heads
        assert link not in weights

    @pytest.mark.parametrize("where", ["", "/resultat", "/resultat/{subject}"])
    def test_as_many_statements_at_any_size(self, client, staff, where):
        campaign = answered()
        sign_in(client, staff)
        path = f"/evaluations/{campaign.id}{where.format(subject=campaign.subjects[0].id)}"
        text_of(client, path)
        before = statements(client, path)
        respond_more(campaign)
        assert statements(client, path) == before


KINDS = ("csv", "xlsx", "json", "pdf")


def respond_more(campaign: Campaign) -> None:
    """The second action is answered by everybody, from the database's side: the campaign is over."""
    subject = db.session.get_one(CampaignSubject, campaign.subjects[1].id)
    for college in ("structures", "salaries", "benevoles"):
        for one in lines(campaign, college)[3:]:
            db.session.add(EvaluationMark(subject_id=subject.id, invited_id=one.id, college=college))
            for code, grade in (("global", 2), ("effects", 1)):
                db.session.add(
                    Grade(subject_id=subject.id, outside=False, college=college, criterion=code, grade=grade)
                )
    db.session.flush()


def statements(client, path: str) -> int:
    seen = []

    def note(_connection, _cursor, statement, *_others) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert client.get(path).status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)


class TestFollowing:
    def test_a_body_decides_to_stop_and_the_action_is_stopped(self, client, staff):
        campaign = answered()
        subject = campaign.subjects[0]
        board = found_body(
            BodyDraft("Conseil", BodyKind.BOARD, now().date() - timedelta(days=900)), actor=SYSTEM, at=now()
        )
        meeting = hold_meeting(board, now().date() - timedelta(days=1), actor=SYSTEM, at=now())
        sign_in(client, staff)
        path = f"/evaluations/{campaign.id}/resultat/{subject.id}/suite"
        fields = {"way": "stop", "where": f"m{meeting.id}", "motives": "Trop peu de monde"}
        assert client.post(path, data=fields).status_code == 302
        decision = db.session.query(Decision).one()
        assert decision.subject == subject.about
        assert actions_now([parted(subject.about)[1]])[0].state is ActionState.STOPPED
        assert f"{decision.number}" in text_of(client, path.removesuffix("/suite"))
        assert client.post(path, data=fields).status_code == 422
        assert db.session.query(EvaluationOutcome).count() == 1

    def test_an_assembly_finds_it_on_its_agenda(self, client, staff):
        campaign = answered()
        assembly = make_assembly(at=now(), starts_at=now() + timedelta(days=60))
        sign_in(client, staff)
        path = f"/evaluations/{campaign.id}/resultat/{campaign.subjects[0].id}/suite"
        fields = {"way": "continue", "where": f"a{assembly.id}", "text": "Pour un an"}
        assert client.post(path, data=fields).status_code == 302
        assert campaign.subjects[0].title in assembly.items[-1].title

    def test_adapting_says_how(self, client, staff):
        campaign = answered()
        make_assembly(at=now(), starts_at=now() + timedelta(days=60))
        sign_in(client, staff)
        path = f"/evaluations/{campaign.id}/resultat/{campaign.subjects[0].id}/suite"
        assembly_id = text_of(client, path).partition('value="a')[2].partition('"')[0]
        assert sent(client, path, 422, way="adapt", where=f"a{assembly_id}")
        assert db.session.query(EvaluationOutcome).count() == 0

    def test_a_text_that_names_somebody_is_taken_out(self, client, staff):
        campaign = answered()
        subject = campaign.subjects[0]
        remark = db.session.query(Remark).filter_by(subject_id=subject.id, kind="change").first()
        sign_in(client, staff)
        path = f"/evaluations/{campaign.id}/resultat/{subject.id}/textes/{remark.id}"
        assert sent(client, path, 422)
        assert client.post(path, data={"reason": "Nomme une personne"}).status_code == 302
        assert db.session.get(Remark, remark.id).text == ""
        assert text_of(client, path, 404)


class TestPreparing:
    def test_from_nothing_to_an_open_campaign(self, client, staff, session):
        written()
        sign_in(client, staff)
        day = (now() + timedelta(days=20)).date().isoformat()
        fields = {"title": "Évaluation d’automne", "grid": "taking-part", "day": day, "hour": "18:00",
                  "remind_days": "3", "enough": "5"}  # fmt: skip
        made = client.post("/evaluations/nouvelle", data=fields)
        assert made.status_code == 302, made.get_data(as_text=True)[:2000]
        campaign = db.session.query(Campaign).filter_by(title="Évaluation d’automne").one()
        base = f"/evaluations/{campaign.id}"
        assert sent(client, f"{base}/actions", 422)
        abouts = [one.about for one in db.session.query(CampaignSubject).limit(2)]
        assert client.post(f"{base}/actions", data={"abouts": abouts}).status_code == 302
        subject = db.session.query(CampaignSubject).filter_by(campaign_id=campaign.id).first()
        assert client.post(f"{base}/actions/{subject.id}/criteres", data={"asked": ["collective"]}).status_code == 302
        sheet = {"planned": "Six soirées", "people_reached": "80", "spent": "1 200,50"}
        assert client.post(f"{base}/actions/{subject.id}/fiche", data=sheet).status_code == 302
        assert sent(client, f"{base}/actions/{subject.id}/fiche", 422, spent="beaucoup")
        assert client.post(f"{base}/ouvrir").status_code == 302
        assert client.post(f"{base}/modifier", data=fields).status_code == 409
        assert client.post(f"{base}/rappel").status_code == 409
        assert sent(client, f"{base}/cloture", 422, reason="Plus de temps")
        assert client.post(f"{base}/cloture", data={"at_once": "y", "reason": "Tous ont répondu"}).status_code == 302
        assert text_of(client, f"{base}/resultat")

    def test_a_closing_in_the_past_is_told(self, client, staff):
        written()
        sign_in(client, staff)
        fields = {
            "title": "X",
            "grid": "seven",
            "day": "2020-01-01",
            "hour": "18:00",
            "remind_days": "3",
            "enough": "5",
        }
        assert sent(client, "/evaluations/nouvelle", 422, **fields)

    def test_own_grids_are_written_and_refused_with_a_sentence(self, client, staff):
        sign_in(client, staff)
        path = "/evaluations/grilles/nouvelle"
        assert sent(client, path, 422, name="Accueil", lines="Joie\nJoie")
        assert client.post(path, data={"name": "Accueil", "lines": "Joie : on y revient\nSoin"}).status_code == 302
        assert sent(client, path, 422, name="Accueil", lines="Autre")
        assert "on y revient" in text_of(client, "/evaluations/grilles")

    def test_a_draft_is_nobody_elses(self, client, session):
        campaign = written()
        sign_in(client, account_of(volunteer(campaign)))
        assert text_of(client, f"/evaluations/{campaign.id}", 404)
        for path in ("/evaluations/nouvelle", "/evaluations/grilles", f"/evaluations/{campaign.id}/modifier"):
            assert text_of(client, path, 403)
