"""CAMT.053 and CAMT.054 (ISO 20022), any version: names are read without their namespace, places where banks differ, all.

What banks really send: the IBAN at three places, a transaction without instruction number, an entry without details, a
batch with several, details that do not add up to their entry, reversals, references with letters.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element  # nosec B405 - the type; the parser is defusedxml's

from stdnum import iban as iban_numbers

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from treasury.rules.amounts import read_cents
from treasury.rules.readers.xml_tree import each, first, local, parsed, said
from treasury.rules.statement import EURO, BankLine, BankStatement, together, with_remark

_HOLDERS = {"BkToCstmrStmt": "Stmt", "BkToCstmrDbtCdtNtfctn": "Ntfctn"}
_NOTHING = {"", "NOTPROVIDED", "NOT PROVIDED", "NONREF", "NONE"}
_OPENING, _CLOSING = ("OPBD", "PRCD"), ("CLBD",)
_PARTS = N_("%(count)s entries hold several payments: each payment is a line of its own.")
_REST = N_("Part of a batch that its details do not explain")
_LEFT_OUT = N_("%(count)s entries are announced but not booked yet: they will come with a later file.")


def read_camt(data: bytes) -> list[BankStatement]:
    """The statements of a CAMT.053 or CAMT.054 file."""
    document = parsed(data)
    if local(document) != "Document":
        document = first(document, "Document") or document
    for holder, kind in _HOLDERS.items():
        found = first(document, holder)
        if found is not None:
            return together(_statement(one) for one in each(found, kind))
    if first(document, "BkToCstmrAcctRpt") is not None:
        raise Refused(
            "intraday-report",
            N_(
                "This is a report of the day under way (CAMT.052), which may still change. Bring in the statement (CAMT.053)."
            ),
        )
    raise Refused(
        "not-camt", N_("This XML file is no account statement: CAMT.053 or CAMT.054 is expected, under any version.")
    )


def _statement(element: Element) -> BankStatement:
    entries = list(each(element, "Ntry"))
    booked = [entry for entry in entries if said(entry, "Sts/Cd", "Sts") in {"", "BOOK"}]
    read = [list(_lines(entry)) for entry in booked]
    opening, closing = _balance(element, _OPENING), _balance(element, _CLOSING)
    statement = BankStatement(
        account=_account(element, booked),
        lines=tuple(line for lines in read for line in lines),
        currency=_currency(element, booked),
        identifier=said(element, "Id"),
        opened_on=_day(said(element, "FrToDt/FrDtTm", "FrToDt/FrDt")),
        closed_on=_day(said(element, "FrToDt/ToDtTm", "FrToDt/ToDt")) or (closing.on if closing else None),
        opening_cents=opening.cents if opening else None,
        closing_cents=closing.cents if closing else None,
    )
    if batches := sum(len(lines) > 1 for lines in read):
        statement = with_remark(statement, _PARTS, count=batches)
    if waiting := len(entries) - len(booked):
        statement = with_remark(statement, _LEFT_OUT, count=waiting)
    return statement


def _account(element: Element, entries: list[Element]) -> str:
    """The account: where the standard says, else where banks put it (entry reference, creditor's account)."""
    own = said(element, "Acct/Id/IBAN", "Acct/Id/Othr/Id", "Acct/Id/PrtryAcct/Id")
    if own:
        return own.replace(" ", "")
    for entry in entries:
        for path in ("NtryRef", "NtryDtls/TxDtls/RltdPties/CdtrAcct/Id/IBAN"):
            words = said(entry, path).replace(" ", "")
            if iban_numbers.is_valid(words):
                return words
    raise Refused("no-account", N_("The file does not say which account it is about. Ask the bank for one that does."))


def _currency(element: Element, entries: list[Element]) -> str:
    found = said(element, "Acct/Ccy")
    amounts = (first(entry, "Amt") for entry in entries)
    return found or next((one.get("Ccy", EURO) for one in amounts if one is not None), EURO)


@dataclass(frozen=True)
class _Balance:
    cents: int
    on: date | None


def _balance(element: Element, codes: tuple[str, ...]) -> _Balance | None:
    for code in codes:
        for one in each(element, "Bal"):
            if said(one, "Tp/CdOrPrtry/Cd", "Tp/Cd") == code:
                return _Balance(_signed(one), _day(said(one, "Dt/Dt", "Dt/DtTm")))
    return None


def _signed(element: Element) -> int:
    """The amount with the sign of its side: the side prevails, a reversal on the debit side went out."""
    cents = _cents(said(element, "Amt"))
    return -cents if said(element, "CdtDbtInd") == "DBIT" else cents


def _cents(text: str) -> int:
    try:
        return read_cents(text, ".")
    except ValueError:
        raise Refused(
            "bad-amount", N_("“%(found)s” is no amount. The file cannot be read without losing money."), found=text[:30]
        ) from None


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise Refused("bad-date", N_("“%(found)s” is no date. The file cannot be read."), found=text[:30]) from None


def _lines(entry: Element) -> Iterator[BankLine]:
    """One line a payment; together always exactly the amount of the entry."""
    total = _signed(entry)
    details = list(each(entry, "NtryDtls/TxDtls"))
    parts = [_part(entry, detail) for detail in details]
    if len(details) <= 1 or any(part is None for part in parts):
        yield _line(entry, details, total, alone=True)
        return
    amounts = [part for part in parts if part is not None]
    for index, (detail, cents) in enumerate(zip(details, amounts, strict=True)):
        yield replace(_line(entry, [detail], cents, alone=False), **_batch(entry, total, index))
    if rest := total - sum(amounts):
        unexplained = BankLine(booked_on=_booked(entry), cents=rest, label=_REST)
        yield replace(unexplained, **_batch(entry, total, len(details)))


def _batch(entry: Element, total: int, index: int) -> dict[str, Any]:
    reference = _real(said(entry, "AcctSvcrRef", "NtryRef"))
    return {"entry_reference": reference, "entry_cents": total, "index": index}


def _part(entry: Element, detail: Element) -> int | None:
    """The signed amount of one detail in the account's currency; None where it is not said."""
    amount = first(detail, "Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt")
    own = first(entry, "Amt")
    if amount is None or (own is not None and amount.get("Ccy", "") != own.get("Ccy", "")):
        return None
    cents = _cents(" ".join((amount.text or "").split()))
    side = said(detail, "CdtDbtInd") or said(entry, "CdtDbtInd")
    return -cents if side == "DBIT" else cents


def _line(entry: Element, details: list[Element], cents: int, *, alone: bool) -> BankLine:
    """The line of one payment, or of an entry `alone` whose details, if several, cannot be told apart."""
    detail = details[0] if len(details) == 1 else None
    returned = said(entry, "RvslInd") in {"true", "1"} or _returned(details)
    theirs = (cents > 0) != returned  # money that goes back went in before: who paid is still the debtor
    return BankLine(
        booked_on=_booked(entry),
        value_on=_day(said(entry, "ValDt/Dt", "ValDt/DtTm")),
        cents=cents,
        label=_label(entry, details),
        counterparty=_party(detail, "Dbtr" if theirs else "Cdtr"),
        counterparty_iban=_party_iban(detail, "DbtrAcct" if theirs else "CdtrAcct"),
        end_to_end=_real(said(detail, "Refs/EndToEndId")),
        structured=_real(said(detail, "RmtInf/Strd/CdtrRefInf/Ref")),
        bank_reference=_real(said(detail, "Refs/AcctSvcrRef")) or (_real(said(entry, "AcctSvcrRef")) if alone else ""),
        transaction_id=_real(said(detail, "Refs/TxId", "Refs/UETR", "Refs/InstrId")),
        entry_reference=_real(said(entry, "AcctSvcrRef", "NtryRef")),
        entry_cents=_signed(entry),
        is_return=returned,
    )


def _returned(details: list[Element]) -> bool:
    return any(first(one, "RtrInf") is not None for one in details)


def _booked(entry: Element) -> date:
    day = _day(said(entry, "BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm"))
    if day is None:
        raise Refused("no-date", N_("An entry of this file has no date. Ask the bank for the file again."))
    return day


def _label(entry: Element, details: list[Element]) -> str:
    words: list[str] = []
    for one in details:
        words += [" ".join((each_one.text or "").split()) for each_one in each(one, "RmtInf/Ustrd")]
        words += [said(one, "RmtInf/Strd/AddtlRmtInf"), said(one, "AddtlTxInf"), said(one, "RtrInf/AddtlInf")]
    words.append(said(entry, "AddtlNtryInf"))
    return " · ".join(dict.fromkeys(word for word in words if word))


def _party(detail: Element | None, role: str) -> str:
    """Who is on the other side: from version 8 on the name stands one level deeper; else for whom it was paid."""
    roles = (role, f"Ultmt{role}")
    return said(detail, *(f"RltdPties/{one}/{place}" for one in roles for place in ("Nm", "Pty/Nm")))


def _party_iban(detail: Element | None, role: str) -> str:
    return said(detail, f"RltdPties/{role}/Id/IBAN", f"RltdPties/{role}/Id/Othr/Id").replace(" ", "")


def _real(text: str) -> str:
    return "" if text.upper() in _NOTHING else text
