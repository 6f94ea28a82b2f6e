"""What is put into a box: ballots that name their right, or secret ballots that name nothing and the marks of who voted.

Open ballots: a ballot that replaces another is a new row that repeats the choice it replaces (`former`), so that one
grouped read of one index counts the box and tells the turnout.

Secret ballots: no column leads from a mark to a ballot. The row of a ballot holds no time and no voter, its key is drawn
at random, and SQLite gives it no row number (WITHOUT ROWID). Until the closing, or the cancelling, rewrites the box in the
order of the keys (`services/rewriting.py`), SQLite keeps the order of arrival inside each page of its file, PostgreSQL in
the whole table, with the number of the transaction.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.kernel.db import JsonText, Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly
from votes.models.boxes import OF_REHEARSAL

_BEING_CLOSED = (
    "EXISTS (SELECT 1 FROM votes_box WHERE votes_box.id = OLD.box_id AND (votes_box.rehearsal OR (votes_box.closed_at IS "
    "NOT NULL AND NOT EXISTS (SELECT 1 FROM votes_result WHERE votes_result.box_id = OLD.box_id))))"
)


class Ballot(AppendOnly, Model):
    """One open ballot of one right, numbered from 1; the highest revision is the one that counts."""

    __tablename__ = "votes_ballot"
    __table_args__ = (
        UniqueConstraint("right_id", "revision"),
        CheckConstraint("revision >= 1", name="revision_from_one"),
        CheckConstraint("(revision = 1) = (former = '')", name="former_from_second"),
        CheckConstraint("choice <> ''", name="choice_given"),
        CheckConstraint("choice <> former", name="choice_changed"),
        Index("ix_votes_ballot_count", "box_id", "college", "choice", "former"),
    )
    __wiped_when__ = OF_REHEARSAL

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


class SecretBallot(AppendOnly, Model):
    """One secret ballot: `id` is the receipt that its voter was given, drawn at random; final."""

    __tablename__ = "votes_secret_ballot"
    __table_args__ = (
        CheckConstraint("choice <> ''", name="choice_given"),
        CheckConstraint("length(id) >= 16", name="id_long_enough"),
        {"sqlite_with_rowid": False},
    )
    __wiped_when__ = _BEING_CLOSED

    box_id: Mapped[int] = mapped_column(ForeignKey("votes_box.id"), primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    college: Mapped[str] = mapped_column(String(80))
    choice: Mapped[str] = mapped_column(String(2000))


class Mark(AppendOnly, Model):
    """This right of a secret vote was used, to the minute; what it chose is written nowhere beside it.

    `channel`: online, or on paper in the room. `warned`: the voter accepted that the total of so small a group tells votes.
    """

    __tablename__ = "votes_mark"
    __table_args__ = (
        UniqueConstraint("right_id"),
        CheckConstraint("channel IN ('online', 'paper')", name="channel_known"),
        Index("ix_votes_mark_turnout", "box_id", "college", "channel"),
    )
    __wiped_when__ = OF_REHEARSAL

    id: Mapped[int] = mapped_column(primary_key=True)
    box_id: Mapped[int] = mapped_column(ForeignKey("votes_box.id"))
    right_id: Mapped[int] = mapped_column(ForeignKey("votes_right.id"))
    college: Mapped[str] = mapped_column(String(80))
    channel: Mapped[str] = mapped_column(String(10))
    account_id: Mapped[int | None]
    warned: Mapped[bool]
    marked_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PaperCount(AppendOnly, Model):
    """The paper ballots of one college of a secret vote, counted in the room; the same twice, by two persons, counts.

    `cells`: by JSON text of the choice, how many ballots. A later count by the same person replaces their former one.
    """

    __tablename__ = "votes_paper_count"
    __table_args__ = (Index(None, "box_id", "college"),)
    __wiped_when__ = OF_REHEARSAL

    id: Mapped[int] = mapped_column(primary_key=True)
    box_id: Mapped[int] = mapped_column(ForeignKey("votes_box.id"))
    college: Mapped[str] = mapped_column(String(80))
    cells: Mapped[dict[str, int]] = mapped_column(JsonText)
    actor_id: Mapped[int]
    actor_name: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
