"""Does the journal hold together? Reversals exact, transfers that sum to zero, no impossible account, sums that agree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from foundation.kernel.sentences import N_
from shares.rules.kinds import CARRIED_OVER, Kind
from shares.rules.positions import AMOUNTS, Entry, Position, impossible_days, positions

BALANCED = (Kind.TRANSFER, Kind.RECORD_MERGE)


@dataclass(frozen=True)
class Unsound:
    """One thing that does not hold: which movement (0: the whole register), and a sentence."""

    number: int
    message: str
    values: Mapping[str, object] = field(default_factory=dict)


def unsound_movements(entries: Iterable[Entry], held: Mapping[int, Position]) -> list[Unsound]:
    """What does not hold in a journal; `held` is what the database adds up to, by member.

    Source: C. com. art. R228-9 (chronological register, order numbers); rule 45.
    Example: numbers 1, 2, 4 make one finding, on number 3.

    >>> from datetime import UTC, date, datetime
    >>> moment, day = datetime(2026, 1, 1, tzinfo=UTC), date(2026, 1, 1)
    >>> amounts = (10, 2000, 20_000, 20_000, 20_000, 0, 0)
    >>> rows = [Entry(number, number, number, "subscription", 7, None, *amounts, day, moment) for number in (1, 2, 4)]
    >>> held = {7: Position(30, 60_000, 60_000, 60_000, 0, 0)}
    >>> [found.number for found in unsound_movements(rows, held)]
    [3]
    """
    rows = sorted(entries, key=lambda entry: entry.number)
    found = [*_gaps(rows), *_wrong_reversals(rows), *_unbalanced(rows)]
    for holder, day, _position in impossible_days(rows):
        values = {"kind": holder[0], "holder": holder[1], "day": day}
        found.append(Unsound(0, N_("The account of %(kind)s %(holder)s could not be on %(day)s."), values))
    summed = {number: position for (kind, number), position in positions(rows).items() if kind == "member"}
    if summed != dict(held):
        found.append(Unsound(0, N_("The holdings do not add up to the movements: compare the database with a backup.")))
    return found


def _gaps(rows: list[Entry]) -> list[Unsound]:
    numbers = {row.number for row in rows}
    missing = [number for number in range(1, max(numbers, default=0) + 1) if number not in numbers]
    message = N_("Movement no. %(number)s is missing from the register: compare with a backup.")
    return [Unsound(number, message, {"number": number}) for number in missing[:100]]


def _wrong_reversals(rows: list[Entry]) -> list[Unsound]:
    message = N_("Movement no. %(number)s is not the exact opposite of the movement that it takes back.")
    by_id = {row.id: row for row in rows}
    return [
        Unsound(row.number, message, {"number": row.number})
        for row in rows
        if row.reverses_id is not None and not _opposite(row, by_id.get(row.reverses_id))
    ]


def _opposite(one: Entry, other: Entry | None) -> bool:
    if other is None or (one.holder, one.effective_on) != (other.holder, other.effective_on):
        return False
    return all(getattr(one, name) == -getattr(other, name) for name in AMOUNTS)


def _unbalanced(rows: list[Entry]) -> list[Unsound]:
    """Operations whose legs must sum to zero: all amounts of a transfer, the capital of a conversion."""
    sums: dict[int, Position] = {}
    first: dict[int, Entry] = {}
    for row in rows:
        if row.kind in BALANCED or row.kind in CARRIED_OVER:
            sums[row.operation_id] = sums.get(row.operation_id, Position()).plus(row)
            first.setdefault(row.operation_id, row)
    message = N_("The legs of the operation of movement no. %(number)s do not sum to zero.")
    return [
        Unsound(first[operation].number, message, {"number": first[operation].number})
        for operation, together in sums.items()
        if not (together.is_nothing or (first[operation].kind not in BALANCED and _amounts_are_zero(together)))
    ]


def _amounts_are_zero(position: Position) -> bool:
    return not any(getattr(position, name) for name in AMOUNTS[1:])
