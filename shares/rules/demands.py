"""What members ask for: the kinds, what becomes of them, and what makes one worth a second look by the office."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from foundation.kernel.money import Money
from foundation.kernel.sentences import N_

LARGE_PART = Fraction(1, 20)
RECENT = timedelta(days=30)
MANY_REQUESTS = 3
FIRST_YEAR = timedelta(days=365)


class DemandKind(StrEnum):
    """What is asked."""

    SUBSCRIPTION = "subscription"
    REFUND = "refund"
    TRANSFER = "transfer"
    EXIT = "exit"


class Outcome(StrEnum):
    """What became of a request."""

    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


DEMAND_NAMES: dict[DemandKind, str] = {
    DemandKind.SUBSCRIPTION: N_("More shares"),
    DemandKind.REFUND: N_("Refund of some shares"),
    DemandKind.TRANSFER: N_("Transfer of shares"),
    DemandKind.EXIT: N_("Exit from the cooperative"),
}

OUTCOME_NAMES: dict[Outcome, str] = {
    Outcome.DONE: N_("Done"),
    Outcome.REFUSED: N_("Refused"),
    Outcome.WITHDRAWN: N_("Withdrawn"),
}

AWAITED: dict[DemandKind, str] = {
    DemandKind.SUBSCRIPTION: N_("Waiting for the payment"),
    DemandKind.REFUND: N_("In the queue of refunds"),
    DemandKind.TRANSFER: N_("Waiting for the approval"),
    DemandKind.EXIT: N_("Recorded"),
}


@dataclass(frozen=True)
class Mark:
    """Why a request deserves a second look; it stops nothing."""

    code: str
    message: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """What is known around a request. `recent`: requests of the member in the thirty days before, itself included."""

    kind: DemandKind
    shares: int
    all_shares: int
    asked_on: date
    member_since: date | None
    unpaid: Money
    recent: int
    by_another: str


def review_marks(around: Circumstances) -> list[Mark]:
    """What is out of the ordinary about a request: its size, its haste, money unpaid, who asked.

    Our choice, no rule of law: a mark calls for a look, and forbids nothing.
    Example: sixty shares of a capital of a thousand are more than a twentieth.

    >>> usual = {"kind": DemandKind.REFUND, "asked_on": date(2026, 6, 1), "member_since": date(2020, 1, 1)}
    >>> calm = {"all_shares": 1000, "unpaid": Money(0), "recent": 1, "by_another": ""}
    >>> [mark.code for mark in review_marks(Circumstances(shares=60, **usual, **calm))]
    ['large']
    >>> review_marks(Circumstances(shares=49, **usual, **calm))
    []
    """
    leaves = around.kind is not DemandKind.SUBSCRIPTION
    found: list[Mark] = []
    if around.shares >= LARGE_PART * around.all_shares and around.all_shares:
        part = {"shares": around.shares, "all": around.all_shares}
        found.append(Mark("large", N_("%(shares)s shares of the %(all)s of the capital: a twentieth or more."), part))
    if around.recent >= MANY_REQUESTS:
        found.append(Mark("many", N_("%(count)s requests within thirty days."), {"count": around.recent}))
    if leaves and around.member_since and around.asked_on - around.member_since < FIRST_YEAR:
        since = {"day": around.member_since}
        found.append(Mark("newcomer", N_("Member only since %(day)s: less than a year."), since))
    if leaves and around.unpaid > Money(0):
        found.append(Mark("unpaid", N_("%(unpaid)s of the shares are not paid up."), {"unpaid": around.unpaid}))
    if around.by_another:
        found.append(Mark("another", N_("Asked by %(name)s, who acts for the member."), {"name": around.by_another}))
    return found
