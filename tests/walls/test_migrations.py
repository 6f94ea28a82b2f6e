"""The migrations: up from empty, no difference with the models, down again; on the engine of this run."""

import re

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text

from tests.walls.house import ROOT, name_of

VERSIONS = sorted((ROOT / "migrations" / "versions").glob("*.py"))


def test_versions_read_as_history():
    names = [path.name for path in VERSIONS]
    assert all(re.fullmatch(r"\d{4}_[a-z0-9_]+\.py", name) for name in names), names
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))


@pytest.mark.parametrize("path", VERSIONS, ids=name_of)
def test_each_version_says_what_it_does_and_can_be_undone(path):
    code = path.read_text(encoding="utf-8")
    assert re.match(r'"""\S', code)
    assert re.search(r"def downgrade\(\) -> None:\n(?!\s+pass)", code)


def test_no_difference_with_the_models(own_app):
    from foundation.kernel.db import db

    with own_app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        differences = [
            difference for difference in compare_metadata(context, db.metadata) if not _is_of_the_queue(difference)
        ]
    assert not differences


def _is_of_the_queue(difference):
    table = difference[1] if isinstance(difference, tuple) and len(difference) > 1 else None
    return getattr(table, "name", "").startswith(("huey", "kv", "schedule", "task"))


def test_checks_of_the_models_are_in_the_database(own_app):
    """Autogenerate does not see CHECK constraints: they are compared here, by name."""
    from foundation.kernel.db import db

    with own_app.app_context():
        reader = inspect(db.engine)
        missing = [
            f"{table.name}: {constraint.name}"
            for table in db.metadata.sorted_tables
            for constraint in table.constraints
            if type(constraint).__name__ == "CheckConstraint"
            and str(constraint.name) not in {check["name"] for check in reader.get_check_constraints(table.name)}
        ]
    assert not missing


def test_indexes_of_some_rows_are_in_the_database(own_app):
    """Autogenerate does not see the condition of an index either; what was taken back is taken back once, by such ones."""
    from foundation.kernel.db import db

    with own_app.app_context():
        reader, engine = inspect(db.engine), db.engine.dialect.name
        wanted, found = {}, {}
        for table in db.metadata.sorted_tables:
            made = {str(one["name"]): one for one in reader.get_indexes(table.name)}
            for index in table.indexes:
                where = index.dialect_options[engine]["where"]
                if where is not None:
                    wanted[index.name] = str(where)
                    found[index.name] = str(made[index.name]["dialect_options"].get(f"{engine}_where", "")).strip("()")
            if "reverses_id" in table.columns:
                assert f"ix_{table.name}_reverses_id" in wanted
                assert made[f"ix_{table.name}_reverses_id"]["unique"]
    assert len(wanted) >= 12
    assert found == wanted


def test_down_to_nothing_and_up_again(own_app, own_database):
    from flask_migrate import downgrade, upgrade

    from tests.databases import close

    def tables():
        engine = create_engine(own_database)
        try:
            return set(inspect(engine).get_table_names()) - {"alembic_version"}
        finally:
            engine.dispose()

    before = tables()
    with own_app.app_context():
        downgrade(revision="base")
    close(own_app)
    assert tables() == set()
    with own_app.app_context():
        upgrade()
    close(own_app)
    assert tables() == before


def test_an_upgrade_keeps_rows_and_guards(own_app, own_database):
    """SQLite's table copy drops triggers and may delete child rows: a second upgrade leaves everything as it was."""
    from flask_migrate import upgrade

    from foundation.kernel import audit
    from foundation.kernel.clock import now
    from foundation.kernel.db import db
    from foundation.kernel.ledger import append_only_tables
    from tests.databases import close

    with own_app.app_context():
        audit.record("tests:wall:looked", "wall:1", actor=audit.SYSTEM, at=now())
        db.session.commit()
        upgrade()
    close(own_app)
    engine = create_engine(own_database)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM audit_entry")).scalar() == 1
        assert len(_triggers(connection)) >= 2 * len(append_only_tables())
    engine.dispose()


def _triggers(connection):
    if connection.dialect.name == "sqlite":
        return connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all()
    return connection.execute(text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")).all()
