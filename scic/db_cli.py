"""`scic db`: bring the database to this version, or say whether it is there."""

import click
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import upgrade as run_upgrade

from foundation.kernel.console import FINDINGS, say, with_application
from foundation.kernel.db import db
from foundation.kernel.places import folder


@click.group(name="db")
def database() -> None:
    """Migrations of the database."""


@database.command()
@with_application
def upgrade() -> None:
    """Bring the database to this version of the software."""
    run_upgrade()
    say(f"Base de données à jour ({current_revision()}).")


@database.command()
@with_application
def check() -> None:
    """Exit 0 when the database is at this version, 1 when `scic db upgrade` is needed."""
    current, newest = current_revision(), newest_revision()
    if current != newest:
        say(f"La base est en version {current or 'vide'}, le logiciel attend {newest} : lancez « scic db upgrade ».")
        raise SystemExit(FINDINGS)
    say(f"Base de données à jour ({current}).")


def current_revision() -> str | None:
    """The revision the database is at; None for an empty one."""
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str | None:
    """The newest revision this installation knows."""
    return ScriptDirectory(str(folder("migrations"))).get_current_head()
