"""What became of each line of a sheet, and the totals that are held beside the sheet's own."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from foundation.kernel.sentences import N_
from spreadsheets.rules.fields import Fault

LINES_KEPT = 2_000


class State(StrEnum):
    """What taking a line in does."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


STATE_NAMES: dict[State, str] = {
    State.CREATED: N_("New"),
    State.UPDATED: N_("Changed"),
    State.UNCHANGED: N_("Unchanged"),
    State.REFUSED: N_("Refused"),
}


@dataclass(frozen=True)
class Change:
    """One value that differs: the field, what stood, what will stand."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Outcome:
    """One line: its number in the sheet, who or what it is, what became of it and why."""

    line: int
    label: str
    state: State
    changes: tuple[Change, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Remark:
    """Something that the whole sheet would bring about and that stops nothing: a sentence, its values, rule, article."""

    message: str
    values: Mapping[str, str]
    source: str
    rule: int


@dataclass(frozen=True)
class Totals:
    """Sums of one group (empty: everything): lines, shares, cents subscribed and paid, how many members.

    `by`: what the groups are ("category", "college"); empty where there is one way of grouping.
    """

    group: str
    lines: int = 0
    shares: int = 0
    subscribed_cents: int = 0
    paid_cents: int = 0
    members: int = 0
    by: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """What one line says of one member, to be added up; `groups`: (by, name) of each group that it belongs to."""

    line: int
    member: int
    groups: tuple[tuple[str, str], ...]
    shares: int = 0
    subscribed_cents: int = 0
    paid_cents: int = 0


def grouped_totals(rows: Iterable[Counted]) -> list[Totals]:
    """The totals of each group, then of all; a line and a member count once in a group.

    >>> rows = [Counted(2, 7, (("college", "a"),), 5), Counted(3, 7, (("college", "a"),), -2)]
    >>> [(one.by, one.group, one.lines, one.members, one.shares) for one in grouped_totals(rows)]
    [('college', 'a', 2, 1, 3), ('', '', 2, 1, 3)]
    """
    found: dict[tuple[str, str], list[Counted]] = {("", ""): []}
    for row in rows:
        for group in (*row.groups, ("", "")):
            found.setdefault(group, []).append(row)
    everything = found.pop(("", ""))
    return [_added(*group, found[group]) for group in sorted(found)] + [_added("", "", everything)]


def _added(by: str, group: str, rows: Sequence[Counted]) -> Totals:
    return Totals(
        group,
        len({row.line for row in rows}),
        sum(row.shares for row in rows),
        sum(row.subscribed_cents for row in rows),
        sum(row.paid_cents for row in rows),
        len({row.member for row in rows}),
        by,
    )


def totals_of(values: Iterable[Mapping[str, object]], *, group: str = "category") -> list[Totals]:
    """The totals of each group, in alphabetical order, then of all (""): of "shares", "subscribed" and "paid".

    >>> rows = [{"category": "a", "shares": 2, "paid": 4000}, {"category": "b", "shares": 1}]
    >>> [(one.group, one.lines, one.shares, one.paid_cents) for one in totals_of(rows)]
    [('a', 1, 2, 4000), ('b', 1, 1, 0), ('', 2, 3, 4000)]
    """
    sums: dict[str, Counter[str]] = {}
    for row in values:
        for name in (str(row.get(group) or "—"), ""):
            summed = sums.setdefault(name, Counter())
            summed["lines"] += 1
            for column in ("shares", "subscribed", "paid"):
                summed[column] += _whole(row.get(column))
    names = [*sorted(name for name in sums if name), ""]
    found = {name: sums.get(name, Counter()) for name in names}
    return [Totals(name, one["lines"], one["shares"], one["subscribed"], one["paid"]) for name, one in found.items()]


def counts(outcomes: Iterable[Outcome]) -> dict[str, int]:
    """How many lines in each state; every state is named.

    >>> counts([Outcome(2, "A", State.CREATED)])
    {'created': 1, 'updated': 0, 'unchanged': 0, 'refused': 0}
    """
    found = Counter(outcome.state for outcome in outcomes)
    return {state.value: found[state] for state in State}


def as_kept(outcomes: Sequence[Outcome]) -> list[dict[str, object]]:
    """The lines worth keeping with a report: refused ones first, then the changes; at most `LINES_KEPT`."""
    order = {State.REFUSED: 0, State.UPDATED: 1, State.CREATED: 2}
    told = [outcome for outcome in outcomes if outcome.state in order]
    told.sort(key=lambda outcome: (order[outcome.state], outcome.line))
    return [asdict(outcome) for outcome in told[:LINES_KEPT]]


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0
