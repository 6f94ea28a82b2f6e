"""Enter what an assembly decided in the register, under the next number."""

from datetime import datetime
from zoneinfo import ZoneInfo

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.sorting import sort_key
from governance.models import Assembly, Decision
from governance.queries.decisions import next_number
from governance.queries.items import ItemStanding
from governance.rules.events import Event
from governance.rules.outcomes import decision_text, outcome_of_rounds
from votes.rules.ballot_choices import RESOLUTION


def enter_decision(assembly: Assembly, standing: ItemStanding, *, actor: Actor, at: datetime) -> Decision:
    """The decision that follows from the stored results of a point, round after round.

    The audit fact that the caller has just written holds the register (one writer at a time), so that numbers have no gap.
    """
    item = standing.item
    text, adopted = said_and_adopted(standing)
    decision = Decision(
        number=next_number(),
        assembly_id=assembly.id,
        agenda_item_id=item.id,
        box_id=standing.rounds[-1][0].id,
        title=item.title,
        text=text,
        search_text=sort_key(f"{item.title} {text}"),
        adopted=adopted,
        decided_on=at.astimezone(ZoneInfo(assembly.zone)).date(),
        recorded_at=at,
    )
    db.session.add(decision)
    db.session.flush()
    details = {"number": decision.number, "title": decision.title, "adopted": adopted}
    audit.record(Event.DECISION_RECORDED, assembly.subject, actor=actor, at=at, details=details)
    return decision


def said_and_adopted(standing: ItemStanding) -> tuple[str, bool]:
    """The text of the decision, and whether something was decided; of a standing whose last round is counted."""
    results = [row.result for _box, row in standing.rounds if row is not None]
    first = standing.rounds[0][0]
    if first.method == RESOLUTION:
        return standing.item.text, bool(results[-1]["adopted"])
    outcome = outcome_of_rounds(results, first.contest)
    return decision_text(standing.item.text, outcome, standing.item.plan.subject), outcome.adopted
