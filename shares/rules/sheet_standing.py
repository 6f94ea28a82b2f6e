"""What the register says already: lines that bear an order number are compared, the others are found by what they say.

Facts are appended and never edited: a line that differs from its movement is refused with what stands. Lines without a
number are matched as a multiset, so that the same file taken in twice writes nothing twice and two equal subscriptions
of one day stay two.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from foundation.kernel.money import Money
from foundation.kernel.sentences import N_, written
from shares.rules.kinds import Kind
from shares.rules.paper_words import KIND_WORDS
from shares.rules.positions import NOTHING, Entry, Position
from shares.rules.sheet_acts import MEANS_NAMES, MONEY_COLUMN, Act, act_of, means_of
from shares.rules.sheet_fields import PAPERS
from shares.rules.sheet_lines import LONGEST, Holders, Wanted
from spreadsheets.rules.fields import Fault, Line

_FIGURES = {
    "shares": "shares", "nominal": "nominal_cents", "subscribed": "subscribed_cents", "called": "called_cents",
    "paid": "paid_cents", "owed": "owed_cents", "advance": "advance_cents",
}  # fmt: skip


@dataclass(slots=True)
class Standing:
    """An operation of the journal with its movements; `used`: a line of the sheet is it."""

    id: int
    kind: str
    on: date
    papers: Mapping[str, object]
    claim_id: int | None = None
    holds: bool = True
    entries: list[Entry] = field(default_factory=list)
    used: bool = False

    def of(self, member_id: int) -> Position:
        """What it changed of one account."""
        together = NOTHING
        for entry in self.entries:
            if entry.member_id == member_id:
                together = together.plus(entry)
        return together


class Register:
    """The operations that a sheet is held against, found by order number, or by kind, member and day."""

    def __init__(self, operations: Iterable[Standing]) -> None:
        self.by_number: dict[int, tuple[Entry, Standing]] = {}
        self._by_key: dict[tuple[str, int, date], list[Standing]] = {}
        for one in operations:
            for entry in one.entries:
                self.by_number[entry.number] = (entry, one)
            if one.holds:
                for member in {entry.member_id for entry in one.entries if entry.member_id is not None}:
                    self._by_key.setdefault((one.kind, member, one.on), []).append(one)

    def like(self, kind: Kind, member_id: int, on: date) -> list[Standing]:
        """The operations of a kind, a member and a day that hold and that no line is yet."""
        return [one for one in self._by_key.get((str(kind), member_id, on), []) if not one.used]


def compared(line: Line, register: Register, holders: Holders, names: Mapping[str, Act]) -> list[Fault]:
    """What a line that bears the number of a movement says otherwise than the register; empty cells say nothing."""
    entry, operation = register.by_number[_order(line)]
    operation.used = True
    stands = standing_cells(entry, operation, holders)
    faults = []
    for name, value in line.values.items():
        if name in stands and not _same(name, value, stands[name], names):
            values = {"order": entry.number, "stands": _shown(name, stands[name])}
            faults.append(Fault(name, DIFFERS, values))
    return faults


DIFFERS = N_(
    "Movement no. %(order)s says %(stands)s here, and an entry is never changed: correct the cell, or take the "
    "operation back in the register and record it anew."
)


def standing_cells(entry: Entry, operation: Standing, holders: Holders) -> dict[str, object]:
    """A movement as the cells of our own export, by field."""
    holder = holders.by_id.get(entry.member_id or 0)
    other = counterpart_of(entry, operation.entries)
    counterpart = holders.by_id.get(other) if other is not None else None
    return {
        "order": entry.number,
        "effective_on": entry.effective_on,
        "kind": entry.kind,
        "number": holder.number if holder else None,
        "counterpart": counterpart.number if counterpart else None,
        **{name: getattr(entry, column) for name, column in _FIGURES.items()},
        **operation.papers,
        "application": entry.application_id,
    }


def counterpart_of(entry: Entry, entries: Iterable[Entry]) -> int | None:
    """The other member of a movement of shares: who stands on the other side of the same operation."""
    if not entry.shares:
        return None
    for other in entries:
        if other.member_id not in (None, entry.member_id) and other.shares * entry.shares < 0:
            return other.member_id
    return None


def recognised(wanted: Sequence[Wanted], register: Register) -> dict[int, list[Standing]]:
    """The operations that lines are already, by line; those with the fewest likenesses choose first."""
    likes = [(one, [op for op in _candidates(one, register) if _says(one, op)]) for one in wanted]
    likes.sort(key=lambda pair: (len(pair[1]), -len(pair[0].figures), pair[0].line))
    found: dict[int, list[Standing]] = {}
    for one, candidates in likes:
        mine = _chosen(one, [op for op in candidates if not op.used], register)
        for operation in mine:
            operation.used = True
        if mine:
            found[one.line] = mine
    return found


def _candidates(one: Wanted, register: Register) -> list[Standing]:
    return register.like(one.act.kind, one.holder.member_id, one.on)


def _chosen(one: Wanted, alike: list[Standing], register: Register) -> list[Standing]:
    if not alike:
        return _together(one, register)
    if not one.act.at_once or not alike[0].of(one.holder.member_id).owed_cents:
        return alike[:1]
    for decided in alike:
        owed = decided.of(one.holder.member_id).owed_cents
        for paid in register.like(Kind.REFUND_PAID, one.holder.member_id, one.on):
            if paid.claim_id == decided.claim_id and paid.of(one.holder.member_id).owed_cents == -owed:
                return [decided, paid]
    return []


def _together(one: Wanted, register: Register) -> list[Standing]:
    """A payment of refunds that settled several claims is several operations: all of that day make its amount."""
    if MONEY_COLUMN.get(one.act.kind) != "owed":
        return []
    parts = _candidates(one, register)
    cents = abs(one.figures.get("owed") or one.figures.get("amount", 0))
    return parts if parts and -sum(op.of(one.holder.member_id).owed_cents for op in parts) == cents else []


def _says(one: Wanted, operation: Standing) -> bool:
    """Whether everything that the line gives is so in an operation of its kind, member and day.

    What the line leaves empty says nothing: how much was paid, for one, may follow from other lines of the sheet.
    """
    mine, figures = operation.of(one.holder.member_id), one.figures
    if column := MONEY_COLUMN.get(one.act.kind):
        moved: int = getattr(mine, f"{column}_cents")
        return abs(moved) == abs(figures.get(column) or figures.get("amount", 0))
    if abs(mine.shares) != one.shares or (one.other is not None) != _between_two(operation):
        return False
    if one.other is not None and (mine.shares >= 0 or operation.of(one.other.member_id).shares != one.shares):
        return False
    if "nominal" in figures and any(row.nominal_cents != figures["nominal"] for row in operation.entries if row.shares):
        return False
    return _amounts_say(one, mine)


def _amounts_say(one: Wanted, mine: Position) -> bool:
    figures = one.figures
    incoming = one.act.kind in (Kind.OPENING_BALANCE, Kind.SUBSCRIPTION)
    expected = {name: abs(figures[name]) for name in ("subscribed", "paid") if name in figures}
    if incoming:
        if "amount" in figures:
            expected.setdefault("subscribed", figures["amount"])
        if "owed" in figures:
            expected["owed"] = figures["owed"]
        if "called" in figures:
            expected["called"] = max(expected.get("paid", mine.paid_cents), figures["called"])
    elif one.other is None and one.act.kind is not Kind.GIFT and {"owed", "amount"} & set(figures):
        expected["owed"] = abs(figures.get("owed", figures.get("amount", 0)))
    return all(abs(getattr(mine, f"{name}_cents")) == cents for name, cents in expected.items())


def _between_two(operation: Standing) -> bool:
    return len({entry.member_id for entry in operation.entries if entry.shares}) > 1


def _same(name: str, value: object, stands: object, names: Mapping[str, Act]) -> bool:
    if name == "kind":
        act = act_of(str(value), names)
        return isinstance(act, Act) and str(act.kind) == stands
    if name == "means":
        value = means_of(str(value))
    if name in LONGEST:
        return tidied(value) == tidied(stands)
    return bool(value == (stands or 0) if isinstance(value, int) else value == stands)


def tidied(value: object) -> str:
    """A text as a cell can hold it."""
    return " ".join(str(value or "").split())


def _shown(name: str, stands: object) -> str:
    if name == "kind":
        return f"« {KIND_WORDS[str(stands)]} »"
    if name == "means":
        return MEANS_NAMES.get(str(stands), str(stands)) or "—"
    if isinstance(stands, int) and name in _FIGURES and name != "shares":
        return written("fr", Money(stands))
    return written("fr", stands) if isinstance(stands, date) else str(stands or "—")


def _order(line: Line) -> int:
    order = line.values["order"]
    return order if isinstance(order, int) else 0


def papers_of(row: Mapping[str, object]) -> dict[str, object]:
    """What accompanies an operation, as a sheet says it."""
    return {name: row[name] for name in PAPERS}
