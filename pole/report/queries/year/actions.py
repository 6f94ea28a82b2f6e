"""The programme in the year: where each action stood at its end, money and hours spent in it beside what is planned."""

from dataclasses import dataclass

from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from pole.programme.models import ActionFact
from pole.programme.queries.actions import ActionNow, actions_now
from pole.programme.rules.states import OVER, STATE_NAMES, ActionState
from pole.report.queries.year.reading import Reading
from pole.report.rules.figures import Bar, Chart, Figure, Section, Table, Value, Words, parts
from pole.report.rules.sections import Part, nothing

TONES: dict[ActionState, int | str] = {
    ActionState.DONE: "good",
    ActionState.UNDER_WAY: "brand",
    ActionState.PLANNED: 4,
    ActionState.PROPOSED: "calm",
    ActionState.STOPPED: "bad",
}


@dataclass(frozen=True)
class InYear:
    """An action as the year left it: its state on the last day that is told, what was spent in the year, its evidence."""

    now: ActionNow
    state: ActionState
    cents: int
    hours: int
    evidence: int


def actions(read: Reading) -> Section:
    """The actions of the year; two statements at any size."""
    found = [one for one in (_in_year(read, standing) for standing in actions_now()) if one is not None]
    if not found:
        return Section(Part.ACTIONS, empty=nothing(N_("No action was written by then: the programme begins later.")))
    cents, hours = sum(one.cents for one in found), sum(one.hours for one in found)
    under_way = sum(1 for one in found if one.state is ActionState.UNDER_WAY)
    done = sum(1 for one in found if one.state is ActionState.DONE)
    alive = {"under": under_way, "done": done}
    return Section(
        Part.ACTIONS,
        figures=(
            Figure(Words(N_("Actions")), len(found), Words(N_("under way: %(under)s, done: %(done)s"), alive)),
            Figure(Words(N_("Spent in the year")), Money(cents)),
            Figure(Words(N_("Hours given in the year")), hours),
        ),
        charts=(_states(found), *_by_axis(found)),
        tables=(_table(found),),
    )  # fmt: skip


def _in_year(read: Reading, now: ActionNow) -> InYear | None:
    """None for an action that was written later, was merged into another, or was over before the year began."""
    facts = [one for one in now.facts if one.on <= read.period.until]
    if any(one.kind == "merged" for one in facts) or (not facts and now.action.created_at >= read.moments[1]):
        return None
    states = [one for one in facts if one.kind == "state"]
    state = ActionState(states[-1].details["state"]) if states else ActionState.PROPOSED
    inside = [one for one in facts if one.on >= read.period.first]
    if state in OVER and not inside:
        return None
    evidence = sum(1 for one in inside if one.kind == "evidence")
    return InYear(now, state, _sum(inside, "cents"), _sum(inside, "hours"), evidence)


def _sum(facts: list[ActionFact], key: str) -> int:
    return sum(int(one.details.get(key, 0)) for one in facts if one.kind == "spent")


def _states(found: list[InYear]) -> Chart:
    title = Words(N_("Where the actions stand"))
    counts = {state: sum(1 for one in found if one.state is state) for state in TONES}
    shown = [(state, count) for state, count in counts.items() if count]
    bars = [Bar(Words(STATE_NAMES[state]), parts([(count, TONES[state])], len(found)), count) for state, count in shown]
    rows: list[list[Value]] = [[Words(STATE_NAMES[state]), count] for state, count in shown]
    return Chart(title, bars, Table(title, [Words(N_("State")), Words(N_("Actions"))], rows))


def _by_axis(found: list[InYear]) -> tuple[Chart, ...]:
    """Money spent in the year, axis by axis; nothing where none was."""
    axes: dict[str, list[InYear]] = {}
    for one in found:
        axes.setdefault(f"{one.now.axis.code} \u00b7 {one.now.axis.label}", []).append(one)
    spent = {axis: sum(one.cents for one in some) for axis, some in axes.items()}
    top = max(spent.values())
    if top <= 0:
        return ()
    title = Words(N_("Money spent in the year, by axis"))
    bars = [Bar(axis, parts([(cents, "brand")], top), Money(cents)) for axis, cents in spent.items()]
    rows: list[list[Value]] = [
        [axis, len(some), Money(spent[axis]), sum(one.hours for one in some)] for axis, some in axes.items()
    ]
    headers = [N_("Axis"), N_("Actions"), N_("Spent"), N_("Hours")]
    return (Chart(title, bars, Table(title, [Words(one) for one in headers], rows)),)


def _table(found: list[InYear]) -> Table:
    rows: list[list[Value]] = [
        [
            one.now.number,
            one.now.title,
            Words(STATE_NAMES[one.state]),
            Money(one.now.said.planned_cents),
            Money(one.cents),
            one.now.said.planned_hours,
            one.hours,
            one.evidence or None,
        ]
        for one in found
    ]
    headers = [
        *(N_("No."), N_("Action"), N_("State")),
        *(N_("Planned in all"), N_("Spent in the year"), N_("Hours planned"), N_("Hours given"), N_("Evidence")),
    ]
    return Table(Words(N_("The actions of the year")), [Words(one) for one in headers], rows)
