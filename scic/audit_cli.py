"""`scic audit verify` and `scic verify`: recompute every chain and fingerprint, name the first thing that does not hold."""

import json

import click

from foundation.kernel.audit import first_broken_entry
from foundation.kernel.console import FINDINGS, language, tell, with_application
from foundation.kernel.sentences import N_, sentence
from scic.verification import Fault, audit_faults, every_fault, expected_head_faults, trail_head

HEAD = N_("Head of the trail, to be noted elsewhere: %(head)s")

as_json = click.option("--json", "as_json", is_flag=True, help="Print the list of findings as JSON.")


@click.group()
def audit() -> None:
    """The audit trail."""


@audit.command(name="verify")
@click.option("--expect", metavar="NUMBER:HASH", help="A head noted earlier: the trail must still hold that very row.")
@as_json
@language
@with_application
def verify_audit(expect: str | None, as_json: bool, lang: str) -> None:
    """Walk the chain of the audit trail; names the first broken row, and says the head to note elsewhere.

    A chain alone cannot see that its last rows were cut: a head noted outside (in the minutes, in a mail) can.
    """
    faults = audit_faults(first_broken_entry()) + expected_head_faults(expect)
    tell(lang, HEAD, head=trail_head())
    report(faults, as_json=as_json, lang=lang)


@click.command()
@as_json
@language
@with_application
def verify(as_json: bool, lang: str) -> None:
    """Recompute chains, ballot boxes and documents; names everything that does not hold."""
    report(every_fault(), as_json=as_json, lang=lang)


def report(faults: list[Fault], *, as_json: bool, lang: str) -> None:
    """Print the findings; exit 1 when there is one."""
    rows = [{"where": fault.where, "sentence": sentence(lang, fault.message, fault.values)} for fault in faults]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
    else:
        for row in rows:
            click.echo(f"{row['where']} · {row['sentence']}")
    if faults:
        raise SystemExit(FINDINGS)
    tell(lang, N_("Everything holds."))
