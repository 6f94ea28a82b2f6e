"""Every table is known to the rules of retention, and no erasure can touch what a seal covers."""

from collections import Counter


def tables():
    import scic.app  # noqa: F401
    from foundation.kernel.db import db

    return db.metadata.tables


def test_every_table_has_its_place_among_the_kinds_of_data():
    """A new table: add it to `privacy/rules/places.py`, and to the erasure where its time comes."""
    from privacy.rules.places import NOTHING_OF_ANYBODY, PLACES

    known = Counter([*(table for some in PLACES.values() for table in some), *NOTHING_OF_ANYBODY])
    assert set(tables()) - set(known) == set()
    assert set(known) - set(tables()) == set()
    assert [table for table, times in known.items() if times > 1] == []


def test_what_a_seal_covers_cannot_be_emptied():
    from foundation.kernel.ledger import erasable_columns

    tables()
    sealed = {"share_operation", "share_movement", "votes_right", "votes_ballot", "votes_result", "statutes_version"}
    assert not sealed & erasable_columns().keys()
    assert erasable_columns()["audit_entry"].keys() == {"actor_name", "details", "salt"}


def test_an_erasable_column_takes_its_empty_value():
    """Text to "", JSON to {}, bytes to nothing: the column must allow it."""
    from foundation.kernel.ledger import erasable_columns

    for table, columns in erasable_columns().items():
        for name, value in columns.items():
            column = tables()[table].columns[name]
            assert value is not None or column.nullable, f"{table}.{name}"
            assert not column.primary_key
            assert not column.foreign_keys
