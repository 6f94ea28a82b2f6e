"""`scic shares`: the register of a day, movements in and out as sheets, and the journal recomputed."""

import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from foundation.kernel.clock import PARIS, now
from foundation.kernel.console import FINDINGS, language, tell, with_application
from foundation.kernel.errors import Malformed
from foundation.kernel.sentences import N_, sentence
from shares.exporting import RegisterState, as_csv, as_json, as_xlsx, state_of
from shares.movements_exporting import HEADINGS, TITLE, about_movements, exported_movements
from shares.services.importing import MOVEMENTS
from shares.services.papers.registers import register_pdf
from shares.verification import register_faults
from spreadsheets.terminal import import_options, run_import
from spreadsheets.writing import csv_chunks, write_xlsx

Writer = Callable[[RegisterState, date | None, str], Iterator[str] | bytes]
WRITERS: dict[str, Writer] = {
    "csv": as_csv,
    "json": lambda state, known_on, _lang: as_json(state, known_on),
    "pdf": lambda state, _known_on, _lang: register_pdf(state.as_of, state.known_on, at=now()),
    "xlsx": as_xlsx,
}


@click.group()
def shares() -> None:
    """The register of shares."""


@shares.command()
@click.option("--json", "as_list", is_flag=True, help="Print the list of findings as JSON.")
@language
@with_application
def verify(*, as_list: bool, lang: str) -> None:
    """Recompute the journal: seals, numbers, reversals, legs, every account on every day."""
    rows = [{"where": one.where, "sentence": sentence(lang, one.message, one.values)} for one in register_faults()]
    if as_list:
        click.echo(json.dumps(rows, ensure_ascii=False))
    else:
        for row in rows:
            click.echo(f"{row['where']} · {row['sentence']}")
    if rows:
        raise SystemExit(FINDINGS)
    tell(lang, N_("The register of shares holds."))


@shares.command("import")
@import_options
@with_application
def import_movements(*, file: Path, dry_run: bool, as_json: bool, lang: str) -> None:
    """Take movements, or holdings, in from a sheet (XLSX, ODS, XLS or CSV); no mail is sent, the batch can be taken back."""
    run_import(MOVEMENTS, file, dry_run=dry_run, as_json=as_json, lang=lang)


@shares.command("export")
@click.option("--format", "form", type=click.Choice(["csv", "xlsx"]), default="csv", show_default=True)
@with_application
def export_movements(*, form: str) -> None:
    """Print every movement of the register, as a sheet that `scic shares import` takes back without a change."""
    if form == "xlsx":
        with tempfile.TemporaryFile() as file:
            write_xlsx(file, HEADINGS, exported_movements(), title=TITLE, about=about_movements())
            file.seek(0)
            shutil.copyfileobj(file, sys.stdout.buffer)
        return
    for piece in csv_chunks(HEADINGS, exported_movements(), about=about_movements()):
        click.echo(piece, nl=False)


@shares.command()
@click.option("--as-of", required=True, metavar="DATE", help="The day that the register shows (2025-12-31).")
@click.option("--known-on", metavar="DATE", help="As it was known at the end of that day; without it, as it stands.")
@click.option("--format", "form", type=click.Choice(sorted(WRITERS)), default="csv", show_default=True)
@language
@with_application
def register(*, as_of: str, known_on: str | None, form: str, lang: str) -> None:
    """Print who held what on a day, with the last entry of the journal and its seal."""
    day, known = _day(as_of), _day(known_on) if known_on else None
    written = WRITERS[form](state_of(day, end_of(known) if known else None), known, lang)
    if isinstance(written, bytes):
        sys.stdout.buffer.write(written)
        return
    for piece in written:
        click.echo(piece, nl=False)


def end_of(day: date) -> datetime:
    """The last moment of a day where the cooperative lives."""
    midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(PARIS))
    return midnight.astimezone(UTC) - timedelta(microseconds=1)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Malformed("bad-day", N_("“%(found)s” is not a day. Write it as 2026-12-31."), found=text[:20]) from None
