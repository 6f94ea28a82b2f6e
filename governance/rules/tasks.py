"""What a decision asks to be done: where each task stands, whether it is late, how far all of it has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_

WHOLE = 100


class TaskState(StrEnum):
    """How a task stands; one without any fact is still to do."""

    TO_DO = "to_do"
    UNDER_WAY = "under_way"
    DONE = "done"
    GIVEN_UP = "given_up"


TASK_STATES: dict[TaskState, str] = {
    TaskState.TO_DO: N_("To do"),
    TaskState.UNDER_WAY: N_("Under way"),
    TaskState.DONE: N_("Done"),
    TaskState.GIVEN_UP: N_("Given up"),
}
OVER = frozenset({TaskState.DONE, TaskState.GIVEN_UP})
_PERCENT = N_("Write how much of it is done, from 0 to 100.")
_WHY = N_("Write why it is given up: those who asked for it read it here.")
_TO_COME = N_("%(day)s is to come: tell what has happened, on its day.")


@dataclass(frozen=True)
class Progress:
    """How many tasks are done of those not given up; `late`: how many are past their day."""

    done: int
    total: int
    late: int = 0


def percent_of(state: TaskState, percent: int) -> int:
    """The part of a task that is done, 0 to 100; what is done is whole, what is to do has not begun.

    >>> percent_of(TaskState.UNDER_WAY, 40), percent_of(TaskState.DONE, 0), percent_of(TaskState.TO_DO, 10)
    (40, 100, 0)
    """
    return {TaskState.DONE: WHOLE, TaskState.TO_DO: 0}.get(state, percent)


def is_late(state: TaskState, due_on: date | None, today: date) -> bool:
    """Whether something is past its day and not over; its day itself is in time.

    >>> day = date(2026, 6, 1)
    >>> is_late(TaskState.UNDER_WAY, day, day), is_late(TaskState.UNDER_WAY, day, date(2026, 6, 2))
    (False, True)
    """
    return due_on is not None and due_on < today and state not in OVER


def progress_of(tasks: Iterable[tuple[TaskState, date | None]], today: date) -> Progress:
    """How far tasks (state, day) have come together; what was given up no longer counts.

    >>> progress_of([(TaskState.DONE, None), (TaskState.TO_DO, date(2026, 1, 1)), (TaskState.GIVEN_UP, None)], date(2026, 2, 1))
    Progress(done=1, total=2, late=1)
    """
    kept = [(state, due_on) for state, due_on in tasks if state is not TaskState.GIVEN_UP]
    done = sum(state is TaskState.DONE for state, _due in kept)
    return Progress(done, len(kept), sum(is_late(state, due_on, today) for state, due_on in kept))


def require_news(state: TaskState, percent: int, text: str) -> None:
    """Refuse a part that is none, or a task given up without a word.

    >>> require_news(TaskState.UNDER_WAY, 100, "")
    """
    if not 0 <= percent <= WHOLE:
        raise Refused("percent", _PERCENT)
    if state is TaskState.GIVEN_UP and not text.strip():
        raise Refused("given-up-why", _WHY)


def require_come(on: date, today: date) -> None:
    """Refuse news of a day to come.

    >>> require_come(date(2026, 6, 1), date(2026, 6, 1))
    """
    if on > today:
        raise Refused("task-to-come", _TO_COME, day=on)
