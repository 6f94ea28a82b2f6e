"""Pages of the territory: who may open them, what each shows, what is refused and how; as many statements for many."""

import re
from io import BytesIO

import pytest
from sqlalchemy import func, select

from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now, today
from foundation.kernel.db import db
from governance.models import Decision
from pole.actors.models import Actor, ActorLink, PlaceChoice, Protocol, Referral
from pole.actors.rules.words import ActorType, LinkKind
from pole.actors.services.directory import LinkDraft, link
from pole.actors.services.referrals import ReferralDraft, receive
from tests.factories.accounts import make_account, sign_in
from tests.factories.ballots import statements
from tests.factories.governance_bodies import meeting_of, steering_group
from tests.factories.pole_actors import directory, make_actor, make_choice, make_protocol

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def land(session):
    """The directory, a member and somebody of the board."""
    return directory(), make_account("Ada Bretelle"), make_account("Rozenn Bureau", Role.BOARD)


def text_of(client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, (path, response.status)
    return response.get_data(as_text=True)


def count(model) -> int:
    return db.session.execute(select(func.count()).select_from(model)).scalar_one()


def post(client, path: str, **data: object):
    return client.post(path, data=data)


def test_empty_pages_say_what_will_be_there(client, session):
    sign_in(client, make_account("Ada Bretelle"))
    for path in ("/acteurs", "/cooperations", "/protocoles", "/orientations", "/lieux", "/acteurs?retires=1"):
        assert 'class="empty"' in text_of(client, path)


def test_a_member_reads_the_territory_and_changes_nothing(client, land):
    found, ada, _board = land
    shop = found["Boutique de gestion"]
    protocol, choice = make_protocol(shop), make_choice()
    row = receive(ReferralDraft(today(), "Nom à taire", "secret@exemple.fr", "Un café."), actor=SYSTEM, at=now())
    sign_in(client, ada)
    assert "Épicerie Le Panier" in text_of(client, "/acteurs?q=epicerie")
    assert "Région" not in text_of(client, "/acteurs?q=epicerie")
    assert protocol.title in text_of(client, f"/acteurs/{shop.id}")
    assert protocol.title in text_of(client, f"/protocoles/{protocol.id}")
    assert "La Halle" in text_of(client, f"/lieux/{choice.id}")
    figures = text_of(client, "/orientations")
    assert "Nom à taire" not in figures and str(today().year) in figures
    for path in (
        "/acteurs/nouveau",
        f"/acteurs/{shop.id}/modifier",
        f"/acteurs/{shop.id}/liens/nouveau",
        "/protocoles/nouveau",
        f"/protocoles/{protocol.id}/revue",
        f"/protocoles/{protocol.id}/papiers",
        "/orientations/nouvelle",
        f"/orientations/{row.id}",
        "/lieux/nouveau",
        f"/lieux/{choice.id}/decision",
    ):
        text_of(client, path, 403)
    for path in ("/acteurs/999", "/protocoles/999", "/lieux/999"):
        text_of(client, path, 404)


def test_filters_that_nobody_offers_are_harmless(client, land):
    _found, ada, _board = land
    sign_in(client, ada)
    for path in (
        "/acteurs?type=x&niveau=9",
        "/cooperations?lien=x",
        "/orientations?annee=1&page=-3",
        "/orientations?annee=x",
    ):
        text_of(client, path)


def test_an_actor_is_written_changed_linked_and_taken_out(client, land):
    found, _ada, board = land
    sign_in(client, board)
    sent = {"name": "Mission locale", "type": "resource", "ess_level": "", "organisation_id": "0"}
    made = post(client, "/acteurs/nouveau", **sent)
    assert made.status_code == 303
    assert post(client, "/acteurs/nouveau", **sent).status_code == 422
    assert (
        post(client, "/acteurs/nouveau", **sent | {"name": "Autre", "website": "javascript:alert(1)"}).status_code
        == 422
    )
    assert post(client, "/acteurs/nouveau", **sent | {"name": "Autre", "type": "x"}).status_code == 422
    path = made.location
    assert post(client, f"{path}/modifier", **sent | {"website": "https://mission.exemple"}).status_code == 303
    assert 'href="https://mission.exemple"' in text_of(client, path)
    other = found["Région"].id
    linked = {"other_id": other, "kind": "funds", "starts_on": "2026-01-01"}
    assert post(client, f"{path}/liens/nouveau", **linked).status_code == 303
    assert post(client, f"{path}/liens/nouveau", **linked).status_code == 422
    assert post(client, f"{path}/liens/nouveau", **linked | {"other_id": 0, "kind": "shared_staff"}).status_code == 303
    row = db.session.execute(select(ActorLink).order_by(ActorLink.id)).scalars().first()
    assert post(client, f"{path}/liens/{row.id}/fin", on=today().isoformat()).status_code == 303
    assert post(client, f"{path}/liens/{row.id}/fin", on=today().isoformat()).status_code == 409
    text_of(client, f"/acteurs/{found['Fondation Terres'].id}/liens/{row.id}/fin", 404)
    assert post(client, f"{path}/retirer").status_code == 303
    assert "Mission locale" not in text_of(client, "/acteurs")
    assert post(client, f"{path}/remettre").status_code == 303
    assert "Mission locale" in text_of(client, "/acteurs")


def test_the_map_is_a_picture_and_the_same_links_as_a_table(client, land):
    found, ada, _board = land
    make_protocol(found["Boutique de gestion"])
    link(found["Région"], LinkDraft(found["Fondation Terres"].id, LinkKind.FUNDS, today()), actor=SYSTEM, at=now())
    sign_in(client, ada)
    page = text_of(client, "/cooperations")
    assert page.count('<path class="web-line protocol" d="M') == 2, "one line, one key"
    assert len(re.findall(r"<circle class=\"web-dot fill-\d", page)) == 3
    table = page[page.index("<tbody") :]
    for name in ("Boutique de gestion", "Région", "Fondation Terres"):
        assert name in table
    assert (
        "Boutique de gestion"
        not in text_of(client, "/cooperations?lien=funds")[page.index('<svg class="web"') :].split("<footer")[0]
    )


def test_a_protocol_is_written_reviewed_given_its_paper_and_stopped(client, land):
    found, ada, board = land
    sign_in(client, board)
    sent = {
        "title": "Accueil commun",
        "parties": [found["Boutique de gestion"].id],
        "starts_on": "2025-01-01",
        "signed_on": "2024-12-20",
        "review_months": "12",
        "owner_account_id": board.id,
    }
    made = client.post("/protocoles/nouveau", data=sent)
    assert made.status_code == 303
    for wrong in ({"parties": []}, {"ends_on": "2024-01-01"}, {"review_months": "0"}, {"title": ""}):
        assert client.post("/protocoles/nouveau", data=sent | {"title": "Un autre"} | wrong).status_code == 422
    path = made.location
    assert client.post(f"{path}/modifier", data=sent | {"about": "Orienter ensemble."}).status_code == 303
    assert "Orienter ensemble." in text_of(client, path)
    review = {"on": today().isoformat(), "found": "Douze personnes.", "outcome": "adapt"}
    assert post(client, f"{path}/revue", **review).status_code == 303
    assert post(client, f"{path}/revue", **review).status_code == 409
    assert post(client, f"{path}/revue", **review | {"found": ""}).status_code == 422
    paper = {"title": "Protocole signé", "file": (BytesIO(PDF), "x.pdf")}
    assert client.post(f"{path}/papiers", data=paper).status_code == 303
    script = {"title": "Ruse", "file": (BytesIO(b"<html><script>alert(1)</script>"), "x.pdf")}
    assert client.post(f"{path}/papiers", data=script).status_code == 422
    shown = re.search(rf'href="({path}/papiers/\d+)"', text_of(client, path))[1]
    assert post(client, f"{path}/arret", on=today().isoformat(), why="").status_code == 422
    assert post(client, f"{path}/arret", on=today().isoformat(), why="Le partenaire ferme.").status_code == 303
    assert "Le partenaire ferme." in text_of(client, path)
    sign_in(client, ada)
    answer = client.get(shown)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    other = make_protocol(found["Région"], title="Autre")
    text_of(client, f"/protocoles/{other.id}/papiers/{shown.rsplit('/', 1)[1]}", 404)


def test_somebody_with_a_project_is_received_led_on_and_followed(client, land):
    found, _ada, board = land
    sign_in(client, board)
    sent = {"received_on": today().isoformat(), "name": "Ada Armel", "theme": "café", "from_actor_id": "0"}
    made = post(client, "/orientations/nouvelle", **sent)
    assert made.status_code == 303
    assert post(client, "/orientations/nouvelle", **sent | {"received_on": "2999-01-01"}).status_code == 422
    told = {"actor_id": found["Boutique de gestion"].id, "outcome": "under_way", "on": today().isoformat()}
    assert post(client, made.location, **told).status_code == 303
    assert post(client, made.location, **told).status_code == 409, "a form sent twice tells nothing new"
    assert post(client, made.location, actor_id="0", outcome="", on=today().isoformat()).status_code == 422
    assert post(client, f"{made.location}/modifier", **sent | {"name": "Ada Armel-Roy"}).status_code == 303
    assert "Ada Armel-Roy" in text_of(client, "/orientations")
    assert "Boutique de gestion" in text_of(client, made.location)
    assert count(Referral) == 1


def test_places_are_compared_then_put_to_a_body(client, land):
    _found, _ada, board = land
    sign_in(client, board)
    path = post(client, "/lieux/nouveau", title="Le siège", text="").location
    assert post(client, "/lieux/nouveau", title="").status_code == 422
    assert post(client, f"{path}/criteres/nouveau", label="Accès", weight="3").status_code == 303
    assert post(client, f"{path}/criteres/nouveau", label="Accès", weight="3").status_code == 422
    assert post(client, f"{path}/criteres/nouveau", label="Loyer", weight="6").status_code == 422
    for name in ("La Halle", "La Gare"):
        assert post(client, f"{path}/places/nouvelle", name=name, yearly="6400,50").status_code == 303
    choice = db.session.execute(select(PlaceChoice)).scalar_one()
    assert [one.yearly_cents for one in choice.places] == [640_050, 640_050]
    text_of(client, f"{path}/decision", 422)
    criterion = choice.criteria[0].id
    for place in choice.places:
        base = f"{path}/places/{place.id}"
        assert post(client, f"{base}/notes", **{f"mark_{criterion}": "3"}).status_code == 422
        assert (
            post(client, f"{base}/notes", **{f"mark_{criterion}": "9", f"argument_{criterion}": "x"}).status_code == 422
        )
        marks = {f"mark_{criterion}": "3", f"argument_{criterion}": "Près de la gare."}
        assert post(client, f"{base}/notes", **marks).status_code == 303
        assert post(client, base, name=place.name, yearly="").status_code == 303
    assert "Près de la gare." in text_of(client, path)
    meeting = meeting_of(steering_group())
    chosen = {"meeting_id": meeting.id, "place_id": choice.places[1].id, "verdict": "validated"}
    assert post(client, f"{path}/decision", **chosen).status_code == 422, "motives are owed"
    assert post(client, f"{path}/decision", **chosen | {"motives": "Moins cher."}).status_code == 303
    assert post(client, f"{path}/decision", **chosen | {"motives": "Moins cher."}).status_code == 409
    assert post(client, f"{path}/criteres/{criterion}/retirer").status_code == 409
    assert count(Decision) == 1
    assert "/decisions/1" in text_of(client, path)
    assert path in text_of(client, "/decisions/1"), "the decision leads to what it is about"


def test_hostile_words_are_shown_as_words(client, land):
    _found, ada, _board = land
    bad = "<script>alert(1)</script>"
    row = make_actor(bad, ActorType.OTHER, purpose=bad, territory=bad)
    make_protocol(row, title=bad, about=bad)
    sign_in(client, ada)
    for path in ("/acteurs", f"/acteurs/{row.id}", "/cooperations", "/protocoles"):
        assert bad not in text_of(client, path)


def test_the_pages_take_as_many_statements_for_many_as_for_few(client, land):
    found, _ada, board = land

    protocol = make_protocol(found["Région"])
    choice = make_choice()
    link(found["Boutique de gestion"], LinkDraft(found["Région"].id, LinkKind.FUNDS, today()), actor=SYSTEM, at=now())
    receive(ReferralDraft(today(), "Ada"), actor=SYSTEM, at=now())
    sign_in(client, board)
    paths = (
        "/acteurs",
        f"/acteurs/{found['Région'].id}",
        "/cooperations",
        "/protocoles",
        f"/protocoles/{protocol.id}",
        f"/protocoles/{protocol.id}/modifier",
        "/orientations",
        "/lieux",
        f"/lieux/{choice.id}",
    )
    few = [statements(lambda path=path: client.get(path)) for path in paths]
    for number in range(5):
        row = make_actor(f"Acteur {number}")
        make_account(f"Salariée {number}", Role.STAFF)
        make_protocol(row, found["Région"], title=f"Protocole {number}")
        make_choice()
        receive(ReferralDraft(today(), f"Ada {number}"), actor=SYSTEM, at=now())
        link(row, LinkDraft(found["Région"].id, LinkKind.FUNDS, today()), actor=SYSTEM, at=now())
    assert [statements(lambda path=path: client.get(path)) for path in paths] == few
    assert count(Actor) == 9 and count(Protocol) == 6
