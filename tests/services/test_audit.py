"""The audit trail: every row is chained to the one before, and the first that does not hold is named."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from foundation.accounts.rules.events import AccountEvent
from foundation.kernel import audit
from foundation.kernel.audit import Actor, BrokenEntry, first_broken_entry
from foundation.kernel.db import db
from foundation.kernel.ledger import AppendOnlyViolation, erase
from scic.verification import emptied_faults, expected_head_faults, trail_head

ADA = Actor(None, "Ada")
AT = datetime(2026, 6, 12, 18, tzinfo=UTC)


def write(*words):
    return [
        audit.record("test:thing:done", f"thing:{word}", actor=ADA, at=AT, details={"word": word}) for word in words
    ]


def unguarded(statement):
    """Speak to the database as somebody who first took the guards away."""
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DROP TRIGGER audit_entry_no_update")
        connection.exec_driver_sql("DROP TRIGGER audit_entry_no_delete")
    else:
        connection.exec_driver_sql("ALTER TABLE audit_entry DISABLE TRIGGER USER")
    connection.execute(text(statement))
    db.session.expire_all()


def test_an_untouched_trail_holds(session):
    write("un", "deux", "trois")
    assert first_broken_entry() is None


def test_numbers_follow_each_other_without_a_gap(session):
    first, second = write("un", "deux")
    assert second.number == first.number + 1
    assert second.previous_hash == first.hash


def test_a_moment_told_in_another_zone_is_the_same_moment(session):
    audit.record("test:thing:done", "thing:1", actor=ADA, at=AT.astimezone(ZoneInfo("Europe/Paris")))
    db.session.expire_all()
    assert first_broken_entry() is None


@pytest.mark.parametrize(
    ("column", "value"), [("details", '{"word":"autre"}'), ("actor_name", "Ève"), ("subject", "thing:9")]
)
def test_a_row_changed_behind_our_back_is_named(session, column, value):
    entry = write("un", "deux", "trois")[1]
    number = entry.number
    unguarded(f"UPDATE audit_entry SET {column} = '{value}' WHERE id = {entry.id}")
    assert first_broken_entry() == BrokenEntry(number, "content")


def test_a_row_deleted_behind_our_back_is_named(session):
    entry = write("un", "deux", "trois")[1]
    number = entry.number
    unguarded(f"DELETE FROM audit_entry WHERE id = {entry.id}")
    assert first_broken_entry() == BrokenEntry(number, "gap")


def test_a_row_rewritten_with_its_own_hash_breaks_the_next_one(session):
    _first, second, third = write("un", "deux", "trois")
    number, identity = third.number, second.id
    second_values = {"details": {"word": "autre"}}
    forged = audit.AuditEntry(
        number=second.number,
        tag=second.tag,
        subject=second.subject,
        actor_id=None,
        actor_name="Ada",
        at=AT,
        previous_hash=second.previous_hash,
        salt=second.salt,
        **second_values,
    )
    forged.sealed = audit.seal_of(forged)
    forged_hash = audit.entry_hash(forged)
    unguarded(
        f"UPDATE audit_entry SET details = '{{\"word\":\"autre\"}}', sealed = '{forged.sealed}', "
        f"hash = '{forged_hash}' WHERE id = {identity}"
    )
    assert first_broken_entry() == BrokenEntry(number, "chain")


def test_the_orm_refuses_to_change_or_delete_a_fact(session):
    [entry] = write("un")
    entry.actor_name = "Ève"
    with pytest.raises(AppendOnlyViolation):
        db.session.flush()
    db.session.rollback()


def test_the_orm_refuses_to_delete_a_fact(session):
    [entry] = write("un")
    db.session.delete(entry)
    with pytest.raises(AppendOnlyViolation):
        db.session.flush()
    db.session.rollback()


def test_the_history_of_a_subject_is_told_in_order(session):
    write("un", "deux")
    audit.record("test:thing:done", "thing:un", actor=ADA, at=AT, details={"word": "encore"})
    assert [entry.details["word"] for entry in audit.history("thing:un")] == ["un", "encore"]


def test_a_head_noted_elsewhere_sees_the_tail_that_was_cut(session):
    first, _second, third = write("un", "deux", "trois")
    noted, kept = f"{third.number}:{third.hash}", f"{first.number}:{first.hash}"
    assert trail_head() == noted
    assert expected_head_faults(noted) == []
    unguarded(f"DELETE FROM audit_entry WHERE id = {third.id}")
    assert first_broken_entry() is None
    assert [fault.where for fault in expected_head_faults(noted)] == [f"audit:{noted.partition(':')[0]}"]
    assert expected_head_faults(kept) == []


@pytest.mark.parametrize("text", ["", "x", "1", "1:", "99999999999999999999:00", "-1:00"])
def test_a_head_that_cannot_be_is_a_finding_and_no_crash(session, text):
    assert len(expected_head_faults(text)) == 1


def test_what_a_row_told_can_be_erased_and_the_chain_still_holds(session):
    _first, second, third = write("un", "deux", "trois")
    number, kept = second.number, (second.hash, second.sealed)
    assert erase(audit.AuditEntry, audit.AuditEntry.number == number) == 1
    row = session.query(audit.AuditEntry).filter_by(number=number).one()
    assert (row.actor_name, row.details, row.salt) == ("", {}, "")
    assert (row.hash, row.sealed) == kept
    assert audit.is_erased(row)
    assert not audit.is_erased(third)
    assert first_broken_entry() is None


def test_a_row_cannot_be_written_anew_under_the_cover_of_erasure(session):
    [entry] = write("un")
    for change in ("actor_name = 'Ève'", 'details = \'{"word":"autre"}\'', "tag = ''", "subject = '', actor_name = ''"):
        with pytest.raises(DBAPIError, match="append-only"), session.begin_nested():
            session.execute(text(f"UPDATE audit_entry SET {change} WHERE id = {entry.id}"))


def test_a_row_emptied_in_part_is_named(session):
    [entry] = write("un")
    erase(audit.AuditEntry, audit.AuditEntry.id == entry.id, only=("actor_name",))
    assert first_broken_entry() == BrokenEntry(entry.number, "content")


def test_a_row_emptied_without_an_erasure_act_is_named(session):
    """Even a fact of the kind that an erasure may empty: somebody emptied it behind the registers."""
    entry = audit.record(AccountEvent.SIGNED_IN, "account:1", actor=audit.SYSTEM, at=AT, details={"by": "link"})
    assert emptied_faults() == []
    erase(audit.AuditEntry, audit.AuditEntry.number == entry.number)
    assert [fault.where for fault in emptied_faults()] == [f"audit:{entry.number}"]
