"""`scic db`: bring the database to this version, or say whether it is there."""

import click
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import upgrade as run_upgrade

from foundation.kernel.console import FINDINGS, language, tell, with_application
from foundation.kernel.db import db
from foundation.kernel.errors import StateMoved
from foundation.kernel.places import folder
from foundation.kernel.sentences import N_


@click.group(name="db")
def database() -> None:
    """Migrations of the database."""


UP_TO_DATE = N_("The database is up to date (%(revision)s).")


@database.command()
@language
@with_application
def upgrade(lang: str) -> None:
    """Bring the database to this version of the software."""
    run_upgrade()
    tell(lang, UP_TO_DATE, revision=current_revision())


@database.command()
@language
@with_application
def check(lang: str) -> None:
    """Exit 0 when the database is at this version, 1 when `scic db upgrade` is needed."""
    try:
        expect_newest()
    except StateMoved as behind:
        tell(lang, behind.message, **behind.values)
        raise SystemExit(FINDINGS) from behind
    tell(lang, UP_TO_DATE, revision=current_revision())


def expect_newest() -> None:
    """Raises StateMoved, with the command to type, where the database is not at this version of the software."""
    current, newest = current_revision(), newest_revision()
    if current != newest:
        raise StateMoved(
            "database-behind",
            N_("The database is at version %(current)s and the software expects %(newest)s: type scic db upgrade"),
            current=current or "0",
            newest=newest,
        )


def current_revision() -> str | None:
    """The revision the database is at; None for an empty one."""
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str | None:
    """The newest revision this installation knows."""
    return ScriptDirectory(str(folder("migrations"))).get_current_head()
