"""Rows by the thousand: what an import writes goes in by COPY on PostgreSQL, and reads as if written one by one."""

from datetime import UTC, date, datetime

from sqlalchemy import event, select

from foundation.kernel import audit
from foundation.kernel.audit import SYSTEM, AuditEntry, Told, first_broken_entry
from foundation.kernel.bulk import insert_many, insert_numbered
from foundation.kernel.db import db, table_of
from shares.models import ShareOperation

AT = datetime(2026, 5, 4, 8, 30, 15, 123456, tzinfo=UTC)
AWKWARD = "Tab\t, retour\n, antislash \\N, guillemets \" et « œ »"


def operation(motive: str) -> dict[str, object]:
    text = dict.fromkeys(("decision", "document", "means", "payer"), "")
    ties = dict.fromkeys(("decided_on", "actor_id", "reverses_id", "about_id", "claim_id", "claim_step", "batch_id"))
    own = {"kind": "gift", "effective_on": date(2026, 5, 4), "recorded_at": AT, "actor_name": "scic"}
    return {**text, **ties, **own, "motive": motive}


def test_many_rows_come_back_as_they_were_given_with_the_identifiers_of_the_database(session):
    rows = [operation(f"{AWKWARD} {number}") for number in range(30)]
    insert_numbered(table_of(ShareOperation), rows)
    found = db.session.execute(select(ShareOperation).order_by(ShareOperation.id)).scalars().all()
    assert [(one.id, one.motive, one.recorded_at, one.decided_on) for one in found] == [
        (row["id"], row["motive"], AT, None) for row in rows
    ]
    later = operation("plus tard")
    insert_numbered(table_of(ShareOperation), [later])
    assert later["id"] > rows[-1]["id"]


def test_nothing_to_write_is_nothing_done(session):
    insert_many(table_of(ShareOperation), [])
    insert_numbered(table_of(ShareOperation), [])
    assert db.session.query(ShareOperation).count() == 0


def test_many_facts_of_the_trail_hold_as_one_chain(session):
    audit.record_all([Told("test:many", f"x:{one}", {"said": AWKWARD}) for one in range(20)], actor=SYSTEM, at=AT)
    assert first_broken_entry() is None
    assert db.session.query(AuditEntry).filter_by(tag="test:many").first().details == {"said": AWKWARD}


def test_postgresql_is_not_sent_one_insert_a_row(session):
    """psycopg sends an `executemany` row by row: under load that took ten times as long as SQLite."""
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_more):
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        audit.record_all([Told("test:many", f"x:{one}", {}) for one in range(50)], actor=SYSTEM, at=AT)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    on_postgres = db.session.get_bind().dialect.name == "postgresql"
    assert sum(one.startswith("INSERT INTO audit_entry") for one in seen) == (0 if on_postgres else 1)
