"""`scic demo load`: the demonstration, around today."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click
from flask_migrate import upgrade
from sqlalchemy import make_url

from foundation.kernel.console import COULD_NOT_RUN, say, with_application
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from scic.config import Config
from scic.demo.load import is_empty, load_demo


@click.group()
def demo() -> None:
    """The demonstration cooperative."""


@demo.command()
@click.option("--fresh", is_flag=True, help="Put the present database file aside and start a new one.")
def load(fresh: bool) -> None:
    """Load the demonstration into an empty database."""
    config = Config.from_environment(os.environ)
    if config.mode == "production":
        raise Refused(
            "demo-in-production",
            N_(
                "SCIC_MODE is production: the demonstration opens accounts whose password everybody knows, so nothing "
                "was loaded. Start a real cooperative with scic init."
            ),
        )
    if fresh:
        put_aside(config)
    fill()


@with_application
def fill() -> None:
    """Migrate, then load; refuses where there is something already."""
    upgrade()
    if not is_empty():
        say(
            "La base contient déjà des comptes : rien n’a été chargé. « scic demo load --fresh » met cette base de côté "
            "et en crée une nouvelle."
        )
        raise SystemExit(COULD_NOT_RUN)
    load_demo()
    say("Démonstration chargée. Si le produit tourne, relancez-le : il sert encore l’ancienne base.")


def put_aside(config: Config) -> None:
    """Rename the SQLite file, which keeps it; another engine's database is for its owner to empty."""
    url = make_url(config.database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        say("--fresh ne sait mettre de côté qu’un fichier SQLite : créez vous-même une base PostgreSQL vide.")
        raise SystemExit(COULD_NOT_RUN)
    stamp = f"{datetime.now(UTC):%Y%m%d-%H%M%S}"
    for suffix in ("", "-wal", "-shm"):
        path = Path(f"{url.database}{suffix}")
        if path.exists():
            kept = path.rename(f"{url.database}.{stamp}{suffix}")
            say(f"Ancienne base gardée : {kept.name}")
