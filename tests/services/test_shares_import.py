"""Movements come in from a sheet: history with its prices and days, what the ledger refuses, and the way back."""

from datetime import date

import pytest
from sqlalchemy import event, func, select

from foundation.kernel.audit import first_broken_entry
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.mailing.models import Mail
from shares.models import ShareOperation
from shares.queries import entries, positions_on
from shares.queries.claims import claim_accounts
from shares.services.importing import MOVEMENTS
from shares.verification import register_faults
from spreadsheets.rules.outcomes import State
from tests.factories.membership import RECORDED, make_member, make_organisation, make_statutes
from tests.factories.shares import BY, hold
from tests.factories.sheets import faults, planned, sheet, states, taken

HEAD = "N° sociétaire | Nom | Date | Nature | Parts | Valeur nominale | Montant | Cessionnaire n°"


@pytest.fixture
def cast(session):
    make_statutes()
    return [make_member(name, "collectivites") for name in ("Ada Le Bris", "Yann Quéré", "Odile Roux")]


def lines(*rows: str, head: str = HEAD) -> bytes:
    return sheet("\n".join((head, *rows)))


def held(on: date = date.max) -> dict[int, tuple[int, int, int, int]]:
    return {
        member: (one.shares, one.subscribed_cents, one.paid_cents, one.owed_cents)
        for member, one in positions_on(on).items()
    }


def sentences(content: bytes) -> list[str]:
    return [fault.message % fault.values for one in planned(MOVEMENTS, content).outcomes for fault in one.faults]


# what comes in


def test_a_sheet_of_holdings_is_an_opening_balance_at_the_price_that_it_says(cast):
    ada, yann, _odile = cast
    content = sheet(
        "SCIC du Vallon\nParts au 31/12/2015 ||\n"
        "N° sociétaire | Nom | Nombre de parts | Montant | Date d’entrée\n"
        f"{ada.number} | Le Bris Ada | 5 parts | 75,00 € | 3 mars 2015\n"
        f"{yann.number} | M. Quéré | 10 | 1 500,00 | 04/03/2015\nTOTAL | | 15 | 1 575,00 |\n",
        "cp1252",
    )
    taken(MOVEMENTS, content.replace(b"M. Qu", b"Qu"))
    assert held(date(2015, 3, 3)) == {ada.id: (5, 7_500, 7_500, 0)}
    assert held() == {ada.id: (5, 7_500, 7_500, 0), yann.id: (10, 150_000, 150_000, 0)}
    assert [row.nominal_cents for row in entries()] == [1_500, 15_000]
    assert {row.kind for row in entries()} == {"opening_balance"}


def test_a_history_keeps_its_days_and_the_prices_of_then(cast):
    ada, yann, _odile = cast
    taken(
        MOVEMENTS,
        lines(
            f"{ada.number} | | 01/02/2021 | Cession | 3 | | | {yann.number}",
            f"{ada.number} | Le Bris | 01/03/2019 | Souscription | 10 | 15,00 | |",
            f"{ada.number} | | 01/03/2020 | Souscription | 4 | 20,00 | 80 |",
            f"{yann.number} | | 02/02/2022 | Remboursement | 2 | | 30 € |",
        ),
    )
    assert held(date(2019, 3, 1)) == {ada.id: (10, 15_000, 15_000, 0)}
    assert held(date(2021, 2, 1)) == {ada.id: (11, 18_500, 18_500, 0), yann.id: (3, 4_500, 4_500, 0)}
    assert held() == {ada.id: (11, 18_500, 18_500, 0), yann.id: (1, 1_500, 1_500, 0)}
    days = [row.effective_on for row in entries()]
    assert days == sorted(days)
    assert register_faults() == [] and first_broken_entry() is None


def test_instalments_are_paid_on_their_days(cast):
    ada, *_others = cast
    taken(
        MOVEMENTS,
        lines(
            f"{ada.number} | | 01/03/2019 | Souscription | 10 | 20 | |",
            f"{ada.number} | | 01/03/2019 | Versement | | | 50 |",
            f"{ada.number} | | 01/09/2019 | Libération | | | 150 |",
        ),
    )
    assert held(date(2019, 3, 1)) == {ada.id: (10, 20_000, 5_000, 0)}
    assert held() == {ada.id: (10, 20_000, 20_000, 0)}


def test_two_lines_one_for_each_account_are_one_transfer(cast):
    ada, yann, _odile = cast
    hold(ada, 10)
    taken(
        MOVEMENTS,
        lines(f"{ada.number} | | 01/05/2025 | Cession | -4 | | |", f"{yann.number} | | 01/05/2025 | Cession | 4 | | |"),
    )
    assert held() == {ada.id: (6, 12_000, 12_000, 0), yann.id: (4, 8_000, 8_000, 0)}
    assert db.session.scalar(select(func.count()).where(ShareOperation.kind == "transfer")) == 1


def test_a_refund_makes_its_claim_and_what_is_still_owed_stands_in_the_schedule(cast):
    ada, yann, _odile = cast
    hold(ada, 10), hold(yann, 10)
    taken(
        MOVEMENTS,
        lines(
            f"{ada.number} | | 01/05/2025 | Démission | 10 | | |",
            f"{ada.number} | | 01/09/2025 | Remboursement payé | | | 150 |",
            f"{yann.number} | | 01/05/2025 | Remboursement | 3 | | 54 |",
        ),
    )
    owed = {one.request.member_id: (one.decided, one.owed_cents, one.waits) for one in claim_accounts()}
    assert owed == {ada.id: (10, 5_000, False), yann.id: (3, 0, False)}
    assert [row.owed_cents for row in entries() if row.kind == "loss_charged"] == [-600]
    assert register_faults() == []


def test_a_former_member_is_still_owed_what_the_sheet_of_holdings_says(cast):
    ada, *_others = cast
    taken(MOVEMENTS, sheet(f"N° | Date | Parts | À rembourser\n{ada.number} | 31/12/2023 | | 120,00"))
    assert held() == {ada.id: (0, 0, 0, 12_000)}
    assert [one.request.cause for one in claim_accounts()] == ["opening"]


def test_the_price_is_that_of_the_statutes_of_the_day_only_where_the_sheet_gives_none(cast):
    ada, *_others = cast
    head = "N° | Date | Parts"
    taken(MOVEMENTS, lines(f"{ada.number} | 01/01/2021 | 2", head=head))
    assert [row.nominal_cents for row in entries()] == [2_000]
    assert faults(planned(MOVEMENTS, lines(f"{ada.number} | 01/01/2019 | 2", head=head))) == [(2, "nominal")]


def test_members_are_known_by_name_or_siren_where_the_sheet_gives_no_number(cast):
    town = make_member(make_organisation("Ville de Sainte-Anne", "commune", siren="217500016"), "collectivites")
    make_member("Jean Martin"), make_member("Jean Martin")
    content = sheet(
        "Nom | Prénom | SIREN | Date | Parts\nQUERE | yann | | 01/01/2021 | 2\n | | 217 500 016 | 01/01/2021 | 3\n"
        "Martin | Jean | | 01/01/2021 | 1\nInconnue | Zoé | | 01/01/2021 | 1"
    )
    assert faults(planned(MOVEMENTS, content)) == [(4, "name"), (5, "name")]
    taken(MOVEMENTS, sheet("Nom | Date | Parts\nYann Quéré | 01/01/2021 | 2\nVille de Sainte Anne | 01/01/2021 | 3"))
    assert {member: one[0] for member, one in held().items()} == {cast[1].id: 2, town.id: 3}


def test_nobody_is_written_to_and_a_trial_writes_nothing(cast):
    content = lines(f"{cast[0].number} | | 01/03/2019 | Souscription | 10 | 15 | |")
    before = db.session.scalar(select(func.count()).select_from(Mail))
    assert states(planned(MOVEMENTS, content)) == ["created"]
    assert entries() == []
    taken(MOVEMENTS, content)
    assert db.session.scalar(select(func.count()).select_from(Mail)) == before


def test_the_trial_shows_the_account_before_and_after_and_totals_by_category_and_college(cast):
    ada, yann, _odile = cast
    hold(ada, 10)
    plan = planned(
        MOVEMENTS,
        lines(
            f"{ada.number} | | 01/03/2025 | Souscription | 5 | 20 | |", f"{yann.number} | | 01/03/2025 | | 2 | 20 | |"
        ),
    )
    assert next((one.field, one.before, one.after) for one in plan.outcomes[0].changes) == ("shares", "10", "15")
    assert [(one.by, one.group, one.members, one.lines, one.shares, one.paid_cents) for one in plan.totals] == [
        ("category", "Collectivités", 2, 2, 7, 14_000),
        ("college", "Collège des soutiens", 2, 2, 7, 14_000),
        ("", "", 2, 2, 7, 14_000),
    ]


# what the ledger refuses


def test_each_line_that_breaks_a_rule_of_the_ledger_says_which_and_by_how_much(cast):
    ada, yann, _odile = cast
    hold(ada, 10, on=date(2024, 3, 1))
    hold(yann, 10, on=date(2024, 3, 1), paid_cents=5_000)
    row = "{} | | {} | {} | {} | {} | {} | {}".format
    content = lines(
        row(ada.number, "01/04/2024", "Cession", 12, "", "", yann.number),
        row(ada.number, "01/02/2024", "Remboursement", 1, "", "", ""),
        row(ada.number, "01/04/2024", "Remboursement", 5, "", 120, ""),
        row(ada.number, "01/04/2024", "Remboursement payé", "", "", 10, ""),
        row(yann.number, "01/04/2024", "Versement", "", "", 200, ""),
        row(ada.number, "01/04/2024", "Versement", "", "", 1, ""),
        row(ada.number, "01/04/2024", "Don", 2, 25, "", ""),
        row(ada.number, "01/04/2024", "Souscription", 3, 20, 61, ""),
        row(ada.number, "01/04/2024", "Souscription", 3, "", 61, ""),
        row(ada.number, "01/04/2024", "Souscription", -3, 20, "", ""),
        row(ada.number, "01/04/2044", "Souscription", 3, 20, "", ""),
        row(ada.number, "01/04/2024", "Cotisation", 3, 20, "", ""),
        row(99, "01/04/2024", "Souscription", 3, 20, "", ""),
        row(ada.number, "01/04/2024", "Cession", 2, "", "", ""),
    )
    fields = [
        "shares", "shares", "amount", "owed", "paid", "paid", "nominal", "amount", "amount", "shares", "effective_on",
        "kind", "number", "counterpart",
    ]  # fmt: skip
    assert faults(planned(MOVEMENTS, content)) == list(enumerate(fields, start=2))
    told = sentences(content)
    assert any("10 shares: 2 too few for 12" in one for one in told)
    assert any("120,00" in one and "20,00" in one for one in told)


def test_a_line_that_makes_a_later_day_impossible_is_refused(cast):
    ada, yann, _odile = cast
    taken(MOVEMENTS, lines(f"{ada.number} | | 01/03/2024 | | 10 | 20 | |"))
    taken(MOVEMENTS, lines(f"{ada.number} | | 01/06/2025 | Cession | 8 | | | {yann.number}"))
    plan = planned(MOVEMENTS, lines(f"{ada.number} | | 01/06/2024 | Don | 5 | | |"))
    assert states(plan) == ["refused"]
    assert plan.outcomes[0].faults[0].values["short"] == 3


@pytest.mark.parametrize(
    "word", ["Contre-passation", "Changement de la valeur nominale", "Réunion de deux fiches", "Conversion", "Impayé"]
)
def test_what_no_sheet_can_say_is_refused_at_its_line_with_what_to_do(cast, word):
    plan = planned(MOVEMENTS, lines(f"{cast[0].number} | | 01/03/2024 | {word} | 10 | 20 | |"))
    assert faults(plan) == [(2, "kind")]


def test_one_refused_line_and_nothing_is_taken_in(cast):
    ada, *_others = cast
    with pytest.raises(Refused):
        taken(
            MOVEMENTS,
            lines(f"{ada.number} | | 01/03/2024 | | 10 | 20 | |", f"{ada.number} | | 01/04/2024 | Don | 11 | | |"),
        )
    assert entries() == []


def test_the_register_that_moved_since_the_plan_is_not_written_upon(cast):
    from shares.services.import_writing import write_movements
    from spreadsheets.registry import Taking

    plan = planned(MOVEMENTS, lines(f"{cast[0].number} | | 01/03/2024 | | 10 | 20 | |"))
    hold(cast[1], 2)
    with pytest.raises(StateMoved):
        write_movements(plan.work, Taking(1, BY["actor"], RECORDED))


def test_a_register_of_any_size_is_planned_in_as_many_statements(cast):
    members = [make_member(category="collectivites") for _each in range(30)]

    def statements(count: int) -> int:
        content = lines(*(f"{one.number} | | 01/03/2024 | | 10 | 20 | |" for one in members[:count]))
        counted = []
        listen = lambda *_args: counted.append(1)  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listen)
        try:
            assert {one.state for one in planned(MOVEMENTS, content).outcomes} == {State.CREATED}
        finally:
            event.remove(db.engine, "before_cursor_execute", listen)
        return len(counted)

    assert statements(3) == statements(30) <= 10
