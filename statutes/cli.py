"""`scic statutes check | adopt | show`. `check` needs no database and no settings, and loads neither."""

from importlib import import_module
from pathlib import Path
from typing import Final

import click

from statutes.printing import FOUND, UNREADABLE, print_faults, print_findings
from statutes.rules.check import blocking, check
from statutes.rules.faults import UnreadableStatutes
from statutes.rules.parse import parse

# What needs the application stands in a module of its own, loaded when it is called
STORING: Final = {"adopt": "statutes.storing:adopt_file", "show": "statutes.storing:show_version"}


class StatutesGroup(click.Group):
    """`check` is here; the rest is found when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command's name, sorted."""
        return sorted([*super().list_commands(ctx), *STORING])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, or None for a name that is not known."""
        place = STORING.get(cmd_name)
        if place is None:
            return super().get_command(ctx, cmd_name)
        module, _, name = place.partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command


@click.group("statutes", cls=StatutesGroup)
def statutes() -> None:
    """The cooperative's rules: judge a file, adopt it, print the version in force."""


@statutes.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON list on standard output.")
@click.option("--lang", type=click.Choice(["fr", "en"]), default="fr", show_default=True, help="Language of sentences.")
@click.pass_context
def check_file(ctx: click.Context, file: Path, as_json: bool, lang: str) -> None:
    """Judge a statutes FILE: 0 nothing blocks, 1 something does, 2 not readable as scic-statutes/1."""
    try:
        findings = check(parse(file.read_bytes()))
    except OSError as error:
        click.echo(f"{file} · {error.strerror}", err=True)
        ctx.exit(UNREADABLE)
    except UnreadableStatutes as error:
        print_faults(error.faults, lang, as_json=as_json)
        ctx.exit(UNREADABLE)
    print_findings(findings, lang, as_json=as_json)
    ctx.exit(FOUND if blocking(findings) else 0)
