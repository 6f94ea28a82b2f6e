"""`scic serve`: the production web server. It imports little, and becomes granian."""

import os
import sys

import click

from foundation.kernel.console import give_up
from scic.config import BadConfiguration, Config


def configuration() -> Config:
    """What the environment says; one sentence and exit code 2 where it does not hold."""
    try:
        return Config.from_environment(os.environ)
    except BadConfiguration as error:
        give_up(error)


@click.command()
def serve() -> None:
    """Start the production web server (granian)."""
    config = configuration()
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--respawn-failed-workers"),
        *("--workers", str(config.workers), "--blocking-threads", "2"),
        *("--host", config.host, "--port", str(config.port), "--log-level", "warning", "scic.wsgi:app"),
    ]
    os.execv(command[0], command)  # noqa: S606 - the arguments are ours
