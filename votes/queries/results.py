"""Results as they were published."""

from collections.abc import Mapping

from sqlalchemy import select

from foundation.kernel.db import canonical_json, db
from votes.models import Box, BoxResult
from votes.roll_changes import entitled_by_college
from votes.rules.ballot_choices import RESOLUTION, contest_of_text
from votes.rules.contest import Contest
from votes.rules.denominators import CountLine, count_lines
from votes.rules.published import Published, read_published
from votes.rules.published_contest import PublishedContest, read_contest_result
from votes.rules.roll import rules_from_texts


def stored_result(box_id: int) -> BoxResult | None:
    """The published result, or None while the vote is not closed."""
    return db.session.execute(select(BoxResult).where(BoxResult.box_id == box_id)).scalar_one_or_none()


def contest_of_box(box: Box) -> Contest | None:
    """What a box chooses among, as it was frozen; None for a resolution."""
    return None if box.method == RESOLUTION else contest_of_text(box.method, canonical_json(box.contest))


def published_result(box: Box, row: BoxResult) -> Published | PublishedContest:
    """A stored result, ready to be shown: `is_contest` tells which of the two it is."""
    contest = contest_of_box(box)
    if contest is not None:
        return published_contest(box, row, contest)
    return published_resolution(box, row)


def published_resolution(box: Box, row: BoxResult) -> Published:
    """The stored result of a resolution."""
    rules = rules_from_texts(box.statutes_version, box.rules)
    return read_published(row.result, box.colleges, rules, by_heads=row.by_heads)


def published_contest(
    box: Box, row: BoxResult, contest: Contest, entitled: Mapping[str, int] | None = None
) -> PublishedContest:
    """The stored result of a vote among options; `entitled`: the roll as it stands, one statement where not given."""
    entitled = entitled_by_college(box) if entitled is None else entitled
    return read_contest_result(row.result, contest, box.colleges, entitled=entitled, steps=row.steps or {})


def denominators(box: Box, row: BoxResult, entitled: Mapping[str, int] | None = None) -> list[CountLine]:
    """Out of how many: a line a college, then everybody; `entitled` as above."""
    entitled = entitled_by_college(box) if entitled is None else entitled
    return count_lines(row.result, row.count_file, box.colleges, entitled)
