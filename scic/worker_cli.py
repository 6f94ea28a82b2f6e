"""`scic worker`: mails to send, documents to print, the periodic sweep."""

import click

from foundation.jobs.worker import run
from foundation.kernel.console import FrontDoor, giving_up, language
from scic.db_cli import expect_newest
from scic.running import hold


@click.command()
@language
@click.pass_obj
def worker(front: FrontDoor, lang: str) -> None:
    """Start the worker: mails to send, documents to print, the periodic sweep. Refuses a database that is behind."""
    with giving_up(lang), front.application() as app:
        expect_newest()
        hold(app.config["VAR_FOLDER"])
        run(app)
