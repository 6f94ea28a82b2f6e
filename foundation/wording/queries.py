"""Reads of the texts: those in force, their versions, the letters that are switched off."""

from collections.abc import Sequence

from sqlalchemy import func, select

from foundation.kernel.db import db
from foundation.wording.models import WordingSwitch, WordingVersion


def own_parts(name: str) -> dict[str, dict[str, str]]:
    """The texts of our own for one letter, by language; one statement."""
    last = select(func.max(WordingVersion.id)).where(WordingVersion.wording == name).group_by(WordingVersion.language)
    rows = db.session.execute(select(WordingVersion).where(WordingVersion.id.in_(last))).scalars()
    return {row.language: row.parts for row in rows if row.parts is not None}


def texts_in_force() -> dict[tuple[str, str], WordingVersion]:
    """The last version of each text that is our own, by letter and language; one statement."""
    last = select(func.max(WordingVersion.id)).group_by(WordingVersion.wording, WordingVersion.language)
    rows = db.session.execute(select(WordingVersion).where(WordingVersion.id.in_(last))).scalars()
    return {(row.wording, row.language): row for row in rows if row.parts is not None}


def versions_of(name: str, language: str) -> Sequence[WordingVersion]:
    """Every version of one text, the newest first."""
    wanted = select(WordingVersion).where(WordingVersion.wording == name, WordingVersion.language == language)
    return db.session.execute(wanted.order_by(WordingVersion.id.desc())).scalars().all()


def silent_letters() -> frozenset[str]:
    """The letters that are switched off; one statement."""
    last = select(func.max(WordingSwitch.id)).group_by(WordingSwitch.wording)
    wanted = select(WordingSwitch.wording).where(WordingSwitch.id.in_(last), WordingSwitch.leaves.is_(False))
    return frozenset(db.session.execute(wanted).scalars())


def leaves(name: str) -> bool:
    """Whether a letter leaves; one that was never switched does."""
    return name not in silent_letters()
