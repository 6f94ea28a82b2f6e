"""Appeals against exclusions, step by step."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from foundation.kernel.db import Model
from foundation.kernel.ledger import taken_back_once
from membership.models.facts import OfMember


class AppealFact(OfMember, Model):
    """One step of the appeal against an exclusion (`about_id`); `decision` names who judged and when, or the letter."""

    __tablename__ = "appeal_fact"
    __table_args__ = (
        taken_back_once(),
        Index(None, "about_id"),
        Index(None, "member_id"),
        CheckConstraint("step IN ('lodged', 'upheld', 'overturned', 'withdrawn')", name="known_step"),
    )
    __erasable__ = {"motive": ""}  # noqa: RUF012

    about_id: Mapped[int] = mapped_column(ForeignKey("membership_fact.id"))
    step: Mapped[str] = mapped_column(String(12))
