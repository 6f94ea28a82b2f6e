"""Does the register hold together? Numbers without gap, reversals exact, nobody under zero, sums that agree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from foundation.kernel.errors import Refused
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from shares.rules.movements import Movement, capital, check_never_negative, holdings


@dataclass(frozen=True)
class Unsound:
    """One thing that does not hold: which movement (0: the whole register), and a sentence."""

    number: int
    message: str
    values: Mapping[str, object] = field(default_factory=dict)


def unsound_movements(
    movements: Iterable[Movement], reversals: Mapping[int, int], held: Mapping[int, int], total: Money
) -> list[Unsound]:
    """What does not hold in a register.

    `reversals`: number of each reversal to the number it takes back; `held` and `total`: what the database adds up to.
    Source: C. com. art. R228-9 (chronological register, order numbers); rule 45.
    Example: numbers 1, 2, 4 make one finding, on number 3.

    >>> from datetime import UTC, date, datetime
    >>> moment = datetime(2026, 1, 1, tzinfo=UTC)
    >>> rows = [Movement(number, 7, 10, 2000, date(2026, 1, 1), moment) for number in (1, 2, 4)]
    >>> [found.number for found in unsound_movements(rows, {}, {7: 30}, Money(60000))]
    [3]
    """
    rows = sorted(movements, key=lambda movement: movement.number)
    found = [*_gaps(rows), *_wrong_reversals({row.number: row for row in rows}, reversals)]
    try:
        check_never_negative(rows)
    except Refused as refusal:
        found.append(Unsound(0, refusal.message, refusal.values))
    if holdings(rows) != dict(held) or capital(rows) != total:
        found.append(Unsound(0, N_("The holdings do not add up to the movements: compare the database with a backup.")))
    return found


def _gaps(rows: list[Movement]) -> list[Unsound]:
    numbers = {row.number for row in rows}
    missing = [number for number in range(1, max(numbers, default=0) + 1) if number not in numbers]
    message = N_("Movement no. %(number)s is missing from the register: compare with a backup.")
    return [Unsound(number, message, {"number": number}) for number in missing[:100]]


def _wrong_reversals(by_number: Mapping[int, Movement], reversals: Mapping[int, int]) -> list[Unsound]:
    message = N_("Movement no. %(number)s is not the exact opposite of movement no. %(reversed)s that it takes back.")
    return [
        Unsound(number, message, {"number": number, "reversed": taken})
        for number, taken in sorted(reversals.items())
        if number not in by_number or taken not in by_number or not _opposite(by_number[number], by_number[taken])
    ]


def _opposite(one: Movement, other: Movement) -> bool:
    return (one.member_id, one.shares, one.unit_price_cents, one.effective_on) == (
        other.member_id,
        -other.shares,
        other.unit_price_cents,
        other.effective_on,
    )
