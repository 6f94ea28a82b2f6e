"""Where each point of an agenda stands: its box, its stored result, its decision; in a constant number of statements."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from foundation.kernel.db import db
from governance.models import AgendaItem, Assembly, Decision
from governance.queries.decisions import decisions_of
from governance.rules.steps import ItemSeen
from votes.models import Box, BoxResult
from votes.queries import is_open


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


def stored_result(item: AgendaItem) -> BoxResult | None:
    """The stored result of a point's vote, or None."""
    if item.box_id is None:
        return None
    return db.session.execute(select(BoxResult).where(BoxResult.box_id == item.box_id)).scalar_one_or_none()
