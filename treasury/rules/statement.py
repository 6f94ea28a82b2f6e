"""What every bank file becomes: statements of lines in whole cents, whose balances add up."""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from foundation.kernel.errors import Refused
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_

EURO = "EUR"


@dataclass(frozen=True)
class Remark:
    """Something that the person who brings the file in should know; a sentence and its values."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class BankLine:
    """One movement on an account: `cents` above zero came in, below zero went out.

    `bank_reference` is the bank's own number of the movement, `transaction_id` the number given by a bank on the way,
    `entry_reference` and `index` the place in a batch of `entry_cents`.
    """

    booked_on: date
    cents: int
    label: str = ""
    value_on: date | None = None
    counterparty: str = ""
    counterparty_iban: str = ""
    end_to_end: str = ""
    structured: str = ""
    bank_reference: str = ""
    transaction_id: str = ""
    entry_reference: str = ""
    entry_cents: int | None = None
    index: int = 0
    is_return: bool = False

    @property
    def text(self) -> str:
        """Everything that was written, where references are looked for."""
        return " ".join(part for part in (self.structured, self.end_to_end, self.label) if part)


@dataclass(frozen=True, kw_only=True)
class BankStatement:
    """The lines of one account in one file; balances are None where the file gives none."""

    account: str
    lines: tuple[BankLine, ...]
    currency: str = EURO
    identifier: str = ""
    opened_on: date | None = None
    closed_on: date | None = None
    opening_cents: int | None = None
    closing_cents: int | None = None
    remarks: tuple[Remark, ...] = ()

    @property
    def total_cents(self) -> int:
        """The sum of the lines."""
        return sum(line.cents for line in self.lines)


def checked(statement: BankStatement) -> BankStatement:
    """The statement, if its own figures hold: opening + lines = closing wherever both balances are given.

    Source: CFONB 120 (01 + Σ 04 = 07), ISO 20022 camt.053 (OPBD, CLBD). Example: 100.00 and a line of 5.00 end at 105.00.

    >>> line = BankLine(booked_on=date(2026, 1, 2), cents=500)
    >>> checked(BankStatement(account="A", lines=(line,), opening_cents=10_000, closing_cents=10_500)).total_cents
    500
    """
    if statement.currency != EURO:
        raise Refused(
            "other-currency",
            N_("The account %(account)s is kept in %(currency)s. Only accounts in euros are read here."),
            account=statement.account,
            currency=statement.currency,
        )
    if statement.opening_cents is None or statement.closing_cents is None:
        return statement
    found = statement.opening_cents + statement.total_cents
    if found != statement.closing_cents:
        raise Refused(
            "balance-broken",
            N_(
                "The file does not add up for the account %(account)s: opening balance %(opening)s and lines of "
                "%(lines)s make %(found)s, but the closing balance says %(closing)s (a difference of %(gap)s). Lines "
                "are missing: ask the bank for the file again."
            ),
            account=statement.account,
            opening=Money(statement.opening_cents),
            lines=Money(statement.total_cents),
            found=Money(found),
            closing=Money(statement.closing_cents),
            gap=Money(statement.closing_cents - found),
        )
    return statement


def fingerprints(statement: BankStatement) -> list[str]:
    """The identity of each line, the same in every file that tells it: what is known is never taken twice.

    By tiers: the bank's own reference; the transaction's; the batch and the place in it; else day, amount and words.
    Twins (equal in all of that) are counted: the second of a day is another line than the first, in each file.
    """
    seen: dict[str, int] = {}
    found = []
    for line in statement.lines:
        key = _digest([statement.account, *_identity(line)])
        seen[key] = seen.get(key, 0) + 1
        found.append(_digest([key, seen[key]]) if seen[key] > 1 else key)
    return found


def _identity(line: BankLine) -> list[object]:
    common: list[object] = [line.booked_on.isoformat(), line.cents]
    if line.bank_reference:
        return ["bank", line.bank_reference, line.index, *common]
    if line.transaction_id:
        return ["transaction", line.transaction_id, *common]
    if line.entry_reference:
        return ["entry", line.entry_reference, line.index, *common]
    return ["words", *common, plain(line.label), plain(line.counterparty)]


def entry_key(account: str, line: BankLine) -> str:
    """The identity of the batch that the line is in, empty where it is in none.

    A camt.053 may tell a batch as one line of which a camt.054 tells the parts: the same money, counted once.
    """
    if not line.entry_reference or line.entry_cents is None:
        return ""
    return _digest([account, "batch", line.entry_reference, line.booked_on.isoformat(), line.entry_cents])


def plain(text: str) -> str:
    """Text without accents, case, signs and spaces: banks write the same words in many ways.

    >>> plain(" Virement  reçu – Ézé ")
    'VIREMENTRECUEZE'
    """
    bare = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in bare.upper() if sign.isascii() and sign.isalnum())


def together(statements: Iterable[BankStatement]) -> list[BankStatement]:
    """The statements of a file, each one checked; a file without any is refused."""
    found = [checked(statement) for statement in statements]
    if not found:
        raise Refused(
            "no-statement",
            N_("There is no account statement in this file. Ask the bank for a file of movements and bring that in."),
        )
    return found


def with_remark(statement: BankStatement, message: str, **values: object) -> BankStatement:
    """The statement with one more remark."""
    return replace(statement, remarks=(*statement.remarks, Remark(message, values)))


def _digest(parts: list[object]) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
