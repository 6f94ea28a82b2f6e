"""Write budget plans: each act is a new revision of the whole, under the one before; nothing is written over."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, StateMoved
from foundation.kernel.sentences import N_
from governance.models import BodyMeeting, Decision
from governance.rules.bodies import Verdict
from governance.services.bodies import enter_body_decision
from pole.budget.models import BudgetPlan, BudgetRevision
from pole.budget.queries import PlanAt, locked_plan, plan_at
from pole.budget.rules.editing import line_of, with_hypotheses, with_line, with_years, without_line
from pole.budget.rules.events import Event
from pole.budget.rules.plan import Hypothesis, Line, Plan
from pole.budget.rules.writing import as_json

_LINE_MOVED = N_(
    "%(name)s changed this line since you opened it. Your figures are kept below: compare them with the plan, then save "
    "again to put them in place."
)
_PLAN_MOVED = N_(
    "%(name)s wrote version %(revision)s of this plan since you opened it. Nothing was lost: look at it, then do again "
    "what you wanted."
)
_OLD = N_("Version %(revision)s was written since: a body is asked about the plan as it stands.")


@dataclass(frozen=True)
class Settings:
    """What frames a plan: its title, its years, the month in which they close, its hypotheses and the one retained."""

    title: str
    first_year: int
    count: int
    closing_month: int
    hypotheses: tuple[Hypothesis, ...]
    retained: str


def found_plan(said: Plan, *, filename: str = "", actor: Actor, at: datetime) -> BudgetPlan:
    """A new plan, with its first revision; `filename` where a file brought it."""
    row = BudgetPlan(created_at=at, created_by=actor.name)
    db.session.add(row)
    db.session.flush()
    _write(row, said, 1, filename=filename, actor=actor, at=at)
    return row


def put_line(plan_id: int, line: Line, *, seen: int, actor: Actor, at: datetime) -> BudgetRevision:
    """Put a line in, or in place of the one of its key. `seen`: the revision that the writer had before his eyes.

    StateMoved where somebody changed that very line since; other lines may have moved meanwhile.
    """
    stands = locked_plan(plan_id)
    _require_same(stands, seen, lambda plan: _held(plan, line))
    return _revise(stands, with_line(stands.said, line), actor=actor, at=at)


def take_out_line(plan_id: int, kind: type[Any], key: str, *, seen: int, actor: Actor, at: datetime) -> BudgetRevision:
    """Take a line out of the plan; earlier versions keep it. StateMoved where somebody changed it since."""
    stands = locked_plan(plan_id)
    held = line_of(stands.said, kind, key)
    _require_same(stands, seen, lambda plan: _held(plan, held))
    return _revise(stands, without_line(stands.said, kind, key), actor=actor, at=at)


def write_settings(plan_id: int, settings: Settings, *, seen: int, actor: Actor, at: datetime) -> BudgetRevision:
    """Frame the plan anew: amounts stay with their year. StateMoved where the plan moved since."""
    stands = locked_plan(plan_id)
    _require_last(stands, seen)
    plan = with_years(stands.said, settings.first_year, settings.count)
    plan = with_hypotheses(plan, settings.hypotheses, settings.retained)
    framed = replace(plan, title=settings.title, closing_month=settings.closing_month)
    return _revise(stands, framed, actor=actor, at=at)


def replace_plan(plan_id: int, said: Plan, *, seen: int, filename: str, actor: Actor, at: datetime) -> BudgetRevision:
    """Put what a file says in place of the whole plan. StateMoved where the plan moved since it was tried out."""
    stands = locked_plan(plan_id)
    _require_last(stands, seen)
    return _revise(stands, said, filename=filename, actor=actor, at=at)


@dataclass(frozen=True)
class Judgement:
    """What a body says of a plan: at which meeting, its verdict and its motives."""

    meeting: BodyMeeting
    verdict: Verdict
    motives: str = ""


def put_to_body(plan_id: int, judgement: Judgement, *, seen: int, actor: Actor, at: datetime) -> Decision:
    """Enter in the register what a body decided on the plan as it stands (the revision `seen`)."""
    stands = locked_plan(plan_id)
    if stands.last != seen:
        raise StateMoved("budget-plan-moved", _OLD, revision=stands.last)
    decision = enter_body_decision(
        judgement.meeting,
        title=f"{stands.said.title} (version {stands.last})",
        verdict=judgement.verdict,
        motives=judgement.motives,
        subject=stands.revision.subject,
        actor=actor,
        at=at,
    )
    details = {"title": stands.said.title, "revision": stands.last, "number": decision.number}
    audit.record(Event.PLAN_PUT, stands.row.subject, actor=actor, at=at, details=details)
    return decision


def _held(plan: Plan, line: Line) -> Line | None:
    try:
        found: Line = line_of(plan, type(line), line.key)
    except NotFound:
        return None
    return found


def _require_same(stands: PlanAt, seen: int, part: Callable[[Plan], object]) -> None:
    """What the writer saw of a part of the plan is what stands."""
    if seen != stands.last and part(plan_at(stands.id, seen).said) != part(stands.said):
        raise StateMoved("budget-line-moved", _LINE_MOVED, name=stands.revision.written_by)


def _require_last(stands: PlanAt, seen: int) -> None:
    if seen != stands.last:
        raise StateMoved("budget-plan-moved", _PLAN_MOVED, name=stands.revision.written_by, revision=stands.last)


def _revise(stands: PlanAt, said: Plan, *, filename: str = "", actor: Actor, at: datetime) -> BudgetRevision:
    """The next revision; the same plan again changes nothing."""
    if said == stands.said:
        return stands.revision
    return _write(stands.row, said, stands.last + 1, filename=filename, actor=actor, at=at)


def _write(
    row: BudgetPlan, said: Plan, number: int, *, filename: str = "", actor: Actor, at: datetime
) -> BudgetRevision:
    revision = BudgetRevision(
        plan=row, revision=number, content=as_json(said), filename=filename, written_at=at, written_by=actor.name
    )
    db.session.add(revision)
    db.session.flush()
    details = {"title": said.title, "revision": number, "file": filename}
    tag = Event.PLAN_BROUGHT_IN if filename else Event.PLAN_WRITTEN
    audit.record(tag, row.subject, actor=actor, at=at, details=details)
    return revision
