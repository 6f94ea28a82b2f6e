"""What the budget pages read: plans and their revisions, verdicts, what really came by year; a constant number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, extract, func, select
from sqlalchemy.orm import aliased

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from governance.models import Decision
from governance.queries.decisions import decisions_about
from pole.budget.models import BudgetActual, BudgetPlan, BudgetRevision, BudgetUpload
from pole.budget.rules.actuals import Side
from pole.budget.rules.plan import Plan
from pole.budget.rules.writing import from_json

PAGE = 20
_NO_PLAN = N_("There is no such budget plan. See the list of plans.")
_NO_REVISION = N_("This plan has no version %(number)s. See its versions.")
_NO_UPLOAD = N_("This file is no longer kept: choose it again.")
_NO_ACTUAL = N_("There is no such amount beside the budget.")


@dataclass(frozen=True)
class PlanAt:
    """A plan as one of its revisions says it; `last` is the number of the latest one."""

    row: BudgetPlan
    revision: BudgetRevision
    said: Plan
    last: int

    @property
    def id(self) -> int:
        """The id of the plan, for addresses."""
        return self.row.id

    @property
    def is_last(self) -> bool:
        """Whether nothing was written since."""
        return self.revision.revision == self.last


def plans() -> list[PlanAt]:
    """Every plan as it stands, the latest written first; one statement."""
    return [
        _stood(*row) for row in db.session.execute(_last().order_by(BudgetRevision.written_at.desc(), BudgetPlan.id))
    ]


def plan_at(plan_id: int, number: int | None = None) -> PlanAt:
    """A plan at one of its revisions (None: the last); NotFound."""
    row = db.session.execute(_last().where(BudgetPlan.id == plan_id)).first()
    if row is None:
        raise NotFound("no-budget-plan", _NO_PLAN)
    found = _stood(*row)
    if number is None or number == found.last:
        return found
    if not 1 <= number < found.last:
        raise NotFound("no-budget-revision", _NO_REVISION, number=number)
    asked = db.session.execute(
        select(BudgetRevision).where(BudgetRevision.plan_id == plan_id, BudgetRevision.revision == number)
    ).scalar_one()
    return PlanAt(found.row, asked, from_json(asked.content), found.last)


def _last() -> Select[BudgetPlan, BudgetRevision]:
    later = aliased(BudgetRevision)
    newest = select(func.max(later.revision)).where(later.plan_id == BudgetPlan.id).scalar_subquery()
    return select(BudgetPlan, BudgetRevision).join(
        BudgetRevision, (BudgetRevision.plan_id == BudgetPlan.id) & (BudgetRevision.revision == newest)
    )


def _stood(plan: BudgetPlan, revision: BudgetRevision) -> PlanAt:
    return PlanAt(plan, revision, from_json(revision.content), revision.revision)


def locked_plan(plan_id: int) -> PlanAt:
    """The plan as it stands, held until the transaction ends: two hands write one after the other."""
    db.session.execute(select(BudgetPlan.id).where(BudgetPlan.id == plan_id).with_for_update())
    return plan_at(plan_id)


def revisions(plan_id: int, page: int = 1) -> list[BudgetRevision]:
    """The revisions of a page, the latest first, and one more to tell what changed since; one statement."""
    wanted = select(BudgetRevision).where(BudgetRevision.plan_id == plan_id).order_by(BudgetRevision.revision.desc())
    return list(db.session.execute(wanted.offset((page - 1) * PAGE).limit(PAGE + 1)).scalars())


def verdicts(found: Sequence[BudgetRevision]) -> dict[int, list[Decision]]:
    """By the number of each revision, what bodies said of it; one statement."""
    told = decisions_about([one.subject for one in found])
    return {one.revision: told.get(one.subject, []) for one in found}


def last_verdict(plan_id: int) -> tuple[int, Decision] | None:
    """The revision on which a body spoke last, with its decision; two statements."""
    rows = db.session.execute(
        select(BudgetRevision.id, BudgetRevision.revision).where(BudgetRevision.plan_id == plan_id)
    )
    numbers = {f"budget-revision:{row.id}": row.revision for row in rows}
    told = [(numbers[subject], one) for subject, found in decisions_about(list(numbers)).items() for one in found]
    return max(told, key=lambda pair: pair[1].number, default=None)


def sums(closing_month: int) -> dict[tuple[Side, str, int], int]:
    """What really came and went, by side, head or kind, and year; added up by the database in one statement."""
    year, month = extract("year", BudgetActual.on), extract("month", BudgetActual.on)
    wanted = select(BudgetActual.side, BudgetActual.code, year, month, func.sum(BudgetActual.cents)).group_by(
        BudgetActual.side, BudgetActual.code, year, month
    )
    found: dict[tuple[Side, str, int], int] = {}
    for side, code, in_year, in_month, cents in db.session.execute(wanted):
        key = (Side(side), code, int(in_year) + (1 if int(in_month) > closing_month else 0))
        found[key] = found.get(key, 0) + int(cents)
    return found


@dataclass(frozen=True)
class Actual:
    """An amount beside the plan; `taken_back`: whether a later row takes it back."""

    row: BudgetActual
    taken_back: bool


def actuals(page: int = 1) -> tuple[list[Actual], int]:
    """A page of the amounts beside the plan, the latest day first, and how many there are; two statements."""
    taker = aliased(BudgetActual)
    wanted = (
        select(BudgetActual, taker.id)
        .outerjoin(taker, taker.reverses_id == BudgetActual.id)
        .where(BudgetActual.reverses_id.is_(None))
        .order_by(BudgetActual.on.desc(), BudgetActual.id.desc())
    )
    count = db.session.execute(
        select(func.count(BudgetActual.id)).where(BudgetActual.reverses_id.is_(None))
    ).scalar_one()
    rows = db.session.execute(wanted.offset((page - 1) * PAGE).limit(PAGE))
    return [Actual(row, taken is not None) for row, taken in rows], int(count)


def actual_or_404(actual_id: int) -> BudgetActual:
    """One amount beside the plan; NotFound."""
    found = db.session.get(BudgetActual, actual_id)
    if found is None:
        raise NotFound("no-budget-actual", _NO_ACTUAL)
    return found


def known_entries(keys: Sequence[str]) -> set[str]:
    """Which of these lines of the books were taken in already."""
    found: set[str] = set()
    for start in range(0, len(keys), 500):
        some = keys[start : start + 500]
        wanted = select(BudgetActual.entry_key).where(BudgetActual.entry_key.in_(some))
        found |= {key for key in db.session.execute(wanted).scalars() if key}
    return found


def upload_or_404(upload_id: int, purpose: str) -> BudgetUpload:
    """A file that waits; NotFound once it is taken in, or a week old."""
    found = db.session.get(BudgetUpload, upload_id)
    if found is None or found.purpose != purpose:
        raise NotFound("no-upload", _NO_UPLOAD)
    return found
