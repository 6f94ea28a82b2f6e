"""`scic shares`: the register of shares, recomputed."""

import json
from datetime import date

import click

from foundation.kernel.console import FINDINGS, language, tell, with_application
from foundation.kernel.sentences import N_, sentence
from shares.queries import capital_on, holdings_on, movement_values, reversals
from shares.rules.soundness import unsound_movements


@click.group()
def shares() -> None:
    """The register of shares."""


@shares.command()
@click.option("--json", "as_json", is_flag=True, help="Print the list of findings as JSON.")
@language
@with_application
def verify(*, as_json: bool, lang: str) -> None:
    """Recompute the register: numbers, reversals, holdings on every day, capital."""
    found = unsound_movements(movement_values(), reversals(), holdings_on(date.max), capital_on(date.max))
    rows = [
        {
            "where": f"movement:{one.number}" if one.number else "register",
            "sentence": sentence(lang, one.message, one.values),
        }
        for one in found
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
    else:
        for row in rows:
            click.echo(f"{row['where']} · {row['sentence']}")
    if rows:
        raise SystemExit(FINDINGS)
    tell(lang, N_("The register of shares holds."))
