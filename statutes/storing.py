"""`scic statutes adopt | show`: the commands that need the database."""

import getpass
from datetime import datetime
from pathlib import Path

import click

from foundation.kernel import clock
from foundation.kernel.audit import Actor
from foundation.kernel.console import FrontDoor, give_up, giving_up
from foundation.kernel.errors import Refused, ScicError
from foundation.kernel.sentences import N_, sentence
from foundation.web.transaction import transaction
from statutes.printing import FOUND, UNREADABLE, print_faults, print_findings
from statutes.queries import version_from
from statutes.rules.faults import UnreadableStatutes
from statutes.rules.parse import parse
from statutes.rules.show import show
from statutes.services import BlockedStatutes, adopt, statutes_on

LANGUAGES = click.Choice(["fr", "en"])
ADOPTED = N_("Recorded: the statutes of %(name)s in force from %(day)s.")
ALREADY = N_("Nothing changed: these statutes of %(name)s are already recorded, in force from %(day)s.")


@click.command("adopt")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--assembly", help="The assembly that adopted it, where the file does not say.")
@click.option("--lang", type=LANGUAGES, default="fr", show_default=True, help="Language of sentences.")
@click.pass_context
def adopt_file(ctx: click.Context, file: Path, assembly: str | None, lang: str) -> None:
    """Store a statutes FILE as the version in force from its effective_on."""
    try:
        written = file.read_bytes()
        with ctx.obj.application(), transaction():
            known = version_from(parse(written).effective_on)
            version = adopt(written, Actor(None, f"scic ({getpass.getuser()})"), clock.now(), assembly)
            values = {"name": version.name, "day": version.effective_on}
    except OSError as error:
        click.echo(f"{file} · {error.strerror}", err=True)
        ctx.exit(UNREADABLE)
    except UnreadableStatutes as error:
        print_faults(error.faults, lang)
        ctx.exit(UNREADABLE)
    except Refused as error:
        _print_refusal(error, lang)
        ctx.exit(FOUND)
    except ScicError as error:
        give_up(error, lang)
    click.echo(sentence(lang, ALREADY if known else ADOPTED, values), err=True)


@click.command("show")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day to look at; today without it.")
@click.option("--lang", type=LANGUAGES, default="fr", show_default=True, help="Language of sentences.")
@click.pass_obj
def show_version(front: FrontDoor, on: datetime | None, lang: str) -> None:
    """Print the version in force as the same TOML; what the law says where it is silent is marked (law)."""
    with giving_up(lang), front.application():
        text = show(statutes_on(on.date() if on else clock.today()).statutes)
    click.echo(text, nl=False)


def _print_refusal(error: Refused, lang: str) -> None:
    if isinstance(error, BlockedStatutes):
        print_findings(error.findings, lang)
    click.echo(sentence(lang, error.message, error.values), err=True)
