"""`scic worker`: mails to send, documents to print, the periodic sweep."""

import click

from foundation.jobs.worker import run
from foundation.kernel.console import FrontDoor, give_up
from foundation.kernel.errors import ScicError
from scic.db_cli import expect_newest


@click.command()
@click.pass_obj
def worker(front: FrontDoor) -> None:
    """Start the worker: mails to send, documents to print, the periodic sweep. Refuses a database that is behind."""
    try:
        with front.application() as app:
            expect_newest()
            run(app)
    except ScicError as error:
        give_up(error)
