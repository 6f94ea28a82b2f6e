"""What can be made of money, and how much of a line is left."""

from enum import StrEnum

from foundation.kernel.errors import Refused
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_


class SettlementKind(StrEnum):
    """What a part of a line, or money that came otherwise, is."""

    ALLOCATED = "allocated"
    OTHERWISE = "otherwise"
    IGNORED = "ignored"
    HELD_BACK = "held_back"
    RETURNED = "returned"
    PAID_OUT = "paid_out"
    REVERSAL = "reversal"


KIND_NAMES: dict[SettlementKind, str] = {
    SettlementKind.ALLOCATED: N_("Given to a request"),
    SettlementKind.OTHERWISE: N_("Paid otherwise"),
    SettlementKind.IGNORED: N_("Put aside"),
    SettlementKind.HELD_BACK: N_("To be given back"),
    SettlementKind.RETURNED: N_("Payment returned"),
    SettlementKind.PAID_OUT: N_("Refund paid"),
    SettlementKind.REVERSAL: N_("Taken back"),
}


class Means(StrEnum):
    """How money came."""

    TRANSFER = "transfer"
    CHEQUE = "cheque"
    CASH = "cash"
    CARD = "card"
    DEBIT = "debit"


MEANS_NAMES: dict[Means, str] = {
    Means.TRANSFER: N_("Bank transfer"),
    Means.CHEQUE: N_("Cheque"),
    Means.CASH: N_("Cash"),
    Means.CARD: N_("Card"),
    Means.DEBIT: N_("Direct debit"),
}


def check_parts(left: int, parts: list[int]) -> None:
    """Refuse to give more of a line than is left of it; all parts on the side of the line.

    >>> check_parts(5000, [2000, 3000])
    """
    side = 1 if left > 0 else -1
    if left == 0 or not parts or any(part * side <= 0 for part in parts) or abs(sum(parts)) > abs(left):
        raise Refused(
            "line-exceeded",
            N_("%(asked)s would be given of a line of which %(left)s is left. Correct the amounts."),
            asked=Money(sum(parts)),
            left=Money(left),
        )


def check_due(cents: int, due: int, holder: str) -> None:
    """Refuse to take more for a request than it still asks for: the rest stays on the line.

    >>> check_due(2000, 2000, "Ada")
    """
    if cents > due:
        raise Refused(
            "over-due",
            N_(
                "%(amount)s would be taken for %(holder)s, and %(due)s is due. Take what is due; the rest of the line can go "
                "to another request, or be given back."
            ),
            amount=Money(cents),
            holder=holder,
            due=Money(due),
        )
