"""Write what a decision asks for, and tell how it goes: those who follow the decision, or its subject, are written to."""

from dataclasses import dataclass
from datetime import date, datetime

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from governance.models import Decision, DecisionTask, DecisionTaskFact
from governance.queries.decisions import annulments
from governance.queries.tasks import TaskNow
from governance.rules.events import Event
from governance.rules.tasks import TASK_STATES, TaskState, percent_of, require_come, require_news
from governance.services.following import News, follow, subject_of_decision, tell_followers

_UNTITLED = N_("Write in a few words what is to be done.")
_ANNULLED = N_("The vote of this decision was annulled: it asks for nothing any more.")
_SAME = N_("Nothing has changed: write what is new, or leave the page.")


@dataclass(frozen=True)
class TaskDraft:
    """What a person writes of a task; `subject`: what carries it out ("action:12"), or nothing."""

    title: str
    owner_name: str = ""
    due_on: date | None = None
    subject: str = ""


@dataclass(frozen=True)
class TaskNews:
    """How a task stands on a day, in a few words."""

    state: TaskState
    percent: int
    text: str
    on: date


def write_task(decision: Decision, draft: TaskDraft, *, actor: Actor, at: datetime) -> DecisionTask:
    """Something that a decision asks for; who writes it follows the decision from then on.

    Refused without a title. StateMoved where the vote that decided was annulled.
    """
    _require_standing(decision, draft)
    made = DecisionTask(
        decision=decision, **vars(draft) | {"title": draft.title.strip()}, created_at=at, created_by=actor.name
    )
    db.session.add(made)
    db.session.flush()
    _record(Event.TASK_WRITTEN, decision, made.title, "", actor=actor, at=at)
    _tell(made, N_("New task: %(title)s"), draft.owner_name, actor=actor, at=at, key=f"task:{made.id}")
    if actor.account_id is not None:
        follow(actor.account_id, subject_of_decision(decision), at=at)
    return made


def change_task(task: DecisionTask, draft: TaskDraft, *, actor: Actor, at: datetime) -> None:
    """Change what is asked for: another day, another owner. The trail keeps what it was called."""
    _require_standing(task.decision, draft)
    for name, value in vars(draft).items():
        setattr(task, name, value)
    task.title = draft.title.strip()
    _record(Event.TASK_WRITTEN, task.decision, task.title, "", actor=actor, at=at)


def tell_task(standing: TaskNow, news: TaskNews, *, actor: Actor, at: datetime) -> DecisionTaskFact:
    """Tell how a task goes; its followers are written to. StateMoved where nothing has changed: a form sent twice."""
    require_news(news.state, news.percent, news.text)
    require_come(news.on, day_of(at))
    task, percent = standing.task, percent_of(news.state, news.percent)
    before = (standing.state, standing.percent, standing.facts[0].text if standing.facts else "")
    if before == (news.state, percent, news.text.strip()):
        raise StateMoved("task-same", _SAME)
    fact = DecisionTaskFact(
        task_id=task.id,
        state=news.state.value,
        percent=percent,
        text=news.text.strip(),
        on=news.on,
        recorded_at=at,
        recorded_by=actor.name,
    )
    db.session.add(fact)
    db.session.flush()
    said = TASK_STATES[news.state]
    _record(Event.TASK_MOVED, task.decision, task.title, news.state.value, actor=actor, at=at)
    _tell(task, said, fact.text, actor=actor, at=at, key=f"task-fact:{fact.id}")
    return fact


def _tell(task: DecisionTask, what: str, text: str, *, actor: Actor, at: datetime, key: str) -> None:
    decision = task.decision
    subjects = {subject_of_decision(decision), task.subject, decision.subject} - {""}
    path = f"/decisions/{decision.number}"
    news = News(title=task.title, what=what, text=text, path=path, key=key)
    tell_followers(subjects, news, event=Event.TASK_MOVED, actor=actor, at=at)


def _require_standing(decision: Decision, draft: TaskDraft) -> None:
    if not draft.title.strip():
        raise Refused("task-untitled", _UNTITLED)
    if annulments([decision]):
        raise StateMoved("decision-annulled", _ANNULLED)


def _record(event: Event, decision: Decision, title: str, state: str, *, actor: Actor, at: datetime) -> None:
    details = {"number": decision.number, "title": title} | ({"state": state} if state else {})
    audit.record(event, subject_of_decision(decision), actor=actor, at=at, details=details)
