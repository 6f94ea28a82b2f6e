"""`scic compliance`: the 48 checks on a day."""

import json
from datetime import date, datetime

import click

from foundation.kernel.clock import today
from foundation.kernel.console import FINDINGS, say, with_application
from foundation.kernel.sentences import sentence
from foundation.web.state import end_of
from governance.queries.compliance import situation_on
from governance.rules.compliance.table import TITLES, compliance
from governance.rules.compliance.verdicts import STATE_NAMES, State, Verdict
from governance.signals import retention_told


@click.command(name="compliance")
@click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="The day, today by default.")
@click.option("--known-on", type=click.DateTime(["%Y-%m-%d"]), help="As it was known at the end of that day.")
@click.option("--json", "as_json", is_flag=True, help="Print the list of verdicts as JSON.")
@click.option("--lang", type=click.Choice(["fr", "en"]), default="fr", show_default=True)
@with_application
def check_compliance(*, on: datetime | None, known_on: datetime | None, as_json: bool, lang: str) -> None:
    """Judge the cooperative by the 48 checks; exits 1 where one of them warns or blocks."""
    day = on.date() if on else today()
    known_at = end_of(known_on.date()) if known_on else None
    situation = situation_on(
        day, known_at, recompute=True, retention_due=retention_told(day) if known_at is None else None
    )
    verdicts = compliance(situation)
    if as_json:
        click.echo(json.dumps([as_object(one, lang) for one in verdicts], ensure_ascii=False))
    else:
        for one in verdicts:
            click.echo(_line(one, lang))
        say(_summary(verdicts, day, lang))
    if any(one.state in (State.BLOCKS, State.WARNS) for one in verdicts):
        raise SystemExit(FINDINGS)


def as_object(one: Verdict, lang: str) -> dict[str, object]:
    """`{rule, state, figures, source, action}`, with the title and the sentence beside."""
    return {
        "rule": one.rule,
        "state": one.state.value,
        "figures": one.figures(),
        "source": one.source,
        "action": sentence(lang, one.action) if one.action else "",
        "title": sentence(lang, TITLES[one.rule][0]),
        "sentence": one.said(lang),
        "details": [sentence(lang, detail.message, detail.values) for detail in one.details],
    }


def _line(one: Verdict, lang: str) -> str:
    parts = [f"{one.rule:>2}", sentence(lang, STATE_NAMES[one.state]), one.said(lang), one.source]
    return " · ".join([*parts, sentence(lang, one.action)] if one.action else parts)


def _summary(verdicts: list[Verdict], day: date, lang: str) -> str:
    told = ", ".join(
        f"{sentence(lang, name)} {sum(one.state is state for one in verdicts)}" for state, name in STATE_NAMES.items()
    )
    return f"{day.isoformat()} · {told}"
