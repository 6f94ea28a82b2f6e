"""/courriels and /travaux: who may look, what is shown, what may be done."""

from datetime import timedelta

import pytest

from foundation.accounts.permissions import Role
from foundation.jobs import registry
from foundation.jobs.models import Job
from foundation.jobs.registry import Kind
from foundation.jobs.services import enqueue
from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from tests.factories.accounts import make_account, sign_in
from tests.factories.mails import a_mail, test_templates

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture(autouse=True)
def prepared(app, monkeypatch):
    monkeypatch.setitem(registry.KINDS, "test", Kind("test", "Print the minutes", lambda _context: None))
    with test_templates(app):
        yield


@pytest.fixture
def administrator(client):
    sign_in(client, make_account("Éloi Kerbrat", Role.ADMINISTRATOR))
    return client


@pytest.fixture
def in_demo(app, monkeypatch):
    monkeypatch.setitem(app.config, "MODE", "demo")


def a_job(at, **values):
    job = enqueue("test", {}, actor=SYSTEM, at=at)
    for name, value in values.items():
        setattr(job, name, value)
    db.session.flush()
    return job


@pytest.mark.parametrize("address", ["/courriels", "/courriels/1", "/travaux", "/travaux/1", "/travaux/1/avancement"])
def test_these_pages_are_not_for_members(client, address):
    assert client.get(address).status_code == 401
    sign_in(client, make_account("Zoé Le Goff"))
    assert client.get(address).status_code == 403


def test_the_list_shows_states_and_never_what_a_mail_says(administrator, at):
    mail = a_mail(at, title="Assemblée", context={"title": "Assemblée", "on": at.date(), "link": "le-secret"})
    page = administrator.get("/courriels").text
    assert mail.subject in page
    assert "ada@example.org" in page
    page = administrator.get(f"/courriels/{mail.id}").text
    assert "le-secret" not in page
    assert mail.message_id.strip("<>") in page


def test_in_demo_mode_a_mail_is_read_on_its_page(administrator, in_demo, at):
    mail = a_mail(at, context={"title": "Assemblée", "on": at.date(), "link": "le-lien"})
    assert "le-lien" in administrator.get(f"/courriels/{mail.id}").text


def test_the_list_is_narrowed_to_the_failed_ones(administrator, at):
    a_mail(at, title="Partie")
    a_mail(at, title="Perdue", to="nobody")
    page = administrator.get("/courriels?etat=failed").text
    assert "Perdue" in page
    assert "Partie" not in page


def test_a_mail_that_does_not_exist_is_not_found(administrator):
    assert administrator.get("/courriels/999999").status_code == 404


def test_a_failed_mail_shows_the_answer_and_is_sent_again(administrator, at):
    mail = a_mail(at)
    mail.state, mail.next_try_at, mail.last_error = "failed", None, "550 boite inconnue"
    db.session.flush()
    page = administrator.get(f"/courriels/{mail.id}").text
    assert "550 boite inconnue" in page
    answer = administrator.post(f"/courriels/{mail.id}/renvoi")
    assert (answer.status_code, answer.location) == (303, f"/courriels/{mail.id}")
    assert db.session.get(type(mail), mail.id).state == "queued"


def test_a_mail_sent_meanwhile_is_not_sent_again(administrator, at):
    assert administrator.post(f"/courriels/{a_mail(at).id}/renvoi").status_code == 409


def test_a_forged_form_sends_nothing(administrator, at):
    assert administrator.post(f"/courriels/{a_mail(at).id}/renvoi", forged=True).status_code == 400


def test_a_job_shows_how_far_it_is(administrator, at):
    job = a_job(at, state="running", claim="x", progress_done=3, progress_total=8, locked_until=at + timedelta(hours=1))
    page = administrator.get(f"/travaux/{job.id}").text
    assert f'data-poll="/travaux/{job.id}/avancement"' in page
    part = administrator.get(f"/travaux/{job.id}/avancement")
    assert 'value="3" max="8"' in part.text
    assert "<html" not in part.text
    again = administrator.get(f"/travaux/{job.id}/avancement", headers={"If-None-Match": part.headers["ETag"]})
    assert again.status_code == 304


def test_the_page_of_a_job_that_has_ended_is_loaded_once_more(administrator, at):
    job = a_job(at, state="done", finished_at=at)
    assert administrator.get(f"/travaux/{job.id}/avancement").status_code == 205
    assert "data-poll=" not in administrator.get(f"/travaux/{job.id}").text


def test_a_failed_job_says_why_and_is_started_again(administrator, at):
    error = {"message": "There are %(count)s members.", "values": {"count": 0}}
    job = a_job(at, state="failed", finished_at=at, error=error)
    assert "There are 0 members." in administrator.get(f"/travaux/{job.id}").text
    assert administrator.post(f"/travaux/{job.id}/reprise").status_code == 303
    assert db.session.get(Job, job.id).state == "queued"
    assert administrator.post(f"/travaux/{job.id}/reprise").status_code == 409


def test_the_list_of_jobs_names_them_for_people(administrator, at):
    a_job(at)
    assert "Print the minutes" in administrator.get("/travaux").text


def test_staff_see_the_jobs_but_not_the_mails(client):
    sign_in(client, make_account("Maël Riou", Role.STAFF))
    assert client.get("/travaux").status_code == 200
    assert client.get("/courriels").status_code == 403
