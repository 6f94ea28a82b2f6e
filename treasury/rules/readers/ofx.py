"""OFX, in SGML (as French banks send it, latin-1, under a name or another) and in XML: tags are read one by one.

No document type is read and no entity but the five of XML: there is nothing to expand.
"""

import html
import re
from datetime import date

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from treasury.rules.amounts import read_cents
from treasury.rules.iban import iban_of_rib
from treasury.rules.readers.bytes_in import decoded
from treasury.rules.statement import BankLine, BankStatement, together

_TAG = re.compile(r"<(/?)([A-Za-z0-9_.]+)(?:\s[^<>]*)?>([^<]*)")
_STATEMENTS = {"STMTRS", "CCSTMTRS"}
_ARMED = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def looks_like_ofx(text: str) -> bool:
    """Whether the text is OFX, whatever its file name says."""
    head = text[:4000].upper()
    return "<OFX>" in head or head.lstrip("\ufeff \r\n").startswith("OFXHEADER")


def read_ofx(data: bytes) -> list[BankStatement]:
    """The statements of an OFX file."""
    text = decoded(data)
    if _ARMED.search(text):
        raise Refused(
            "armed-xml",
            N_(
                "This file declares entities or a document type, which no bank does. It was not read: it may be an attack."
            ),
        )
    return together(_statement(fields, rows) for fields, rows in _statements(text))


Fields = dict[str, str]


def _statements(text: str) -> list[tuple[Fields, list[Fields]]]:
    """For each statement its own fields and those of each movement; values of a block keep the block's name."""
    found: list[tuple[Fields, list[Fields]]] = []
    blocks: list[str] = []
    for closing, raw, value in _TAG.findall(text):
        name = raw.upper()
        if closing:
            if name in blocks:
                del blocks[blocks.index(name) :]
            continue
        words = " ".join(html.unescape(value).split())
        if name in _STATEMENTS:
            found.append(({}, []))
        elif name == "STMTTRN" and found:
            found[-1][1].append({})
        if not words:
            blocks.append(name)
        elif found:
            _keep(found[-1], blocks, name, words)
    return found


def _keep(statement: tuple[Fields, list[Fields]], blocks: list[str], name: str, words: str) -> None:
    fields, rows = statement
    inside = next((one for one in reversed(blocks) if one in {"STMTTRN", "LEDGERBAL", "AVAILBAL"}), "")
    if inside == "STMTTRN" and rows:
        other = any(one in {"BANKACCTTO", "CCACCTTO"} for one in blocks)
        rows[-1].setdefault(f"TO.{name}" if other else name, words)
    else:
        fields.setdefault(f"{inside}.{name}" if inside else name, words)


def _statement(fields: Fields, rows: list[Fields]) -> BankStatement:
    balance = fields.get("LEDGERBAL.BALAMT", "")
    return BankStatement(
        account=_account(fields),
        lines=tuple(_line(row) for row in rows),
        currency=fields.get("CURDEF", "EUR").upper(),
        opened_on=_day(fields["DTSTART"]) if "DTSTART" in fields else None,
        closed_on=_day(fields["DTEND"]) if "DTEND" in fields else None,
        closing_cents=_cents(balance) if balance else None,
    )


def _account(fields: Fields) -> str:
    number = fields.get("ACCTID", "").replace(" ", "")
    if not number:
        raise Refused(
            "no-account", N_("The file does not say which account it is about. Ask the bank for one that does.")
        )
    bank, branch = fields.get("BANKID", ""), fields.get("BRANCHID", "")
    if len(bank) == 5 and len(branch) == 5 and len(number) <= 11:
        return iban_of_rib(bank, branch, number)
    return number


def _line(row: Fields) -> BankLine:
    """One movement. A memo that repeats the name is said once."""
    name, memo = row.get("NAME", row.get("PAYEE", "")), row.get("MEMO", "")
    words = memo if name and memo.startswith(name) else " ".join(part for part in (name, memo) if part)
    return BankLine(
        booked_on=_day(row.get("DTPOSTED", "")),
        value_on=_day(row["DTAVAIL"]) if "DTAVAIL" in row else None,
        cents=_cents(row.get("TRNAMT", "")),
        label=words,
        counterparty=name,
        counterparty_iban=row.get("TO.ACCTID", ""),
        bank_reference=row.get("FITID", ""),
        transaction_id=row.get("REFNUM", ""),
        is_return="CORRECTFITID" in row or row.get("TRNTYPE", "").upper() == "RETURN",
    )


def _cents(text: str) -> int:
    try:
        return read_cents(text)
    except ValueError:
        raise Refused(
            "bad-amount", N_("“%(found)s” is no amount. The file cannot be read without losing money."), found=text[:30]
        ) from None


def _day(text: str) -> date:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        raise Refused("bad-date", N_("“%(found)s” is no date. The file cannot be read."), found=text[:30]) from None
