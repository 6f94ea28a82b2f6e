"""The accounts of the share capital, each editable; standard numbers of the PCG, to be validated by an accountant.

1011 subscribed not called, 1012 called not paid, 1013 paid; 109 what the members have not been asked for yet; 4562 called
not paid, 4564 paid ahead, 4567 to be refunded; 512 bank. (One published page swaps 1012 and 1013: do not follow it.)
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_

_NUMBER = re.compile(r"[1-9][0-9A-Z]{2,11}")


class Role(StrEnum):
    """What an account is for."""

    UNCALLED_CAPITAL = "uncalled_capital"
    CALLED_CAPITAL = "called_capital"
    PAID_CAPITAL = "paid_capital"
    UNCALLED_MEMBERS = "uncalled_members"
    RECEIVABLE = "receivable"
    ADVANCE = "advance"
    OWED = "owed"
    BANK = "bank"
    CASH = "cash"
    CHEQUES = "cheques"
    LOSS = "loss"
    GIFT = "gift"
    OPENING = "opening"
    SUSPENSE = "suspense"


@dataclass(frozen=True)
class AccountLine:
    """A role, its number and label in the books; `third_party`: whether it may carry an auxiliary account."""

    role: Role
    number: str
    label: str
    third_party: bool = False


_STANDARD = (
    AccountLine(Role.UNCALLED_CAPITAL, "101100", "Capital souscrit - non appelé"),
    AccountLine(Role.CALLED_CAPITAL, "101200", "Capital souscrit - appelé, non versé"),
    AccountLine(Role.PAID_CAPITAL, "101300", "Capital souscrit - appelé, versé"),
    AccountLine(Role.UNCALLED_MEMBERS, "109000", "Associés - capital souscrit non appelé"),
    AccountLine(Role.RECEIVABLE, "456200", "Associés - capital appelé, non versé", third_party=True),
    AccountLine(Role.ADVANCE, "456400", "Associés - versements anticipés", third_party=True),
    AccountLine(Role.OWED, "456700", "Associés - capital à rembourser", third_party=True),
    AccountLine(Role.BANK, "512000", "Banque"),
    AccountLine(Role.CASH, "530000", "Caisse"),
    AccountLine(Role.CHEQUES, "511200", "Chèques à encaisser"),
    AccountLine(Role.LOSS, "119000", "Report à nouveau - pertes imputées aux associés sortants"),
    AccountLine(Role.GIFT, "771800", "Parts abandonnées à la coopérative"),
    AccountLine(Role.OPENING, "890000", "Bilan d'ouverture"),
    AccountLine(Role.SUSPENSE, "471000", "Compte d'attente - sommes à rendre", third_party=False),
)
STANDARD: dict[Role, AccountLine] = {line.role: line for line in _STANDARD}

ROLE_NAMES: dict[Role, str] = {
    Role.UNCALLED_CAPITAL: N_("Capital subscribed, not called"),
    Role.CALLED_CAPITAL: N_("Capital called, not paid"),
    Role.PAID_CAPITAL: N_("Capital called and paid"),
    Role.UNCALLED_MEMBERS: N_("Members: capital not called"),
    Role.RECEIVABLE: N_("Members: called, not paid"),
    Role.ADVANCE: N_("Members: paid ahead"),
    Role.OWED: N_("Members: to be refunded"),
    Role.BANK: N_("Bank"),
    Role.CASH: N_("Cash"),
    Role.CHEQUES: N_("Cheques to cash"),
    Role.LOSS: N_("Losses charged to leavers"),
    Role.GIFT: N_("Shares given to the cooperative"),
    Role.OPENING: N_("Taking over of the register"),
    Role.SUSPENSE: N_("Money to be given back"),
}
TIED = (
    Role.UNCALLED_CAPITAL, Role.CALLED_CAPITAL, Role.PAID_CAPITAL, Role.UNCALLED_MEMBERS,
    Role.RECEIVABLE, Role.ADVANCE, Role.OWED,
)  # fmt: skip
"""The roles whose balance the register tells."""


def checked_plan(changes: Mapping[Role, AccountLine]) -> dict[Role, AccountLine]:
    """The whole plan with these changes; roles that the register tells apart keep numbers of their own."""
    plan = {**STANDARD, **changes}
    for line in plan.values():
        if not _NUMBER.fullmatch(line.number):
            raise Refused(
                "bad-account",
                N_("“%(found)s” is no account number: 3 to 12 figures, such as 101300."),
                found=line.number,
            )
        if not line.label.strip():
            raise Refused("bad-account-label", N_("The account %(number)s has no label."), number=line.number)
    owners: dict[str, Role] = {}
    for role in TIED:
        number = plan[role].number
        if number in owners:
            raise Refused(
                "account-twice",
                N_("The account %(number)s is given twice: the register could no longer be tied to the accounts."),
                number=number,
            )
        owners[number] = role
    return plan
