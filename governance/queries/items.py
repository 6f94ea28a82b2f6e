"""Where each point of an agenda stands: its boxes, its stored results, its decision; in a constant number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from foundation.kernel.db import db
from governance.models import AgendaItem, Assembly, Decision
from governance.queries.decisions import decisions_of
from governance.queries.item_boxes import past_by_subject, subject_of_item
from governance.rules.steps import ItemSeen
from votes.models import Box, BoxResult
from votes.queries import get_box, is_open, published_result, stored_result
from votes.rules.ballot_choices import RESOLUTION
from votes.rules.contest_result import ContestResult
from votes.rules.count import count
from votes.rules.count_file import parse
from votes.rules.plans import BallotPlan
from votes.rules.second_round import SecondRound, called_for
from votes.rules.tie_choice import TieAnswer

Rounds = tuple[tuple[Box, BoxResult | None], ...]


@dataclass(frozen=True)
class LiveQuestion:
    """A question asked of the room for advice: it stands on no agenda and decides nothing; looked at as a point is."""

    title: str
    text: str
    id: int = 0
    position: int = 0
    question: str = ""
    dealt_with_at: datetime | None = None
    plan: BallotPlan = field(default_factory=BallotPlan)


@dataclass(frozen=True)
class ItemStanding:
    """One point with what became of it. `state` is one word of: point, dealt_with, waiting, open, closed, decided.

    `box` and `result` are those of the last round, `rounds` all of them that stand; `annulled`: the last annulled vote.
    A point whose vote is counted is "decided" before its decision is entered too: `is_pending` tells.
    """

    item: AgendaItem | LiveQuestion
    box: Box | None
    result: BoxResult | None
    decision: Decision | None
    state: str
    rounds: Rounds = ()
    annulled: Box | None = None

    @property
    def is_advisory(self) -> bool:
        """Asked of the room for advice: there is no decision to enter."""
        return isinstance(self.item, LiveQuestion)

    @property
    def is_pending(self) -> bool:
        """Counted, and its decision not entered yet: a second round may be called for."""
        return self.result is not None and self.decision is None and not self.is_advisory

    @property
    def seen(self) -> ItemSeen:
        """The same for the rules of the evening."""
        return ItemSeen(
            item_id=self.item.id,
            votes=bool(self.item.question),
            opened=self.box is not None,
            closed=self.result is not None,
            dealt_with=self.item.dealt_with_at is not None,
            entered=not self.is_pending,
        )


def item_standings(assembly: Assembly, at: datetime) -> list[ItemStanding]:
    """Every point of the agenda, in order."""
    return agenda_and_advice(assembly, at)[0]


def agenda_and_advice(assembly: Assembly, at: datetime) -> tuple[list[ItemStanding], list[ItemStanding]]:
    """Every point of the agenda in order, and the questions asked for advice in the order of asking."""
    subjects = {subject_of_item(item.id): item for item in assembly.items}
    past = past_by_subject([*subjects, assembly.subject])
    results = _results([box.id for found in past.values() for box, _stands in found])
    decisions = {row.origin.box_id: row for row in decisions_of(assembly)} if results else {}
    points = [_standing(item, past[subject], results, decisions, at=at) for subject, item in subjects.items()]
    asked = [
        _standing(LiveQuestion(box.title, box.question), [(box, True)], results, {}, at=at)
        for box, _stands in past[assembly.subject]
    ]
    return points, asked


def item_standing(item: AgendaItem, at: datetime) -> ItemStanding:
    """One point alone."""
    past = past_by_subject([subject_of_item(item.id)])[subject_of_item(item.id)]
    wanted = select(Decision).where(Decision.agenda_item_id == item.id)
    decisions = {row.origin.box_id: row for row in db.session.execute(wanted).scalars()}
    return _standing(item, past, _results([box.id for box, _stands in past]), decisions, at=at)


def _results(box_ids: Sequence[int]) -> dict[int, BoxResult]:
    if not box_ids:
        return {}
    stored = select(BoxResult).where(BoxResult.box_id.in_(box_ids))
    return {row.box_id: row for row in db.session.execute(stored).scalars()}


def _standing(
    item: AgendaItem | LiveQuestion,
    past: Sequence[tuple[Box, bool]],
    results: Mapping[int, BoxResult],
    decisions: Mapping[int, Decision],
    *,
    at: datetime,
) -> ItemStanding:
    rounds = tuple((box, results.get(box.id)) for box, stands in past if stands)
    box, result = rounds[-1] if rounds else (None, None)
    decision = decisions.get(box.id) if box else None
    annulled = next((one for one, stands in reversed(past) if not stands), None)
    return ItemStanding(item, box, result, decision, _state(item, box, result, at), rounds, annulled)


def rounds_left(standing: ItemStanding) -> SecondRound | None:
    """The second round that a counted first one calls for; None where its outcome is final, or after two rounds."""
    box, row = standing.box, standing.result
    if box is None or row is None or box.round > 1 or box.method == RESOLUTION or standing.decision is not None:
        return None
    file = parse(row.count_file)
    result = count(file)
    if not isinstance(result, ContestResult):
        return None
    answer = standing.item.plan.tie_answer
    return called_for(file, result, after_ties=answer is TieAnswer.SECOND_ROUND)


def _state(item: AgendaItem | LiveQuestion, box: Box | None, result: BoxResult | None, at: datetime) -> str:
    if result is not None:
        return "decided"
    if box is not None:
        return "open" if is_open(box, at) else "closed"
    if item.question:
        return "waiting"
    return "dealt_with" if item.dealt_with_at else "point"


def outcome_of(standing: ItemStanding | None) -> dict[str, Any]:
    """`published` (the stored result read back) and its `reasons` by language; empty while there is no result."""
    if standing is None or standing.box is None or standing.result is None:
        return {"published": None, "reasons": {}}
    return {"published": published_result(standing.box, standing.result), "reasons": standing.result.reasons}


def outcome_of_decision(decision: Decision) -> dict[str, Any]:
    """The same for a decision of the register: the vote that made it, whatever was voted since; a body's has none."""
    if decision.box_id is None:
        return outcome_of(None)
    box = get_box(decision.box_id)
    return outcome_of(ItemStanding(decision.origin.item, box, stored_result(box.id), decision, "decided"))
