"""`scic export FILE.zip`: everything in an open format."""

from pathlib import Path

import click

from foundation.kernel import audit
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.console import language, say, with_application
from foundation.kernel.sentences import N_, sentence
from foundation.web.transaction import transaction
from privacy.rules.events import PrivacyTag
from scic.export_writing import write_export

MADE = N_(
    "%(rows)s rows of %(tables)s tables and %(files)s files are in %(file)s. It holds personal data: keep it safe."
)


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--motive", default="scic export", show_default=True, help="Why: kept in the audit trail.")
@language
@with_application
def export(file: Path, motive: str, lang: str) -> None:
    """Write the whole cooperative to FILE as CSV tables with their schema, and its documents."""
    at = now()
    made = write_export(file, at=at, progress=_tell, lang=lang)
    with transaction():
        details = {"rows": made.rows, "motive": motive[:300]}
        audit.record(PrivacyTag.WHOLE_EXPORTED, "privacy:0", actor=SYSTEM, at=at, details=details)
    say(sentence(lang, MADE, {"rows": made.rows, "tables": made.tables, "files": made.files, "file": file}))


def _tell(table: str, rows: int) -> None:
    if rows:
        say(f"{rows:>9}  {table}")
