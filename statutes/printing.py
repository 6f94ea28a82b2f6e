"""How the commands print findings and faults; exit statuses 1 (found) and 2 (unreadable)."""

import json
from collections.abc import Iterable
from typing import Final

import click

from foundation.kernel.sentences import sentence
from statutes.rules.faults import Fault
from statutes.rules.findings import Finding

FOUND: Final = 1
UNREADABLE: Final = 2


def print_findings(findings: Iterable[Finding], lang: str, *, as_json: bool = False) -> None:
    """One line a finding, or one JSON list."""
    if as_json:
        click.echo(json.dumps([finding.to_json(lang) for finding in findings], ensure_ascii=False, indent=2))
        return
    for finding in findings:
        click.echo(finding.line(lang))


def print_faults(faults: Iterable[Fault], lang: str, *, as_json: bool = False) -> None:
    """One line a fault, on standard error; with JSON also the list on standard output, without a rule."""
    told = [(fault.path, sentence(lang, fault.message, fault.values)) for fault in faults]
    if as_json:
        document = [
            {
                "rule": None,
                "severity": "unreadable",
                "where": path,
                "found": str(fault.values.get("found", "")),
                "expected": "",
                "source": "scic-statutes/1",
                "sentence": said,
            }
            for (path, said), fault in zip(told, faults, strict=True)
        ]
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    for path, said in told:
        click.echo(f"{path} · {said}" if path else said, err=True)
