"""What came of the decisions: what those of the year asked for, and how far that is."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from foundation.kernel.db import db
from foundation.kernel.sentences import N_
from governance.models import Decision, DecisionTask, DecisionTaskFact
from governance.queries.tasks import TaskNow, tasks_of
from governance.rules.tasks import TASK_STATES, TaskState
from pole.report.rules.figures import Bar, Chart, Table, Value, Words, parts
from pole.report.rules.home import LOOKED_BACK, SHOWN, Item, Place

TONES: dict[TaskState, str] = {
    TaskState.DONE: "good",
    TaskState.UNDER_WAY: "brand",
    TaskState.TO_DO: "calm",
    TaskState.GIVEN_UP: "rest",
}
LATE = N_("Past their day")


@dataclass(frozen=True)
class Followed:
    """The picture of everything asked (None: nothing was), and the last news of it."""

    chart: Chart | None
    news: tuple[Item, ...]


def followed(day: date) -> Followed:
    """Of the decisions of the last twelve months; a constant number of statements."""
    recent = select(Decision.id).where(Decision.decided_on >= day - LOOKED_BACK)
    asking = select(DecisionTask.decision_id).where(DecisionTask.decision_id.in_(recent)).distinct()
    ids = list(db.session.execute(asking).scalars())
    if not ids:
        return Followed(None, ())
    tasks = [one for some in tasks_of(ids).values() for one in some]
    return Followed(_chart(tasks, day), _news())


def _chart(tasks: list[TaskNow], day: date) -> Chart:
    counts = {state: sum(1 for one in tasks if one.state is state) for state in TONES}
    shown = [(Words(TASK_STATES[state]), count, TONES[state]) for state, count in counts.items() if count]
    late = sum(1 for one in tasks if one.is_late(day))
    if late:
        shown.append((Words(LATE), late, "warn"))
    title = Words(N_("What the decisions of the last twelve months asked for"))
    bars = [Bar(name, parts([(count, tone)], len(tasks)), count) for name, count, tone in shown]
    rows: list[list[Value]] = [[name, count] for name, count, _tone in shown]
    return Chart(title, bars, Table(title, [Words(N_("State")), Words(N_("Things asked"))], rows))


def _news() -> tuple[Item, ...]:
    """The last things told of them."""
    wanted = (
        select(DecisionTaskFact, DecisionTask)
        .join(DecisionTask, DecisionTask.id == DecisionTaskFact.task_id)
        .options(joinedload(DecisionTask.decision))
        .order_by(DecisionTaskFact.id.desc())
        .limit(SHOWN)
    )
    return tuple(
        Item(
            task.title,
            Place("governance.decision", {"number": task.decision.number}),
            Words(N_("%(state)s, %(day)s"), {"state": Words(TASK_STATES[TaskState(fact.state)]), "day": fact.on}),
        )
        for fact, task in db.session.execute(wanted)
    )
