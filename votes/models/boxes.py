"""A ballot box as it was opened, the rights on its roll and in whose hands they lie, who was left out, and its result."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.kernel.db import JsonText, Model, UtcDateTime
from foundation.kernel.frozen import Freeze, Frozen, write_once
from foundation.kernel.ledger import AppendOnly
from votes.rules.asked_words import AskedSaid, asked_of_box
from votes.rules.roll import CONTESTABLE_DAYS

NOTHING = ""
OPENED_WITH = (
    *("id", "title", "question", "method", "contest", "paper", "rules", "colleges", "statutes_version"),
    *("secret", "secrecy", "replaceable", "advisory", "rehearsal", "held_back", "rights", "opened_at"),
    *("previous_box_id", "round", "subject", "contestable_days"),
)
OF_REHEARSAL = "EXISTS (SELECT 1 FROM votes_box WHERE votes_box.id = OLD.box_id AND votes_box.rehearsal)"


class Box(Model):
    """One question put to the vote, as it was opened.

    `contest`: what is chosen among, in the keys of the count file; empty for a resolution. `paper`: what the ballot
    shows besides (more about each option, whether their order is drawn, the colleges to which alone it is put).
    `secrecy`: the smallest group that a secret vote keeps secret, and what was decided of smaller ones. `held_back`:
    the result waits for an act of publication. `subject`: what puts the question ("item:12"), whose rehearsals go when
    the vote opens. `contestable_days`: how long after publication its result may be contested. After opening
    `closed_at` is written once, and `closes_at` only ever moves later.
    """

    __tablename__ = "votes_box"
    __table_args__ = (
        CheckConstraint("closes_at IS NULL OR closes_at > opened_at", name="closes_after_opening"),
        CheckConstraint("closed_at IS NULL OR closed_at >= opened_at", name="closed_after_opening"),
        CheckConstraint("rights > 0", name="somebody_may_vote"),
        CheckConstraint("NOT (secret AND replaceable)", name="secret_is_final"),
        CheckConstraint("contestable_days >= 0", name="contestable_for_days"),
        CheckConstraint("round >= 1 AND (round = 1) = (previous_box_id IS NULL)", name="round_follows"),
        # a rehearsal is deleted: its number never becomes that of a real vote, into which a page left open would then cast
        {"sqlite_autoincrement": True},
    )

    __frozen__ = Frozen(
        (
            Freeze(OPENED_WITH),
            Freeze(
                ("closes_at",), "OLD.closes_at IS NOT NULL AND (NEW.closes_at IS NULL OR NEW.closes_at < OLD.closes_at)"
            ),
            Freeze(("closes_at",), "OLD.closed_at IS NOT NULL"),
            *write_once("closed_at"),
        ),
        kept="NOT OLD.rehearsal",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(300))
    question: Mapped[str] = mapped_column(Text)
    method: Mapped[str] = mapped_column(String(30))
    contest: Mapped[dict[str, Any]] = mapped_column(JsonText, default=dict)
    paper: Mapped[dict[str, Any]] = mapped_column(JsonText, default=dict)
    rules: Mapped[dict[str, Any]] = mapped_column(JsonText)
    colleges: Mapped[list[dict[str, Any]]] = mapped_column(JsonText)
    statutes_version: Mapped[str] = mapped_column(String(200))
    secret: Mapped[bool] = mapped_column(default=False)
    secrecy: Mapped[dict[str, Any]] = mapped_column(JsonText, default=dict)
    replaceable: Mapped[bool]
    advisory: Mapped[bool] = mapped_column(default=False)
    rehearsal: Mapped[bool] = mapped_column(default=False)
    held_back: Mapped[bool] = mapped_column(default=False)
    rights: Mapped[int]
    round: Mapped[int] = mapped_column(default=1)
    previous_box_id: Mapped[int | None] = mapped_column(ForeignKey("votes_box.id"))
    subject: Mapped[str] = mapped_column(String(60), default="", index=True)
    contestable_days: Mapped[int] = mapped_column(default=CONTESTABLE_DAYS)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def asked(self) -> AskedSaid | None:
        """To which colleges alone it is put, as pages say it; None: to everybody."""
        return asked_of_box(self.paper, self.colleges)


class Right(AppendOnly, Model):
    """One line of the roll: one right, one counted ballot. `college` is empty where there are no colleges.

    `why`: a word of `votes.rules.roll_reasons`, the reason for which this right is on the roll.
    """

    __tablename__ = "votes_right"
    __table_args__ = (
        UniqueConstraint("box_id", "member_number", "college"),
        CheckConstraint("via IN ('self', 'proxy', 'none')", name="via_known"),
    )
    __wiped_when__ = OF_REHEARSAL

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
    why: Mapped[str] = mapped_column(String(40), default="")


class LeftOut(AppendOnly, Model):
    """A member whom the roll left out when it was frozen, and why (a word of `votes.rules.roll_reasons`)."""

    __tablename__ = "votes_left_out"
    __table_args__ = (UniqueConstraint("box_id", "member_number"),)
    __wiped_when__ = OF_REHEARSAL

    id: Mapped[int] = mapped_column(primary_key=True)
    box_id: Mapped[int] = mapped_column(ForeignKey("votes_box.id"))
    member_number: Mapped[int]
    name: Mapped[str] = mapped_column(String(300))
    why: Mapped[str] = mapped_column(String(40))


class Hand(AppendOnly, Model):
    """An account that may cast the one ballot of a right, as it was when the box opened; a right may lie in several hands."""

    __tablename__ = "votes_hand"
    __table_args__ = (UniqueConstraint("right_id", "account_id"), Index(None, "box_id", "account_id"))
    __wiped_when__ = OF_REHEARSAL

    id: Mapped[int] = mapped_column(primary_key=True)
    box_id: Mapped[int] = mapped_column(ForeignKey("votes_box.id"))
    right_id: Mapped[int] = mapped_column(ForeignKey("votes_right.id"))
    account_id: Mapped[int]


class BoxResult(AppendOnly, Model):
    """The result of a closed box as it was published: shown as stored, never recomputed.

    `result` speaks French and names colleges by their ids, as its count file does; `reasons` holds the same sentences
    in each language with the names of colleges and options. `steps`: what was said of each round by language, and the outcome
    under other methods where the vote is advisory.
    """

    __tablename__ = "votes_result"
    __table_args__ = (
        UniqueConstraint("box_id"),
        CheckConstraint("length(ballots_sha256) = 64", name="ballots_sha256_whole"),
    )
    __wiped_when__ = OF_REHEARSAL

    id: Mapped[int] = mapped_column(primary_key=True)
    box_id: Mapped[int] = mapped_column(ForeignKey("votes_box.id"))
    closed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_by_id: Mapped[int | None]
    closed_by_name: Mapped[str] = mapped_column(String(200))
    count_file: Mapped[str] = mapped_column(Text)
    result: Mapped[dict[str, Any]] = mapped_column(JsonText)
    reasons: Mapped[dict[str, list[str]]] = mapped_column(JsonText)
    steps: Mapped[dict[str, Any]] = mapped_column(JsonText, default=dict)
    by_heads: Mapped[bool]
    ballots: Mapped[int]
    ballots_sha256: Mapped[str] = mapped_column(String(64))
