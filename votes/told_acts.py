"""What the audit trail tells of boxes, compared with their rows: acts, late rights, rights taken back; marks and ballots.

Each check is one read of all boxes, however many there are.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Executable, func, or_, select

from foundation.kernel.audit import AuditEntry
from foundation.kernel.db import db
from votes.act_fingerprints import act_fingerprint
from votes.models import AdditionMade, Ballot, Box, BoxAct, BoxResult, Mark, RightEnd, SecretBallot
from votes.rules.events import ACT_EVENTS, VoteEvent

Broken = tuple[int, str]


def told_otherwise() -> Iterator[Broken]:
    """(box, reason) of every real box whose rows are not what the trail tells, or do not fit each other."""
    yield from _acts()
    yield from _roll_changes()
    yield from _marks_and_ballots()
    yield from _late_ballots()


def _facts(tags: Iterable[VoteEvent]) -> dict[int, list[tuple[str, dict[str, Any]]]]:
    """By box, (tag, details) of the facts of these tags."""
    wanted = select(AuditEntry.subject, AuditEntry.tag, AuditEntry.details).where(
        AuditEntry.tag.in_([str(tag) for tag in tags])
    )
    facts: dict[int, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
    for subject, tag, details in db.session.execute(wanted):
        facts[int(subject.removeprefix("box:"))].append((tag, details))
    return facts


def _acts() -> Iterator[Broken]:
    told = _facts(ACT_EVENTS.values())
    there: dict[int, dict[int, str]] = defaultdict(dict)
    for act in db.session.execute(select(BoxAct).join(Box, Box.id == BoxAct.box_id).where(~Box.rehearsal)).scalars():
        there[act.box_id][act.id] = act_fingerprint(act)
    for box_id in sorted(told.keys() | there.keys()):
        known = {details["act"]: details["sha256"] for _tag, details in told[box_id] if details}
        erased = len(told[box_id]) - len(known)
        yield from ((box_id, "act-gone") for _one in known.keys() - there[box_id].keys())
        changed = [one for one in known.keys() & there[box_id].keys() if known[one] != there[box_id][one]]
        untold = len(there[box_id].keys() - known.keys()) - erased
        yield from ((box_id, "act") for _one in range(len(changed) + max(0, untold)))


def _roll_changes() -> Iterator[Broken]:
    """As many late rights and rights taken back as the trail tells, of each box."""
    told = _facts([VoteEvent.RIGHT_ADDED, VoteEvent.RIGHT_ENDED])
    added = select(AdditionMade.box_id, func.count()).where(AdditionMade.right_id.is_not(None))
    ended = select(RightEnd.box_id, func.count())
    for model, statement, tag in (
        (AdditionMade, added, VoteEvent.RIGHT_ADDED),
        (RightEnd, ended, VoteEvent.RIGHT_ENDED),
    ):
        real = statement.join(Box, Box.id == model.box_id).where(~Box.rehearsal).group_by(model.box_id)
        there = _numbers(real)
        known = Counter({box_id: sum(one == tag for one, _details in facts) for box_id, facts in told.items()})
        yield from (
            (box_id, "late-right") for box_id in sorted(there.keys() | known.keys()) if there[box_id] != known[box_id]
        )


def _marks_and_ballots() -> Iterator[Broken]:
    """A right marked online has put in one secret ballot of its college, and the reverse, at any moment.

    Ballots on paper come in with the count.
    """
    keys = (Mark.box_id, Mark.college)
    counted = select(BoxResult.id).where(BoxResult.box_id == Mark.box_id).exists()
    put_in = or_(Mark.channel == "online", counted)
    online = select(*keys, func.count()).join(Box, Box.id == Mark.box_id).where(~Box.rehearsal, put_in)
    marks = _cells(online.group_by(*keys))
    columns = (SecretBallot.box_id, SecretBallot.college)
    sealed = select(*columns, func.count()).join(Box, Box.id == SecretBallot.box_id).where(~Box.rehearsal)
    ballots = _cells(sealed.group_by(*columns))
    for cell in sorted(marks.keys() | ballots.keys()):
        if ballots[cell] > marks[cell]:
            yield cell[0], "ballot-unmarked"
        elif ballots[cell] < marks[cell]:
            yield cell[0], "ballot-gone"


def _late_ballots() -> Iterator[Broken]:
    """A ballot, or a mark, of the closing time or after it: the clock lets none in."""
    late_ballot = select(Ballot.box_id).join(Box, Box.id == Ballot.box_id).where(Ballot.cast_at >= Box.closes_at)
    late_mark = select(Mark.box_id).join(Box, Box.id == Mark.box_id).where(Mark.marked_at >= Box.closes_at)
    for statement in (late_ballot, late_mark):
        for box_id in db.session.execute(
            statement.where(~Box.rehearsal).distinct().order_by(statement.selected_columns[0])
        ).scalars():
            yield box_id, "ballot-late"


def _numbers(statement: Executable) -> Counter[int]:
    return Counter({row[0]: row[1] for row in db.session.execute(statement)})


def _cells(statement: Executable) -> Counter[tuple[int, str]]:
    return Counter({(box_id, college): number for box_id, college, number in db.session.execute(statement)})
