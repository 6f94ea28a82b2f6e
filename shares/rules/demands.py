"""What members ask for: the kinds, what becomes of them, and what makes one worth a second look by the office."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from foundation.kernel.money import ZERO, Money
from foundation.kernel.sentences import N_
from membership.rules.candidates import Watch
from membership.rules.leaving import months_later

RECENT = timedelta(days=30)
MANY_REQUESTS = 3
NEWCOMER_MONTHS = 12


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
    """What is known around a request. `recent`: requests of the member in the thirty days before, itself included.

    `amount`: the nominal value of the shares asked about; `capital`: that of the cooperative on the day.
    """

    kind: DemandKind
    amount: Money
    capital: Money
    asked_on: date
    member_since: date | None = None
    unpaid: Money = ZERO
    recent: int = 1
    by_another: str = ""
    public: bool = False
    minor: bool = False
    abroad: bool = False

    @property
    def leaves(self) -> bool:
        """Whether shares leave the member."""
        return self.kind is not DemandKind.SUBSCRIPTION


def review_marks(around: Circumstances, watch: Watch) -> list[Mark]:
    """What is out of the ordinary about a request: its size, who asks, its haste, money unpaid.

    Our choice, no rule of law, and set by the cooperative (`watch`): a mark calls for a look, and forbids nothing.
    Example: 1 200.00 of a capital of 10 000.00 are more than a tenth of it, but not an unusual amount.

    >>> asked = {"kind": DemandKind.REFUND, "capital": Money(1_000_000), "asked_on": date(2026, 6, 1)}
    >>> [mark.code for mark in review_marks(Circumstances(amount=Money(120_000), **asked), Watch())]
    ['capital-part']
    >>> review_marks(Circumstances(amount=Money(100_000), **asked), Watch())
    []
    """
    return [*_of_size(around, watch), *_of_who(around, watch), *_of_haste(around)]


def _of_size(around: Circumstances, watch: Watch) -> list[Mark]:
    found = []
    if watch.amount_cents and around.amount.cents > watch.amount_cents:
        message = N_("Unusual amount: %(amount)s, above the %(most)s from which requests are looked at.")
        found.append(Mark("amount", message, {"amount": around.amount, "most": Money(watch.amount_cents)}))
    whole = around.capital if around.leaves else around.capital + around.amount
    if watch.capital_thousandths and around.capital.cents:
        part = Fraction(around.amount.cents, whole.cents)
        if part > watch.capital_part:
            message = N_("Large part of the capital: %(amount)s of %(capital)s.")
            found.append(Mark("capital-part", message, {"amount": around.amount, "capital": whole}))
    return found


def _of_who(around: Circumstances, watch: Watch) -> list[Mark]:
    found = []
    if watch.public and around.public:
        message = N_("Public body: check the deliberation behind the request, and the ceiling of half the capital.")
        found.append(Mark("public-body", message))
    if watch.minors and around.minor:
        found.append(Mark("minor", N_("Minor: check who signs, and the agreement of both parents or of the judge.")))
    if watch.abroad and around.abroad:
        found.append(Mark("abroad", N_("Address abroad: check the identity, and how the money travels.")))
    if around.by_another:
        found.append(Mark("another", N_("Asked by %(name)s, who acts for the member."), {"name": around.by_another}))
    return found


def _of_haste(around: Circumstances) -> list[Mark]:
    found = []
    if around.recent >= MANY_REQUESTS:
        found.append(Mark("many", N_("%(count)s requests within thirty days."), {"count": around.recent}))
    since = around.member_since
    if around.leaves and since and around.asked_on < months_later(since, NEWCOMER_MONTHS):
        found.append(Mark("newcomer", N_("Member only since %(day)s: less than a year."), {"day": since}))
    if around.leaves and around.unpaid > ZERO:
        found.append(Mark("unpaid", N_("%(unpaid)s of the shares are not paid up."), {"unpaid": around.unpaid}))
    return found
