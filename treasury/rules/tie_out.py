"""Does the register of shares agree with the accounts? Amount by amount, each difference with the names it may have."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from treasury.rules.plan import TIED, AccountLine, Role
from treasury.rules.postings import Entry

_SIGN = {Role.UNCALLED_MEMBERS: 1, Role.RECEIVABLE: 1}
MOST_NAMED = 12


@dataclass(frozen=True)
class Registered:
    """What the register adds up to on a day, in cents."""

    subscribed: int = 0
    called: int = 0
    paid: int = 0
    owed: int = 0
    advance: int = 0

    def balance(self, role: Role) -> int:
        """The balance that an account should have, debit above zero."""
        uncalled, unpaid = self.subscribed - self.called, self.called - self.paid
        credit = {
            Role.UNCALLED_CAPITAL: uncalled,
            Role.CALLED_CAPITAL: unpaid,
            Role.PAID_CAPITAL: self.paid,
            Role.UNCALLED_MEMBERS: uncalled,
            Role.RECEIVABLE: unpaid,
            Role.ADVANCE: self.advance,
            Role.OWED: self.owed,
        }[role]
        return credit if role in _SIGN else -credit


@dataclass(frozen=True)
class Named:
    """A name that a difference may have."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class TieLine:
    """One account: what the register says, what our entries say, what the books say (None: not given)."""

    account: AccountLine
    register: int
    entries: int
    books: int | None
    names: tuple[Named, ...] = ()

    @property
    def gap(self) -> int:
        """Books less register; without books, entries less register."""
        return (self.entries if self.books is None else self.books) - self.register

    @property
    def agrees(self) -> bool:
        """Whether all that is known says the same."""
        return self.entries == self.register and self.books in {None, self.register}


ENTRY_MISSING = N_("Entry of %(day)s “%(label)s”, of this amount: it may be missing from the books.")
ENTRY_TWICE = N_("Entry of %(day)s “%(label)s”, of this amount: it may stand in the books twice.")
ENTRY_REVERSED = N_("Entry of %(day)s “%(label)s”, half of this amount: it may stand on the wrong side.")
SWAPPED = N_(
    "The accounts %(one)s and %(other)s differ by the same amount in opposite directions: they may be exchanged."
)
NOT_ENTERED = N_(
    "Money that came in and is not matched yet: %(amount)s. It stands in the books perhaps, not in the register."
)


def tie_lines(
    register: Registered,
    balances: Mapping[str, int],
    plan: Mapping[Role, AccountLine],
    books: Mapping[str, int],
    *,
    entries: Sequence[Entry] = (),
    unmatched_cents: int = 0,
) -> list[TieLine]:
    """Each account of the capital on a day: register, entries, books, and the names of each difference.

    `balances`: of our entries, by account number; `books`: what the accountant's ledger says, debit above zero.
    Example: a payment of 20.00 that the books lack shows as a difference of 20.00 with the name of that entry.
    """
    bare = [
        TieLine(plan[role], register.balance(role), balances.get(plan[role].number, 0), books.get(plan[role].number))
        for role in TIED
    ]
    return [
        TieLine(
            line.account, line.register, line.entries, line.books, tuple(_names(line, bare, entries, unmatched_cents))
        )
        for line in bare
    ]


def _names(line: TieLine, lines: Sequence[TieLine], entries: Iterable[Entry], unmatched: int) -> list[Named]:
    if line.agrees:
        return []
    names = [
        Named(SWAPPED, {"one": line.account.number, "other": other.account.number})
        for other in lines
        if other is not line and other.gap == -line.gap
    ]
    for entry in entries:
        cents = sum(part.cents for part in entry.lines if part.account.number == line.account.number)
        values = {"day": entry.on, "label": entry.lines[0].label}
        if cents == -line.gap:
            names.append(Named(ENTRY_MISSING, values))
        elif cents == line.gap and cents:
            names.append(Named(ENTRY_TWICE, values))
        elif cents * 2 == -line.gap and cents:
            names.append(Named(ENTRY_REVERSED, values))
    if unmatched and line.gap == -unmatched:
        names.append(Named(NOT_ENTERED, {"amount": Money(unmatched)}))
    return names[:MOST_NAMED]
