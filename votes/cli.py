"""`scic votes`: recount a count file anywhere, or export the one of a closed vote.

`count` needs no database, no settings and no secrets, and loads none of them: it starts in well under a second.
"""

import sys
from importlib import import_module
from pathlib import Path

import click

from foundation.kernel.sentences import N_
from votes.rules.contest_count import contest_of
from votes.rules.contest_result import ContestResult
from votes.rules.count import count
from votes.rules.count_data import CountFile
from votes.rules.count_file import parse
from votes.rules.faults import Fault, UnreadableCountFile
from votes.rules.result import Result
from votes.rules.teller_contest import contest_table
from votes.rules.teller_table import teller_table

UNREADABLE = 2
EXPORT = "export"


class VotesGroup(click.Group):
    """Finds `export` only when it is called: it alone needs the database, and loading that takes longer than a count."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command's name."""
        return sorted([*super().list_commands(ctx), EXPORT])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, or None."""
        if cmd_name != EXPORT:
            return super().get_command(ctx, cmd_name)
        command: click.Command = import_module("votes.export_cli").export
        return command


@click.group("votes", cls=VotesGroup)
def votes() -> None:
    """Ballot boxes and their counts."""


@votes.command("count")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the result as scic-result/1.")
@click.option("--lang", type=click.Choice(["fr", "en"]), default="fr", show_default=True, help="Language of sentences.")
@click.pass_context
def count_command(context: click.Context, file: Path, *, as_json: bool, lang: str) -> None:
    """Recount a count file (scic-count/1). FILE may be - for standard input.

    Exit status: 0 counted; 2 not a valid count file, one line a fault: where, what, what was expected.
    """
    try:
        counted_file = parse(_text(file))
        result = count(counted_file)
    except UnreadableCountFile as unreadable:
        for fault in unreadable.faults:
            click.echo(fault.line(lang), err=True)
        context.exit(UNREADABLE)
    click.echo(result.as_text(lang) if as_json else _table(counted_file, result, lang))


def _table(file: CountFile, result: Result | ContestResult, lang: str) -> str:
    """The result as a teller reads it aloud."""
    if isinstance(result, Result):
        return teller_table(file.title, result, lang)
    return contest_table(file.title, result, contest_of(file), lang)


def _text(file: Path) -> str:
    """The text of a file, with or without a byte order mark."""
    expected = N_("a file that can be read, in UTF-8")
    try:
        raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as error:
        values = {"file": file.name, "why": error.strerror or ""}
        raise UnreadableCountFile([Fault("$", N_("%(file)s cannot be read: %(why)s"), expected, values)]) from error
    except UnicodeDecodeError as error:
        message = N_("the text is not UTF-8: byte %(byte)s")
        raise UnreadableCountFile([Fault("$", message, expected, {"byte": error.start})]) from error
