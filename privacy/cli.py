"""`scic privacy due`: what has reached its time; `scic privacy erase KIND`: do it, after a preview."""

import json
import sys
from datetime import date, datetime
from typing import Any

import click

from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now, today
from foundation.kernel.console import FINDINGS, language, say, with_application
from foundation.kernel.sentences import N_, sentence
from foundation.web.transaction import transaction
from privacy.queries.due import Due, due_on
from privacy.rules.retention import CLASSES
from privacy.services.erasing import erase_due, preview

WOULD = N_("%(count)s would go: %(what)s")
DRY = N_("Nothing was erased. Add --yes to do it.")
DONE = N_("Erasure no. %(number)s: its report is kept.")


@click.group()
def privacy() -> None:
    """Personal data: how long it is kept, and its erasure."""


@privacy.command()
@click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="The day, today by default.")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@language
@with_application
def due(*, on: datetime | None, as_json: bool, lang: str) -> None:
    """Say what has reached its time on a day; exits 1 where something has."""
    day = on.date() if on else today()
    lines = due_on(day)
    if as_json:
        click.echo(json.dumps([_told(one, day) for one in lines], ensure_ascii=False, indent=2))
    else:
        for one in lines:
            click.echo(f"{one.due:>7} {one.kind.key:<13} {sentence(lang, one.kind.title)} ({one.kind.source})")
    if any(one.due for one in lines):
        sys.exit(FINDINGS)


@privacy.command()
@click.argument("kind", type=click.Choice([kind.key.value for kind in CLASSES.values() if kind.has_term]))
@click.option("--motive", required=True, help="Why: kept in the report.")
@click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="The day, today by default.")
@click.option("--yes", "sure", is_flag=True, help="Erase; without it, only say what would go.")
@language
@with_application
def erase(*, kind: str, motive: str, on: datetime | None, sure: bool, lang: str) -> None:
    """Erase what is due of a kind; without --yes, only say what would go."""
    day = on.date() if on else today()
    if not sure:
        for label, number in preview(kind, day).goes:
            click.echo(sentence(lang, WOULD, {"count": number, "what": sentence(lang, label)}))
        say(sentence(lang, DRY))
        return
    with transaction():
        act = erase_due(kind, day, motive=motive, actor=SYSTEM, at=now())
    click.echo(sentence(lang, DONE, {"number": act.number}))


def _told(one: Due, on: date) -> dict[str, Any]:
    kind = one.kind
    told = {"kind": kind.key.value, "months": one.months, "due": one.due, "held": one.held, "on": on.isoformat()}
    return told | {"source": kind.source, "end": kind.end.value, "to_choose": one.is_open}
