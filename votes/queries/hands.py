"""Rights in hands: those that an account may use and what became of each; those that the desk goes through."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from foundation.accounts.models import Account
from foundation.kernel.db import db
from votes.models import Ballot, Hand, Mark, Right, RightEnd


@dataclass(frozen=True)
class RightInHand:
    """A right that an account may use, and the ballot cast for it so far.

    Of a secret vote `choice` is None for ever: it is known to nobody, `cast_at` alone says that the right was used.
    `cast_by`: who cast it, where that was another account of the same member; `at_desk`: it was entered at the desk;
    `on_paper`: the voter took a paper ballot of a secret vote, which no receipt finds.
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
    on_paper: bool = False


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
    online = and_(Mark.account_id == Account.id, Mark.channel == "online")
    signed = or_(online, and_(Account.id == Ballot.account_id, ~Ballot.at_desk))
    another = and_(Account.id != account_id, signed)
    taken_back = select(RightEnd.id).where(RightEnd.right_id == Right.id).exists()
    rows = db.session.execute(
        select(
            *(Right.id, Right.member_number, Right.name, Right.college, Right.via),
            *(Ballot.choice, func.coalesce(Ballot.cast_at, Mark.marked_at).label("cast_at")),
            *(Account.name.label("cast_by"), Ballot.at_desk, Mark.channel),
        )
        .join(Hand, Hand.right_id == Right.id)
        .outerjoin(Ballot, counted)
        .outerjoin(Mark, Mark.right_id == Right.id)
        .outerjoin(Account, another)
        .where(Hand.box_id == box_id, Hand.account_id == account_id, ~taken_back)
        .order_by(case((Right.via == "self", 0), else_=1), Right.position)
    )
    return [_in_hand(row) for row in rows]


def taken_back(right_ids: Iterable[int]) -> bool:
    """Whether one of these rights was taken back after the vote opened."""
    ended = select(RightEnd.id).where(RightEnd.right_id.in_(list(right_ids))).limit(1)
    return db.session.execute(ended).scalar_one_or_none() is not None


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
        on_paper=row.channel == "paper",
    )


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
    marked = select(Mark.id).where(Mark.right_id == Right.id).exists()
    counted = select(Ballot.id).where(
        Ballot.right_id == Right.id, Ballot.at_desk, Ballot.revision == latest_revision(Right.id)
    )
    columns = (
        Right.id,
        Right.member_number,
        Right.name,
        Right.holder_name,
        select(Hand.id).where(Hand.right_id == Right.id).exists(),
        or_(voted, marked),
        counted.exists(),
    )
    standing = ~select(RightEnd.id).where(RightEnd.right_id == Right.id).exists()
    wanted = select(*columns).where(Right.box_id == box_id, Right.via != "none", standing).order_by(Right.position)
    return [RightAtDesk(*row) for row in db.session.execute(wanted)]


def name_of_right(right_id: int) -> str:
    """The member whose right it is, as the roll names them; empty where there is no such right."""
    return db.session.execute(select(Right.name).where(Right.id == right_id)).scalar_one_or_none() or ""
