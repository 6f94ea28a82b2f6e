"""How pages name categories, colleges and the entries of a history: by the statutes of the day, else by their code."""

from dataclasses import dataclass
from datetime import date

from foundation.kernel.sentences import sentence
from membership.queries.card import HistoryEntry
from membership.rules.legal_forms import LEGAL_FORMS
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
