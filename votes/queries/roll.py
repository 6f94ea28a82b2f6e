"""The roll of a vote as its page shows it: each right with its reasons, who was left out, and what changed after the opening.

Who voted is told as yes or no, once the vote is closed; never when nor in which order.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from foundation.kernel.db import db
from foundation.kernel.sorting import sort_key
from foundation.web.rules.paging import pages_for
from votes.models import AdditionAsked, AdditionMade, Ballot, Box, LeftOut, Mark, Right, RightEnd

PAGE = 25


@dataclass(frozen=True)
class RollRow:
    """One right of a roll. `late`, `ended`: the reason of its addition, of its taking back, else empty.

    `voted` is None until the vote is closed, and for who may not know.
    """

    right_id: int
    member_number: int
    name: str
    college: str
    kind: str
    holder_name: str | None
    why: str
    late: str = ""
    ended: str = ""
    voted: bool | None = None


@dataclass(frozen=True)
class RollPage:
    """One page of a roll; `total` counts those that were asked for."""

    rows: Sequence[RollRow]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return pages_for(self.total, PAGE)


@dataclass(frozen=True)
class Change:
    """One change of a frozen roll, or a request for one; `second`: who confirmed or refused it, where somebody did."""

    id: int
    name: str
    member_number: int
    college: str
    reason: str
    by: str
    by_id: int | None
    at: datetime
    second: str = ""


@dataclass(frozen=True)
class RollChanges:
    """Everything that happened to a roll after it was frozen."""

    added: Sequence[Change]
    ended: Sequence[Change]
    waiting: Sequence[Change]
    refused: Sequence[Change]

    @property
    def any(self) -> bool:
        """Whether something is to be told with the result."""
        return bool(self.added or self.ended)


def roll_page(box: Box, query: str = "", *, page: int = 1, with_voted: bool = False) -> RollPage:
    """A page of the roll, in the order in which it was frozen, late rights last; three statements at any size."""
    found = _found(box.id, query)
    wanted = _rows(box.id, with_voted=with_voted)
    if found is None:
        total = db.session.execute(select(func.count()).select_from(Right).where(Right.box_id == box.id)).scalar_one()
    else:
        total = len(found)
    page = max(1, min(page, pages_for(total, PAGE)))
    first = (page - 1) * PAGE
    shown = wanted.limit(PAGE).offset(first) if found is None else _only(wanted, found[first : first + PAGE])
    return RollPage([_row(one) for one in db.session.execute(shown)], total, page)


def _only(rows: Select[Any], rights: Sequence[int]) -> Select[Any]:
    return rows.where(Right.id.in_(rights))


def whole_roll(box: Box, *, with_voted: bool) -> list[RollRow]:
    """Every right of a roll, for a file."""
    return [_row(one) for one in db.session.execute(_rows(box.id, with_voted=with_voted))]


def count_voted(box_id: int) -> int:
    """How many rights were used."""
    statement = select(func.count()).select_from(Right).where(Right.box_id == box_id, _used())
    return db.session.execute(statement).scalar_one()


def name_on_roll(box_id: int, right_id: int) -> str | None:
    """Whose right this is; None where it is not on this roll."""
    wanted = select(Right.name).where(Right.box_id == box_id, Right.id == right_id)
    return db.session.execute(wanted).scalar_one_or_none()


def left_out_page(box_id: int, query: str = "", *, page: int = 1) -> RollPage:
    """A page of those whom the roll left out, by name, with the reason of each."""
    rows = _left_out(select(LeftOut).where(LeftOut.box_id == box_id))
    return paged(rows, query, page)


def left_out_among(box_id: int, numbers: Collection[int]) -> list[RollRow]:
    """Those of these members whom the roll left out."""
    if not numbers:
        return []
    return _left_out(select(LeftOut).where(LeftOut.box_id == box_id, LeftOut.member_number.in_(numbers)))


def paged(rows: Sequence[RollRow], query: str, page: int) -> RollPage:
    """A page of rows that are all there, narrowed to a name or a number."""
    words = sort_key(query).split()
    found = [row for row in rows if _answers_to(row.name, row.member_number, words)]
    page = max(1, min(page, pages_for(len(found), PAGE)))
    return RollPage(found[(page - 1) * PAGE : page * PAGE], len(found), page)


def roll_changes(box_id: int) -> RollChanges:
    """What changed after the opening, in the order in which it was done; two statements."""
    asked = db.session.execute(
        select(AdditionAsked, AdditionMade)
        .outerjoin(AdditionMade, AdditionMade.asked_id == AdditionAsked.id)
        .where(AdditionAsked.box_id == box_id)
        .order_by(AdditionAsked.id)
    ).all()
    ended = db.session.execute(
        select(RightEnd, Right)
        .join(Right, Right.id == RightEnd.right_id)
        .where(RightEnd.box_id == box_id)
        .order_by(RightEnd.id)
    )
    return RollChanges(
        added=[_asked(one, made) for one, made in asked if made is not None and made.right_id is not None],
        ended=[_ended(end, right) for end, right in ended],
        waiting=[_asked(one, None) for one, made in asked if made is None],
        refused=[_asked(one, made) for one, made in asked if made is not None and made.right_id is None],
    )


def _rows(box_id: int, *, with_voted: bool) -> Select[Any]:
    columns: list[Any] = [
        *(Right.id, Right.member_number, Right.name, Right.college, Right.kind, Right.holder_name, Right.why),
        AdditionAsked.reason.label("late"),
        RightEnd.reason.label("ended"),
    ]
    if with_voted:
        columns.append(_used().label("voted"))
    statement: Select[Any] = (
        select(*columns)
        .outerjoin(AdditionMade, AdditionMade.right_id == Right.id)
        .outerjoin(AdditionAsked, AdditionAsked.id == AdditionMade.asked_id)
        .outerjoin(RightEnd, RightEnd.right_id == Right.id)
        .where(Right.box_id == box_id)
        .order_by(Right.position)
    )
    return statement


def _used() -> ColumnElement[bool]:
    voted = select(Ballot.id).where(Ballot.right_id == Right.id).exists()
    marked = select(Mark.id).where(Mark.right_id == Right.id).exists()
    return or_(voted, marked)


def _row(row: Any) -> RollRow:
    return RollRow(
        right_id=row.id,
        member_number=row.member_number,
        name=row.name,
        college=row.college,
        kind=row.kind,
        holder_name=row.holder_name,
        why=row.why,
        late=row.late or "",
        ended=row.ended or "",
        voted=getattr(row, "voted", None),
    )


def _found(box_id: int, query: str) -> list[int] | None:
    """The rights that answer to a search, in the order of the roll; None without a search."""
    words = sort_key(query).split()
    if not words:
        return None
    statement = select(Right.id, Right.name, Right.member_number, Right.holder_name).where(Right.box_id == box_id)
    rows = db.session.execute(statement.order_by(Right.position))
    return [one.id for one in rows if _answers_to(f"{one.name} {one.holder_name or ''}", one.member_number, words)]


def _answers_to(name: str, number: int, words: Sequence[str]) -> bool:
    key = sort_key(name)
    return all(word in key or word == str(number) for word in words)


def _left_out(statement: Select[Any]) -> list[RollRow]:
    rows = db.session.execute(statement.order_by(LeftOut.member_number)).scalars()
    lines = [RollRow(0, one.member_number, one.name, "", "", None, one.why) for one in rows]
    return sorted(lines, key=lambda line: (sort_key(line.name), line.member_number))


def _asked(asked: AdditionAsked, made: AdditionMade | None) -> Change:
    second = made.actor_name if made is not None and made.actor_id != asked.actor_id else ""
    return Change(
        asked.id,
        asked.line["name"],
        asked.line["member_number"],
        asked.line["college"] or "",
        asked.reason,
        asked.actor_name,
        asked.actor_id,
        made.at if made is not None else asked.at,
        second,
    )


def _ended(end: RightEnd, right: Right) -> Change:
    return Change(
        end.id, right.name, right.member_number, right.college, end.reason, end.actor_name, end.actor_id, end.at
    )
