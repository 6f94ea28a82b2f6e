"""The bank of the demonstration: account numbers that no bank gives, a CAMT.053 statement, a CSV of a savings account."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

from treasury.rules.iban import iban_of_rib
from treasury.rules.readers.profile import CsvProfile

BANK = "99990"  # no bank of France has this code
HEADS = ("Date", "Libellé", "Débit", "Crédit", "Solde")


def iban_of(rank: int) -> str:
    """An account number that holds and belongs to nobody."""
    return iban_of_rib(BANK, "00001", f"{rank:011d}")


@dataclass(frozen=True)
class Told:
    """One line that the bank tells; `cents` below zero went out."""

    on: date
    cents: int
    words: str
    name: str = ""
    iban: str = ""
    end_to_end: str = ""


def statement(account: str, lines: Iterable[Told], *, opening: int, last: date) -> bytes:
    """A CAMT.053 file of these lines."""
    told = list(lines)
    closing = opening + sum(line.cents for line in told)
    first = min(line.on for line in told)
    entries = "".join(_entry(line, rank) for rank, line in enumerate(told, start=1))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>'
        f"<GrpHdr><MsgId>RELEVE-{last:%Y%m%d}</MsgId></GrpHdr><Stmt><Id>RELEVE-{last:%Y%m%d}</Id>"
        f"<Acct><Id><IBAN>{account}</IBAN></Id><Ccy>EUR</Ccy></Acct>"
        f"{_balance('OPBD', opening, first)}{_balance('CLBD', closing, last)}{entries}"
        "</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def _entry(line: Told, rank: int) -> str:
    role = "Dbtr" if line.cents > 0 else "Cdtr"
    parties = f"<{role}><Pty><Nm>{escape(line.name)}</Nm></Pty></{role}>" if line.name else ""
    parties += f"<{role}Acct><Id><IBAN>{line.iban}</IBAN></Id></{role}Acct>" if line.iban else ""
    reference = f"<EndToEndId>{escape(line.end_to_end)}</EndToEndId>" if line.end_to_end else ""
    return (
        f"<Ntry>{_amount(line.cents)}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{line.on}</Dt></BookgDt>"
        f"<ValDt><Dt>{line.on}</Dt></ValDt><AcctSvcrRef>{line.on:%y%m%d}{rank:04d}</AcctSvcrRef><NtryDtls><TxDtls>"
        f"<Refs>{reference}</Refs><RltdPties>{parties}</RltdPties>"
        f"<RmtInf><Ustrd>{escape(line.words)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
    )


def _balance(code: str, cents: int, on: date) -> str:
    kind = f"<Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
    return f"<Bal>{kind}{_amount(cents)}<Dt><Dt>{on}</Dt></Dt></Bal>"


def _amount(cents: int) -> str:
    side = "CRDT" if cents >= 0 else "DBIT"
    return f'<Amt Ccy="EUR">{abs(cents) // 100}.{abs(cents) % 100:02d}</Amt><CdtDbtInd>{side}</CdtDbtInd>'


def savings_profile(account: str) -> CsvProfile:
    """How the CSV of the savings account is read."""
    day, label, debit, credit, balance = HEADS
    return CsvProfile(
        name="Livret solidaire", account=account, date=day, label=label, debit=debit, credit=credit, balance=balance
    )


def savings(lines: Iterable[Told], *, opening: int) -> bytes:
    """The CSV of the savings account, as a French bank exports it."""
    rows, balance = [";".join(HEADS)], opening
    for line in lines:
        balance += line.cents
        sides = ("", _comma(line.cents)) if line.cents > 0 else (_comma(-line.cents), "")
        rows.append(";".join((f"{line.on:%d/%m/%Y}", line.words, *sides, _comma(balance))))
    return "\r\n".join(rows).encode("cp1252")


def _comma(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d}"
