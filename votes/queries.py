"""Reads of the ballot boxes: rights in one hand, turnout, stored results, and what a count needs (few statements)."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import InstrumentedAttribute

from foundation.accounts.models import Account
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from votes.boxed_ballots import grouped_ballots
from votes.models import NOTHING, Ballot, Box, BoxResult, Hand, Right
from votes.rules.published import TONES, Published, read_published
from votes.rules.roll import rules_from_texts

NO_BOX = N_("This vote is not here. Go back to the assembly and open it from there.")


@dataclass(frozen=True)
class RightInHand:
    """A right that an account may use, and the ballot cast for it so far.

    `cast_by`: who cast it, where that was another account of the same member; `at_desk`: it was entered at the desk.
    """

    right_id: int
    member_number: int
    name: str
    college: str
    via: str
    choice: Any
    cast_at: datetime | None
    cast_by: str | None
    at_desk: bool


@dataclass(frozen=True)
class CollegeTurnout:
    """How many rights of a college were used, of those taking part (`present`) when the vote opened.

    `tone` is its rank, for its colour (1 to 8).
    """

    id: str
    name: str
    weight: Fraction
    tone: int
    entitled: int
    present: int
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
    """The rights in the hands of an account in a box, the members' own first, then those held by proxy."""
    counted = and_(Ballot.right_id == Right.id, Ballot.revision == latest_revision(Right.id))
    another = and_(Account.id == Ballot.account_id, Account.id != account_id, ~Ballot.at_desk)
    rows = db.session.execute(
        select(
            *(Right.id, Right.member_number, Right.name, Right.college, Right.via),
            *(Ballot.choice, Ballot.cast_at, Account.name.label("cast_by"), Ballot.at_desk),
        )
        .join(Hand, Hand.right_id == Right.id)
        .outerjoin(Ballot, counted)
        .outerjoin(Account, another)
        .where(Hand.box_id == box_id, Hand.account_id == account_id)
        .order_by(case((Right.via == "self", 0), else_=1), Right.position)
    )
    return [_in_hand(row) for row in rows]


def _in_hand(row: Any) -> RightInHand:
    return RightInHand(
        right_id=row.id,
        member_number=row.member_number,
        name=row.name,
        college=row.college,
        via=row.via,
        choice=row.choice and json.loads(row.choice),
        cast_at=row.cast_at,
        cast_by=row.cast_by,
        at_desk=bool(row.at_desk),
    )


def turnout(box: Box) -> Turnout:
    """The turnout of a box, from one grouped read of the counting index."""
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
            entitled=college["entitled"],
            present=college["present"],
            cast=cast[college["id"]],
        )
        for index, college in enumerate(box.colleges)
    )
    return Turnout(box.rights, sum(cast.values()), lines)


def count_present(box_id: int) -> int:
    """How many rights of a box somebody present may use, or were used at once for an absent one."""
    return db.session.execute(
        select(func.count()).select_from(Right).where(Right.box_id == box_id, Right.present)
    ).scalar_one()


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


@dataclass(frozen=True)
class RightAtDesk:
    """A right taking part, as the desk sees it: whose, in whose hand, used or not; never how.

    `entered`: the ballot that counts was entered at the desk, which alone may correct it.
    """

    right_id: int
    member_number: int
    name: str
    holder_name: str | None
    has_account: bool
    cast: bool
    entered: bool


def rights_at_desk(box_id: int) -> list[RightAtDesk]:
    """The rights of a box that somebody present may use, in the order of the roll."""
    voted = select(Ballot.id).where(Ballot.right_id == Right.id).exists()
    counted = select(Ballot.id).where(
        Ballot.right_id == Right.id, Ballot.at_desk, Ballot.revision == latest_revision(Right.id)
    )
    columns = (
        Right.id,
        Right.member_number,
        Right.name,
        Right.holder_name,
        select(Hand.id).where(Hand.right_id == Right.id).exists(),
        voted,
        counted.exists(),
    )
    wanted = select(*columns).where(Right.box_id == box_id, Right.via != "none").order_by(Right.position)
    return [RightAtDesk(*row) for row in db.session.execute(wanted)]


def name_of_right(right_id: int) -> str:
    """The member whose right it is, as the roll names them; empty where there is no such right."""
    return db.session.execute(select(Right.name).where(Right.id == right_id)).scalar_one_or_none() or ""
