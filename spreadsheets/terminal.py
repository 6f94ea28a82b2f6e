"""Taking a file in from the command line: the same plan and the same batch as the pages."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.console import FINDINGS, give_up, say
from foundation.kernel.errors import Malformed, Refused, ScicError
from foundation.kernel.sentences import N_, sentence
from foundation.web.transaction import transaction
from spreadsheets.importing import missing_fields, open_source, plan_of, take_in
from spreadsheets.queries import remembered_columns
from spreadsheets.registry import Importer, Plan, Watch
from spreadsheets.rules.limits import MOST_BYTES
from spreadsheets.rules.outcomes import State, counts

LONG_SHEET, TIMES_TOLD = 10_000, 10


def import_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """FILE, --dry-run, --json and --lang, as every import has them."""
    for option in (
        click.option("--lang", type=click.Choice(["fr", "en"]), default="fr", show_default=True),
        click.option("--json", "as_json", is_flag=True, help="Print what became of the lines as JSON."),
        click.option("--dry-run", is_flag=True, help="Say what the file would do, and write nothing."),
        click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
    ):
        command = option(command)
    return command


def run_import(importer: Importer, file: Path, *, dry_run: bool, as_json: bool, lang: str) -> None:
    """Try the file out, take it in unless `dry_run`, and say what became of its lines.

    Exit codes: 0 every line is fine, 1 lines are refused (nothing is written then), 2 the file could not be read.
    """
    try:
        plan = _carried_out(importer, file, dry_run=dry_run, lang=lang)
    except ScicError as error:
        give_up(error, lang)
    answer = answer_of(plan, lang)
    for remark in plan.remarks:
        say(f"{sentence(lang, remark.message, remark.values)} ({remark.source})")
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False))
    else:
        _tell(importer, answer, lang)
    if answer["refused"]:
        say(sentence(lang, N_("Nothing is taken in while a line is refused: correct the sheet and try again.")))
        raise SystemExit(FINDINGS)
    say(sentence(lang, N_("Trial only: nothing was written.") if dry_run else N_("Recorded.")))


def answer_of(plan: Plan, lang: str) -> dict[str, Any]:
    """`{created, updated, unchanged, refused: [{line, field, sentence}], totals}`."""
    told = counts(plan.outcomes)
    refused = [
        {"line": one.line, "field": fault.field, "sentence": sentence(lang, fault.message, fault.values)}
        for one in plan.outcomes
        if one.state is State.REFUSED
        for fault in one.faults
    ]
    states = {state.value: told[state.value] for state in (State.CREATED, State.UPDATED, State.UNCHANGED)}
    return {**states, "refused": refused, "totals": [asdict(one) for one in plan.totals]}


def _carried_out(importer: Importer, file: Path, *, dry_run: bool, lang: str) -> Plan:
    at = now()
    with transaction():
        source = open_source(_content(file), file.name, importer, remembered_columns(importer.name))
        if missing := missing_fields(importer, source.header):
            raise Refused(
                "column-missing",
                N_("Columns that are needed were not found: %(names)s. Give them one of the headings that are known."),
                names=", ".join(field.headings[0] for field in importer.fields if field.name in missing),
            )
        plan = plan_of(importer, source, at, _telling(lang))
        if not dry_run and not any(one.state is State.REFUSED for one in plan.outcomes):
            take_in(importer, source, actor=SYSTEM, at=at, plan=plan)
    return plan


def _telling(lang: str) -> Watch:
    """On standard error, how far a long sheet is."""

    def watch(done: int, total: int) -> None:
        if total >= LONG_SHEET and done * TIMES_TOLD // total > (done - 1) * TIMES_TOLD // total:
            values = {"done": done, "total": total}
            say(sentence(lang, N_("Lines read and judged: %(done)s of %(total)s."), values))

    return watch


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError:
        raise Malformed("unreadable-file", N_("This file cannot be read: %(name)s"), name=file.name) from None


def _tell(importer: Importer, answer: dict[str, Any], lang: str) -> None:
    labels = {field.name: sentence(lang, field.label) for field in importer.fields}
    for one in answer["refused"]:
        where = sentence(lang, N_("Line %(line)s"), {"line": one["line"]})
        click.echo(" · ".join(part for part in (where, labels.get(one["field"], ""), one["sentence"]) if part))
    click.echo(
        sentence(
            lang,
            N_("%(created)s new, %(updated)s changed, %(unchanged)s unchanged, %(refused)s refused."),
            {**answer, "refused": len({one["line"] for one in answer["refused"]})},
        )
    )
    for one in answer["totals"]:
        group = one["group"] or sentence(lang, N_("Total"))
        values = {"group": group, "lines": one["lines"], "shares": one["shares"]}
        click.echo(sentence(lang, N_("%(group)s: %(lines)s lines, %(shares)s shares"), values))
