"""The list of a past day as it was known on another: every list, card, total and file gives it again, letter by letter."""

from datetime import date, timedelta

import pytest

from foundation.accounts.permissions import Role
from foundation.kernel.clock import now, today
from membership.rules.standing import MembershipEvent
from membership.services.assignment import record_category
from membership.services.exit import end_membership
from shares.services import decide_refund, pay_refund, reverse_operation, withdraw_request
from tests.factories.accounts import make_account, sign_in
from tests.factories.membership import RECORDED, make_member, make_organisation, make_statutes
from tests.factories.shares import BY, DECIDED, exit_claim, hold, losses

YEAR_END = "2025-12-31"
NEW_YEAR = date(2026, 1, 2)
KNOWN = (RECORDED + timedelta(days=2)).date().isoformat()
STATE = f"date={YEAR_END}&connu={KNOWN}"
LATER = {**BY, "at": RECORDED + timedelta(days=700)}

PAGES = (
    "/membres",
    "/membres?etat=tous",
    "/membres/1",
    "/parts",
    "/parts/1",
    "/parts/2",
    "/parts/capital",
    "/parts/remboursements",
    "/conformite",
)
FILES = (
    "/membres?format=csv",
    "/parts?format=csv",
    "/parts/capital?format=csv",
    "/parts/registres/titulaires.csv",
    "/parts/registres/associes.csv",
    "/parts/registres/remboursements.csv",
    "/parts/registres/mouvements.csv",
    "/conformite?format=csv",
)


@pytest.fixture
def office(client, session):
    """Four members; one left in June with a refund decided and partly paid."""
    make_statutes()
    ada = make_member("Ada Le Bris", "benevoles", college="usagers")
    for member in (ada, make_member("Yann Quéré"), make_member("Rozenn Kervella", "salaries")):
        hold(member, 20)
    hold(make_member(make_organisation("Commune de Plouzec", "commune"), "collectivites"), 5)
    hold(make_member("Odile Roux"), 60)
    losses(2024)
    claim = exit_claim(make_leaver(), date(2024, 7, 1))
    decide_refund(claim.id, date(2024, 7, 2), **DECIDED)
    pay_refund(claim.id, 5000, date(2025, 2, 1), **BY)
    sign_in(client, make_account("Solenn Tanguy", Role.STAFF))
    return client


def make_leaver():
    leaver = make_member("Gaël Tanguy")
    hold(leaver, 10)
    return leaver


def with_state(address: str) -> str:
    return address + ("&" if "?" in address else "?") + STATE


def shown(client, address: str) -> str:
    """What a page says, without what belongs to the visit (forms carry a token)."""
    answer = client.get(with_state(address))
    assert answer.status_code == 200, address
    page = answer.get_data(as_text=True)
    main = page[page.index("<main") : page.index("</main>")]
    return "\n".join(line for line in main.splitlines() if "csrf_token" not in line)


def received(answer):
    """An answer read to its end: files come in pieces."""
    assert answer.status_code == 200
    assert answer.data
    return answer


def correct_everything() -> None:
    """Two years on: a forgotten subscription, a resignation found in the papers, a wrong operation, another category."""
    from membership.queries.people import member_by_number

    ada, yann = member_by_number(1), member_by_number(2)
    hold(ada, 7, on=date(2025, 3, 1), at=LATER["at"])
    end_membership(yann.id, MembershipEvent.RESIGNED, date(2025, 6, 1), letters=False, motive="Retrouvé", **LATER)
    record_category(ada.id, "usagers", date(2025, 5, 1), college="usagers", **LATER)
    late = hold(member_by_number(3), 4, on=date(2025, 9, 1), at=LATER["at"])
    reverse_operation(late.operation.id, motive="Erreur", **{**LATER, "at": LATER["at"] + timedelta(days=1)})


def test_pages_of_31_december_are_the_same_after_later_corrections(office):
    before = {address: shown(office, address) for address in PAGES}
    correct_everything()
    again = {address: shown(office, address) for address in PAGES}
    for address in PAGES:
        assert again[address] == before[address], address
    corrected = office.get(f"/parts?date={YEAR_END}").get_data(as_text=True)
    assert corrected[corrected.index("<main") :] != before["/parts"]


def test_files_of_31_december_are_the_same_after_later_corrections(office):
    before = {address: office.get(with_state(address), buffered=True).data for address in FILES}
    correct_everything()
    for address in FILES:
        assert office.get(with_state(address), buffered=True).data == before[address], address
    for address in ("/membres?format=csv", "/parts?format=csv", "/parts/registres/associes.csv"):
        glue = "&" if "?" in address else "?"
        assert office.get(f"{address}{glue}date={YEAR_END}", buffered=True).data != before[address], address


@pytest.mark.parametrize("address", FILES)
def test_every_file_says_its_day_of_state_and_its_day_of_knowledge_in_its_name(office, address):
    name = received(office.get(with_state(address), buffered=True)).headers["Content-Disposition"]
    assert f"{YEAR_END}-connu-{KNOWN}" in name, name
    now_name = received(office.get(address, buffered=True)).headers["Content-Disposition"]
    assert f"{today().isoformat()}-connu-{today().isoformat()}" in now_name, now_name


@pytest.mark.parametrize("address", FILES)
def test_every_file_says_both_days_inside(office, address):
    text = office.get(with_state(address), buffered=True).get_data(as_text=True)
    words = ("31 décembre 2025", "état") if "registres" in address else (YEAR_END, KNOWN)
    assert all(word.lower() in text.lower().replace("\u00a0", " ").replace("\u202f", " ") for word in words), text[:300]


def test_amounts_leave_in_euros_with_a_decimal_comma(office):
    assert "Ada Le Bris;1;20;400,00;" in office.get(f"/parts?{STATE}&format=csv").get_data(as_text=True)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_says_both_days(office, address):
    page = shown(office, address).replace("\u00a0", " ")
    assert f'value="{YEAR_END}"' in page
    assert f'value="{KNOWN}"' in page
    assert "31 décembre 2025" in page or "December 31, 2025" in page or "31 December 2025" in page


def test_a_refund_asked_or_withdrawn_later_is_not_in_the_queue_of_the_day(office):
    """The queue of a past day: neither what was asked since, nor what was withdrawn since."""
    leaver = make_leaver()
    before = shown(office, "/parts/remboursements")
    claim = exit_claim(leaver, date(2026, 2, 1))
    withdraw_request(claim.id, motive="Renoncé", **{**BY, "at": now()})
    assert shown(office, "/parts/remboursements") == before


def test_what_is_known_only_later_is_shown_without_a_day_of_knowledge(office):
    correct_everything()
    page = office.get(f"/parts/1?date={YEAR_END}").get_data(as_text=True)
    known = office.get(f"/parts/1?{STATE}").get_data(as_text=True)
    assert page.count("<tr") == known.count("<tr") + 2, "the subscription found later, and its payment"


def test_the_sheets_of_members_and_of_movements_are_those_of_both_days_and_bear_them(client, session):
    """What was recorded later is left out, and the name of the file says which state it is."""
    make_statutes()
    sign_in(client, make_account("Solenn Tanguy", Role.STAFF))
    hold(make_member("Ada Le Bris"), 4)
    state = f"date={today()}&connu={today() - timedelta(days=9000)}"
    for address, name in (("/membres/tableau?format=csv&", "membres"), ("/parts/mouvements.csv?", "mouvements")):
        known, then = (client.get(f"{address}{asked}", buffered=True) for asked in (f"date={today()}", state))
        assert "Le Bris" in known.get_data(as_text=True), name
        assert "Le Bris" not in then.get_data(as_text=True), name
        assert f"{name}-{today()}-connu-{today() - timedelta(days=9000)}.csv" in then.headers["Content-Disposition"]
        assert f"{name}-{today()}-connu-{today()}.csv" in known.headers["Content-Disposition"]
