"""The queue of refunds: in the order in which members left or asked, stopped by the floor, resumed by subscriptions.

A later claim never goes before an earlier one: once the capital above the floor does not cover a claim whole, every
claim behind it is frozen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from foundation.kernel.errors import Refused
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from shares.rules.capital import Floor
from statutes.rules import law


class ClaimState(StrEnum):
    """Where a claim stands."""

    READY = "ready"
    PARTLY = "partly"
    FROZEN = "frozen"
    OWED = "owed"
    PAID = "paid"
    WITHDRAWN = "withdrawn"


STATE_NAMES: dict[ClaimState, str] = {
    ClaimState.READY: N_("Can be decided today"),
    ClaimState.PARTLY: N_("Possible in part: the floor is reached"),
    ClaimState.FROZEN: N_("Frozen by the floor"),
    ClaimState.OWED: N_("Decided, to be paid"),
    ClaimState.PAID: N_("Paid"),
    ClaimState.WITHDRAWN: N_("Withdrawn"),
}


@dataclass(frozen=True)
class Claim:
    """A place in the queue: the shares that still have to leave, as (nominal in cents, count) in their order."""

    id: int
    member_id: int
    rank_on: date
    asked_on: date
    shares: tuple[tuple[int, int], ...]

    @property
    def count(self) -> int:
        """How many shares wait."""
        return sum(count for _nominal, count in self.shares)

    @property
    def amount(self) -> Money:
        """The capital that would leave."""
        return Money(sum(nominal * count for nominal, count in self.shares))

    @property
    def rank(self) -> tuple[date, date, int]:
        """The order of the queue: date of loss of membership or of the request, then the older request."""
        return (self.rank_on, self.asked_on, self.id)


@dataclass(frozen=True)
class QueueLine:
    """What is possible today for one claim, and the capital of those before it."""

    claim: Claim
    possible: int
    possible_amount: Money
    before: Money
    state: ClaimState


def queue_today(claims: Iterable[Claim], room: Money) -> list[QueueLine]:
    """What the capital above the floor allows today, claim by claim, first in first out.

    Source: loi 47-1775 art. 13 (rules 15 and 17); chronological order of the statutes.
    Example: room for 500.00; a claim of 400.00, then 200.00, then 20.00: whole, half, frozen.

    >>> day = date(2026, 1, 1)
    >>> waiting = [Claim(n, n, day, day, ((2000, count),)) for n, count in ((1, 20), (2, 10), (3, 1))]
    >>> [(line.possible, str(line.state)) for line in queue_today(waiting, Money(50_000))]
    [(20, 'ready'), (5, 'partly'), (0, 'frozen')]
    """
    lines: list[QueueLine] = []
    left, before, stopped = room, Money(0), False
    for claim in sorted(claims, key=lambda one: one.rank):
        possible, amount = (0, Money(0)) if stopped else _fitting(claim, left)
        whole = possible == claim.count
        state = ClaimState.READY if whole else ClaimState.PARTLY if possible else ClaimState.FROZEN
        lines.append(QueueLine(claim, possible, amount, before, ClaimState.FROZEN if stopped else state))
        stopped = stopped or not whole
        left, before = left - amount, before + claim.amount
    return lines


def _fitting(claim: Claim, room: Money) -> tuple[int, Money]:
    possible, cents = 0, 0
    for nominal, count in claim.shares:
        fits = min(count, (room.cents - cents) // nominal)
        possible, cents = possible + fits, cents + fits * nominal
        if fits < count:
            break
    return possible, Money(cents)


def check_turn(lines: Sequence[QueueLine], claim_id: int, shares: int, floor: Floor) -> QueueLine:
    """Refuse to decide more than the claim's turn allows today; the sentence says how much is possible.

    Source: loi 47-1775 art. 13 (rules 15 to 17), art. 27 for a SA.
    Example: the second claim waits for the first.

    >>> day, floor = date(2026, 1, 1), Floor(Money(100_000), law.ART_FLOOR)
    >>> lines = queue_today([Claim(n, n, day, day, ((2000, 10),)) for n in (1, 2)], Money(20_000))
    >>> check_turn(lines, 1, 10, floor).possible
    10
    >>> check_turn(lines, 2, 10, floor)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: Of the 10 shares asked back, 0 ...
    """
    line = next(one for one in lines if one.claim.id == claim_id)
    if shares <= line.possible:
        return line
    ahead = [one for one in lines if one.claim.rank < line.claim.rank]
    raise Refused(
        "refund-frozen",
        N_(
            "Of the %(asked)s shares asked back, %(possible)s (%(amount)s) can be decided today: the capital may not "
            "fall under the floor of %(floor)s, and %(ahead)s earlier claims of %(before)s come first. The rest waits "
            "for new subscriptions, in the order of the queue."
        ),
        rule=16 if floor.source == law.ART_SA_CAPITAL else 15,
        source=floor.source,
        asked=shares,
        possible=line.possible,
        amount=line.possible_amount,
        floor=floor.amount,
        ahead=len(ahead),
        before=line.before,
    )
