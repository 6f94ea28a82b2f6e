"""Results as they were published."""

from sqlalchemy import select

from foundation.kernel.db import db
from votes.models import Box, BoxResult
from votes.rules.published import Published, read_published
from votes.rules.roll import rules_from_texts


def stored_result(box_id: int) -> BoxResult | None:
    """The published result, or None while the vote is not closed."""
    return db.session.execute(select(BoxResult).where(BoxResult.box_id == box_id)).scalar_one_or_none()


def published_result(box: Box, row: BoxResult) -> Published:
    """A stored result, ready to be shown."""
    rules = rules_from_texts(box.statutes_version, box.rules)
    return read_published(row.result, box.colleges, rules, by_heads=row.by_heads)
