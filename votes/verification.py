"""Closed boxes counted again from their ballots: does what was published still follow from what was cast?"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from foundation.kernel.db import db
from foundation.kernel.sentences import N_
from votes import boxed_ballots
from votes.models import Box, BoxResult
from votes.rules.count import count
from votes.rules.count_file import parse

WHY = {
    "ballots": N_("The ballots of vote %(box)s are not those that were counted: compare with a backup."),
    "count-file": N_("The count file of vote %(box)s does not follow from its ballots: compare with a backup."),
    "result": N_("The published result of vote %(box)s does not follow from its count file: compare with a backup."),
    "no-result": N_("Vote %(box)s is closed and has no result: compare with a backup."),
}


@dataclass(frozen=True)
class BrokenBox:
    """A closed box that does not hold; `why` is a key of `WHY`."""

    box_id: int
    why: str


def broken_boxes() -> list[BrokenBox]:
    """Every closed box whose ballots, count file or result do not agree, in the order of opening."""
    pairs = db.session.execute(
        select(Box, BoxResult)
        .outerjoin(BoxResult, BoxResult.box_id == Box.id)
        .where(Box.closed_at.is_not(None))
        .order_by(Box.id)
    )
    return [BrokenBox(box.id, why) for box, row in pairs.all() for why in _breaks(box, row)]


def _breaks(box: Box, row: BoxResult | None) -> Iterator[str]:
    if row is None:
        yield "no-result"
        return
    if boxed_ballots.ballots_fingerprint(box.id) != row.ballots_sha256:
        yield "ballots"
    if boxed_ballots.count_file_of(box).as_text() != row.count_file:
        yield "count-file"
    elif _figures(count(parse(row.count_file)).to_json()) != _figures(row.result):
        yield "result"


def _figures(result: dict[str, object]) -> dict[str, object]:
    """A result without its sentences, whose wording may have changed since."""
    return {key: value for key, value in result.items() if key not in ("reasons", "invalid_ballots")}
