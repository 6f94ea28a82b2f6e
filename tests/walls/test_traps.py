"""The twelve traps of the libraries we stand on, each sprung on purpose.

Here: 1 a table copy on SQLite deletes children and drops triggers; 2 a rollback that does not roll back; 4 a change of
type that PostgreSQL refuses. Elsewhere: 3 CHECK constraints that autogenerate does not see, `test_migrations.py`;
5 PostgreSQL refuses root, `tests/postgres.py`, which starts it under another user; 6 no collation is the same everywhere,
`tests/services/test_membership_register.py`; 7 typst reads no woff2, `test_documents.py`; 8 French days and hours,
`tests/rules/web/test_web_rules.py`; 9 htmx, which is not used (docs/decisions/0004); 10 counters of one process alone,
`tests/services/test_accounts_races.py`; 11 pictures of whole pages are looked at, never compared, `tests/browser.py`;
12 locks that name an index, `test_repository.py`.
"""

import ast
import shutil

from sqlalchemy import create_engine, text

from tests.walls.house import ROOT, name_of, tree_of

VERSIONS = sorted((ROOT / "migrations" / "versions").glob("*.py"))
COPIES = '''"""Copies a table that has children, and a table of facts, as SQLite changes a table."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{head}"


def upgrade() -> None:
    how = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    for name in ("account", "role_fact", "audit_entry"):
        with op.batch_alter_table(name, recreate=how) as table:
            table.add_column(sa.Column("more", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Nobody goes back."""
'''


def test_a_copied_table_keeps_its_children_and_its_guards(own_app, own_database, tmp_path, at):
    from flask_migrate import upgrade

    from foundation.accounts.permissions import Role
    from foundation.accounts.services import create_account, grant_role
    from foundation.kernel.audit import SYSTEM
    from foundation.kernel.db import db
    from tests.databases import close

    shutil.copytree(ROOT / "migrations", tmp_path / "migrations")
    version = tmp_path / "migrations" / "versions" / "9999_copies.py"
    version.write_text(COPIES.format(head=VERSIONS[-1].name[:4]))
    with own_app.app_context():
        account = create_account(email="ada@vallon.example", name="Ada Brume", actor=SYSTEM, at=at)
        grant_role(account, Role.BOARD, actor=SYSTEM, at=at)
        db.session.commit()
    before = _facts(own_database)
    close(own_app)
    with own_app.app_context():
        upgrade(directory=str(tmp_path / "migrations"))
    close(own_app)
    assert _facts(own_database) == before
    assert before["role_fact"] == 1
    assert before["triggers"]


def _facts(url):
    """How many rows, and which triggers."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            counts = {
                name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar()
                for name in ("account", "role_fact", "audit_entry")
            }
            listed = (
                "SELECT name FROM sqlite_master WHERE type = 'trigger'"
                if connection.dialect.name == "sqlite"
                else "SELECT tgrelid::regclass || ' ' || tgname FROM pg_trigger WHERE NOT tgisinternal"
            )
            return {**counts, "triggers": sorted(connection.scalars(text(listed)))}
    finally:
        engine.dispose()


def test_what_a_test_commits_is_rolled_back_with_it(session, database_url, at):
    from foundation.accounts.services import create_account
    from foundation.kernel.audit import SYSTEM

    create_account(email="nobody-keeps-me@vallon.example", name="Ada Brume", actor=SYSTEM, at=at)
    session.commit()
    engine = create_engine(database_url)
    with engine.connect() as connection:
        seen = connection.execute(text("SELECT count(*) FROM account WHERE email LIKE 'nobody-keeps-me%'")).scalar()
    engine.dispose()
    assert seen == 0


def test_a_rollback_takes_back_what_a_savepoint_kept(own_app):
    from foundation.kernel.db import db

    with own_app.app_context(), db.engine.connect() as connection:
        outer = connection.begin()
        with connection.begin_nested():
            connection.execute(text("CREATE TABLE trap (id INTEGER)"))
            connection.execute(text("INSERT INTO trap VALUES (1)"))
        outer.rollback()
        assert not db.inspect(db.engine).has_table("trap")


def test_a_change_of_type_says_how_postgresql_converts():
    mute = [
        f"{name_of(path)}:{node.lineno}"
        for path in VERSIONS
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", "") == "alter_column"
        and {"type_"} == {word.arg for word in node.keywords} & {"type_", "postgresql_using"}
    ]
    assert not mute
