"""What a cooperative says of itself: its name, its look, its mail server, its notices.

One row a key; the audit trail keeps who changed what. Secrets are never here: they come from the environment.
"""

from dataclasses import dataclass, fields, replace
from datetime import datetime

from sqlalchemy import LargeBinary, String, select
from sqlalchemy.orm import Mapped, mapped_column

from foundation.kernel.db import JsonText, Model, UtcDateTime, db


class Setting(Model):
    """One setting; the value is JSON."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(JsonText)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Picture(Model):
    """A picture the cooperative gave (its logo), as bytes with their media type."""

    __tablename__ = "picture"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    media_type: Mapped[str] = mapped_column(String(60))
    data: Mapped[bytes] = mapped_column(LargeBinary)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


@dataclass(frozen=True)
class CooperativeSettings:
    """The settings in force; an empty text means "not said yet"."""

    name: str = ""
    short_name: str = ""
    email: str = ""
    phone: str = ""
    brand_colour: str = "#12665f"
    accent_colour: str = "#e2793b"
    has_logo: bool = False
    legal_notice: str = ""
    privacy_notice: str = ""
    accessibility_statement: str = ""
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: str = "starttls"
    smtp_user: str = ""
    smtp_per_minute: int = 0
    mail_from: str = ""
    demo_loaded_on: str = ""
    demo_logins: str = ""


def get_settings() -> CooperativeSettings:
    """All settings in one statement; unknown keys of an older version are ignored."""
    known = {field.name for field in fields(CooperativeSettings)}
    rows = db.session.execute(select(Setting.key, Setting.value)).all()
    return replace(CooperativeSettings(), **{row.key: row.value for row in rows if row.key in known})


def save_settings(values: dict[str, str | int | bool], *, at: datetime) -> list[str]:
    """Store the values that differ from those in force; the names of what changed."""
    current = get_settings()
    changed = sorted(key for key, value in values.items() if getattr(current, key) != value)
    for key in changed:
        db.session.merge(Setting(key=key, value=values[key], changed_at=at))
    db.session.flush()
    return changed


def picture(name: str) -> Picture | None:
    """The picture of that name, or None."""
    return db.session.get(Picture, name)


def save_picture(name: str, *, media_type: str, data: bytes, at: datetime) -> None:
    """Store a picture in place of the former one."""
    db.session.merge(Picture(name=name, media_type=media_type, data=data, changed_at=at))
    db.session.flush()
