"""Further addresses, e-mails and phones of someone, and what is known of each e-mail address."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from foundation.kernel.db import Model, UtcDateTime
from membership.models.identity import one_line_address


class ContactPoint(Model):
    """One more way to reach a person or an organisation; the principal one stands with the record itself.

    `value` is the e-mail or the phone; a postal address fills the four columns of an address. `failed_on`: the day it
    proved wrong (a letter came back, nobody there under that number).
    """

    __tablename__ = "contact_point"
    __table_args__ = (
        Index(None, "person_id"),
        Index(None, "organisation_id"),
        Index(None, "value"),
        CheckConstraint("kind IN ('email', 'phone', 'address')", name="known_kind"),
        CheckConstraint("(person_id IS NULL) <> (organisation_id IS NULL)", name="person_or_organisation"),
        CheckConstraint("(kind = 'address') = (value = '')", name="value_unless_address"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[str] = mapped_column(String(10))
    label: Mapped[str] = mapped_column(String(60), default="")
    value: Mapped[str] = mapped_column(String(254), default="")
    street: Mapped[str] = mapped_column(String(300), default="")
    postcode: Mapped[str] = mapped_column(String(12), default="")
    town: Mapped[str] = mapped_column(String(120), default="")
    country: Mapped[str] = mapped_column(String(2), default="FR")
    failed_on: Mapped[date | None]

    @property
    def address(self) -> str:
        """The postal address on one line, empty for an e-mail or a phone."""
        return one_line_address(self.street, self.postcode, self.town, self.country)


class EmailState(Model):
    """What is known of one e-mail address, whoever uses it: working again, bounced, or blocked (nothing is sent there).

    Fed by the outbox: `last_fact_id` is the last of its facts that was read, so that none counts twice.
    """

    __tablename__ = "email_state"
    __table_args__ = (
        CheckConstraint("state IN ('working', 'bounced', 'blocked')", name="known_state"),
        CheckConstraint("failures >= 0", name="failures"),
    )

    address: Mapped[str] = mapped_column(String(254), primary_key=True)
    state: Mapped[str] = mapped_column(String(10))
    cause: Mapped[str] = mapped_column(Text, default="")
    failures: Mapped[int] = mapped_column(default=0)
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    last_fact_id: Mapped[int] = mapped_column(default=0)
