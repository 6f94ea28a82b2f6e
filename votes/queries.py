"""Reads of the ballot boxes: rights in one hand, turnout, stored results, and what a count needs (few statements)."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, case, func, select
from sqlalchemy.orm import InstrumentedAttribute

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from votes.models import NOTHING, Ballot, Box, BoxResult, Right
from votes.rules.count_data import BallotLine, College, CountFile
from votes.rules.published import TONES, Published, read_published
from votes.rules.roll import rules_from_texts
from votes.rules.terms import AbsentPolicy, Base

NO_BOX = N_("This vote is not here. Go back to the assembly and open it from there.")


@dataclass(frozen=True)
class RightInHand:
    """A right that an account may use, and the ballot cast for it so far."""

    right_id: int
    member_number: int
    name: str
    college: str
    via: str
    choice: Any
    cast_at: datetime | None


@dataclass(frozen=True)
class CollegeTurnout:
    """How many rights of a college were used; `tone` is its rank, for its colour (1 to 8)."""

    id: str
    name: str
    weight: Fraction
    tone: int
    entitled: int
    cast: int


@dataclass(frozen=True)
class Turnout:
    """How many rights were used, in all and by college: all that an open vote shows of its ballots."""

    entitled: int
    cast: int
    colleges: tuple[CollegeTurnout, ...]


def get_box(box_id: int) -> Box:
    """The box; raises NotFound."""
    box = db.session.get(Box, box_id)
    if box is None:
        raise NotFound("box", NO_BOX)
    return box


def is_open(box: Box, at: datetime) -> bool:
    """Whether a ballot is accepted at this moment: not closed by hand, and before the closing time."""
    return box.closed_at is None and (box.closes_at is None or at < box.closes_at)


def open_boxes_among(box_ids: Sequence[int], at: datetime) -> list[int]:
    """Those opened by then and not closed; one whose closing time has passed still waits to be counted."""
    if not box_ids:
        return []
    statement = select(Box.id).where(Box.id.in_(box_ids), Box.opened_at <= at, Box.closed_at.is_(None))
    return list(db.session.execute(statement.order_by(Box.id)).scalars())


def due_boxes(at: datetime) -> list[int]:
    """Votes whose closing time has passed and that nobody closed yet: a job closes and counts them."""
    statement = select(Box.id).where(Box.closed_at.is_(None), Box.closes_at <= at).order_by(Box.id)
    return list(db.session.execute(statement).scalars())


def rights_by_kind(box_id: int, kind: str) -> list[int]:
    """The rights of one mode of presence, in the order of the roll."""
    statement = select(Right.id).where(Right.box_id == box_id, Right.kind == kind).order_by(Right.position)
    return list(db.session.execute(statement).scalars())


def latest_revision(right_id: InstrumentedAttribute[int]) -> ColumnElement[int]:
    """The number of the ballot that counts for a right."""
    other = Ballot.__table__.alias()
    return select(func.max(other.c.revision)).where(other.c.right_id == right_id).scalar_subquery()


def rights_of(box_id: int, account_id: int) -> list[RightInHand]:
    """The rights that an account holds in a box, its own first, then those it holds by proxy."""
    counted = and_(Ballot.right_id == Right.id, Ballot.revision == latest_revision(Right.id))
    rows = db.session.execute(
        select(Right.id, Right.member_number, Right.name, Right.college, Right.via, Ballot.choice, Ballot.cast_at)
        .outerjoin(Ballot, counted)
        .where(Right.box_id == box_id, Right.holder_account_id == account_id)
        .order_by(case((Right.via == "self", 0), else_=1), Right.position)
    )
    return [RightInHand(*row[:5], choice=row.choice and json.loads(row.choice), cast_at=row.cast_at) for row in rows]


def turnout(box: Box) -> Turnout:
    """The turnout of a box, from two grouped reads."""
    entitled, _present = _roll_numbers(box.id, count_present=False)
    cast: Counter[str] = Counter()
    for college, _choice, former, number in grouped_ballots(box.id):
        if former == NOTHING:
            cast[college] += number
    lines = tuple(
        CollegeTurnout(
            id=college["id"],
            name=college["name"],
            weight=Fraction(college["weight"]),
            tone=index % TONES + 1,
            entitled=entitled.get(college["id"], 0),
            cast=cast[college["id"]],
        )
        for index, college in enumerate(box.colleges)
    )
    return Turnout(sum(entitled.values()), sum(cast.values()), lines)


def college_looks(box: Box) -> dict[str, tuple[int, str]]:
    """By college id, its colour (1 to 8, its rank in the statutes) and its name."""
    return {college["id"]: (index % TONES + 1, college["name"]) for index, college in enumerate(box.colleges)}


def stored_result(box_id: int) -> BoxResult | None:
    """The published result, or None while the vote is not closed."""
    return db.session.execute(select(BoxResult).where(BoxResult.box_id == box_id)).scalar_one_or_none()


def published_result(box: Box, row: BoxResult) -> Published:
    """A stored result, ready to be shown."""
    rules = rules_from_texts(box.statutes_version, box.rules)
    return read_published(row.result, box.colleges, rules, by_heads=row.by_heads)


def grouped_ballots(box_id: int) -> list[tuple[str, str, str, int]]:
    """(college, choice, choice replaced, number), from the counting index alone."""
    columns = (Ballot.college, Ballot.choice, Ballot.former)
    rows = db.session.execute(select(*columns, func.count()).where(Ballot.box_id == box_id).group_by(*columns))
    return [tuple(row) for row in rows.tuples()]  # type: ignore[misc]


def counted_ballots(box_id: int) -> dict[tuple[str, str], int]:
    """How many ballots count, by college and choice: each row counts for its choice, less those that replaced it."""
    cells: Counter[tuple[str, str]] = Counter()
    for college, choice, former, number in grouped_ballots(box_id):
        cells[college, choice] += number
        if former != NOTHING:
            cells[college, former] -= number
    return {cell: number for cell, number in sorted(cells.items()) if number}


def count_file_of(box: Box) -> CountFile:
    """The count file of a box as its ballots stand: it names no voter."""
    rules = rules_from_texts(box.statutes_version, box.rules)
    entitled, present = _roll_numbers(box.id, count_present=rules.base is Base.PRESENT)
    cells = counted_ballots(box.id)
    plain = not box.colleges
    lines = [
        BallotLine(None if plain else college, number, json.loads(choice))
        for (college, choice), number in cells.items()
    ]
    return CountFile(
        title=box.title,
        method=box.method,
        ballots=tuple(lines),
        entitled=sum(entitled.values()) if plain else None,
        present=sum(present.values()) if plain and present else None,
        colleges=tuple(
            College(
                college["id"], Fraction(college["weight"]), entitled.get(college["id"], 0), present.get(college["id"])
            )
            for college in box.colleges
        ),
        carry=rules.carry,
        block_threshold=rules.block_threshold,
        college_tie=rules.college_tie,
        empty_college=rules.empty_college if isinstance(rules.empty_college, AbsentPolicy) else None,
        silent_college=rules.silent_college,
        base=rules.base,
        abstention=rules.abstention,
        majority=rules.majority,
    )


def _roll_numbers(box_id: int, *, count_present: bool) -> tuple[dict[str, int], dict[str, int]]:
    """Rights by college, and how many are present or represented (who has voted takes part)."""
    if not count_present:
        rows = db.session.execute(
            select(Right.college, func.count()).where(Right.box_id == box_id).group_by(Right.college)
        ).tuples()
        return dict(rows.all()), {}
    voted = select(Ballot.id).where(Ballot.right_id == Right.id).exists()
    takes_part = func.sum(case((Right.present | voted, 1), else_=0)).cast(Integer)
    grouped = db.session.execute(
        select(Right.college, func.count(), takes_part).where(Right.box_id == box_id).group_by(Right.college)
    ).all()
    return {row[0]: row[1] for row in grouped}, {row[0]: row[2] for row in grouped}


def ballots_fingerprint(box_id: int) -> str:
    """SHA-256 over every ballot of a box in the order of the roll, replaced ones included, one line each."""
    digest = hashlib.sha256()
    rows = db.session.execute(
        select(Right.position, Ballot.revision, Ballot.choice)
        .join(Right, Right.id == Ballot.right_id)
        .where(Ballot.box_id == box_id)
        .order_by(Right.position, Ballot.revision)
        .execution_options(yield_per=5000)
    )
    for position, revision, choice in rows.tuples():
        digest.update(f"{position}\t{revision}\t{choice}\n".encode())
    return digest.hexdigest()


def open_boxes_among(box_ids: list[int], at: datetime) -> list[Box]:
    """Those of these boxes that accept a ballot at this moment."""
    if not box_ids:
        return []
    boxes = db.session.execute(select(Box).where(Box.id.in_(box_ids)).order_by(Box.id)).scalars()
    return [box for box in boxes if is_open(box, at)]


def rights_by_kind(box_id: int, kind: str) -> list[int]:
    """The rights of a box whose mode of presence is `kind`, in the order of the roll."""
    wanted = select(Right.id).where(Right.box_id == box_id, Right.kind == kind).order_by(Right.position)
    return list(db.session.execute(wanted).scalars())
