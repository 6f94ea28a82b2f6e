"""Boxes compared with the audit trail and counted again: is the roll the one that was frozen, does what was published follow?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from foundation.kernel.audit import AuditEntry
from foundation.kernel.db import db
from foundation.kernel.sentences import N_
from votes import boxed_ballots
from votes.models import Box, BoxAct, BoxResult
from votes.rules.count import count
from votes.rules.count_file import parse
from votes.rules.events import VoteEvent
from votes.rules.life import ActKind
from votes.told_acts import told_otherwise

CLOSED = (VoteEvent.BOX_CLOSED, VoteEvent.CONTEST_CLOSED, VoteEvent.BOX_HELD)

WHY = {
    "ballots": N_("The ballots of vote %(box)s are not those that were counted: compare with a backup."),
    "count-file": N_("The count file of vote %(box)s does not follow from its ballots: compare with a backup."),
    "result": N_("The published result of vote %(box)s does not follow from its count file: compare with a backup."),
    "opening": N_("The roll or the rules of vote %(box)s are not those it was opened with: compare with a backup."),
    "trail": N_("What was published of vote %(box)s is not what the audit trail says: compare with a backup."),
    "missing": N_("The audit trail says that vote %(box)s was opened, and it is gone: compare with a backup."),
    "no-result": N_("Vote %(box)s is closed and has no result: compare with a backup."),
    "counted-cancelled": N_("Vote %(box)s was cancelled and has a result all the same: compare with a backup."),
    "act-gone": N_("The audit trail tells of an act on vote %(box)s that is gone: compare with a backup."),
    "act": N_("An act on vote %(box)s is not one that the audit trail tells: compare with a backup."),
    "late-right": N_(
        "Rights were added to vote %(box)s or taken back from it otherwise than the audit trail tells: compare with a backup."
    ),
    "ballot-unmarked": N_(
        "Vote %(box)s holds more secret ballots than rights used: a ballot was slipped in, or the mark of a voter deleted. "
        "Compare with a backup."
    ),
    "ballot-gone": N_(
        "Vote %(box)s holds fewer secret ballots than rights used: a ballot was deleted, or a mark slipped in. Compare with "
        "a backup."
    ),
    "ballot-late": N_("Vote %(box)s holds a ballot of after its closing time: compare with a backup."),
}


@dataclass(frozen=True)
class BrokenBox:
    """A box that does not hold; `why` is a key of `WHY`."""

    box_id: int
    why: str


def broken_boxes() -> list[BrokenBox]:
    """Every box that is not as opened or, once closed, as counted and published; in the order of opening."""
    pairs = _boxes()
    opened, closed = _promised(VoteEvent.BOX_OPENED), _promised(*CLOSED)
    cancelled = set(db.session.execute(select(BoxAct.box_id).where(BoxAct.kind == ActKind.CANCELLED.value)).scalars())
    broken = [
        BrokenBox(box.id, why)
        for box, row in pairs
        for why in _breaks(box, row, opened=opened, closed=closed, cancelled=box.id in cancelled)
    ]
    known = {box.id for box, _row in pairs}
    gone = (opened.keys() | closed.keys()) - known
    broken += [BrokenBox(box_id, "missing") for box_id in sorted(gone)]
    return broken + [BrokenBox(box_id, why) for box_id, why in told_otherwise() if box_id in known]


def _boxes() -> list[tuple[Box, BoxResult | None]]:
    statement = (
        select(Box, BoxResult).outerjoin(BoxResult, BoxResult.box_id == Box.id).where(~Box.rehearsal).order_by(Box.id)
    )
    return [(box, row) for box, row in db.session.execute(statement)]


def _promised(*tags: VoteEvent) -> dict[int, str | None]:
    """The fingerprint that the audit trail keeps of each box; None in a fact written before fingerprints were."""
    rows = db.session.execute(
        select(AuditEntry.subject, AuditEntry.details).where(AuditEntry.tag.in_([str(tag) for tag in tags]))
    )
    return {int(subject.removeprefix("box:")): details.get("sha256") for subject, details in rows}


def _breaks(
    box: Box,
    row: BoxResult | None,
    *,
    opened: Mapping[int, str | None],
    closed: Mapping[int, str | None],
    cancelled: bool,
) -> Iterator[str]:
    promised = opened.get(box.id, "")
    if promised is not None and promised != boxed_ballots.opening_fingerprint(box):
        yield "opening"
    if row is None:
        if (box.closed_at is not None and not cancelled) or box.id in closed:
            yield "no-result"
        return
    if cancelled:
        yield "counted-cancelled"
    published = closed.get(box.id, "")
    if published is not None and published != boxed_ballots.closing_fingerprint(row.count_file, row.ballots_sha256):
        yield "trail"
    if boxed_ballots.ballots_fingerprint(box) != row.ballots_sha256:
        yield "ballots"
    if boxed_ballots.count_file_of(box).as_text() != row.count_file:
        yield "count-file"
    elif _figures(count(parse(row.count_file)).to_json()) != _figures(row.result):
        yield "result"


def _figures(result: dict[str, object]) -> dict[str, object]:
    """A result without its sentences, whose wording may have changed since."""
    return {key: value for key, value in result.items() if key not in ("reasons", "invalid_ballots")}
