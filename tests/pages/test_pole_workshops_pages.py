"""Pages of workshops and of the library: who may open them, what bad input is told, what stays between members."""

import io
from datetime import timedelta

import icalendar
import pytest
from sqlalchemy import select

from foundation.accounts.permissions import Role
from foundation.kernel.clock import now
from foundation.kernel.db import db
from governance.models import Consultation
from pole.workshops.models import Production, Workshop, WorkshopPerson, WorkshopSession
from pole.workshops.services.library import withdraw
from pole.workshops.signals import Shown, workshop_shown
from tests.factories import files
from tests.factories.accounts import make_account, sign_in
from tests.factories.ballots import statements
from tests.factories.governance import account_of, make_assembly, pole_members, pole_statutes
from tests.factories.pole_programme import axis
from tests.factories.pole_workshops import BY, came, finding, organisation, person, production, session_of, workshop


@pytest.fixture
def staff(client, session):
    return sign_in(client, make_account("Rozenn Bureau", Role.STAFF))


@pytest.fixture
def reader(client, session):
    pole_statutes()
    member = pole_members()["Yann Le Guirriec"]
    account = account_of(member)
    sign_in(client, account)
    return account


def text_of(client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, response.status
    return response.get_data(as_text=True)


def sent(client, path: str, status: int = 303, **data) -> str:
    response = client.post(path, data=data)
    assert response.status_code == status, response.get_data(as_text=True)[:3000]
    return response.get_data(as_text=True)


def count(model) -> int:
    return len(db.session.execute(select(model)).scalars().all())


OPENING = {"kind": "seasonal", "title": "Un atelier", "question": "Pourquoi\u202f?"}


def test_a_record_is_opened_with_three_fields(client, staff):
    sent(client, "/ateliers/nouveau", **OPENING)
    assert db.session.execute(select(Workshop)).scalar_one().title == "Un atelier"
    assert count(WorkshopSession) == 0


def test_a_record_is_opened_with_its_first_session(client, staff):
    host = organisation("Ti Coz")
    hours = {"day": "20/06/2026", "starts": "18:00", "ends": "20:00", "place": "Halle", "is_public": "y"}
    sent(client, "/ateliers/nouveau", **OPENING, **hours, host_id=host.id, territory="Rennes")
    session = db.session.execute(select(WorkshopSession)).scalar_one()
    assert session.is_public and session.host_id == host.id and session.starts_at.hour == 16


@pytest.mark.parametrize(
    "bad",
    [
        {"question": ""},
        {"title": ""},
        {"kind": "autre chose"},
        {"day": "30/02/2026", "starts": "18:00", "ends": "20:00"},
        {"day": "20/06/2026"},
        {"starts": "18:00", "ends": "20:00"},
        {"day": "20/06/2026", "starts": "20:00", "ends": "18:00"},
        {"day": "20/06/9999", "starts": "18:00", "ends": "20:00"},
        {"host_id": "999999"},
        {"host_id": "un"},
        {"title": "é" * 201},
    ],
)
def test_bad_input_gets_a_sentence_and_what_was_typed_stays(client, staff, bad):
    page = sent(client, "/ateliers/nouveau", 422, **(OPENING | {"territory": "Bruz"} | bad))
    assert "error-summary" in page and 'value="Bruz"' in page
    assert count(Workshop) == 0


def test_a_member_reads_and_signs_up_but_writes_nothing(client, reader):
    made = workshop(places=3)
    came(session_of(made), [person(made, allowance_cents=6000)])
    page = text_of(client, f"/ateliers/{made.id}")
    assert "60,00" not in page and "/modifier" not in page
    sent(client, f"/ateliers/{made.id}/inscription")
    sent(client, f"/ateliers/{made.id}/inscription")
    assert count(WorkshopPerson) == 2
    sent(client, f"/ateliers/{made.id}/desinscription")
    for path in ("/ateliers/nouveau", f"/ateliers/{made.id}/modifier", "/bibliotheque/nouvelle"):
        text_of(client, path, 403)
    sent(client, f"/ateliers/{made.id}/etapes", 403, etape="find", fait="oui")


def test_a_full_workshop_says_so(client, reader):
    made = workshop(places=1)
    person(made)
    page = sent(client, f"/ateliers/{made.id}/inscription", 422)
    assert "1" in page and count(WorkshopPerson) == 1


def test_a_visitor_sees_the_library_and_no_workshop(client, session):
    made = workshop()
    production(made)
    assert client.get("/ateliers").status_code in {302, 303, 401}
    assert client.get(f"/ateliers/{made.id}").status_code in {302, 303, 401}
    assert "Accueillir un bénévole" in text_of(client, "/bibliotheque?q=benevole")
    work = db.session.execute(select(Production)).scalar_one()
    page = text_of(client, f"/bibliotheque/{work.id}")
    assert f"/ateliers/{made.id}" not in page


def test_a_download_is_counted_and_names_nobody(client, session):
    work = production()
    answer = client.post(f"/bibliotheque/{work.id}/telecharger")
    assert answer.status_code == 303
    got = client.get(answer.location)
    assert got.data == files.PDF and got.headers["Content-Disposition"].startswith("attachment")
    db.session.refresh(work)
    assert work.downloads == 1
    client.get(answer.location)
    db.session.refresh(work)
    assert work.downloads == 1


def test_a_work_that_was_taken_out_is_not_found_by_visitors(client, session):
    work = production()
    withdraw(work, **BY)
    for path in (f"/bibliotheque/{work.id}", f"/bibliotheque/{work.id}/fichier"):
        text_of(client, path, 404)
    sent(client, f"/bibliotheque/{work.id}/telecharger", 404)
    sign_in(client, make_account("Rozenn Bureau", Role.STAFF))
    text_of(client, f"/bibliotheque/{work.id}")


def test_a_work_is_put_in_the_library_with_its_file(client, staff):
    made = workshop()
    data = {
        "kind": "guide",
        "title": "Dix fiches",
        "published_on": "01/06/2026",
        "file": (io.BytesIO(files.PDF), "x.pdf"),
    }
    sent(client, f"/bibliotheque/nouvelle?atelier={made.id}", **data)
    work = db.session.execute(select(Production)).scalar_one()
    assert work.workshop_id == made.id and work.deposit_id
    page = sent(client, "/bibliotheque/nouvelle", 422, kind="guide", title="Rien", published_on="01/06/2026")
    assert "error-summary" in page
    bad = {**data, "file": (io.BytesIO(files.HTML), "brochure.pdf")}
    assert "error-summary" in sent(client, "/bibliotheque/nouvelle", 422, **bad)
    assert count(Production) == 1


def test_a_photo_is_shown_to_members_cleaned_and_taken_away_for_good(client, staff):
    made, other = workshop(), workshop(title="Ailleurs")
    photo = {"title": "Le groupe", "file": (io.BytesIO(files.picture(place=True)), "IMG_1.JPG")}
    sent(client, f"/ateliers/{made.id}/fichiers", **photo)
    page = text_of(client, f"/ateliers/{made.id}")
    assert 'alt="Le groupe"' in page
    address = page.split('<img src="')[1].split('"')[0]
    got = client.get(address)
    assert got.mimetype == "image/jpeg" and b"TelephoneSecret" not in got.data
    text_of(client, address.replace(f"/{made.id}/", f"/{other.id}/"), 404)
    sent(client, f"{address}/retirer")
    text_of(client, address, 404)


@pytest.mark.parametrize("content", [b"", files.SVG, files.HTML, files.picture("JPEG")[:150]])
def test_a_hostile_file_gets_a_sentence(client, staff, content):
    made = workshop()
    bad = {"title": "Une photo", "file": (io.BytesIO(content), "photo.jpg")}
    assert "error-summary" in sent(client, f"/ateliers/{made.id}/fichiers", 422, **bad)


def test_a_signed_paper_is_for_who_keeps_workshops_alone(client, staff):
    made = workshop()
    line = {"name": "Anne", "role": "participant", "signed_on": "01/06/2026", "allowance": "60,50", "valued": "2 h 30"}
    sent(client, f"/ateliers/{made.id}/personnes/nouvelle", **line, paper=(io.BytesIO(files.PDF), "x.pdf"))
    one = db.session.execute(select(WorkshopPerson)).scalar_one()
    assert (one.allowance_cents, one.valued_minutes) == (6050, 150)
    page = text_of(client, f"/ateliers/{made.id}/personnes/{one.id}")
    address = next(part.split('"')[0] for part in page.split('href="') if "/papiers/" in part)
    assert client.get(address).data == files.PDF
    sign_in(client, make_account("Un membre"))
    text_of(client, address, 403)


@pytest.mark.parametrize(
    "bad",
    [{"name": " "}, {"allowance": "-5"}, {"allowance": "dix"}, {"valued": "2 h 75"}, {"contact": "pas une adresse"}],
)
def test_a_person_with_a_slip_gets_a_sentence(client, staff, bad):
    made = workshop()
    page = sent(
        client, f"/ateliers/{made.id}/personnes/nouvelle", 422, **({"name": "Anne", "role": "participant"} | bad)
    )
    assert "error-summary" in page and count(WorkshopPerson) == 0


def test_who_came_is_ticked_and_ticked_again(client, staff):
    made = workshop()
    one, held = person(made), session_of(made, starts=now() - timedelta(days=1))
    path = f"/ateliers/{made.id}/seances/{held.id}/presence"
    sent(client, path, came=[one.id], others="2")
    assert f'value="{one.id}" checked' in text_of(client, path)
    sent(client, path, came=["dix"], others="-3", status=422)


def test_the_public_calendar_holds_public_sessions_and_nobody(client, session):
    made = workshop()
    person(made, "Anne Kerloc’h")
    shown = session_of(made, starts=now() + timedelta(days=2), is_public=True, place="Halle")
    kept = session_of(made, starts=now() + timedelta(days=3))
    answer = client.get("/ateliers/calendrier.ics")
    assert answer.mimetype == "text/calendar" and "Kerloc" not in answer.get_data(as_text=True)
    events = icalendar.Calendar.from_ical(answer.data).walk("VEVENT")
    assert [str(one["location"]) for one in events] == ["Halle"]
    assert client.get(f"/ateliers/{made.id}/seances/{shown.id}.ics").status_code == 200
    assert client.get(f"/ateliers/{made.id}/seances/{kept.id}.ics").status_code in {302, 303, 401}
    text_of(client, f"/ateliers/999/seances/{shown.id}.ics", 404)


def test_a_called_off_session_is_cancelled_in_calendars(client, staff):
    made = workshop()
    one = session_of(made, starts=now() + timedelta(days=2), is_public=True)
    sent(client, f"/ateliers/{made.id}/seances/{one.id}/annuler")
    assert b"STATUS:CANCELLED" in client.get("/ateliers/calendrier.ics").data


def test_a_finding_becomes_an_action_a_resolution_or_a_poll(client, staff):
    pole_statutes()
    made = workshop()
    first, second, third = (finding(made, f"Constat {rank}") for rank in range(3))
    base, chosen = f"/ateliers/{made.id}/constats", axis()
    sent(client, f"{base}/{first.id}/devenir", what="action", title="Oser", axis_id=chosen.id)
    assembly = make_assembly(at=now(), starts_at=now() + timedelta(days=60))
    sent(client, f"{base}/{second.id}/devenir", what="resolution", title="Un tuteur", assembly_id=assembly.id)
    sent(client, f"{base}/{third.id}/devenir", what="poll", title="Un tuteur\u202f?")
    assert [one.became.partition(":")[0] for one in (first, second, third)] == ["action", "item", "consultation"]
    page = text_of(client, f"/ateliers/{made.id}")
    assert "Un tuteur" in page and f"/assemblees/{assembly.id}" in page
    sent(client, f"{base}/{first.id}/devenir", 409, what="poll", title="Encore")
    assert count(Consultation) == 1


def test_a_finding_becomes_nothing_without_axis_or_assembly(client, staff):
    made = workshop()
    one = finding(made)
    path = f"/ateliers/{made.id}/constats/{one.id}/devenir"
    for what in ("action", "resolution", "autre"):
        assert "error-summary" in sent(client, path, 422, what=what, title="X")
    sent(client, path, 422, what="poll", title="")


def test_another_workshops_things_are_not_found_here(client, staff):
    made, other = workshop(), workshop(title="Ailleurs")
    theirs, held, line = finding(other), session_of(other), person(other)
    base = f"/ateliers/{made.id}"
    for path in (
        f"constats/{theirs.id}",
        f"constats/{theirs.id}/devenir",
        f"seances/{held.id}",
        f"personnes/{line.id}",
    ):
        text_of(client, f"{base}/{path}", 404)
    for path in ("/ateliers/999999", "/bibliotheque/999999", f"{base}/seances/{held.id}/presence"):
        text_of(client, path, 404)


def test_the_report_is_one_page_whatever_is_written(client, staff):
    import pypdf

    pole_statutes()
    made = workshop(
        title="T" * 200, question="Pourquoi\u202f? " * 900, answer="Parce que. " * 900, facilitator="F" * 200
    )
    for rank in range(15):
        session_of(made, place="P" * 300)
        finding(made, f"Constat {rank}. " * 80)
        person(made, "N" * 200, actor_id=organisation(f"Organisation {rank} " * 9).id)
        production(made, f"Œuvre {rank} " * 15, address="")
    got = client.get(f"/ateliers/{made.id}/compte-rendu.pdf")
    assert got.status_code == 200 and got.mimetype == "application/pdf"
    assert len(pypdf.PdfReader(io.BytesIO(got.data)).pages) == 1


def test_a_hostile_title_is_text_everywhere(client, staff):
    made = workshop(title="<script>alert(1)</script>", theme='"><img src=x>')
    finding(made, "<b>gras</b>")
    for path in ("/ateliers", f"/ateliers/{made.id}", f"/ateliers/{made.id}/modifier"):
        page = text_of(client, path)
        assert "<script>alert" not in page and "<img src=x" not in page


def test_a_workshop_is_closed_with_what_it_lacks_told_first(client, staff):
    made = workshop()
    assert "rule-lines" in text_of(client, f"/ateliers/{made.id}/clore")
    sent(client, f"/ateliers/{made.id}/clore", 422, on="")
    sent(client, f"/ateliers/{made.id}/clore", 422, on="01/06/2199")
    sent(client, f"/ateliers/{made.id}/clore", on="01/06/2026")
    sent(client, f"/ateliers/{made.id}/clore", 409, on="01/06/2026")
    sent(client, f"/ateliers/{made.id}/rouvrir")
    assert made.closed_on is None


def test_a_room_above_shows_its_link_on_the_page(client, reader):
    made = workshop()

    def shown(subject, **_who):
        return [Shown("/evaluations/7", f"Évaluer {subject}")]

    with workshop_shown.connected_to(shown):
        assert f"Évaluer workshop:{made.id}" in text_of(client, f"/ateliers/{made.id}")


def test_pages_cost_as_many_statements_for_many_as_for_one(client, staff):
    made = workshop()

    def grow(times):
        for _rank in range(times):
            somebody = person(made, actor_id=organisation("Emglev").id)
            came(session_of(made, host_id=somebody.actor_id), [somebody])
            finding(made)
            production(made)
            workshop(title="Un autre")
        db.session.expire_all()

    grow(1)
    paths = ("/ateliers", f"/ateliers/{made.id}", "/bibliotheque")
    few = [statements(lambda path=path: client.get(path)) for path in paths]
    grow(8)
    assert [statements(lambda path=path: client.get(path)) for path in paths] == few
