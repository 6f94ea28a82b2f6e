"""The journal as a whole: any story of operations keeps its laws on every date; what was exported can be told again."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from shares.exporting import as_csv, as_json, state_of
from shares.queries import capital_curve, capital_on, entries, highest_on, positions_on, register_rows, totals_on
from shares.rules.positions import known_on, positions, total
from shares.services import (
    call,
    give_to_cooperative,
    record_payment,
    reverse_operation,
    transfer,
)
from shares.verification import register_faults
from tests.factories.membership import ADMITTED, RECORDED, make_member, make_statutes
from tests.factories.shares import BY, DECIDED, hold

DAYS = 60


@pytest.fixture
def cast(session):
    """Three members of a category without bounds, and statutes without a floor of their own."""
    make_statutes()
    return [make_member(name, "collectivites") for name in ("Ada Le Bris", "Yann Quéré", "Odile Roux")]


def story(cast, data, length=8):
    """Draw operations; those that a rule refuses are refused whole. Returns the operations kept."""
    kept = []
    for turn in range(data.draw(st.integers(1, length))):
        act = data.draw(st.sampled_from(["subscribe", "pay", "call", "transfer", "give", "reverse"]))
        one, other = data.draw(st.sampled_from(cast)), data.draw(st.sampled_from(cast))
        on = ADMITTED + timedelta(days=data.draw(st.integers(0, DAYS)))
        count = data.draw(st.integers(1, 20))
        by = {**BY, "at": RECORDED + timedelta(days=turn)}
        with db.session.begin_nested() as savepoint:
            try:
                kept.append(perform(act, one, other, on, count=count, kept=kept, by=by))
                savepoint.commit()
            except (Refused, StateMoved):
                savepoint.rollback()
    return kept


def perform(act, one, other, on, *, count, kept, by):
    if act == "pay":
        return record_payment(one.id, count * 700, on, **by)
    if act == "call":
        return call(one.id, count * 500, on, **by)
    if act == "transfer":
        return transfer(one.id, other.id, count, on, decision="Conseil", **by)
    if act == "give":
        return give_to_cooperative(one.id, count, on, **by)
    if act == "reverse" and kept:
        return reverse_operation(kept[count % len(kept)].operation.id, motive="Erreur", **by)
    return hold(one, count, on=on, at=by["at"], paid_cents=count * 500)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_story_keeps_the_laws_of_the_journal_on_every_day(cast, data):
    with db.session.begin_nested() as savepoint:
        story(cast, data)
        assert register_faults() == []
        journal = entries()
        assert [row.number for row in journal] == list(range(1, len(journal) + 1))
        for offset in range(-1, DAYS + 2, 9):
            on = ADMITTED + timedelta(days=offset)
            known = known_on(journal, on)
            by_rule = {holder: position for (_kind, holder), position in positions(known).items()}
            assert positions_on(on) == by_rule == {row.member_id: row.position for row in register_rows(on)}
            assert totals_on(on) == total(positions(known))
            assert all(one.shares >= 0 and one.receivable_cents >= 0 for one in by_rule.values())
            assert capital_on(on) <= highest_on(on).subscribed
            assert ([one.subscribed for one in capital_curve(on)] or [capital_on(on)])[-1] == capital_on(on)
        savepoint.rollback()


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_taking_the_last_operation_back_restores_every_day(cast, data):
    with db.session.begin_nested() as savepoint:
        story(cast, data, 4)
        days = [ADMITTED + timedelta(days=offset) for offset in range(-1, DAYS + 2, 9)]
        before = [positions_on(day) for day in days]
        last = hold(cast[0], data.draw(st.integers(1, 9)), on=data.draw(st.sampled_from(days[1:])), at=RECORDED)
        reverse_operation(last.operation.id, motive="Erreur", **BY)
        assert [positions_on(day) for day in days] == before
        savepoint.rollback()


def test_unrelated_operations_commute(cast):
    ada, yann, odile = cast
    hold(ada, 20)
    acts = [lambda: hold(yann, 3), lambda: transfer(ada.id, odile.id, 5, date(2025, 5, 1), **DECIDED)]
    ends = []
    for order in (acts, acts[::-1]):
        with db.session.begin_nested() as savepoint:
            for act in order:
                act()
            ends.append([positions_on(day) for day in (ADMITTED, date(2025, 5, 1), date.max)])
            savepoint.rollback()
    assert ends[0] == ends[1]


def test_an_export_made_then_is_made_again_to_the_letter(cast):
    ada, yann, _odile = cast
    hold(ada, 10)
    wrong = hold(yann, 4, on=date(2025, 1, 1))
    then, day = RECORDED + timedelta(days=1), date(2025, 12, 31)
    first = "".join(as_json(state_of(day, then), then.date())), "".join(as_csv(state_of(day, then), then.date()))
    later = {**BY, "at": RECORDED + timedelta(days=400)}
    reverse_operation(wrong.operation.id, motive="Erreur", **later)
    hold(ada, 7, on=date(2025, 3, 1), at=later["at"])
    again = "".join(as_json(state_of(day, then), then.date())), "".join(as_csv(state_of(day, then), then.date()))
    assert again == first
    assert "".join(as_json(state_of(day, None), None)) != first[0]


@pytest.mark.parametrize(
    "table", ["share_operation", "share_movement", "refund_request", "formal_notice", "loss_statement"]
)
@pytest.mark.parametrize("verb", ["UPDATE {} SET recorded_at = recorded_at", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_the_journal(cast, session, table, verb):
    from shares.services import record_losses, record_notice, request_refund

    hold(cast[0], 10, paid_cents=5000, called_cents=20_000)
    request_refund(cast[0].id, 1, ADMITTED, **BY)
    record_notice(cast[0].id, 1, ADMITTED, **BY)
    record_losses(date(2025, 12, 31), 0, decided_on=date(2026, 5, 1), decision="AGO", **BY)
    with pytest.raises(DatabaseError, match="append-only"), session.begin_nested():
        session.execute(text(verb.format(table)))


def test_a_row_changed_behind_our_back_is_named(own_app):
    """The triggers are dropped first, as only somebody with the keys of the database can."""
    from foundation.web.transaction import transaction

    with own_app.app_context():
        with transaction():
            make_statutes()
            member = make_member("Ada Le Bris")
            for count in (3, 4, 5):
                hold(member, count)
        sqlite = db.engine.dialect.name == "sqlite"
        for name in ("share_movement_no_update",) if sqlite else ("share_movement_no_change ON share_movement",):
            db.session.execute(text(f"DROP TRIGGER {name}"))
        db.session.execute(text("UPDATE share_movement SET paid_cents = paid_cents - 1 WHERE number = 4"))
        db.session.commit()
        assert next(one.where for one in register_faults()) == "movement:4"
