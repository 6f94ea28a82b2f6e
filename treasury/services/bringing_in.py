"""Bring a bank file in: every line once, whatever the file and however often it is brought."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select, text

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from foundation.kernel.sorting import sort_key
from membership.rules.writing import tidy
from treasury.models import StoredFile, StoredLine, StoredStatement
from treasury.queries.lines import (
    known_fingerprints,
    last_statement_before,
    lines_of_entries,
    lines_of_other_kinds,
    rest_of,
)
from treasury.queries.settings import names_of_accounts
from treasury.rules.doubles import told_elsewhere
from treasury.rules.events import TreasuryTag
from treasury.rules.readers.opening import FileKind, read_bank_file
from treasury.rules.readers.profile import CsvProfile
from treasury.rules.settling import SettlementKind
from treasury.rules.statement import BankLine, BankStatement, Remark, entry_key, fingerprints
from treasury.services.recording import recorded, settle

SAME_FILE = N_("This file was brought in already on %(moment)s: nothing is added.")
NOT_OURS = N_("The account %(account)s is not among the cooperative's bank accounts. Is this the right file?")
HOLE = N_(
    "The statement of %(account)s opens at %(opening)s, the one before it closed at %(closing)s on %(day)s: a statement "
    "between the two is missing."
)
TOLD_BY_PARTS = N_("%(count)s batches are known already by their single payments: they are not counted again.")
TOLD_WHOLE = N_("%(count)s batches known as one line are now told payment by payment: the single line was set aside.")
TOLD_ELSEWHERE = N_(
    "%(count)s lines have the day and the amount of lines that a file of another kind brought in: they were set aside, "
    "not counted twice. If one of them is other money, take its matching back."
)
SET_ASIDE = "Lot détaillé par un autre relevé"
SAID_ELSEWHERE = "Ligne déjà apportée par un fichier d’une autre sorte"


@dataclass
class Brought:
    """What a file added."""

    file: StoredFile
    new: int = 0
    known: int = 0
    remarks: list[Remark] = field(default_factory=list)


def bring_in(data: bytes, filename: str, *, profile: CsvProfile | None = None, actor: Actor, at: datetime) -> Brought:
    """Store the lines of a bank file that are not known yet.

    Refused: a file that cannot be read, or whose balances do not hold; then nothing of it is stored.
    """
    read = read_bank_file(data, profile)
    _one_at_a_time()
    digest = hashlib.sha256(data).hexdigest()
    before = db.session.execute(select(StoredFile).where(StoredFile.sha256 == digest)).scalar_one_or_none()
    if before is not None:
        known = before.new_lines + before.known_lines
        return Brought(before, known=known, remarks=[Remark(SAME_FILE, {"moment": before.recorded_at})])
    plans = [_planned(statement, read.kind) for statement in read.statements]
    remarks = [remark for plan in plans for remark in plan.remarks]
    file = StoredFile(
        sha256=digest,
        filename=tidy(filename, 400)[-200:] or "-",
        kind=str(read.kind),
        new_lines=sum(len(plan.new) for plan in plans),
        known_lines=sum(plan.known for plan in plans),
        remarks=[_kept(remark) for remark in remarks],
        **recorded(actor, at),
    )
    db.session.add(file)
    db.session.flush()
    for plan in plans:
        _store(file, plan, actor=actor, at=at)
    details = {"name": file.filename, "new": file.new_lines, "known": file.known_lines}
    audit.record(TreasuryTag.FILE_BROUGHT_IN, f"bank-file:{file.id}", actor=actor, at=at, details=details)
    return Brought(file, file.new_lines, file.known_lines, remarks)


def _one_at_a_time() -> None:
    """Two desks with the same file: the second waits, and finds everything known (SQLite writes one at a time anyway)."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(hashtext('StoredLine.fingerprint'))"))


@dataclass
class _Plan:
    """What of a statement is new."""

    statement: BankStatement
    new: list[tuple[str, BankLine]]
    known: int
    superseded: list[StoredLine]
    remarks: list[Remark]
    elsewhere: set[str] = field(default_factory=set)


def _planned(statement: BankStatement, kind: FileKind) -> _Plan:
    prints = fingerprints(statement)
    there = known_fingerprints(prints)
    batches = lines_of_entries(entry_key(statement.account, line) for line in statement.lines)
    plan = _Plan(statement, [], 0, [], [*statement.remarks, *_about_account(statement)])
    by_parts: set[str] = set()
    replaced: dict[str, StoredLine] = {}
    for print_, line in zip(prints, statement.lines, strict=True):
        key = entry_key(statement.account, line)
        stored = batches.get(key, [])
        if print_ in there or not line.cents:
            plan.known += 1
        elif not stored or not _other_shape(line, stored):
            plan.new.append((print_, line))
        elif _untouched_whole(stored):
            replaced[key] = stored[0]
            plan.new.append((print_, line))
        else:
            by_parts.add(key)
            plan.known += 1
    plan.superseded = list(replaced.values())
    if by_parts:
        plan.remarks.append(Remark(TOLD_BY_PARTS, {"count": len(by_parts)}))
    if replaced:
        plan.remarks.append(Remark(TOLD_WHOLE, {"count": len(replaced)}))
    plan.elsewhere = told_elsewhere(plan.new, lines_of_other_kinds(statement, kind))
    if plan.elsewhere:
        plan.remarks.append(Remark(TOLD_ELSEWHERE, {"count": len(plan.elsewhere)}))
    return plan


def _other_shape(line: BankLine, stored: Sequence[StoredLine]) -> bool:
    """Whether the batch was told whole before and now by parts, or the other way round."""
    whole_now = line.cents == line.entry_cents
    whole_before = len(stored) == 1 and stored[0].cents == line.entry_cents
    return whole_now or whole_before


def _untouched_whole(stored: Sequence[StoredLine]) -> bool:
    return len(stored) == 1 and rest_of(stored[0]) == stored[0].cents


def _about_account(statement: BankStatement) -> list[Remark]:
    remarks = []
    if statement.account not in names_of_accounts([statement.account]):
        remarks.append(Remark(NOT_OURS, {"account": statement.account}))
    if statement.opening_cents is not None and statement.opened_on is not None:
        before = last_statement_before(statement.account, statement.opened_on)
        if before is not None and before.closing_cents not in {None, statement.opening_cents}:
            values = {
                "account": statement.account,
                "opening": Money(statement.opening_cents),
                "closing": Money(before.closing_cents or 0),
                "day": before.closed_on,
            }
            remarks.append(Remark(HOLE, values))
    return remarks


def _store(file: StoredFile, plan: _Plan, *, actor: Actor, at: datetime) -> None:
    one = plan.statement
    days = [line.booked_on for line in one.lines]
    statement = StoredStatement(
        file_id=file.id,
        account=one.account[:40],
        identifier=one.identifier[:80],
        opened_on=one.opened_on or min(days, default=None),
        closed_on=one.closed_on or max(days, default=None),
        opening_cents=one.opening_cents,
        closing_cents=one.closing_cents,
    )
    db.session.add(statement)
    db.session.flush()
    rows = [_row(statement.id, one.account, print_, line) for print_, line in plan.new]
    db.session.add_all(rows)
    db.session.flush()
    aside = [(line, SET_ASIDE) for line in plan.superseded]
    aside += [(line, SAID_ELSEWHERE) for line in rows if line.fingerprint in plan.elsewhere]
    for line, why in aside:
        settle(SettlementKind.IGNORED, line.cents, line.booked_on, line_id=line.id, reason=why, actor=actor, at=at)


def _row(statement_id: int, account: str, print_: str, line: BankLine) -> StoredLine:
    label, who = _printable(line.label, 1000), _printable(line.counterparty, 140)
    return StoredLine(
        statement_id=statement_id,
        account=account[:40],
        fingerprint=print_,
        entry_key=entry_key(account, line),
        booked_on=line.booked_on,
        value_on=line.value_on,
        cents=line.cents,
        label=label,
        counterparty=who,
        counterparty_iban=line.counterparty_iban[:34],
        end_to_end=_printable(line.end_to_end, 80),
        structured=_printable(line.structured, 80),
        is_return=line.is_return,
        search_key=sort_key(f"{who} {label} {line.end_to_end} {line.structured}")[:1300],
    )


def _printable(text: str, limit: int) -> str:
    """A bank's words, cut rather than refused: no sign that a database cannot keep."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:limit]


def _kept(remark: Remark) -> list[object]:
    values = {key: value.cents if isinstance(value, Money) else str(value) for key, value in remark.values.items()}
    return [remark.message, values]
