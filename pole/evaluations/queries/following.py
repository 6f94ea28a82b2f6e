"""What followed from results: decisions of bodies, points on agendas; and where a decision may be taken."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from foundation.kernel.db import db
from governance.models import AgendaItem, Assembly, BodyMeeting, Decision
from governance.queries.bodies import meetings_to_decide
from pole.evaluations.models import EvaluationOutcome

SHOWN_MEETINGS = 30


@dataclass(frozen=True)
class Followed:
    """One thing that followed: with the decision of the register, or the assembly on whose agenda it is."""

    outcome: EvaluationOutcome
    decision: Decision | None
    assembly: Assembly | None


def followed(subject_ids: Collection[int]) -> dict[int, list[Followed]]:
    """By thing evaluated, what followed, oldest first; one statement."""
    wanted = (
        select(EvaluationOutcome, Decision, Assembly)
        .outerjoin(Decision, Decision.id == EvaluationOutcome.decision_id)
        .outerjoin(AgendaItem, AgendaItem.id == EvaluationOutcome.agenda_item_id)
        .outerjoin(Assembly, Assembly.id == AgendaItem.assembly_id)
        .where(EvaluationOutcome.subject_id.in_(subject_ids))
        .order_by(EvaluationOutcome.id)
    )
    found: dict[int, list[Followed]] = {}
    for outcome, decision, assembly in db.session.execute(wanted):
        found.setdefault(outcome.subject_id, []).append(Followed(outcome, decision, assembly))
    return found


def assemblies_in_preparation() -> list[Assembly]:
    """The assemblies whose agenda may still be added to, the next one first."""
    wanted = select(Assembly).where(Assembly.convened_at.is_(None)).order_by(Assembly.starts_at, Assembly.id)
    return list(db.session.execute(wanted).scalars())


def meetings_until(day: date) -> list[BodyMeeting]:
    """The latest meetings at which it may have been decided."""
    return meetings_to_decide(day)[:SHOWN_MEETINGS]
