"""What taking a sheet of movements in would do, line by line: read in a few statements, judged in memory, nothing written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from foundation.kernel.clock import day_of
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_, sentence, written
from membership.rules.eligibility import category_named
from membership.services.appending import EARLIEST
from shares.queries.journal import last_entry
from shares.queries.sheet import holders, open_claims, standing_operations
from shares.rules.kinds import KIND_NAMES, Kind
from shares.rules.legs import Leg
from shares.rules.paper_words import KIND_WORDS
from shares.rules.positions import Entry, Position
from shares.rules.sheet_acts import LEAVING, MONEY_COLUMN, Act, named_acts
from shares.rules.sheet_books import Books
from shares.rules.sheet_drafts import Draft, draft
from shares.rules.sheet_lines import Holder, Holders, Wanted, wanted_of
from shares.rules.sheet_pairs import paired
from shares.rules.sheet_standing import Register, Standing, compared, recognised
from shares.services.bounds import price_of
from shares.services.import_remarks import remarks_of
from spreadsheets.registry import Plan, Watch, silent
from spreadsheets.rules.fields import Fault, Line
from spreadsheets.rules.outcomes import Change, Counted, Outcome, State, grouped_totals
from statutes.queries import version_on
from statutes.rules.tree import Statutes

LANGUAGES = ("en", "fr")
_FIRST = (Kind.OPENING_BALANCE, Kind.ADVANCE, Kind.SUBSCRIPTION, Kind.CALL, Kind.PAYMENT)
"""On one day, what comes in is taken before what goes out."""


@dataclass
class Work:
    """What a plan will write, and the end of the journal that it was drawn up on."""

    end: tuple[int, str]
    drafts: list[Draft] = field(default_factory=list)


@dataclass
class _Trial:
    """A sheet under way: what the register holds, what each line became."""

    today: date
    holders: Holders
    names: Mapping[str, Act]
    words: Mapping[tuple[str, str], str]
    register: Register
    books: Books
    end: tuple[int, str]
    next_number: int
    prices: dict[tuple[date, str], int | None] = field(default_factory=dict)
    statutes: dict[date, Statutes | None] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    counted: list[Counted] = field(default_factory=list)

    def refuse(self, line: int, fault: Fault, label: str = "") -> None:
        """A line that cannot come in."""
        self.outcomes[line] = Outcome(line, label, State.REFUSED, faults=(fault,))

    def groups(self, holder: Holder) -> tuple[tuple[str, str], ...]:
        """The category and the college of a member, as the statutes of today name them."""
        found = (("category", holder.category), ("college", holder.college))
        return tuple((by, self.words.get((by, name), name)) for by, name in found if name)

    def price(self, one: Wanted) -> int | None:
        """The nominal value by the statutes of the day; None where none were in force."""
        key = (one.on, one.holder.category)
        if key not in self.prices:
            if one.on not in self.statutes:
                version = version_on(one.on)
                self.statutes[one.on] = version.statutes if version else None
            statutes = self.statutes[one.on]
            self.prices[key] = price_of(statutes, category_named(statutes, key[1])) if statutes else None
        return self.prices[key]


def plan_movements(lines: Sequence[Line], at: datetime, watch: Watch = silent) -> Plan:
    """The outcome of every line, totals by category and college, and the operations to write."""
    trial, wanted, numbered = _read(lines, at)
    for line in numbered:
        _compare(line, trial)
    _recognise(wanted, trial)
    waiting = [one for one in wanted if one.line not in trial.outcomes]
    for done, one in enumerate(_in_order(waiting), start=1):
        _take(one, trial)
        watch(done, len(waiting))
    outcomes = [trial.outcomes[line.number] for line in lines]
    remarks = remarks_of(trial.drafts, trial.books, trial.holders, trial.today)
    return Plan(outcomes, grouped_totals(trial.counted), Work(trial.end, trial.drafts), remarks)


def _read(lines: Sequence[Line], at: datetime) -> tuple[_Trial, list[Wanted], list[Line]]:
    """Whom the lines name, then what stands of them: five statements for any sheet."""
    today, everybody = day_of(at), Holders(holders(day_of(at)))
    names = acts_of_pages()
    last = last_entry()
    outcomes: dict[int, Outcome] = {}
    fresh: list[Wanted] = []
    numbered = [line for line in lines if 0 < _order(line) <= last[0]]
    known = {line.number for line in numbered}
    for line in (one for one in lines if one.number not in known):
        read = _day_fault(line, today) or wanted_of(line, everybody, names)
        if isinstance(read, Fault):
            outcomes[line.number] = Outcome(line.number, _label(line), State.REFUSED, faults=(read,))
        else:
            fresh.append(read)
    acts, halves = paired(_paid_whole(fresh))
    outcomes |= {line: Outcome(line, "", State.REFUSED, faults=(fault,)) for line, fault in halves.items()}
    members = {one.holder.member_id for one in acts} | {one.other.member_id for one in acts if one.other}
    operations = standing_operations(members, [_order(line) for line in numbered])
    books = Books(_by_member(operations, members), open_claims(members, operations))
    trial = _Trial(
        today, everybody, names, _words(today), Register(operations), books, last, last[0] + 1, outcomes=outcomes
    )
    return trial, acts, numbered


def acts_of_pages() -> dict[str, Act]:
    """The kinds as our pages name them, in each language."""
    return named_acts({sentence(lang, name): str(kind) for lang in LANGUAGES for kind, name in KIND_NAMES.items()})


def _words(today: date) -> dict[tuple[str, str], str]:
    """What the statutes of the day call categories and colleges."""
    version = version_on(today)
    if version is None:
        return {}
    categories = {("category", one.id): one.name or one.id for one in version.statutes.categories}
    return categories | {("college", one.id): one.name or one.id for one in version.statutes.colleges}


def _paid_whole(wanted: list[Wanted]) -> list[Wanted]:
    """Shares that come in are paid in whole where the sheet says nothing of payments at all."""
    if any("paid" in one.figures or one.act.kind in (Kind.PAYMENT, Kind.CALL) for one in wanted):
        return wanted
    return [replace(one, whole=True) for one in wanted]


def _by_member(operations: Sequence[Standing], members: set[int]) -> dict[int, list[Entry]]:
    found: dict[int, list[Entry]] = {}
    for operation in operations:
        for entry in operation.entries:
            if entry.member_id in members:
                found.setdefault(entry.member_id, []).append(entry)
    return found


def _compare(line: Line, trial: _Trial) -> None:
    if _order(line) not in trial.register.by_number:
        trial.refuse(line.number, Fault("order", N_("The register has no movement of this number: empty the cell.")))
        return
    faults = compared(line, trial.register, trial.holders, trial.names)
    state = State.REFUSED if faults else State.UNCHANGED
    entry, _operation = trial.register.by_number[_order(line)]
    holder = trial.holders.by_id.get(entry.member_id or 0)
    trial.outcomes[line.number] = Outcome(line.number, _named(holder), state, faults=tuple(faults))
    if not faults and holder:
        _count((line.number,), [entry], trial)


def _recognise(wanted: Sequence[Wanted], trial: _Trial) -> None:
    found = recognised([one for one in wanted if one.order is None], trial.register)
    for one in wanted:
        for operation in found.get(one.line, []):
            _count(one.lines, operation.entries, trial)
        if one.line in found:
            for line in one.lines:
                trial.outcomes[line] = Outcome(line, _told(one), State.UNCHANGED)


def _in_order(wanted: Sequence[Wanted]) -> list[Wanted]:
    """By the order numbers of the sheet where it gives some, else by day: what comes in before what goes out."""

    def place(one: Wanted) -> tuple[int, date, int, int]:
        rank = _FIRST.index(one.act.kind) if one.act.kind in _FIRST else len(_FIRST)
        return (0, date.min, one.order, 0) if one.order is not None else (1, one.on, rank, one.line)

    return sorted(wanted, key=place)


def _take(one: Wanted, trial: _Trial) -> None:
    label = _told(one)
    if one.order is not None and one.order != trial.next_number:
        message = N_(
            "The next movement of the register is no. %(next)s, and this line would be no. %(found)s: leave the column "
            "of the order numbers out, the register gives them in the order of the days."
        )
        fault = Fault("order", message, {"next": trial.next_number, "found": one.order})
        for line in one.lines:
            trial.refuse(line, fault, label)
        return
    before = trial.books.position(one.holder.member_id, one.on)
    drafts = draft(one, trial.books, trial.price(one) if _needs_price(one) else None)
    if isinstance(drafts, Fault):
        for line in one.lines:
            trial.refuse(line, drafts, label)
        return
    trial.drafts += drafts
    trial.next_number += sum(len(each.legs) for each in drafts)
    for each in drafts:
        _count(one.lines, each.legs, trial)
    changes = _changes(one, before, trial.books.position(one.holder.member_id, one.on))
    for line in one.lines:
        trial.outcomes[line] = Outcome(line, label, State.CREATED, changes=changes)


def _needs_price(one: Wanted) -> bool:
    incoming = one.act.kind not in LEAVING and one.act.kind not in MONEY_COLUMN and one.other is None
    return incoming and not {"nominal", "amount", "subscribed"} & set(one.figures)


def _changes(one: Wanted, before: Position, after: Position) -> tuple[Change, ...]:
    """The account before and after the line, on its day."""
    told = [Change("shares", str(before.shares), str(after.shares))] if before.shares != after.shares else []
    for name in ("paid", "called", "owed", "advance"):
        one_cents, other_cents = (getattr(position, f"{name}_cents") for position in (before, after))
        if one_cents != other_cents and (name != "called" or one.act.kind is Kind.CALL):
            told.append(Change(name, written("fr", Money(one_cents)), written("fr", Money(other_cents))))
    return tuple(told)


def _count(lines: tuple[int, ...], rows: Iterable[Entry | Leg], trial: _Trial) -> None:
    for row in rows:
        holder = trial.holders.by_id.get(row.member_id or 0)
        if holder is not None:
            amounts = (row.shares, row.subscribed_cents, row.paid_cents)
            trial.counted.append(Counted(lines[0], holder.member_id, trial.groups(holder), *amounts))


def _day_fault(line: Line, today: date) -> Fault | None:
    for name in ("effective_on", "decided_on"):
        day = line.values.get(name)
        if isinstance(day, date) and not EARLIEST <= day <= today:
            message = N_("%(day)s is still to come, or before any cooperative: correct the cell.")
            return Fault(name, message, {"day": written("fr", day)})
    return None


def _order(line: Line) -> int:
    order = line.values.get("order")
    return order if isinstance(order, int) else 0


def _label(line: Line) -> str:
    return " ".join(str(line.values[part]) for part in ("first_names", "name") if line.values.get(part))


def _named(holder: Holder | None) -> str:
    return f"{holder.label} (n° {holder.number})" if holder else ""


def _told(one: Wanted) -> str:
    """A line in a word or two: whose, what, when; as the register of movements words it."""
    return " · ".join((_named(one.holder), KIND_WORDS[one.act.kind], f"{one.on:%d/%m/%Y}"))
