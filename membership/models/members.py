"""The members: a number given once, for a person or for an organisation. Everything else about them is a dated fact."""

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.kernel.db import Model
from foundation.kernel.ledger import AppendOnly
from membership.models.identity import Organisation, Person


class Member(AppendOnly, Model):
    """A number of the register, given at admission without gap and never used again, even by who comes back."""

    __tablename__ = "member"
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("person_id"),
        UniqueConstraint("organisation_id"),
        CheckConstraint("number > 0", name="number_is_positive"),
        CheckConstraint("(person_id IS NULL) <> (organisation_id IS NULL)", name="person_or_organisation"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))

    person: Mapped[Person | None] = relationship(lazy="joined")
    organisation: Mapped[Organisation | None] = relationship(lazy="joined")

    @property
    def party(self) -> Person | Organisation:
        """Whoever the member is."""
        found = self.person or self.organisation
        if found is None:
            raise LookupError(f"member {self.number} is nobody")
        return found

    @property
    def name(self) -> str:
        """The name in use."""
        return self.party.name
