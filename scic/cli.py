"""The command `scic`: one table of its commands, each loaded when it is called, so that a check starts at once."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import click

from foundation.kernel.console import give_up
from foundation.kernel.errors import ScicError
from foundation.kernel.sentences import N_
from scic import __version__

COMMANDS = {
    "accounts": "foundation.accounts.cli:accounts",
    "audit": "scic.audit_cli:audit",
    "backup": "scic.backup_cli:backup",
    "compliance": "governance.compliance_cli:check_compliance",
    "db": "scic.db_cli:database",
    "demo": "scic.demo_cli:demo",
    "export": "scic.export_cli:export",
    "init": "scic.init_cli:init",
    "members": "membership.cli:members",
    "privacy": "privacy.cli:privacy",
    "restore": "scic.backup_cli:restore",
    "run": "scic.run_cli:run",
    "serve": "scic.serve_cli:serve",
    "shares": "shares.cli:shares",
    "statutes": "statutes.cli:statutes",
    "verify": "scic.audit_cli:verify",
    "votes": "votes.cli:votes",
    "worker": "scic.worker_cli:worker",
}


class UnusableDatabase(ScicError):
    """The database does not answer, or has no tables yet."""

    status = 503


class LazyGroup(click.Group):
    """Finds a command in the table and imports its module only then."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what could not be read or run is one line and exit code 2, never a traceback."""
        try:
            return super().invoke(ctx)
        except ScicError as error:
            give_up(error)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command's name, sorted."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, or None for a name that is not in the table."""
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, _, name = place.partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command


class FrontDoor:
    """The way from a command to the application, opened only when a command needs it.

    `for_demo`: a command that names the demo means it where the environment does not say which mode.
    """

    for_demo = False

    @contextmanager
    def application(self) -> Iterator[object]:
        """The context of the application that the environment describes; raises UnusableDatabase."""
        faults = import_module("sqlalchemy.exc")
        try:
            config = import_module("scic.config").Config
            settings = (
                config.demo_from_environment(os.environ) if self.for_demo else config.from_environment(os.environ)
            )
            app = import_module("scic.app").create_app(settings)
            with app.app_context():
                yield app
        except faults.IntegrityError:  # a fault of ours, which deserves its traceback
            raise
        except (faults.DatabaseError, faults.ArgumentError) as error:
            raise _unusable(error) from error


def _unusable(error: Exception) -> UnusableDatabase:
    """What the engine says, on one line: its first, without the statement and its values."""
    said = str(getattr(error, "orig", None) or error).strip().splitlines()
    return UnusableDatabase(
        "unusable-database",
        N_("The database cannot be used (%(why)s). Look at SCIC_DATABASE_URL, then type: scic db upgrade"),
        why=said[0] if said else type(error).__name__,
    )


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="scic")
@click.pass_context
def main(ctx: click.Context) -> None:
    """The democracy of a SCIC: statutes, members, assemblies, votes and their proofs."""
    if ctx.obj is None:
        ctx.obj = FrontDoor()
    os.umask(0o077)
