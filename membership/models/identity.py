"""People and organisations: who exists, member or not. Their details may be corrected; memberships are facts."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.kernel.collation import ordered_text
from foundation.kernel.db import Model
from foundation.kernel.ledger import AppendOnly
from membership.rules.legal_forms import LEGAL_FORMS, LegalForm
from membership.rules.names import PersonName, display_name, formal_name


class Contact:
    """The principal way to reach someone; further ones are contact points. An e-mail is never an identity.

    `phone` is kept as it is dialled (+33299123456); `post_returned_on`: the day a letter came back from the address.
    """

    street: Mapped[str] = mapped_column(String(300), default="")
    postcode: Mapped[str] = mapped_column(String(12), default="")
    town: Mapped[str] = mapped_column(String(120), default="")
    country: Mapped[str] = mapped_column(String(2), default="FR")
    post_returned_on: Mapped[date | None]
    email: Mapped[str] = mapped_column(String(254), default="", index=True)
    phone: Mapped[str] = mapped_column(String(40), default="", index=True)
    language: Mapped[str] = mapped_column(String(2), default="fr")
    sort_key: Mapped[str] = mapped_column(ordered_text(300), index=True)
    search_key: Mapped[str] = mapped_column(String(3000))

    @property
    def address(self) -> str:
        """The postal address on one line, empty where unknown."""
        return one_line_address(self.street, self.postcode, self.town, self.country)


class Person(Contact, Model):
    """A natural person: civil names, and the names in use and pronouns where they differ.

    `merged_into_id`: the record this one turned out to be a double of, while the merge stands. `erased_on`: the day the
    record was pseudonymised; its names are then a number, and what the legal register keeps is `archived`.
    """

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("last_name <> ''", name="has_last_name"),
        CheckConstraint("born_on IS NULL OR deceased_on IS NULL OR deceased_on >= born_on", name="dies_after_birth"),
        CheckConstraint("merged_into_id <> id", name="merged_into_another"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    first_names: Mapped[str] = mapped_column(String(120))
    last_name: Mapped[str] = mapped_column(String(120))
    usual_first_name: Mapped[str] = mapped_column(String(120), default="")
    usage_name: Mapped[str] = mapped_column(String(120), default="")
    filed_under: Mapped[str] = mapped_column(String(200), default="")
    double_key: Mapped[str] = mapped_column(String(260), index=True)
    pronouns: Mapped[str] = mapped_column(String(40), default="")
    born_on: Mapped[date | None] = mapped_column(index=True)
    emancipated_on: Mapped[date | None]
    deceased_on: Mapped[date | None]
    erased_on: Mapped[date | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)

    @property
    def names(self) -> PersonName:
        """The four names as a value of the rules."""
        return PersonName(self.first_names, self.last_name, self.usual_first_name, self.usage_name)

    @property
    def name(self) -> str:
        """The name the person goes by."""
        return display_name(self.names)

    @property
    def formal_name(self) -> str:
        """The civil name, for papers."""
        return self.last_name if self.erased_on else formal_name(self.names)

    archived: Mapped["RegisterIdentity | None"] = relationship(viewonly=True)

    @property
    def register_name(self) -> str:
        """The civil name as the legal register keeps it, also once the record was pseudonymised (C. com. art. R228-9)."""
        kept = self.archived if self.erased_on else None
        return self.formal_name if kept is None else kept.formal_name

    @property
    def register_address(self) -> str:
        """The domicile as the legal register keeps it."""
        kept = self.archived if self.erased_on else None
        return self.address if kept is None else one_line_address(kept.street, kept.postcode, kept.town, kept.country)


class RegisterIdentity(AppendOnly, Model):
    """Names and domicile of a former member as the legal register keeps them after the record was pseudonymised.

    Source: C. com. art. R228-8 and R228-9 (names, first names and domicile of holders); GDPR art. 17(3)(b).
    """

    __tablename__ = "register_identity"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    first_names: Mapped[str] = mapped_column(String(120))
    last_name: Mapped[str] = mapped_column(String(120))
    usual_first_name: Mapped[str] = mapped_column(String(120), default="")
    usage_name: Mapped[str] = mapped_column(String(120), default="")
    street: Mapped[str] = mapped_column(String(300), default="")
    postcode: Mapped[str] = mapped_column(String(12), default="")
    town: Mapped[str] = mapped_column(String(120), default="")
    country: Mapped[str] = mapped_column(String(2), default="FR")
    kept_since: Mapped[date]

    @property
    def formal_name(self) -> str:
        """The civil name."""
        return formal_name(PersonName(self.first_names, self.last_name, self.usual_first_name, self.usage_name))


class Organisation(Contact, Model):
    """A legal person; `ess_level` 0 to 2 places it in the social economy (base, grouping, head of networks).

    `size`: inhabitants or staff, where the statutes set a least number of shares by it (`min_shares_steps`).
    """

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint("name <> ''", name="has_name"),
        CheckConstraint("size IS NULL OR size >= 0", name="size_is_not_negative"),
        CheckConstraint("ess_level IS NULL OR ess_level BETWEEN 0 AND 2", name="ess_level_is_0_to_2"),
        CheckConstraint("siret IS NULL OR siren IS NOT NULL", name="siret_has_siren"),
        CheckConstraint("merged_into_id <> id", name="merged_into_another"),
        UniqueConstraint("siren"),
        UniqueConstraint("rna"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    legal_form: Mapped[str] = mapped_column(String(40))
    siren: Mapped[str | None] = mapped_column(String(9))
    siret: Mapped[str | None] = mapped_column(String(14))
    rna: Mapped[str | None] = mapped_column(String(10))
    ess_level: Mapped[int | None]
    size: Mapped[int | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)

    @property
    def form(self) -> LegalForm:
        """Its legal form; says whether it is a public body, and one that counts in the ceiling of rule 14."""
        return LEGAL_FORMS[self.legal_form]


def one_line_address(street: str | None, postcode: str | None, town: str | None, country: str | None) -> str:
    """Like "3 rue des Halles, 35000 Rennes"; the country only where it is not France."""
    lines = [part.strip() for part in (street or "").splitlines()]
    lines.append(f"{postcode or ''} {town or ''}".strip())
    lines.append("" if not country or country == "FR" else country)
    return ", ".join(line for line in lines if line)
