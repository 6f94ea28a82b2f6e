"""`scic members`: the register of members brought in from a sheet."""

from pathlib import Path

import click

from foundation.kernel.console import with_application
from membership.services.importing import MEMBERS
from spreadsheets.terminal import import_options, run_import


@click.group()
def members() -> None:
    """People, organisations and memberships."""


@members.command("import")
@import_options
@with_application
def import_members(*, file: Path, dry_run: bool, as_json: bool, lang: str) -> None:
    """Take members in from a sheet (XLSX, ODS, XLS or CSV); no mail is sent, and the batch can be taken back."""
    run_import(MEMBERS, file, dry_run=dry_run, as_json=as_json, lang=lang)
