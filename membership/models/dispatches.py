"""Mails to lists of members: who wrote what to whom, and who wants no news."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from foundation.kernel.db import JsonText, Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly


class Dispatch(AppendOnly, Model):
    """One text to one list, as it was decided: the list is kept line by line in `DispatchRecipient`.

    `once`: the key of the form it was sent with, so that no list is written to twice by mistake. `audience` and `params`
    say which list it was. The English words are for those whose language is English; "" where there are none.
    """

    __tablename__ = "dispatch"
    __table_args__ = (CheckConstraint("purpose IN ('information', 'statutory')", name="known_purpose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    once: Mapped[str] = mapped_column(String(60), unique=True)
    purpose: Mapped[str] = mapped_column(String(20))
    audience: Mapped[str] = mapped_column(String(40))
    params: Mapped[dict[str, Any]] = mapped_column(JsonText)
    as_of: Mapped[date]
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    subject_en: Mapped[str] = mapped_column(String(200), default="")
    body_en: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))

    @property
    def reference(self) -> str:
        """How the trail and the outbox name it."""
        return f"dispatch:{self.id}"


class DispatchRecipient(AppendOnly, Model):
    """One member of the list: which way the text goes, to which address, with what its fields say.

    `mail_key` is the key of the mail in the outbox; members who share an address and a text share one mail.
    """

    __tablename__ = "dispatch_recipient"
    __table_args__ = (
        Index(None, "dispatch_id", "id"),
        Index(None, "member_id"),
        Index(None, "mail_key"),
        CheckConstraint("way IN ('email', 'letter', 'refused', 'nowhere')", name="known_way"),
        CheckConstraint("(way = 'email') = (mail_key IS NOT NULL)", name="mail_has_key"),
    )
    __erasable__ = {"name": "", "reader": "", "address": "", "said": {}}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    dispatch_id: Mapped[int] = mapped_column(ForeignKey("dispatch.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    name: Mapped[str] = mapped_column(String(300))
    reader: Mapped[str] = mapped_column(String(300))
    language: Mapped[str] = mapped_column(String(2))
    way: Mapped[str] = mapped_column(String(10))
    address: Mapped[str] = mapped_column(String(500))
    mail_key: Mapped[str | None] = mapped_column(String(60))
    leads: Mapped[bool] = mapped_column(default=False)
    said: Mapped[dict[str, str]] = mapped_column(JsonText)


class NewsRefusal(AppendOnly, Model):
    """An e-mail address that wants no news, or wants them again; the last one counts. It stops nothing statutory."""

    __tablename__ = "news_refusal"
    __table_args__ = (Index(None, "address"),)
    __erasable__ = {"address": ""}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(String(254))
    refuses: Mapped[bool]
    channel: Mapped[str] = mapped_column(String(20))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
