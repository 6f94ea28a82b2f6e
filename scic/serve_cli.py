"""`scic serve`: the production web server. It looks at the database, then becomes granian."""

import os
import sys

import click

from foundation.kernel.console import FrontDoor, giving_up, language
from scic.config import Config
from scic.db_cli import expect_newest
from scic.port import refuse_taken_port
from scic.running import hold


@click.command()
@language
@click.pass_obj
def serve(front: FrontDoor, lang: str) -> None:
    """Start the production web server (granian). Refuses a database that is behind, unless SCIC_MAINTENANCE is set."""
    with giving_up(lang):
        config = Config.from_environment(os.environ)
        if not config.maintenance:
            with front.application():
                expect_newest()
    refuse_taken_port(config, lang)
    hold(config.var_folder)
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--respawn-failed-workers"),
        *("--workers", str(config.workers), "--blocking-threads", "2"),
        *("--host", config.host, "--port", str(config.port), "--log-level", "warning", "scic.wsgi:app"),
    ]
    os.execv(command[0], command)  # noqa: S606 - the arguments are ours
