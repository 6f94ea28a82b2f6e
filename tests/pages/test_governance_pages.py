"""Pages of assemblies: a whole evening by the forms, refusals in words with their status, hostile names, two languages."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from foundation.accounts.permissions import Role
from foundation.accounts.services import grant_role
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.db import db
from governance.models import Assembly, Decision
from governance.rules.presence import Mode, Way
from governance.services.assemblies import ItemDraft, add_item
from governance.services.notice import convene
from governance.services.presence import check_in, name_officer
from governance.services.voting import close_vote, open_vote
from tests.factories.accounts import make_account, sign_in
from tests.factories.governance import (
    account_of,
    decide,
    end_session,
    give_proxy,
    in_session,
    make_assembly,
    open_evening,
    pole_members,
    pole_statutes,
    tonight,
)
from tests.factories.membership import make_member, make_organisation
from tests.factories.shares import hold
from votes.models import Ballot
from votes.queries import rights_by_kind, rights_of

HOSTILE = "<script>alert(1)</script>"
RIGHT_TO_LEFT = "\u202e\u05d0\u05d1\u05d2 Ada"
LONG = "Nom" * 100
NEW = {
    "title": "Assemblée de rentrée",
    "kind": "ordinary",
    "day": "2199-06-12",
    "hour": "18:30",
    "zone": "Europe/Paris",
    "place": "Rennes",
    "questions_email": "questions@exemple.fr",
}


def in_a_moment() -> dict[str, str]:
    """A day and an hour just to come, in a zone where it is daytime: a session opens on the day of its notice."""
    zone = "Europe/Paris" if 4 <= now().hour < 20 else "America/Los_Angeles"
    start = (now() + timedelta(minutes=2)).astimezone(ZoneInfo(zone))
    return {"day": f"{start:%Y-%m-%d}", "hour": f"{start:%H:%M}", "zone": zone}


@pytest.fixture
def office(client, session):
    """A browser of the board, in English."""
    sign_in(client, make_account("Odile Pengam", Role.BOARD, language="en"))
    return client


def page(client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.get_data(as_text=True)


def send(client, path: str, **fields: object) -> tuple[int, str]:
    answer = client.post(path, data=fields, follow_redirects=True)
    return answer.status_code, answer.get_data(as_text=True)


# ---- an evening through the pages --------------------------------------------------------------------


def test_an_assembly_is_held_from_the_first_form_to_the_register(office):
    pole_statutes()
    members = pole_members()
    assert send(office, "/assemblees/nouvelle", **NEW | in_a_moment())[0] == 200
    assembly = db.session.query(Assembly).one()
    root = f"/assemblees/{assembly.id}"
    send(office, f"{root}/ordre-du-jour/nouveau", title="Rapport de gestion", question="")
    send(office, f"{root}/ordre-du-jour/nouveau", title="Comptes", text="Approuver.", question="ordinary")
    convene(assembly, reason="Urgence.", actor=SYSTEM, at=now())
    for seat, name in (("chair", "Maëlys Kervadec"), ("secretary", "Odile Pengam")):
        assert "Officer named" in send(office, f"{root}/bureau/{seat}", name=name)[1]
    for member in members.values():
        assert send(office, f"{root}/emargement/{member.id}", act="in_person")[0] == 200
    assert "The session is open" in send(office, f"{root}/seance/ouvrir")[1]
    report, accounts = assembly.items
    send(office, f"{root}/points/{report.id}/traiter")
    assert "The vote is open" in send(office, f"{root}/points/{accounts.id}/ouvrir")[1]
    box_id = db.session.get(type(accounts), accounts.id).box_id
    for right_id in rights_by_kind(box_id, Way.PRESENT.value):
        assert "Ballot entered" in send(office, f"{root}/points/{accounts.id}/saisie", right=right_id, choice="for")[1]
    assert "Decision no. 1: adopted" in send(office, f"{root}/points/{accounts.id}/clore")[1]
    assert send(office, f"{root}/seance/clore")[0] == 422, "rule 36: the sheet is certified first"
    assert "The attendance sheet is certified" in send(office, f"{root}/feuille/certifier")[1]
    assert "The session is closed" in send(office, f"{root}/seance/clore")[1]
    assert "Comptes" in page(office, "/decisions?q=comptes")
    assert db.session.query(Decision).one().adopted


def test_a_member_finds_the_question_on_his_phone_votes_and_reads_the_result(client, session):
    assembly, members = tonight()
    sign_in(client, account_of(members["Inès Oubrahim"], language="en"))
    phone = f"/assemblees/{assembly.id}/voter"
    assert "No vote at this moment" in page(client, phone)
    item = assembly.items[1].id
    box = open_vote(assembly, item, actor=SYSTEM, at=now())
    account_right = rights_by_kind(box.id, Way.PRESENT.value)
    found = page(client, phone)
    assert "Vote open" in found
    assert found.count('type="radio"') == 4, "for, against, abstain, blank"
    right = next(one for one in account_right if f'value="{one}"' in found)
    status, told = send(client, f"/votes/{box.id}/bulletins", right=right, choice="against", suite=phone)
    assert (status, "Ballot recorded" in told) == (200, True)
    close_vote(assembly, item, actor=SYSTEM, at=now())
    assert "Last result" in page(client, phone)


def test_no_screen_shows_a_partial_result(client, session):
    """Two voted against: nobody sees it before the closing, the chair neither."""
    assembly, members = tonight()
    account = account_of(members["Inès Oubrahim"])
    box = open_vote(assembly, assembly.items[1].id, actor=SYSTEM, at=now())
    sign_in(client, account)
    send(client, f"/votes/{box.id}/bulletins", right=rights_of(box.id, account.id)[0].right_id, choice="against")
    sign_in(client, make_account("Odile Pengam", Role.BOARD, language="en"))
    for path in ("bureau", "ecran", "bureau/en-direct", "ecran/en-direct"):
        found = page(client, f"/assemblees/{assembly.id}/{path}")
        assert "Rejected" not in found
        assert "By head" not in found


@pytest.mark.parametrize("screen", ["bureau", "ecran"])
def test_a_late_arrival_does_not_change_the_roll_of_the_open_vote_on_screen(office, screen):
    assembly, members = tonight(["Maëlys Kervadec", "Yann Le Guirriec", "Inès Oubrahim"])
    open_vote(assembly, assembly.items[1].id, actor=SYSTEM, at=now())
    path = f"/assemblees/{assembly.id}/{screen}"
    told = {"bureau": "ballots of 3 rights", "ecran": '0<span class="muted"> / 3</span>'}[screen]
    assert told in page(office, path)
    check_in(assembly, members["Bastien Dubreuil"].id, mode=Mode.IN_PERSON, actor=SYSTEM, at=now())
    assert told in page(office, path)


def test_the_desk_says_that_the_quorum_is_missing_and_how_many_more_are_needed(office):
    assembly, _members = tonight(["Maëlys Kervadec", "Yann Le Guirriec"])
    send(office, f"/assemblees/{assembly.id}/points/{assembly.items[0].id}/traiter")
    found = page(office, f"/assemblees/{assembly.id}/bureau")
    assert "The quorum is not reached" in found
    assert "1 more is needed" in found
    status, said = send(office, f"/assemblees/{assembly.id}/points/{assembly.items[1].id}/ouvrir")
    assert (status, "The quorum is not reached: 2 of 10" in said) == (422, True)


# ---- refusals ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": ""}, "Title"),
        ({"day": "2001-01-01"}, "in the past"),
        ({"day": "hier"}, "Day"),
        ({"zone": "Europe/Nulle-Part"}, "Unknown time zone"),
        ({"questions_email": "pas une adresse"}, "not an e-mail address"),
        ({"kind": "secret"}, "Kind"),
        ({"title": "a" * 201}, "Title"),
        ({"day": "9999-12-31", "hour": "23:59", "zone": "America/New_York"}, ""),
        ({"title": "Assemblée\x00"}, ""),
    ],
)
def test_a_form_that_cannot_be_is_refused_and_makes_no_assembly(office, fields, said):
    pole_statutes()
    status, found = send(office, "/assemblees/nouvelle", **NEW | fields)
    assert status in {400, 422}
    assert said in found
    assert db.session.query(Assembly).count() == 0


@pytest.mark.parametrize(
    "path",
    [
        "/assemblees/999999",
        "/assemblees/999999/bureau",
        "/assemblees/999999/bureau/en-direct",
        "/assemblees/999999/voter/en-direct",
        "/assemblees/999999999999999999999999",
        "/decisions/999999",
        "/decisions/999999999999999999999999",
        "/assemblees/1/resolutions/999999999999999999999999",
    ],
)
def test_what_is_not_there_is_not_found(office, path):
    assert office.get(path).status_code == 404


def test_a_stale_page_is_told_that_the_assembly_moved_on(office):
    assembly, members = tonight()
    root, item = f"/assemblees/{assembly.id}", assembly.items[1].id
    decide(assembly, 2, at=now())
    end_session(assembly, at=now())
    stale = {
        f"{root}/seance/ouvrir": "Only an assembly",
        f"{root}/points/{assembly.items[0].id}/traiter": "not open",
        f"{root}/emargement/{members['Inès Oubrahim'].id}": "The session is closed",
        f"{root}/ordre-du-jour/{item}/retirer": "have been convened",
        f"{root}/pouvoirs/{members['Inès Oubrahim'].id}/revoquer": "The session is closed",
    }
    for path, words in stale.items():
        status, said = send(office, path, act="in_person")
        assert (status, words in said) == (409, True), path
    assert office.get(f"{root}/modifier").status_code == 409
    assert office.get(f"{root}/ordre-du-jour/{item}").status_code == 409


def test_the_door_understands_arrivals_and_departures_only(office):
    assembly, members = tonight()
    path = f"/assemblees/{assembly.id}/emargement/{members['Inès Oubrahim'].id}"
    assert send(office, path, act="vanishes")[0] == 400
    assert send(office, path)[0] == 400


def test_an_ordinary_assembly_is_not_offered_an_extraordinary_resolution(office):
    pole_statutes()
    assembly = make_assembly(starts_at=now() + timedelta(days=40), at=now())
    path = f"/assemblees/{assembly.id}/ordre-du-jour/nouveau"
    assert 'value="extraordinary"' not in page(office, path)
    assert send(office, path, title="Statuts", text="Texte", question="extraordinary")[0] == 422
    assert len(assembly.items) == 2


def test_a_blank_proxy_is_voted_by_nobody_s_hand(office):
    pole_statutes()
    members = pole_members()
    start = now() - timedelta(hours=1)
    assembly = make_assembly(resolutions=[], starts_at=start, at=start - timedelta(days=40))
    item = add_item(
        assembly, ItemDraft("Une", "Texte.", "ordinary", replaceable=True), actor=SYSTEM, at=start - timedelta(days=40)
    )
    convene(assembly, actor=SYSTEM, at=start - timedelta(days=30))
    give_proxy(assembly, members, "Caisse solidaire du Val", None)
    open_evening(assembly, members, present=["Maëlys Kervadec", "Yann Le Guirriec", "Inès Oubrahim"])
    box = open_vote(assembly, item.id, actor=SYSTEM, at=now())
    [right] = rights_by_kind(box.id, Way.BLANK_PROXY.value)
    address = f"/assemblees/{assembly.id}/points/{item.id}/saisie"
    assert f'value="{right}"' not in page(office, address)
    status, said = send(office, address, right=right, choice="against")
    assert (status, "blank proxy" in said) == (422, True)
    assert db.session.query(Ballot).one().choice == '"for"'


@pytest.mark.parametrize("fields", [{}, {"right": "x", "choice": "for"}, {"right": "1", "choice": "maybe"}])
def test_a_ballot_by_hand_that_says_nothing_is_refused(office, fields):
    assembly, _members = tonight()
    open_vote(assembly, assembly.items[1].id, actor=SYSTEM, at=now())
    status, _said = send(office, f"/assemblees/{assembly.id}/points/{assembly.items[1].id}/saisie", **fields)
    assert status in {404, 422}
    assert db.session.query(Ballot).count() == 0


def test_votes_by_hand_wait_for_the_vote_to_open(office):
    assembly, _members = tonight()
    assert office.get(f"/assemblees/{assembly.id}/points/{assembly.items[1].id}/saisie").status_code == 409


# ---- hostile names -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [HOSTILE, LONG, RIGHT_TO_LEFT])
def test_a_hostile_name_is_only_a_name_on_every_page(office, name):
    pole_statutes()
    members = pole_members()
    organisation = make_organisation(name[:200], "association", size=8)
    member = make_member(organisation, "structures")
    hold(member, 30)
    title = name[:200]
    assembly, _all = tonight(members=members, title=title, resolutions=[title])
    name_officer(assembly, "teller_2", title, capacity=title, member_id=None, actor=SYSTEM, at=now())
    check_in(assembly, member.id, mode=Mode.IN_PERSON, actor=SYSTEM, at=now())
    item = assembly.items[1]
    open_vote(assembly, item.id, actor=SYSTEM, at=now())
    root = f"/assemblees/{assembly.id}"
    pages = ["", "/bureau", "/voter", "/ecran", "/emargement", "/pouvoirs", "/mon-pouvoir", "/resolutions/1"]
    for path in [*pages, f"/points/{item.id}/saisie", "/emargement?q=" + name[:50], "/convocation"]:
        found = page(office, root + path)
        assert HOSTILE not in found, path
    close_vote(assembly, item.id, actor=SYSTEM, at=now())
    for path in ("/assemblees", "/decisions", "/decisions/1", "/decisions?q=" + name[:50], f"{root}/ecran"):
        assert HOSTILE not in page(office, path), path


# ---- languages ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", {"bureau": "Bureau", "voter": "Vos droits", "emargement": "Émargement", "ecran": "membres présents"}),
        ("en", {"bureau": "Chair’s desk", "voter": "Your rights", "emargement": "Attendance list", "ecran": "present"}),
    ],
)
def test_pages_speak_the_language_of_the_reader(client, session, language, words):
    assembly, members = in_session(starts_at=now() - timedelta(hours=1), at=now() - timedelta(days=40))
    account = account_of(members["Inès Oubrahim"], language=language)
    from_office(account)
    sign_in(client, account)
    for path, said in words.items():
        found = page(client, f"/assemblees/{assembly.id}/{path}")
        assert f'<html lang="{language}"' in found
        assert said.lower() in found.lower(), path


def from_office(account):
    """The member is on the board too."""
    grant_role(account, Role.BOARD, actor=SYSTEM, at=now())


def test_a_fragment_is_made_again_for_a_reader_of_another_language(client, session):
    assembly, members = tonight()
    path = f"/assemblees/{assembly.id}/voter/en-direct"
    sign_in(client, account_of(members["Inès Oubrahim"], language="en"))
    english = client.get(path)
    account = account_of(members["Bastien Dubreuil"], language="fr")
    sign_in(client, account)
    french = client.get(path, headers={"If-None-Match": english.headers["ETag"]})
    assert french.status_code == 200
    assert "Vos droits" in french.get_data(as_text=True)
