"""Dated facts, appended and never touched: effective on a day, recorded at a moment, by someone, for a reason.

Their reading is `rules/facts.py`. A fact that is wrong is taken back by another that names it (`reverses_id`), once.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from foundation.accounts.models import Account
from foundation.kernel.db import Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly, taken_back_once


class Dated(AppendOnly):
    """What every fact carries: two dates, who recorded it, why, and the decision behind it (body, date, minutes)."""

    id: Mapped[int] = mapped_column(primary_key=True)
    effective_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))
    motive: Mapped[str] = mapped_column(String(500), default="")
    decision: Mapped[str] = mapped_column(String(200), default="")

    @declared_attr
    def reverses_id(cls) -> Mapped[int | None]:  # noqa: N805 - SQLAlchemy passes the class
        """The fact of the same table that this one takes back."""
        return mapped_column(ForeignKey(f"{cls.__tablename__}.id"))  # type: ignore[attr-defined]


class OfMember(Dated):
    """A fact about one member."""

    @declared_attr
    def member_id(cls) -> Mapped[int]:  # noqa: N805
        """Whose fact."""
        return mapped_column(ForeignKey("member.id"))


class MembershipFact(OfMember, Model):
    """Admitted, resigned, excluded...: what makes and unmakes a membership.

    Of a resignation: `asked_on`, the day it was received, and `wished_on`, the last day wished. Of an exclusion:
    `heard_on`, the day the member was heard.
    """

    __tablename__ = "membership_fact"
    __table_args__ = (
        taken_back_once(),
        Index(None, "member_id", "effective_on"),
        CheckConstraint(
            "event IN ('admitted', 'resigned', 'excluded', 'struck_off', 'deceased', 'dissolved')", name="known_event"
        ),
    )
    __erasable__ = {"motive": ""}  # noqa: RUF012

    event: Mapped[str] = mapped_column(String(20))
    asked_on: Mapped[date | None]
    wished_on: Mapped[date | None]
    heard_on: Mapped[date | None]


class CategoryFact(OfMember, Model):
    """The legal category of a member, by its identifier in the statutes."""

    __tablename__ = "category_fact"
    __table_args__ = (taken_back_once(), Index(None, "member_id", "effective_on"))

    category: Mapped[str] = mapped_column(String(60))


class CollegeFact(OfMember, Model):
    """The voting college of a member: `rank` 1; further ranks only where the statutes give one vote in each college."""

    __tablename__ = "college_fact"
    __table_args__ = (
        taken_back_once(),
        Index(None, "member_id", "effective_on"),
        CheckConstraint("rank >= 1", name="rank_from_1"),
        CheckConstraint("rank > 1 OR college IS NOT NULL", name="first_college_is_named"),
    )

    college: Mapped[str | None] = mapped_column(String(60))
    rank: Mapped[int] = mapped_column(default=1)


class ConsentFact(OfMember, Model):
    """Agreement to be convened by e-mail, or its withdrawal (C. com. art. R225-63).

    `channel`: how it was given (`rules/consents.py`); `version`: of the text that was agreed to, None for an older paper.
    """

    __tablename__ = "consent_fact"
    __table_args__ = (
        taken_back_once(),
        Index(None, "member_id", "effective_on"),
        CheckConstraint("channel IN ('desk', 'paper', 'online')", name="known_channel"),
    )

    agreed: Mapped[bool]
    channel: Mapped[str] = mapped_column(String(10), default="desk")
    version: Mapped[int | None]


class RepresentativeFact(Dated, Model):
    """Who represents an organisation, and until when (last day included); nobody where `person_id` is empty.

    `kind`: voter, legal, deputy or contact (`rules/mandates.py`), one of each at a time; `paper` proves it.
    """

    __tablename__ = "representative_fact"
    __table_args__ = (
        taken_back_once(),
        Index(None, "organisation_id", "effective_on"),
        Index(None, "person_id"),
        CheckConstraint("until_on IS NULL OR until_on >= effective_on", name="ends_after_it_begins"),
        CheckConstraint("kind IN ('voter', 'legal', 'deputy', 'contact')", name="known_kind"),
    )
    __erasable__ = {"paper": "", "motive": ""}  # noqa: RUF012

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(10), default="voter")
    role: Mapped[str] = mapped_column(String(120), default="")
    paper: Mapped[str] = mapped_column(String(200), default="")
    until_on: Mapped[date | None]


class BondFact(Dated, Model):
    """A bond between `other` and a person or a joint holding: parent, tutor, curator, heir, co-holder...

    `stands` false ends it from its day; `until_on` is its last day where known. What it allows: `rules/bonds.py`.
    """

    __tablename__ = "bond_fact"
    __table_args__ = (
        taken_back_once(),
        Index(None, "person_id"),
        Index(None, "organisation_id"),
        Index(None, "other_id"),
        CheckConstraint("(person_id IS NULL) <> (organisation_id IS NULL)", name="of_person_or_organisation"),
        CheckConstraint("person_id IS NULL OR person_id <> other_id", name="with_another"),
        CheckConstraint("until_on IS NULL OR until_on >= effective_on", name="ends_after_it_begins"),
    )
    __erasable__ = {"note": "", "paper": "", "motive": ""}  # noqa: RUF012

    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(24))
    stands: Mapped[bool] = mapped_column(default=True)
    note: Mapped[str] = mapped_column(String(120), default="")
    paper: Mapped[str] = mapped_column(String(200), default="")
    until_on: Mapped[date | None]


class AccessFact(AppendOnly, Model):
    """An account may act for a person, or no longer may; the last row of the pair rules.

    Rights on an organisation are never copied here: they follow from who represents it on the day.
    """

    __tablename__ = "access_fact"
    __table_args__ = (Index(None, "person_id"), Index(None, "account_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id))
    given: Mapped[bool]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))
