"""Compliance as a PDF: the 48 verdicts with their sources, the day of state and the day of knowledge; in French."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from foundation.accounts.permissions import Role
from governance.queries.compliance import situation_on
from governance.rules.compliance.table import TITLES, compliance
from tests.factories.accounts import make_account, sign_in
from tests.factories.membership import RECORDED, make_member, make_statutes
from tests.factories.shares import hold

STATE = "date=2026-06-30&connu=2026-07-02"


@pytest.fixture
def reviser(client, session):
    make_statutes()
    hold(make_member("Ada Le Bris", "benevoles", college="soutiens"), 3, paid_cents=1500)
    sign_in(client, make_account("Réviseure", Role.REVISER))
    return client


def text_of(answer) -> str:
    pages = [page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages]
    return " ".join("\n".join(pages).replace("\u00a0", " ").replace("\u202f", " ").split())


def test_the_paper_tells_the_48_checks_with_verdict_source_and_what_to_do(reviser):
    answer = reviser.get(f"/conformite?{STATE}&format=pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    text = text_of(answer)
    assert all(f"Contrôle {rule}" in text for rule in TITLES)
    assert "loi 47-1775 art. 13" in text
    assert "À faire" in text
    assert "Sceau de la chaîne du registre" in text


def test_the_paper_says_its_day_of_state_and_its_day_of_knowledge(reviser):
    answer = reviser.get(f"/conformite?{STATE}&format=pdf")
    assert "État au 30 juin 2026, tel que connu le 2 juillet 2026" in text_of(answer)
    assert "conformite-2026-06-30-connu-2026-07-02.pdf" in answer.headers["Content-Disposition"]


def test_without_statutes_on_the_day_the_paper_is_refused_in_words(reviser):
    assert reviser.get("/conformite?date=1999-01-01&format=pdf").status_code == 409


def test_the_checks_as_they_were_known_do_not_see_what_was_recorded_later(reviser):
    on, then = date(2025, 12, 31), RECORDED + timedelta(days=1)
    before = compliance(situation_on(on, then))
    late = RECORDED + timedelta(days=500)
    hold(make_member("Odile Roux", at=late), 10, on=date(2025, 6, 1), at=late)
    assert compliance(situation_on(on, then)) == before
    assert compliance(situation_on(on)) != before


def test_a_member_does_not_get_the_paper(client, session):
    sign_in(client, make_account("Ada Le Bris"))
    assert client.get("/conformite?format=pdf").status_code == 403
