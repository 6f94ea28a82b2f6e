"""Runs the migrations on either engine, and guards the tables of facts again after each run.

SQLite changes a table by copying it: foreign keys are off meanwhile (else the copy deletes child rows), checked after,
and the triggers that the copy drops are made again.
"""

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from foundation.jobs.queue import QUEUE_TABLES
from foundation.kernel.db import db
from foundation.kernel.frozen import remove_frozen_guards
from foundation.kernel.ledger import install_triggers, remove_deletion_guards


def ours(_object: object, name: str | None, kind: str, _reflected: bool, _compare_to: object) -> bool:
    """Leave the queue's own tables to the queue."""
    return not (kind == "table" and name in QUEUE_TABLES)


def migrate(connection: Connection) -> None:
    """Run what is asked in one transaction, then restore the guards."""
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_as_batch=True,
        compare_type=True,
        compare_server_default=True,
        include_object=ours,
    )
    with context.begin_transaction():
        remove_frozen_guards(connection)
        remove_deletion_guards(connection)
        context.run_migrations()
        install_triggers(connection)


def run_on_sqlite(connection: Connection) -> None:
    """Foreign keys off before the transaction, checked before it is kept."""
    connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    connection.commit()
    connection.connection.execute("PRAGMA foreign_keys=OFF")
    migrate(connection)
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"the migration left rows without their parent: {broken[:5]}")
    connection.commit()
    connection.connection.execute("PRAGMA foreign_keys=ON")


engine = current_app.extensions["migrate"].db.engine
with engine.connect() as connection:
    if connection.dialect.name == "sqlite":
        run_on_sqlite(connection)
    else:
        migrate(connection)
        connection.commit()
