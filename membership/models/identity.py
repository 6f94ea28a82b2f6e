"""People and organisations: who exists, member or not. Their details may be corrected; memberships are facts."""

from datetime import date

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.kernel.collation import ordered_text
from foundation.kernel.db import Model
from membership.rules.legal_forms import LEGAL_FORMS, LegalForm
from membership.rules.names import PersonName, display_name, formal_name


class Contact:
    """How to reach someone; a form of address is where the law's letters go."""

    street: Mapped[str] = mapped_column(String(300), default="")
    postcode: Mapped[str] = mapped_column(String(12), default="")
    town: Mapped[str] = mapped_column(String(120), default="")
    country: Mapped[str] = mapped_column(String(2), default="FR")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    language: Mapped[str] = mapped_column(String(2), default="fr")
    sort_key: Mapped[str] = mapped_column(ordered_text(300), index=True)
    search_key: Mapped[str] = mapped_column(String(1200))

    @property
    def address(self) -> str:
        """The postal address on one line, empty where unknown."""
        return one_line_address(self.street, self.postcode, self.town, self.country)


class Person(Contact, Model):
    """A natural person: civil names, and the names in use where they differ."""

    __tablename__ = "person"
    __table_args__ = (CheckConstraint("last_name <> ''", name="has_last_name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    first_names: Mapped[str] = mapped_column(String(120))
    last_name: Mapped[str] = mapped_column(String(120))
    usual_first_name: Mapped[str] = mapped_column(String(120), default="")
    usage_name: Mapped[str] = mapped_column(String(120), default="")
    filed_under: Mapped[str] = mapped_column(String(200), default="")
    double_key: Mapped[str] = mapped_column(String(260), index=True)
    born_on: Mapped[date | None]

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
        """The civil name, for registers."""
        return formal_name(self.names)


class Organisation(Contact, Model):
    """A legal person; `ess_level` 0 to 2 places it in the social economy (base, grouping, head of networks)."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint("name <> ''", name="has_name"),
        CheckConstraint("ess_level IS NULL OR ess_level BETWEEN 0 AND 2", name="ess_level_is_0_to_2"),
        UniqueConstraint("siren"),
        UniqueConstraint("rna"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    legal_form: Mapped[str] = mapped_column(String(40))
    siren: Mapped[str | None] = mapped_column(String(9))
    rna: Mapped[str | None] = mapped_column(String(10))
    ess_level: Mapped[int | None]

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
