"""Bank files, accounts and requests for tests: banks and people are invented."""

import itertools
from datetime import UTC, date, datetime
from typing import Any

from foundation.kernel.audit import SYSTEM
from foundation.kernel.money import Money
from membership.models.members import Member
from shares.services import subscribe
from treasury.models import OwnAccount, PaymentRequest
from treasury.rules.schedules import equal_instalments
from treasury.services.books import keep_own_account
from treasury.services.requests import ask_for_subscription

RECORDED = datetime(2026, 6, 2, 9, tzinfo=UTC)
SUBSCRIBED = date(2026, 4, 1)
OURS = "FR7630001007941234567890185"
THEIRS = "DE89370400440532013000"
OTHERS = "FR1420041010050500013M02606"
_numbers = itertools.count(1)


def our_account(**changes: Any) -> OwnAccount:
    """The bank account of the cooperative."""
    values = {"name": "Compte courant", "holder": "Coopérative du Vallon", "iban": OURS, "asked_on": True} | changes
    return keep_own_account(**values, actor=SYSTEM, at=RECORDED)


def subscribed(member: Member, shares: int = 10, paid_cents: int | None = None, on: date = SUBSCRIBED) -> int:
    """A subscription of which a quarter is paid at once (unless said); its operation."""
    paid = shares * 500 if paid_cents is None else paid_cents
    return subscribe(member.id, shares, on, paid_cents=paid, actor=SYSTEM, at=RECORDED).operation.id


def asked(
    member: Member, shares: int = 10, *, instalments: int = 1, first_on: date = date(2026, 5, 1), **more: Any
) -> PaymentRequest:
    """A subscription a quarter paid, and the request for the rest: 15.00 a share."""
    operation = subscribed(member, shares)
    plan = equal_instalments(Money(shares * 1500), instalments, first_on)
    return ask_for_subscription(operation, plan, actor=SYSTEM, at=RECORDED, **more)


def camt(
    *entries: str,
    opening: int | None = 0,
    closing: int | None = None,
    version: str = "08",
    account: str = OURS,
    kind: str = "053",
) -> bytes:
    """A CAMT file of these entries; balances in cents (closing: what they make)."""
    holder, one = ("BkToCstmrStmt", "Stmt") if kind == "053" else ("BkToCstmrDbtCdtNtfctn", "Ntfctn")
    total = sum(_sum_of(entry) for entry in entries)
    balances = ""
    if opening is not None:
        end = opening + total if closing is None else closing
        balances = _balance("OPBD", opening) + _balance("CLBD", end)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.{kind}.001.{version}">'
        f"<{holder}><GrpHdr><MsgId>M{next(_numbers)}</MsgId></GrpHdr><{one}><Id>S1</Id>"
        f"<Acct><Id><IBAN>{account}</IBAN></Id><Ccy>EUR</Ccy></Acct>{balances}{''.join(entries)}</{one}></{holder}></Document>"
    ).encode()


def _balance(code: str, cents: int) -> str:
    side = "CRDT" if cents >= 0 else "DBIT"
    return (
        f'<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{euros(abs(cents))}</Amt>'
        f"<CdtDbtInd>{side}</CdtDbtInd><Dt><Dt>2026-06-30</Dt></Dt></Bal>"
    )


def euros(cents: int) -> str:
    """As XML writes an amount."""
    return f"{cents // 100}.{cents % 100:02d}"


_SUMS: dict[str, int] = {}


def _sum_of(entry: str) -> int:
    return _SUMS[entry]


def ntry(
    cents: int, *, day: str = "2026-06-03", words: str = "", name: str = "", iban: str = "", reference: str = "",
    details: list[str] | None = None, tx: str = "", returned: bool = False, e2e: str = "", status: str = "<Sts><Cd>BOOK</Cd></Sts>",
) -> str:  # fmt: skip
    """One entry; `cents` below zero went out."""
    inner = (
        "".join(details)
        if details is not None
        else detail(None, words=words, name=name, iban=iban, tx=tx, e2e=e2e, out=(cents < 0) != returned)
    )
    entry = (
        f'<Ntry><Amt Ccy="EUR">{euros(abs(cents))}</Amt><CdtDbtInd>{"CRDT" if cents >= 0 else "DBIT"}</CdtDbtInd>'
        + ("<RvslInd>true</RvslInd>" if returned else "")
        + status
        + f"<BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{day}</Dt></ValDt>"
        + (f"<AcctSvcrRef>{reference}</AcctSvcrRef>" if reference else "")
        + f"<NtryDtls>{inner}</NtryDtls></Ntry>"
    )
    _SUMS[entry] = cents if "BOOK" in status else 0
    return entry


def detail(
    cents: int | None,
    *,
    words: str = "",
    name: str = "",
    iban: str = "",
    tx: str = "",
    e2e: str = "",
    ref: str = "",
    out: bool = False,
) -> str:
    """One payment of an entry."""
    role = "Cdtr" if out else "Dbtr"
    return (
        "<TxDtls><Refs>"
        + (f"<AcctSvcrRef>{ref}</AcctSvcrRef>" if ref else "")
        + (f"<EndToEndId>{e2e}</EndToEndId>" if e2e else "")
        + (f"<TxId>{tx}</TxId>" if tx else "")
        + "</Refs>"
        + (f'<Amt Ccy="EUR">{euros(cents)}</Amt>' if cents is not None else "")
        + "<RltdPties>"
        + (f"<{role}><Pty><Nm>{name}</Nm></Pty></{role}>" if name else "")
        + (f"<{role}Acct><Id><IBAN>{iban}</IBAN></Id></{role}Acct>" if iban else "")
        + "</RltdPties>"
        + (f"<RmtInf><Ustrd>{words}</Ustrd></RmtInf>" if words else "")
        + "</TxDtls>"
    )


def cfonb(rows: list[tuple[int, str]], *, opening: int = 0, closing: int | None = None, end: str = "\r\n") -> bytes:
    """A CFONB 120 file: (cents, label) of each movement, all on 3 June 2026."""
    account = "30001    00794EUR2 12345678901  "
    lines = [record("01", account, "010626", opening)]
    for number, (cents, label) in enumerate(rows, start=1):
        lines.append(record("04", account, "030626", cents, label=label, number=number))
    total = opening + sum(cents for cents, _label in rows)
    lines.append(record("07", account, "300626", total if closing is None else closing))
    return end.join(lines).encode("latin-1")


def record(kind: str, account: str, day: str, cents: int, *, label: str = "", number: int = 0) -> str:
    """One record of 120 characters."""
    figures = f"{abs(cents):014d}"
    last = ("{ABCDEFGHI" if cents >= 0 else "}JKLMNOPQR")[int(figures[-1])]
    value = f"{day}     " if kind == "04" else ""
    middle = f"{value[:6]}{label:<31.31}  {number:07d}  " if kind == "04" else ""
    head = f"{kind}{account[:5]}    {account[9:14]}EUR2 {account[19:30]}  {day}"
    body = f"{head}{'  ' if kind == '04' else ''}{middle}"
    return f"{body:<90.90}{figures[:-1]}{last}{'':<16}"
