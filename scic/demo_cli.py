"""`scic demo load`: the demonstration, around today."""

import os
from contextlib import nullcontext
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click
from flask_migrate import upgrade
from sqlalchemy import make_url

from foundation.kernel.console import FrontDoor, giving_up, language, tell, with_application
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from scic.config import Config
from scic.demo.load import DATABASE, is_empty, load_demo
from scic.running import nobody_runs

LOADED = N_("The demonstration is loaded.")
KEPT = N_("The former database is kept: %(file)s")


@click.group()
def demo() -> None:
    """The demonstration cooperative."""


@demo.command()
@click.option("--fresh", is_flag=True, help="Put the present database file aside and start a new one.")
@language
@click.pass_obj
def load(front: FrontDoor, fresh: bool, lang: str) -> None:
    """Load the demonstration into an empty database."""
    front.for_demo = True
    with giving_up(lang):
        config = Config.demo_from_environment(os.environ)
        if config.mode == "production":
            raise Refused(
                "demo-in-production",
                N_(
                    "SCIC_MODE is production: the demonstration opens accounts whose password everybody knows, so nothing "
                    "was loaded. Start a real cooperative with scic init."
                ),
            )
        with nobody_runs(config.var_folder) if fresh else nullcontext():
            if fresh:
                put_aside(config, lang)
            fill(lang=lang)
    config.keep_demo_mark()


@with_application
def fill(lang: str) -> None:
    """Migrate, then load; refuses where there is something already."""
    tell(lang, DATABASE)
    upgrade()
    if not is_empty():
        raise StateMoved(
            "not-empty",
            N_(
                "The database already holds accounts: nothing was loaded. “scic demo load --fresh” puts it aside and "
                "starts a new one."
            ),
        )
    load_demo(tell=partial(tell, lang))
    tell(lang, LOADED)


def put_aside(config: Config, lang: str) -> None:
    """Rename the SQLite file, which keeps it; another engine's database is for its owner to empty."""
    url = make_url(config.database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise Refused(
            "fresh-sqlite-only",
            N_("--fresh can put a SQLite file aside, nothing else: make an empty PostgreSQL database yourself."),
        )
    stamp = f"{datetime.now(UTC):%Y%m%d-%H%M%S}"
    for suffix in ("", "-wal", "-shm"):
        path = Path(f"{url.database}{suffix}")
        if path.exists():
            kept = path.rename(f"{url.database}.{stamp}{suffix}")
            tell(lang, KEPT, file=kept.name)
