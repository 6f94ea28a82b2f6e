"""Tables of the ballot boxes. A box copies its rules when it opens; rights, ballots and results are facts.

Open ballots: a ballot names its right. A ballot that replaces another is a new row that repeats the choice it replaces
(`former`), so that one grouped read of one index counts the box and tells the turnout.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.kernel.db import JsonText, Model, UtcDateTime
from foundation.kernel.frozen import Freeze, Frozen, write_once
from foundation.kernel.ledger import AppendOnly

NOTHING = ""
OPENED_WITH = (
    *("id", "title", "question", "method", "rules", "colleges", "statutes_version"),
    *("replaceable", "rights", "opened_at", "closes_at"),
)


class Box(Model):
    """One question put to the vote. Only `closed_at` is ever written after opening, once."""

    __tablename__ = "votes_box"
    __table_args__ = (
        CheckConstraint("closes_at IS NULL OR closes_at > opened_at", name="closes_after_opening"),
        CheckConstraint("closed_at IS NULL OR closed_at >= opened_at", name="closed_after_opening"),
        CheckConstraint("rights > 0", name="somebody_may_vote"),
    )

    __frozen__ = Frozen((Freeze(OPENED_WITH), *write_once("closed_at")))

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(300))
    question: Mapped[str] = mapped_column(Text)
    method: Mapped[str] = mapped_column(String(30))
    rules: Mapped[dict[str, Any]] = mapped_column(JsonText)
    colleges: Mapped[list[dict[str, Any]]] = mapped_column(JsonText)
    statutes_version: Mapped[str] = mapped_column(String(200))
    replaceable: Mapped[bool]
    rights: Mapped[int]
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Right(AppendOnly, Model):
    """One line of the frozen roll: one right, one counted ballot. `college` is empty where there are no colleges."""

    __tablename__ = "votes_right"
    __table_args__ = (
        UniqueConstraint("box_id", "member_number", "college"),
        CheckConstraint("via IN ('self', 'proxy', 'none')", name="via_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    box_id: Mapped[int] = mapped_column(ForeignKey("votes_box.id"))
    position: Mapped[int]
    member_number: Mapped[int]
    name: Mapped[str] = mapped_column(String(300))
    college: Mapped[str] = mapped_column(String(80))
    present: Mapped[bool]
    holder_name: Mapped[str | None] = mapped_column(String(300))
    via: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(30))


class Hand(AppendOnly, Model):
    """An account that may cast the one ballot of a right, as it was when the box opened; a right may lie in several hands."""

    __tablename__ = "votes_hand"
    __table_args__ = (UniqueConstraint("right_id", "account_id"), Index(None, "box_id", "account_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    box_id: Mapped[int] = mapped_column(ForeignKey("votes_box.id"))
    right_id: Mapped[int] = mapped_column(ForeignKey("votes_right.id"))
    account_id: Mapped[int]


class Ballot(AppendOnly, Model):
    """One ballot of one right, numbered from 1; the highest revision is the one that counts."""

    __tablename__ = "votes_ballot"
    __table_args__ = (
        UniqueConstraint("right_id", "revision"),
        CheckConstraint("revision >= 1", name="revision_from_one"),
        CheckConstraint("(revision = 1) = (former = '')", name="former_from_second"),
        CheckConstraint("choice <> ''", name="choice_given"),
        CheckConstraint("choice <> former", name="choice_changed"),
        Index("ix_votes_ballot_count", "box_id", "college", "choice", "former"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    box_id: Mapped[int] = mapped_column(ForeignKey("votes_box.id"))
    right_id: Mapped[int] = mapped_column(ForeignKey("votes_right.id"))
    revision: Mapped[int]
    college: Mapped[str] = mapped_column(String(80))
    choice: Mapped[str] = mapped_column(String(2000))
    former: Mapped[str] = mapped_column(String(2000))
    account_id: Mapped[int | None]
    at_desk: Mapped[bool]
    cast_at: Mapped[datetime] = mapped_column(UtcDateTime)


class BoxResult(AppendOnly, Model):
    """The result of a closed box as it was published: shown as stored, never recomputed.

    `result` speaks French and names colleges by their ids, as its count file does; `reasons` holds the same sentences
    in each language with the colleges' names.
    """

    __tablename__ = "votes_result"
    __table_args__ = (
        UniqueConstraint("box_id"),
        CheckConstraint("length(ballots_sha256) = 64", name="ballots_sha256_whole"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    box_id: Mapped[int] = mapped_column(ForeignKey("votes_box.id"))
    closed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_by_id: Mapped[int | None]
    closed_by_name: Mapped[str] = mapped_column(String(200))
    count_file: Mapped[str] = mapped_column(Text)
    result: Mapped[dict[str, Any]] = mapped_column(JsonText)
    reasons: Mapped[dict[str, list[str]]] = mapped_column(JsonText)
    by_heads: Mapped[bool]
    ballots: Mapped[int]
    ballots_sha256: Mapped[str] = mapped_column(String(64))
