"""The entry that follows from an operation of the register: balanced by construction, to be validated by an accountant.

A movement changes amounts subscribed (S), called (C), paid (P), owed back (O) and received ahead (A). Then always:
1011 gains S - C, 1012 gains C - P, 1013 gains P, 109 owes S - C, 4562 owes C - P, 4567 gains O, 4564 gains A; what is
left, P + O + A, is money: of the bank, or of the loss, gift or opening account, as the kind of the movement says.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from foundation.kernel.sentences import N_
from shares.rules.kinds import Kind
from treasury.rules.plan import AccountLine, Role

_OTHER_SIDE: dict[Kind, Role] = {
    Kind.OPENING_BALANCE: Role.OPENING,
    Kind.LOSS_CHARGED: Role.LOSS,
    Kind.GIFT: Role.GIFT,
}
_MEANS: dict[str, Role] = {"cash": Role.CASH, "cheque": Role.CHEQUES}
_TOGETHER = (Role.BANK, Role.CASH, Role.CHEQUES, Role.LOSS, Role.GIFT, Role.OPENING, Role.SUSPENSE)
JOURNALS: dict[str, str] = {"CAP": "Capital", "BQ": "Banque", "CA": "Caisse"}
LABELS: dict[Kind, str] = {
    Kind.OPENING_BALANCE: "Reprise du registre",
    Kind.SUBSCRIPTION: "Souscription de parts",
    Kind.CALL: "Appel de capital",
    Kind.PAYMENT: "Libération de parts",
    Kind.ADVANCE: "Versement avant décision",
    Kind.ADVANCE_CLEARED: "Imputation du versement anticipé",
    Kind.ADVANCE_RETURNED: "Restitution du versement anticipé",
    Kind.TRANSFER: "Cession de parts",
    Kind.REFUND_DECIDED: "Remboursement décidé",
    Kind.LOSS_CHARGED: "Pertes imputées",
    Kind.REFUND_PAID: "Remboursement de parts",
    Kind.GIFT: "Abandon de parts",
    Kind.CONVERSION: "Conversion de parts",
    Kind.NOMINAL_SPLIT: "Modification du nominal",
    Kind.CANCELLATION: "Annulation de parts non libérées",
    Kind.EXCLUSION: "Exclusion pour parts non libérées",
    Kind.SUCCESSION: "Succession",
    Kind.PAYMENT_RETURNED: "Paiement rejeté",
    Kind.RECORD_MERGE: "Fusion de fiches",
    Kind.REVERSAL: "Contre-passation",
}
NOTE = N_("Standard entries, to be validated by your accountant before they are used.")


@dataclass(frozen=True, slots=True)
class Change:
    """One movement of the register as accounting sees it: who, and the signed changes in cents.

    `kind` is that of the movement taken back, where it is a reversal.
    """

    number: int
    kind: Kind
    holder_code: str
    holder: str
    subscribed: int = 0
    called: int = 0
    paid: int = 0
    owed: int = 0
    advance: int = 0


@dataclass(frozen=True, slots=True)
class Operation:
    """One act of the register, with its movements."""

    id: int
    kind: Kind
    on: date
    recorded_on: date
    changes: tuple[Change, ...]
    means: str = ""
    document: str = ""
    is_reversal: bool = False


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A line of an entry: debit above zero, credit below, in cents; `holder_code` names whose part it is."""

    account: AccountLine
    cents: int
    label: str
    holder_code: str = ""
    holder: str = ""

    @property
    def debit(self) -> int:
        """What it debits."""
        return max(self.cents, 0)

    @property
    def credit(self) -> int:
        """What it credits."""
        return max(-self.cents, 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """A balanced entry; `source` is what it follows from ("O12": operation 12 of the register)."""

    source: str
    journal: str
    on: date
    recorded_on: date
    piece: str
    label: str
    lines: tuple[EntryLine, ...]

    @property
    def gap(self) -> int:
        """Nothing, in an entry that balances."""
        return sum(line.cents for line in self.lines)


def entry_of(operation: Operation, plan: Mapping[Role, AccountLine]) -> Entry | None:
    """The entry of an operation; None where no amount changes (a change of form without money).

    Source: PCG, accounts 101, 109, 456 and 512 (to be validated by an accountant).
    Example: 20.00 paid by transfer: 512 and 1012 are debited, 4562 and 1013 credited.

    >>> from treasury.rules.plan import STANDARD
    >>> paid = Change(7, Kind.PAYMENT, "A1", "Ada Brume", paid=2000)
    >>> entry = entry_of(Operation(3, Kind.PAYMENT, date(2026, 1, 5), date(2026, 1, 6), (paid,)), STANDARD)
    >>> [(line.account.number, line.debit, line.credit) for line in entry.lines]
    [('101200', 2000, 0), ('101300', 0, 2000), ('456200', 0, 2000), ('512000', 2000, 0)]
    """
    label = LABELS[operation.kind] + (" (contre-passation)" if operation.is_reversal else "")
    lines = _merged(
        line
        for change in operation.changes
        for line in _lines(change, _money_role(change.kind, operation.means), plan, label)
    )
    if not lines:
        return None
    return Entry(
        source=f"O{operation.id}",
        journal=_journal(lines, plan),
        on=operation.on,
        recorded_on=operation.recorded_on,
        piece=f"MVT{min(change.number for change in operation.changes)}",
        label=label,
        lines=tuple(lines),
    )


def _money_role(kind: Kind, means: str) -> Role:
    return _OTHER_SIDE.get(kind) or _MEANS.get(means, Role.BANK)


def _lines(change: Change, money: Role, plan: Mapping[Role, AccountLine], label: str) -> Iterable[EntryLine]:
    uncalled, unpaid = change.subscribed - change.called, change.called - change.paid
    amounts = (
        (Role.UNCALLED_CAPITAL, -uncalled),
        (Role.CALLED_CAPITAL, -unpaid),
        (Role.PAID_CAPITAL, -change.paid),
        (Role.UNCALLED_MEMBERS, uncalled),
        (Role.RECEIVABLE, unpaid),
        (Role.ADVANCE, -change.advance),
        (Role.OWED, -change.owed),
        (money, change.paid + change.owed + change.advance),
    )
    for role, cents in amounts:
        if cents:
            yield EntryLine(plan[role], cents, f"{label} {change.holder}", change.holder_code, change.holder)


def _merged(lines: Iterable[EntryLine]) -> list[EntryLine]:
    """Lines of one account and one holder together; those that come to nothing go.

    Money that leaves one leg of a transfer and enters the other never touched a bank: its two lines cancel out.
    """
    totals: dict[tuple[str, str], EntryLine] = {}
    for line in lines:
        key = (line.account.number, "" if line.account.role in _TOGETHER else line.holder_code)
        known = totals.get(key)
        totals[key] = line if known is None else _added(known, line)
    return [line for line in totals.values() if line.cents]


def _added(one: EntryLine, other: EntryLine) -> EntryLine:
    same = one.holder_code == other.holder_code
    code, holder = (one.holder_code, one.holder) if same else ("", "")
    return EntryLine(one.account, one.cents + other.cents, one.label, code, holder)


def _journal(lines: Sequence[EntryLine], plan: Mapping[Role, AccountLine]) -> str:
    numbers = {line.account.number for line in lines}
    if plan[Role.CASH].number in numbers:
        return "CA"
    return "BQ" if numbers & {plan[Role.BANK].number, plan[Role.CHEQUES].number} else "CAP"


def held_back_entry(
    *, key: str, on: date, recorded_on: date, cents: int, holder: str, plan: Mapping[Role, AccountLine]
) -> Entry:
    """Money that came in for nothing owed, kept to be given back (`cents` above zero), or given back (below)."""
    label = ("Somme reçue à rendre " if cents > 0 else "Somme rendue ") + holder
    return Entry(
        source=key,
        journal="BQ",
        on=on,
        recorded_on=recorded_on,
        piece=key,
        label=label,
        lines=(EntryLine(plan[Role.BANK], cents, label), EntryLine(plan[Role.SUSPENSE], -cents, label)),
    )


def balances(entries: Iterable[Entry]) -> dict[str, int]:
    """The balance of each account in cents, debit above zero."""
    found: dict[str, int] = {}
    for entry in entries:
        for line in entry.lines:
            found[line.account.number] = found.get(line.account.number, 0) + line.cents
    return found
