"""`scic backup FILE` and `scic restore FILE`: 0 done, 1 restored with findings, 2 not done, one line a fault."""

import sys
from datetime import datetime
from pathlib import Path

import click

from foundation.kernel.clock import now
from foundation.kernel.console import COULD_NOT_RUN, language, say, with_application
from foundation.kernel.sentences import N_, sentence
from foundation.mailing.queries import count_by_state
from foundation.mailing.rules.delivery import MailState
from scic.audit_cli import report
from scic.backup import write_backup
from scic.restoration import UnusableBackup, restore_backup
from scic.verification import every_fault

MADE = N_(
    "%(rows)s rows of %(tables)s tables are in %(file)s. Its fingerprint, to be kept elsewhere: SHA-256 %(sha256)s"
)
LEFT_OUT = N_("Left out, because this version does not know it: the table %(table)s.")
RESTORED = N_("%(rows)s rows of %(tables)s tables are restored, as they were on %(made_at)s.")
WAITING = N_("%(number)s mails were waiting in the backup: the worker will send them when it starts.")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@language
@with_application
def backup(file: Path, lang: str) -> None:
    """Save the whole cooperative to FILE, while everybody works."""
    made = write_backup(file, at=now(), progress=_tell)
    for table in made.manifest.left_out:
        say(sentence(lang, LEFT_OUT, {"table": table}))
    summary = {"rows": made.manifest.rows, "tables": len(made.manifest.tables), "file": file, "sha256": made.sha256}
    say(sentence(lang, MADE, summary))


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@language
@with_application
def restore(file: Path, lang: str) -> None:
    """Bring back what FILE holds, into an empty database (scic db upgrade makes one)."""
    try:
        manifest = restore_backup(file, progress=_tell)
    except UnusableBackup as unusable:
        for fault in unusable.faults:
            say(sentence(lang, fault.message, fault.values))
        sys.exit(COULD_NOT_RUN)
    summary = {
        "rows": manifest.rows,
        "tables": len(manifest.tables),
        "made_at": datetime.fromisoformat(manifest.made_at),
    }
    say(sentence(lang, RESTORED, summary))
    states = count_by_state()
    if waiting := states.get(MailState.QUEUED, 0) + states.get(MailState.SENDING, 0):
        say(sentence(lang, WAITING, {"number": waiting}))
    report(every_fault(), as_json=False, lang=lang)


def _tell(table: str, rows: int) -> None:
    """One line a table, so that a long backup is seen to go on."""
    if rows:
        say(f"{rows:>9}  {table}")
