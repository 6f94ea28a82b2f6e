"""Where each point of an agenda stands: its box, its stored result, its decision; in a constant number of statements."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from foundation.kernel.db import db
from governance.models import AgendaItem, Assembly, Decision
from governance.queries.decisions import decisions_of
from governance.rules.steps import ItemSeen
from votes.models import Box, BoxResult
from votes.queries import is_open, published_result, stored_result


@dataclass(frozen=True)
class ItemStanding:
    """One point with what became of it. `state` is one word of: point, dealt_with, waiting, open, closed, decided."""

    item: AgendaItem
    box: Box | None
    result: BoxResult | None
    decision: Decision | None
    state: str

    @property
    def seen(self) -> ItemSeen:
        """The same for the rules of the evening."""
        return ItemSeen(
            item_id=self.item.id,
            votes=bool(self.item.question),
            opened=self.box is not None,
            closed=self.result is not None,
            dealt_with=self.item.dealt_with_at is not None,
        )


def item_standings(assembly: Assembly, at: datetime) -> list[ItemStanding]:
    """Every point of the agenda, in order."""
    ids = [item.box_id for item in assembly.items if item.box_id is not None]
    boxes = {box.id: box for box in db.session.execute(select(Box).where(Box.id.in_(ids))).scalars()} if ids else {}
    stored = select(BoxResult).where(BoxResult.box_id.in_(ids))
    results = {row.box_id: row for row in db.session.execute(stored).scalars()} if ids else {}
    decisions = {row.agenda_item_id: row for row in decisions_of(assembly)} if ids else {}
    return [
        ItemStanding(
            item,
            boxes.get(item.box_id or 0),
            results.get(item.box_id or 0),
            decisions.get(item.id),
            _state(item, boxes.get(item.box_id or 0), results.get(item.box_id or 0), at),
        )
        for item in assembly.items
    ]


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
    """The same for one point alone."""
    if item.box_id is None:
        return {"published": None, "reasons": {}}
    box, result = db.session.get_one(Box, item.box_id), stored_result(item.box_id)
    return outcome_of(ItemStanding(item, box, result, None, "decided"))
