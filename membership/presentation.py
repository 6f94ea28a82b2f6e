"""How pages name categories, colleges and the entries of a history: by the statutes of the day, else by their code."""

from dataclasses import dataclass
from datetime import date

from foundation.kernel.sentences import N_, sentence
from foundation.web.language import current_language
from foundation.web.rules.moments import day_text
from membership.models.identity import Organisation, Person
from membership.queries.card import HistoryEntry
from membership.rules.bonds import Bond
from membership.rules.legal_forms import LEGAL_FORMS
from membership.rules.likeness import REASON_NAMES, Likeness
from membership.rules.mandates import MANDATE_NAMES, MandateKind
from membership.rules.reach import CONDITION_NAMES, EmailCondition, shown_phone
from membership.rules.standing import EVENT_NAMES, MembershipEvent
from statutes.queries import version_on
from statutes.rules.tree import Statutes


@dataclass(frozen=True)
class Naming:
    """The words of one version of the statutes; `statutes` None where there were none yet."""

    statutes: Statutes | None

    @property
    def votes_by_college(self) -> bool:
        """Whether colleges are worth a column."""
        return self.statutes is not None and self.statutes.votes_by_college

    @property
    def category_choices(self) -> list[tuple[str, str]]:
        """Identifier and name of each category, in the order of the statutes."""
        return [(one.id, one.name or one.id) for one in self.statutes.categories] if self.statutes else []

    @property
    def college_choices(self) -> list[tuple[str, str]]:
        """Identifier and name of each college, in the order of the statutes."""
        return [(one.id, one.name or one.id) for one in self.statutes.colleges] if self.statutes else []

    def category(self, category: str | None) -> str:
        """The name of a category; its code where these statutes do not know it."""
        return dict(self.category_choices).get(category or "", category or "")

    def college(self, college: str | None) -> str:
        """The name of a college; its code where these statutes do not know it."""
        return dict(self.college_choices).get(college or "", college or "")

    def tone(self, college: str | None) -> int:
        """The colour of a college: its rank in the statutes, 1 to 8."""
        ranks = [one for one, _name in self.college_choices]
        return ranks.index(college) % 8 + 1 if college in ranks else 8


def naming_on(on: date) -> Naming:
    """The words of the statutes in force on a day; one statement."""
    version = version_on(on)
    return Naming(version.statutes if version else None)


def told(entry: HistoryEntry, naming: Naming, language: str) -> str:
    """What an entry of the history says, in a few words."""
    if entry.kind == "membership":
        return sentence(language, EVENT_NAMES[MembershipEvent(entry.what)])
    if entry.kind == "category":
        return naming.category(entry.what)
    if entry.kind == "college":
        return naming.college(entry.what)
    return ""


def form_name(code: str, language: str) -> str:
    """The name of a legal form."""
    return sentence(language, LEGAL_FORMS[code].name)


def mandate_name(kind: str, language: str | None = None) -> str:
    """The name of a kind of mandate."""
    return sentence(language or current_language(), MANDATE_NAMES[MandateKind(kind)])


def bond_name(bond: Bond) -> str:
    """The name of a kind of bond."""
    return sentence(current_language(), bond.name)


def bond_effect(bond: Bond) -> str:
    """What a bond allows, in one sentence."""
    return sentence(current_language(), bond.effect)


def condition_name(condition: str, language: str) -> str:
    """What is known of an e-mail address, in words."""
    return sentence(language, CONDITION_NAMES[EmailCondition(condition)])


def reason_words(likeness: Likeness, language: str) -> str:
    """Why two records look alike, in one line."""
    return ", ".join(sentence(language, REASON_NAMES[reason]) for reason in likeness.reasons)


@dataclass(frozen=True)
class DetailWords:
    """One detail of two records, side by side; a masked one says only whether it is known."""

    label: str
    kept: str
    dropped: str


def detail_words(kept: Person | Organisation, dropped: Person | Organisation, name: str, language: str) -> DetailWords:
    """A detail that two records do not say alike."""
    label = sentence(language, DETAIL_NAMES[name])
    return DetailWords(label, *(_said(getattr(one, name), name, language) for one in (kept, dropped)))


def _said(value: object, name: str, language: str) -> str:
    if value in {None, ""}:
        return "–"
    if name == "born_on":
        return sentence(language, N_("known, masked"))
    if name == "legal_form":
        return form_name(str(value), language)
    if isinstance(value, date):
        return day_text(value, language)
    return shown_phone(str(value)) if name == "phone" else str(value)


DETAIL_NAMES: dict[str, str] = {
    "first_names": N_("First names"),
    "last_name": N_("Birth name"),
    "usual_first_name": N_("Usual first name"),
    "usage_name": N_("Name in use"),
    "filed_under": N_("Filed under"),
    "pronouns": N_("Pronouns"),
    "born_on": N_("Born on"),
    "emancipated_on": N_("Emancipated on"),
    "deceased_on": N_("Died on"),
    "name": N_("Name of the organisation"),
    "legal_form": N_("Legal form"),
    "siren": N_("SIREN"),
    "siret": N_("SIRET"),
    "rna": N_("RNA number"),
    "ess_level": N_("Level in the social economy"),
    "size": N_("Size (inhabitants or staff)"),
    "street": N_("Street address"),
    "postcode": N_("Postcode"),
    "town": N_("Town"),
    "country": N_("Country"),
    "email": N_("E-mail"),
    "phone": N_("Phone"),
    "language": N_("Language of letters and mails"),
}
