"""History comes in as it was; what would not be in order afterwards is said before, with its rule and its figures."""

import pytest

from foundation.kernel.sentences import sentence
from shares.services.importing import MOVEMENTS
from tests.factories.membership import make_member, make_organisation, make_statutes
from tests.factories.shares import hold
from tests.factories.sheets import planned, sheet, taken

HEAD = "N° sociétaire | Nom | Date | Nature | Parts | Montant"


@pytest.fixture
def users(session):
    make_statutes()
    return [make_member(name, "usagers") for name in ("Ada Le Bris", "Yann Quéré")]


def plan_for(*rows: str):
    return planned(MOVEMENTS, sheet("\n".join((HEAD, *rows))))


def told(*rows: str) -> list[tuple[int, str]]:
    return [(one.rule, sentence("en", one.message, one.values)) for one in plan_for(*rows).remarks]


def test_a_sheet_in_order_is_not_remarked_upon(users):
    ada, yann = users
    assert told(f"{ada.number} | | 01/05/2025 | Souscription | 5 | 100") == []
    assert told(f"{yann.number} | | 01/05/2025 | Souscription | 2 | 40") == []


def test_a_refund_under_the_floor_is_said_with_what_is_missing(users):
    """Loi 47-1775 art. 13: a quarter of the highest capital, 1 000.00, is 250.00; 200.00 would be left."""
    hold(users[0], 50)
    (floor,) = told(f"{users[0].number} | | 01/05/2025 | Remboursement | 40 | 800")
    assert floor[0] == 15
    assert "50,00" in floor[1]


def test_a_holding_outside_its_category_names_the_member(users):
    assert [rule for rule, said in told(f"{users[1].number} | | 01/05/2025 | Souscription | 1 | 20")] == [13]
    assert "Quéré" in told(f"{users[1].number} | | 01/05/2025 | Souscription | 1 | 20")[0][1]


def test_public_bodies_above_half_of_the_capital_are_said(users):
    """Loi 47-1775 art. 19 septies."""
    hold(users[0], 10)
    town = make_member(make_organisation("Commune du Pont", "commune"), "collectivites")
    assert [rule for rule, _said in told(f"{town.number} | | 01/05/2025 | Souscription | 11 | 220")] == [14]


def test_a_remark_stops_nothing_and_stays_with_the_batch(users):
    content = sheet("\n".join((HEAD, f"{users[1].number} | | 01/05/2025 | Souscription | 1 | 20")))
    assert taken(MOVEMENTS, content)
    assert planned(MOVEMENTS, content).remarks == ()
