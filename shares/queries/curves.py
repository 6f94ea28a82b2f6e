"""The curves of members and capital, kept while the process lives: what is added since is put right member by member.

Journal and facts are only ever added to: as many rows as before up to the last one read, with the same mark on it, are the
same rows. What was known at a past moment never changes at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from heapq import merge
from operator import attrgetter
from typing import Any

from sqlalchemy import func, literal, select, union

from foundation.kernel.db import db, shared_database
from membership.models.facts import CollegeFact, MembershipFact
from membership.models.merges import MergeFact
from shares.models import ShareMovement
from shares.queries.changes import all_changes, merged, public_changes, records
from shares.rules.curves import Change, CurvePoint, curve, opposite, summed
from shares.rules.records import pairs_of, real

KEPT = 16
MOST_TOLD_AGAIN = 500
TABLES: tuple[Any, ...] = (MembershipFact, CollegeFact, ShareMovement, MergeFact)


@dataclass(frozen=True)
class Mark:
    """How far a table was read: its last identifier, the rows up to it, what the last one bears."""

    last: int
    rows: int
    sign: object


@dataclass(frozen=True)
class Kept:
    """The changes as they were when the tables stood at these marks."""

    marks: tuple[Mark, ...]
    changes: list[Change]


NEVER_READ = tuple(Mark(0, 0, None) for _model in TABLES)
_kept: dict[tuple[str, datetime | None], Kept] = {}


def curve_points(days: Sequence[date], known_at: datetime | None = None) -> list[CurvePoint]:
    """The state at the end of each of `days`, by college, as known at a moment (None: now)."""
    by_day = attrgetter("day")
    public = sorted(public_changes(known_at), key=by_day)
    return curve(merge(changes_known(known_at), public, key=by_day), days)


def first_day(known_at: datetime | None = None) -> date | None:
    """The first day on which anything moved; None before."""
    changes = changes_known(known_at)
    return changes[0].day if changes else None


def changes_known(known_at: datetime | None = None) -> list[Change]:
    """Every change in members and capital, by day and college; kept for the next reader."""
    database = shared_database()
    if database is None:
        return all_changes(known_at)
    found = _kept.get((database, known_at))
    before = found.marks if found else NEVER_READ
    intact, marks = _marks(before)
    if found is not None and marks == before:
        return found.changes
    added = _told_since(found) if found is not None and known_at is None and intact else None
    if len(_kept) >= KEPT:
        _kept.clear()
    _kept[database, known_at] = Kept(marks, all_changes(known_at) if added is None else added)
    return _kept[database, known_at].changes


def _marks(before: tuple[Mark, ...]) -> tuple[bool, tuple[Mark, ...]]:
    """Whether the rows read before stand as they were, and how far the tables go now; one statement."""
    measures: list[Any] = []
    for model, mark in zip(TABLES, before, strict=True):
        sign = _sign(model)
        measures += [
            _rows(model, model.id <= mark.last),
            select(sign).where(model.id == mark.last).scalar_subquery(),
            select(func.max(model.id)).scalar_subquery(),
            _rows(model, model.id > mark.last),
            select(sign).order_by(model.id.desc()).limit(1).scalar_subquery(),
        ]
    found = db.session.execute(select(*measures)).one()
    fives = [found[start : start + 5] for start in range(0, len(measures), 5)]
    intact = all(
        (rows, sign) == (mark.rows, mark.sign) for (rows, sign, *_new), mark in zip(fives, before, strict=True)
    )
    return intact, tuple(Mark(last or 0, rows + more, sign) for rows, _sign_then, last, more, sign in fives)


def _rows(model: Any, condition: Any) -> Any:
    """How many rows; of the journal nobody counts them: its seal says it."""
    if model is ShareMovement:
        return literal(0).label(None)
    return select(func.count()).select_from(model).where(condition).scalar_subquery()


def _sign(model: Any) -> Any:
    return ShareMovement.hash if model is ShareMovement else model.recorded_at


def _told_since(kept: Kept) -> list[Change] | None:
    """The same with what was added since, told member by member; None where too many are concerned. Five statements."""
    last = dict(zip(TABLES, (mark.last for mark in kept.marks), strict=True))
    new = [select(model.member_id).where(model.id > last[model]) for model in TABLES if model is not MergeFact]
    members = {one for one in db.session.execute(union(*new)).scalars() if one is not None}
    if len(members) > MOST_TOLD_AGAIN:
        return None
    merges = merged()
    told = records(members | {member for one in merges for member in (one.kept, one.double)})
    seen = (last[MembershipFact], last[CollegeFact], last[ShareMovement])
    before = {member: record.upto(*seen) for member, record in told.items()}
    out = [opposite(one) for one in real(before, pairs_of(merges, last[MergeFact]))]
    return summed([*kept.changes, *out, *real(told, pairs_of(merges))])
