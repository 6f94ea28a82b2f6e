"""Where each point of an agenda stands: its boxes, its stored results, its decision; in a constant number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from foundation.kernel.db import db
from governance.models import AgendaItem, Assembly, Decision
from governance.queries.decisions import decisions_of
from governance.queries.item_boxes import boxes_of_items
from governance.rules.steps import ItemSeen
from votes.models import Box, BoxResult
from votes.queries import is_open, published_result, stored_result
from votes.rules.ballot_choices import RESOLUTION
from votes.rules.contest_result import ContestResult
from votes.rules.count import count
from votes.rules.count_file import parse
from votes.rules.second_round import SecondRound, called_for
from votes.rules.tie_choice import TieAnswer

Rounds = tuple[tuple[Box, BoxResult | None], ...]


@dataclass(frozen=True)
class ItemStanding:
    """One point with what became of it. `state` is one word of: point, dealt_with, waiting, open, closed, decided.

    `box` and `result` are those of the last round, `rounds` all of them. A point whose vote is counted is "decided" before
    its decision is entered too: `is_pending` tells.
    """

    item: AgendaItem
    box: Box | None
    result: BoxResult | None
    decision: Decision | None
    state: str
    rounds: Rounds = ()

    @property
    def is_pending(self) -> bool:
        """Counted, and its decision not entered yet: a second round may be called for."""
        return self.result is not None and self.decision is None

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
    return _standings(assembly.items, {row.agenda_item_id: row for row in decisions_of(assembly)}, at)


def item_standing(item: AgendaItem, at: datetime) -> ItemStanding:
    """One point alone."""
    wanted = select(Decision).where(Decision.agenda_item_id == item.id)
    found = db.session.execute(wanted).scalar_one_or_none()
    return _standings([item], {item.id: found} if found else {}, at)[0]


def _standings(items: Sequence[AgendaItem], decisions: dict[int, Decision], at: datetime) -> list[ItemStanding]:
    boxes = boxes_of_items(items)
    ids = [box.id for found in boxes.values() for box in found]
    stored = select(BoxResult).where(BoxResult.box_id.in_(ids))
    results = {row.box_id: row for row in db.session.execute(stored).scalars()} if boxes else {}
    return [
        _standing(item, tuple((box, results.get(box.id)) for box in boxes.get(item.id, [])), decisions.get(item.id), at)
        for item in items
    ]


def _standing(item: AgendaItem, rounds: Rounds, decision: Decision | None, at: datetime) -> ItemStanding:
    box, result = rounds[-1] if rounds else (None, None)
    return ItemStanding(item, box, result, decision, _state(item, box, result, at), rounds)


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


def _state(item: AgendaItem, box: Box | None, result: BoxResult | None, at: datetime) -> str:
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


def outcome_of_item(item: AgendaItem) -> dict[str, Any]:
    """The same for one point alone: its last round."""
    rounds = boxes_of_items([item]).get(item.id, [])
    if not rounds:
        return {"published": None, "reasons": {}}
    return outcome_of(ItemStanding(item, rounds[-1], stored_result(rounds[-1].id), None, "decided"))
