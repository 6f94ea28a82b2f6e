"""A sheet of movements a second time: nothing twice, batches taken back, our own export back in without a change."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from foundation.kernel.audit import first_broken_entry
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from shares.models import ShareMovement, ShareOperation
from shares.movements_exporting import HEADINGS, about_movements, exported_movements
from shares.queries import entries
from shares.queries.claims import claim_accounts
from shares.services import pay_refund, record_advance, reverse_operation, split_nominal
from shares.services.importing import MOVEMENTS
from shares.verification import register_faults
from spreadsheets.writing import csv_chunks, xlsx_chunks
from tests.factories.candidates import make_candidate, request_of
from tests.factories.membership import make_member, make_statutes
from tests.factories.shares import BY, DECIDED, hold, losses, refunded
from tests.factories.sheets import faults, planned, states, taken, undone
from tests.services.test_shares_import import HEAD, held, lines
from tests.services.test_shares_journal import story


@pytest.fixture
def cast(session):
    make_statutes()
    return [make_member(name, "collectivites") for name in ("Ada Le Bris", "Yann Quéré", "Odile Roux")]


def exported() -> bytes:
    return "".join(csv_chunks(HEADINGS, exported_movements(), about=about_movements())).encode()


# twice, and back


def test_the_same_file_taken_in_twice_writes_nothing_twice(cast):
    ada, yann, odile = cast
    content = lines(
        f"{ada.number} | | 01/03/2019 | Souscription | 10 | 15 | |",
        f"{ada.number} | | 01/03/2019 | Souscription | 10 | 15 | |",
        f"{yann.number} | | 01/03/2019 | | 4 | | 60 |",
        f"{ada.number} | | 01/02/2021 | Cession | 3 | | | {yann.number}",
        f"{ada.number} | | 02/02/2022 | Remboursement | 2 | | 20 |",
        f"{yann.number} | | 02/02/2022 | Démission | 7 | | |",
        f"{yann.number} | | 02/03/2022 | Remboursement payé | | | 50 |",
        f"{odile.number} | | 02/03/2022 | Avance | | | 50 |",
    )
    taken(MOVEMENTS, content)
    before = entries()
    assert states(planned(MOVEMENTS, content)) == ["unchanged"] * 8
    taken(MOVEMENTS, content)
    assert entries() == before


def test_a_sheet_to_which_payments_were_added_does_not_bring_its_subscriptions_in_again(cast):
    ada, *_others = cast
    one = f"{ada.number} | | 01/03/2019 | Souscription | 10 | 15 | |"
    taken(MOVEMENTS, lines(one))
    longer = lines(
        one,
        f"{ada.number} | | 01/03/2020 | Souscription | 2 | 15 | |",
        f"{ada.number} | | 02/03/2020 | Versement | | | 30 |",
    )
    assert states(planned(MOVEMENTS, longer)) == ["unchanged", "created", "created"]


def test_two_equal_subscriptions_of_one_day_stay_two(cast):
    ada, *_others = cast
    one = f"{ada.number} | | 01/03/2019 | Souscription | 10 | 15 | |"
    taken(MOVEMENTS, lines(one))
    assert states(planned(MOVEMENTS, lines(one, one))) == ["unchanged", "created"]


def test_a_batch_is_taken_back_by_opposite_operations_and_comes_in_again(cast):
    ada, yann, _odile = cast
    hold(ada, 10)
    before = held()
    content = lines(
        f"{ada.number} | | 01/05/2025 | Cession | 3 | | | {yann.number}",
        f"{yann.number} | | 01/06/2025 | Démission | 3 | | |",
        f"{yann.number} | | 01/07/2025 | Remboursement payé | | | 20 |",
    )
    batch = taken(MOVEMENTS, content)
    undone(batch)
    assert held() == before
    assert register_faults() == [] and first_broken_entry() is None
    assert [one.waits for one in claim_accounts()] == [False]
    taken(MOVEMENTS, content)
    assert held()[yann.id][3] == 4_000


def test_a_batch_on_which_later_facts_rest_is_not_taken_back(cast):
    ada, yann, _odile = cast
    batch = taken(MOVEMENTS, lines(f"{ada.number} | | 01/03/2024 | | 10 | 20 | |"))
    taken(MOVEMENTS, lines(f"{ada.number} | | 01/03/2025 | Cession | 4 | | | {yann.number}"))
    with pytest.raises(Refused, match="too few"):
        undone(batch)


def test_a_batch_whose_refund_was_paid_since_is_not_taken_back(cast):
    ada, *_others = cast
    hold(ada, 10)
    batch = taken(MOVEMENTS, lines(f"{ada.number} | | 01/05/2025 | Démission | 10 | | |"))
    [claim] = claim_accounts()
    pay_refund(claim.request.id, 5_000, date(2025, 9, 1), **BY)
    with pytest.raises(Refused, match="under a refund of this import"):
        undone(batch)


def test_an_operation_taken_back_by_hand_before_stays_so(cast):
    ada, *_others = cast
    batch = taken(
        MOVEMENTS, lines(f"{ada.number} | | 01/03/2024 | | 10 | 20 | |", f"{ada.number} | | 01/03/2025 | | 4 | 20 | |")
    )
    first = db.session.scalars(select(ShareOperation).order_by(ShareOperation.id)).first()
    reverse_operation(first.id, motive="Erreur", **BY)
    undone(batch)
    assert held() == {}


# our own export


def test_our_own_export_comes_back_without_a_change(cast):
    ada, yann, odile = cast
    hold(ada, 10, document="=1+1", motive="-20 %"), hold(yann, 10, paid_cents=5_000)
    losses(2025)
    refunded(odile) if hold(odile, 5) else None
    record_advance(None, 5_000, date(2026, 1, 5), member_id=ada.id, **BY)
    record_advance(request_of(make_candidate()).id, 5_000, date(2026, 1, 5), payer="Élise", **BY)
    split_nominal(1_000, date(2026, 1, 6), **DECIDED)
    count = db.session.scalar(select(func.count()).select_from(ShareMovement))
    assert states(planned(MOVEMENTS, exported())) == ["unchanged"] * count
    workbook = b"".join(xlsx_chunks(HEADINGS, exported_movements(), title="Mouvements", about=about_movements()))
    assert states(planned(MOVEMENTS, workbook)) == ["unchanged"] * count
    taken(MOVEMENTS, exported())
    assert db.session.scalar(select(func.count()).select_from(ShareMovement)) == count


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_import_of_export_is_identity(cast, data):
    with db.session.begin_nested() as inside:
        story(cast, data)
        before = entries()
        if before:
            content = exported()
            plan = planned(MOVEMENTS, content)
            assert set(states(plan)) == {"unchanged"}, [one for one in plan.outcomes if one.state != "unchanged"]
            taken(MOVEMENTS, content)
            assert entries() == before
        inside.rollback()


def test_an_entry_that_the_sheet_says_otherwise_is_refused_with_what_stands(cast):
    hold(cast[0], 10)
    changed = exported().replace(b";10;20,00;200,00;", b";11;20,00;220,00;")
    plan = planned(MOVEMENTS, changed)
    assert faults(plan) == [(3, "shares"), (3, "subscribed")]
    assert plan.outcomes[0].faults[1].values["stands"].replace("\u202f", " ").startswith("200,00")


def test_order_numbers_are_kept_where_they_follow_on_and_refused_where_they_would_leave_a_gap(cast):
    ada, *_others = cast
    head = f"N° d'ordre | {HEAD}"
    row = "{} | {} | | {} | | 2 | 20 | |".format
    plan = planned(MOVEMENTS, lines(row(7, ada.number, "01/03/2024"), head=head))
    assert faults(plan) == [(2, "order")]
    taken(MOVEMENTS, lines(row(2, ada.number, "01/03/2023"), row(1, ada.number, "01/03/2024"), head=head))
    assert [(one.number, one.effective_on.year) for one in entries()] == [(1, 2024), (2, 2023)]
