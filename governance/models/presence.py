"""The door and the proxies: facts from which presence is derived (`rules/presence.py`)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.kernel.db import JsonText, Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly


class AttendanceFact(AppendOnly, Model):
    """A member (or the person who represents it) arrived or left."""

    __tablename__ = "attendance_fact"
    __table_args__ = (
        CheckConstraint("kind IN ('arrived', 'left')", name="kind"),
        CheckConstraint("mode IN ('in_person', 'remote')", name="mode"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    kind: Mapped[str] = mapped_column(String(10))
    mode: Mapped[str] = mapped_column(String(10))
    represented_by: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[str] = mapped_column(String(200))


class OutsideHolder(AppendOnly, Model):
    """Somebody who is not a member and holds proxies at one assembly: no account, no vote of his own (rule 33)."""

    __tablename__ = "outside_holder"
    __erasable__ = {"email": ""}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[str] = mapped_column(String(200))


class HolderPassage(AppendOnly, Model):
    """A proxy holder who is not a member arrived or left."""

    __tablename__ = "holder_passage"
    __table_args__ = (CheckConstraint("kind IN ('arrived', 'left')", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id"), index=True)
    holder_id: Mapped[int] = mapped_column(ForeignKey("outside_holder.id"))
    kind: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[str] = mapped_column(String(200))


class Proxy(AppendOnly, Model):
    """A written proxy for one assembly, held by a member or by somebody outside; by neither, it is blank: the chair's.

    `relation` is what a holder who is not a member declared to be to the principal; `paper` what was handed over.
    """

    __tablename__ = "proxy"
    __table_args__ = (
        CheckConstraint("holder_member_id IS NULL OR holder_member_id <> principal_member_id", name="not_oneself"),
        CheckConstraint("origin IN ('paper', 'online')", name="origin"),
        CheckConstraint("holder_member_id IS NULL OR outside_holder_id IS NULL", name="one_holder"),
        CheckConstraint("relation IN ('', 'spouse', 'partner', 'other')", name="relation"),
        CheckConstraint("(outside_holder_id IS NOT NULL) = (relation <> '')", name="relation_of_outside_holder"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id"), index=True)
    principal_member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    holder_member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    outside_holder_id: Mapped[int | None] = mapped_column(ForeignKey("outside_holder.id"))
    relation: Mapped[str] = mapped_column(String(10), default="")
    paper: Mapped[str] = mapped_column(String(300), default="")
    signed_on: Mapped[date]
    origin: Mapped[str] = mapped_column(String(10))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[str] = mapped_column(String(200))


class ProxyRevocation(AppendOnly, Model):
    """The end of a proxy, by its principal."""

    __tablename__ = "proxy_revocation"
    __table_args__ = (UniqueConstraint("proxy_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    proxy_id: Mapped[int] = mapped_column(ForeignKey("proxy.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[str] = mapped_column(String(200))


class SheetCertification(AppendOnly, Model):
    """The officers certify the attendance sheet (R225-95, rule 36): its figures, and what the door had noted by then.

    `mark` changes with any later arrival, departure or proxy: the sheet is then to be certified again.
    """

    __tablename__ = "sheet_certification"

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id"), index=True)
    officers: Mapped[list[dict[str, str]]] = mapped_column(JsonText)
    figures: Mapped[dict[str, Any]] = mapped_column(JsonText)
    mark: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    certified_by: Mapped[str] = mapped_column(String(200))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class QuorumFact(AppendOnly, Model):
    """The quorum as it was found when the session opened or a vote was opened; shown later, never computed again."""

    __tablename__ = "quorum_fact"
    __table_args__ = (UniqueConstraint("agenda_item_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id"), index=True)
    agenda_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    question: Mapped[str] = mapped_column(String(20))
    met: Mapped[bool]
    figures: Mapped[dict[str, Any]] = mapped_column(JsonText)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
