"""Reads of the versions of the statutes."""

from datetime import date

from sqlalchemy import select

from foundation.kernel.db import db
from statutes.models import StatutesVersion


def version_on(on: date) -> StatutesVersion | None:
    """The version in force on a day: the latest of those that had begun; None before the first."""
    return db.session.scalars(
        select(StatutesVersion)
        .where(StatutesVersion.effective_on <= on)
        .order_by(StatutesVersion.effective_on.desc())
        .limit(1)
    ).first()


def version_from(effective_on: date) -> StatutesVersion | None:
    """The version that begins on exactly this day."""
    return db.session.scalars(select(StatutesVersion).where(StatutesVersion.effective_on == effective_on)).first()


def version_of(version_id: int) -> StatutesVersion | None:
    """The version with this id."""
    return db.session.get(StatutesVersion, version_id)


def all_versions() -> list[StatutesVersion]:
    """Every version, the latest to begin first."""
    return list(db.session.scalars(select(StatutesVersion).order_by(StatutesVersion.effective_on.desc())))
