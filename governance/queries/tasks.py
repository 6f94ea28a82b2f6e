"""What decisions ask for, as it stands: each task with its last word and its history; two statements at any size."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from governance.models import Decision, DecisionTask, DecisionTaskFact
from governance.rules.tasks import OVER, Progress, TaskState, is_late, percent_of, progress_of


@dataclass(frozen=True)
class TaskNow:
    """A task with what was told of it, the latest first."""

    task: DecisionTask
    facts: tuple[DecisionTaskFact, ...] = ()

    @property
    def state(self) -> TaskState:
        """Where it stands."""
        return TaskState(self.facts[0].state) if self.facts else TaskState.TO_DO

    @property
    def percent(self) -> int:
        """How much of it is done, 0 to 100."""
        return percent_of(self.state, self.facts[0].percent if self.facts else 0)

    @property
    def is_over(self) -> bool:
        """Whether nothing more is expected."""
        return self.state in OVER

    def is_late(self, today: date) -> bool:
        """Whether it is past its day."""
        return is_late(self.state, self.task.due_on, today)


def tasks_of(decision_ids: Collection[int]) -> dict[int, list[TaskNow]]:
    """By the id of each decision, what it asks for, in the order of the days."""
    found: dict[int, list[TaskNow]] = {}
    for one in _with_facts(select(DecisionTask).where(DecisionTask.decision_id.in_(decision_ids))):
        found.setdefault(one.task.decision_id, []).append(one)
    return found


def tasks_about(subjects: Collection[str]) -> dict[str, list[TaskNow]]:
    """By subject ("action:12"), what decisions ask of it, in the order of the days."""
    found: dict[str, list[TaskNow]] = {}
    for one in _with_facts(select(DecisionTask).where(DecisionTask.subject.in_(subjects))):
        found.setdefault(one.task.subject, []).append(one)
    return found


def tasks_late(today: date) -> list[TaskNow]:
    """What is past its day and not over, the oldest day first: for the front page of the board."""
    return [one for one in _with_facts(select(DecisionTask).where(DecisionTask.due_on < today)) if one.is_late(today)]


def task_or_404(decision: Decision, task_id: int) -> TaskNow:
    """One task of a decision; NotFound where it is another one's."""
    for one in tasks_of([decision.id]).get(decision.id, ()):
        if one.task.id == task_id:
            return one
    raise NotFound("decision-task", N_("This decision asks for no such thing. See its page."))


def progress(tasks: Collection[TaskNow], today: date) -> Progress:
    """How far they have come together."""
    return progress_of(((one.state, one.task.due_on) for one in tasks), today)


def _with_facts(wanted: Select[DecisionTask]) -> list[TaskNow]:
    ordered = wanted.options(joinedload(DecisionTask.decision)).order_by(DecisionTask.id)
    tasks = list(db.session.execute(ordered).scalars())
    facts: dict[int, list[DecisionTaskFact]] = {}
    told = select(DecisionTaskFact).where(DecisionTaskFact.task_id.in_([one.id for one in tasks]))
    for fact in db.session.execute(told.order_by(DecisionTaskFact.id.desc())).scalars() if tasks else ():
        facts.setdefault(fact.task_id, []).append(fact)
    found = [TaskNow(one, tuple(facts.get(one.id, ()))) for one in tasks]
    return sorted(found, key=lambda one: (one.task.due_on or date.max, one.task.id))
