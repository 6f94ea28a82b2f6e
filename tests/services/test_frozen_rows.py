"""Rows that the law freezes stand against whoever speaks to the database: votes, assemblies, agendas; on both engines.

Facts alone are append-only (tests/walls/test_append_only.py); these rows live until a moment, then stand.
"""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from foundation.kernel.frozen import frozen_tables
from governance.services.voting import open_vote
from tests.factories.governance import (
    OPENED,
    convened,
    in_session,
    make_assembly,
    pole_members,
    pole_statutes,
    whole_evening,
)


@pytest.fixture(autouse=True)
def database(session):
    return session


def is_frozen(statement: str, **values: object) -> bool:
    """Whether a guard refuses this statement; what it did is undone, and another bound (a CHECK) is no guard."""
    db.session.flush()
    connection = db.session.connection()
    spot = connection.begin_nested()
    try:
        done = connection.execute(text(statement), values)
    except DBAPIError as error:
        return "is frozen" in str(error)
    finally:
        spot.rollback()
    assert done.rowcount != 0, "this statement touches no row and proves nothing"
    return False


def set_(table: str, column: str, row: int) -> bool:
    """Whether no guard keeps this column from another value: text longer, numbers and moments other."""
    kind = db.metadata.tables[table].columns[column].type.python_type.__name__
    other = {"str": f"{column} || 'x'", "int": f"coalesce({column}, 0) + 1000", "bool": f"NOT {column}"}
    value = other.get(kind, "'2031-01-01 00:00:00'")
    return not is_frozen(f"UPDATE {table} SET {column} = {value} WHERE id = :row", row=row)


def free(table: str, row: int) -> set[str]:
    """The columns of this row that no guard keeps, tried one by one (keys apart)."""
    names = [column.name for column in db.metadata.tables[table].columns]
    return {name for name in names if not _is_key(table, name) and set_(table, name, row)}


def _is_key(table: str, column: str) -> bool:
    found = db.metadata.tables[table].columns[column]
    return found.primary_key or bool(found.foreign_keys)


def replace_row(table: str) -> bool:
    names = ", ".join(column.name for column in db.metadata.tables[table].columns)
    return not is_frozen(f"INSERT OR REPLACE INTO {table} ({names}) SELECT {names} FROM {table}")


# ---- a vote ------------------------------------------------------------------------------------------


def opened_box():
    assembly, _members = in_session()
    return open_vote(assembly, assembly.items[1].id, actor=SYSTEM, at=OPENED)


def test_of_an_open_vote_nothing_moves_but_its_closing():
    assert free("votes_box", opened_box().id) == {"closed_at", "closes_at"}


def test_a_closed_vote_is_neither_reopened_nor_closed_at_another_time():
    evening = whole_evening()
    row = evening.assembly.items[1].box_id
    assert free("votes_box", row) == set()
    assert is_frozen("UPDATE votes_box SET closed_at = NULL WHERE id = :row", row=row)


def test_an_agenda_point_keeps_its_vote():
    assembly = whole_evening().assembly
    row = assembly.items[1].id
    assert is_frozen("UPDATE agenda_item SET id = id + 1000 WHERE id = :row", row=row)
    assert is_frozen("UPDATE agenda_item SET box_id = NULL WHERE id = :row", row=row)
    assert is_frozen("UPDATE agenda_item SET assembly_id = assembly_id + 1 WHERE id = :row", row=row)


# ---- an assembly and its agenda ----------------------------------------------------------------------


@pytest.fixture
def people():
    pole_statutes()
    return pole_members()


def test_a_draft_is_still_written(people):
    assembly = make_assembly()
    assert {"title", "kind", "starts_at", "place", "zone"} <= free("assembly", assembly.id)
    assert {"title", "text", "position"} <= free("agenda_item", assembly.items[0].id)
    assert not is_frozen("DELETE FROM agenda_item WHERE id = :row", row=assembly.items[0].id)


def test_once_the_notice_left_what_members_were_told_stands(people):
    assembly = convened()
    assert free("assembly", assembly.id) == {"opened_at", "closed_at"}
    assert free("agenda_item", assembly.items[0].id) == {"dealt_with_at"}
    assert is_frozen("UPDATE assembly SET convened_at = NULL WHERE id = :row", row=assembly.id)
    assert is_frozen("UPDATE assembly SET first_assembly_id = id WHERE id = :row", row=assembly.id)


def test_in_session_the_state_goes_forward_only():
    assembly, _members = in_session()
    row = assembly.id
    assert free("assembly", row) == {"closed_at"}
    assert is_frozen("UPDATE assembly SET opened_at = NULL WHERE id = :row", row=row)
    assert is_frozen("UPDATE assembly SET statutes_id = NULL WHERE id = :row", row=row)


def test_of_a_closed_assembly_nothing_moves_at_all():
    assembly = whole_evening().assembly
    assert free("assembly", assembly.id) == set()
    assert free("agenda_item", assembly.items[0].id) == set(), "a point not dealt with stays so"
    assert is_frozen("UPDATE assembly SET closed_at = NULL WHERE id = :row", row=assembly.id)


# ---- rows are kept -----------------------------------------------------------------------------------


@pytest.mark.parametrize("table", ["assembly", "agenda_item", "votes_box"])
def test_no_row_is_deleted_replaced_or_truncated(table, engine_name):
    whole_evening()
    assert is_frozen(f"DELETE FROM {table}")
    if engine_name == "pg":
        assert is_frozen(f"TRUNCATE {table} CASCADE")
    else:
        assert not replace_row(table)
    assert table in frozen_tables()


def test_an_upsert_is_an_update():
    assembly, _members = in_session()
    statement = (
        "INSERT INTO agenda_item (id, assembly_id, position, title, text, question, supported_by_board, replaceable, ballot) "
        "SELECT id, assembly_id, position, title, text, question, supported_by_board, replaceable, ballot FROM agenda_item "
        "WHERE assembly_id = :row ON CONFLICT (id) DO UPDATE SET title = 'Autre'"
    )
    assert is_frozen(statement, row=assembly.id)


def test_the_product_itself_still_closes_what_it_opened():
    evening = whole_evening()
    assert evening.assembly.closed_at == OPENED + timedelta(minutes=40)
