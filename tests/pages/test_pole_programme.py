"""Pages of the programme: who may open them, what they say, what bad input answers, as many statements at any size."""

import io
from datetime import date

import pytest
from PIL import Image
from sqlalchemy import select

from foundation.accounts.permissions import Role
from foundation.kernel.db import db
from pole.programme.models import ActionFact, Axis
from pole.programme.queries.actions import action_by_number, actions_now
from pole.programme.rules.states import ActionState
from tests.factories.accounts import make_account, sign_in
from tests.factories.pole_programme import action, contribution, programme, proposal
from tests.factories.pole_programme_pages import placed, sent, text_of

WRITES = (
    "/programme/axes",
    "/programme/axes/nouvel",
    "/programme/actions/nouvelle",
    "/programme/actions/1/modifier",
    "/programme/actions/1/etat",
    "/programme/actions/1/depense",
    "/programme/actions/1/preuve",
    "/programme/actions/1/retirer",
    "/programme/contributions/nouvelle",
    "/programme/contributions/1/action",
    "/programme/contributions/1/fusion",
    "/programme/contributions/1/ecarter",
    "/programme/contributions.csv",
    "/programme/propositions/nouvelle",
    "/programme/propositions/{proposal}/modifier",
    "/programme/propositions/{proposal}/versions/1/modifier",
    "/programme/propositions/{proposal}/versions/1/soumettre",
)
READS = (
    "/programme",
    "/programme/actions/3",
    "/programme/actions/3/revisions",
    "/programme/actions.csv",
    "/programme/actions.xlsx",
    "/programme/actions.ods",
    "/programme/contributions",
    "/programme/contributions/1",
    "/programme/mes-idees",
    "/programme/mes-idees/nouvelle",
    "/programme/propositions",
    "/programme/propositions/{proposal}",
    "/programme/propositions/{proposal}/versions/1",
    "/programme/propositions/{proposal}/comparer",
)
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def held(session):
    """Six actions, a contribution, a proposal that is still being written."""
    made = programme()
    contribution()
    proposal(*made[:2])
    return made


@pytest.fixture
def staff(client, held):
    sign_in(client, make_account("Rozenn Bureau", Role.STAFF))
    return client


@pytest.fixture
def member(client, held):
    sign_in(client, make_account("Yann Membre"))
    return client


def test_a_member_reads_everything_and_writes_nothing_but_ideas(member):
    for path in READS:
        assert member.get(placed(path)).status_code == 200, path
    for path in WRITES:
        assert member.get(placed(path)).status_code == 403, path
    for path in ("/programme/axes/1/clore", "/programme/propositions/{proposal}/versions"):
        assert member.post(placed(path)).status_code == 403, path


def test_staff_open_every_page_of_writing(staff):
    for path in WRITES:
        assert staff.get(placed(path)).status_code == 200, path


def test_a_visitor_reads_the_public_page_alone(client, held):
    page = text_of(client, "/programme/public")
    assert "Financement" in page and "Locaux partagés" in page
    assert "Bénévolat" not in page and "Mécénat" not in page
    assert "Maison des aidants" not in page and "Maëlys" not in page
    assert client.get("/programme").status_code in (302, 401)


def test_an_empty_programme_says_what_will_be_there(client, session):
    page = text_of(client, "/programme/public")
    assert "On lira ici" in page
    sign_in(client, make_account("Rozenn Bureau", Role.STAFF))
    assert "/programme/axes/nouvel" in text_of(client, "/programme")
    for path in ("contributions", "mes-idees", "propositions", "axes"):
        assert 'class="empty"' in text_of(client, f"/programme/{path}")


def test_what_does_not_exist_is_not_found(staff):
    for path in (
        "actions/99",
        "actions/1/faits/99/reprise",
        "actions/1/fichiers/99",
        "axes/99",
        "contributions/99",
        "contributions/1/suites/99/reprise",
        "propositions/99",
        "propositions/{proposal}/versions/9",
        "propositions/{proposal}/versions/1/soumissions/9/decision",
        "propositions/{proposal}/comparer?de=1&a=9",
    ):
        assert staff.get(placed(f"/programme/{path}")).status_code == 404, path


def test_an_action_is_written_with_every_field(staff):
    [of, *_more] = [one.axis for one in actions_now()]
    sent(
        staff,
        "/programme/actions/nouvelle",
        axis_id=of.id,
        title="Épicerie itinérante",
        text="Une tournée par semaine.",
        target_public="Communes sans commerce",
        themes="Alimentation\r\n\r\nAlimentation\r\nMobilité",
        needs="Accès au financement",
        owner_name="Les Jardins de l’Écluse",
        planned="9 000,50",
        planned_hours="120",
        starts_on="2026-09-01",
        ends_on="2027-08-31",
        college="",
    )
    said = action_by_number(7).said
    assert (said.title, said.themes, said.needs) == (
        "Épicerie itinérante",
        ["Alimentation", "Mobilité"],
        ["Accès au financement"],
    )
    assert (said.planned_cents, said.planned_hours, said.ends_on) == (900_050, 120, date(2027, 8, 31))
    page = text_of(staff, "/programme/actions/7")
    assert "Communes sans commerce" in page and "Épicerie itinérante" in page


def test_bad_input_of_an_action_answers_with_sentences_and_keeps_what_was_typed(staff):
    typed = {"title": "Gardé", "planned": "douze", "planned_hours": "-4", "starts_on": "demain", "themes": "x" * 200}
    page = sent(staff, "/programme/actions/nouvelle", 422, **typed)
    assert "error-summary" in page and 'value="Gardé"' in page
    for field in ("axis_id", "planned", "planned_hours", "starts_on", "themes"):
        assert f'href="#{field}"' in page, field
    too_long = sent(staff, "/programme/actions/nouvelle", 422, axis_id="1", title="x" * 201)
    assert 'href="#title"' in too_long
    assert sent(staff, "/programme/actions/nouvelle", 422, axis_id="99", title="Ailleurs")


def test_an_action_passes_on_is_paid_and_proved_on_its_pages(staff):
    sent(staff, "/programme/actions/2/etat", state="under_way", on="2026-06-02", text="Un partenaire est là")
    sent(staff, "/programme/actions/2/depense", money="12,50", hours="3", on="2026-06-03", text="Salle")
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(picture, "PNG")
    picture.seek(0)
    sent(
        staff,
        "/programme/actions/2/preuve",
        kind="evidence",
        text="La salle pleine",
        on="2026-06-04",
        file=(picture, "plein.png"),
    )
    now = action_by_number(2)
    assert (now.state, now.spent_cents, now.spent_hours) == (ActionState.UNDER_WAY, 1250, 3)
    page = text_of(staff, "/programme/actions/2")
    assert 'alt="La salle pleine"' in page and "Un partenaire est là" in page
    [deposit_id] = {fact.details.get("deposit") for fact in now.facts if fact.kind == "evidence"}
    served = staff.get(f"/programme/actions/2/fichiers/{deposit_id}")
    assert served.headers["X-Content-Type-Options"] == "nosniff" and served.mimetype == "image/png"
    assert staff.get(f"/programme/actions/3/fichiers/{deposit_id}").status_code == 404


def test_a_file_that_is_no_picture_and_an_address_that_is_a_ruse_are_refused(staff):
    hostile = (io.BytesIO(b"<svg onload=alert(1)>"), "image.svg")
    fields = {"kind": "evidence", "text": "Une image", "on": "2026-06-04"}
    assert "error-summary" in sent(staff, "/programme/actions/2/preuve", 422, file=hostile, **fields)
    page = sent(staff, "/programme/actions/2/preuve", 422, address="javascript:alert(1)", **fields)
    assert 'href="#address"' in page
    assert db.session.scalars(select(ActionFact).where(ActionFact.kind == "evidence")).all()[1:] == []


def test_a_rule_refuses_on_the_form_and_nothing_typed_is_lost(staff):
    page = sent(staff, "/programme/actions/2/etat", 422, state="under_way", on="2020-01-01", text="Avant")
    assert "error-summary" in page and "Avant" in page
    assert "error-summary" in sent(staff, "/programme/actions/2/etat", 422, state="merged", on="2026-06-02")
    assert "error-summary" in sent(staff, "/programme/actions/2/depense", 422, text="Rien", on="2026-06-02")
    assert action_by_number(2).state is ActionState.PLANNED


def test_an_action_is_never_deleted_but_merged_and_the_page_says_why(staff):
    page = text_of(staff, "/programme/actions/1/retirer")
    assert "ne se supprime jamais" in page
    assert staff.delete("/programme/actions/1").status_code == 405
    into = action_by_number(2).id
    sent(staff, "/programme/actions/1/retirer", into=into, on="2026-06-02", text="Une seule suffit")
    assert action_by_number(1).merged_into == 2
    assert "/programme/actions/2" in text_of(staff, "/programme/actions/1")
    assert "Une seule suffit" in text_of(staff, "/programme/actions/2")
    assert "/programme/actions/2" in text_of(staff, "/programme/actions/1/etat")


def test_what_was_told_by_mistake_is_taken_back_on_its_page(staff):
    [fact] = [fact for fact in action_by_number(3).facts if fact.kind == "spent"]
    sent(staff, f"/programme/actions/3/faits/{fact.id}/reprise", reason="Un zéro de trop")
    assert action_by_number(3).spent_cents == 0
    assert staff.get(f"/programme/actions/3/faits/{fact.id}/reprise").status_code == 404


def test_axes_are_added_changed_and_closed(staff):
    sent(staff, "/programme/axes/nouvel", code="4", label="Diffusion")
    assert "error-summary" in sent(staff, "/programme/axes/nouvel", 422, code="4", label="Encore")
    made = db.session.scalars(select(Axis).where(Axis.code == "4")).one()
    alive = action_by_number(1).axis
    sent(staff, f"/programme/axes/{made.id}", code="4", label="Diffusion et récits")
    assert "Diffusion et récits" in text_of(staff, "/programme/axes")
    assert staff.post(f"/programme/axes/{made.id}/clore").status_code == 302
    assert staff.post(f"/programme/axes/{alive.id}/clore").status_code == 422


def test_files_hold_every_field_and_no_formula(staff):
    contribution("=1+1")
    text = staff.get("/programme/actions.csv").get_data(as_text=True)
    line = next(line for line in text.splitlines() if line.startswith("3;"))
    assert "Locaux partagés" in line and "1200,50" in line and "5000,00" in line and "Une salle ouverte" in line
    said = staff.get("/programme/contributions.csv").get_data(as_text=True)
    assert "'=1+1" in said and "Association du Four banal" in said
    assert staff.get("/programme/actions.pdf").status_code == 404


def test_hostile_words_are_shown_as_words(staff):
    [of, *_more] = [one.axis for one in actions_now()]
    one = action(of, HOSTILE, text=HOSTILE, owner_name=HOSTILE, themes=(HOSTILE,))
    contribution(HOSTILE, origin=HOSTILE)
    for path in (
        "/programme",
        f"/programme/actions/{one.number}",
        "/programme/contributions",
        "/programme/contributions/2",
    ):
        assert HOSTILE not in text_of(staff, path), path


def test_what_became_of_a_contribution_is_named_as_a_state_and_not_as_the_act(staff):
    sent(staff, "/programme/contributions/1/ecarter", text="Une autre le fait déjà.", on="2026-06-02")
    page = text_of(staff, "/programme/contributions/1")
    assert "Écartée" in page
    assert ">Écarter<" not in page


def test_a_long_axis_is_cut_with_a_true_ellipsis(staff):
    name = "Développement de l’offre de services en direction des structures"
    sent(staff, "/programme/axes/nouvel", code="9z", label=name)
    options = text_of(staff, "/programme")
    assert "9z. " in options
    assert "...</option>" not in options
    assert "…</option>" in options
