# ruff: noqa: RUF009 - clause, section and entries declare the fields of a frozen class
"""The statutes as one frozen tree; its tables are in `clauses/`, by subject. None where the statutes are silent."""

from dataclasses import dataclass
from datetime import date

from statutes.rules.clauses.assemblies import Assemblies, Proxies, Remote
from statutes.rules.clauses.bodies import Body
from statutes.rules.clauses.capital import Shares, Surplus
from statutes.rules.clauses.members import Admission, Category, Exclusion
from statutes.rules.clauses.voting import College, SecretBallots, Voting
from statutes.rules.readers import day, flag, month_day, one_of, text
from statutes.rules.schema import clause, entries, section

FORMAT = "scic-statutes/1"
LEGAL_FORMS = ("SA", "SAS", "SARL")


@dataclass(frozen=True, kw_only=True)
class Company:
    """What names the company in notices and minutes."""

    siren: str | None = clause(text)
    registry: str | None = clause(text)
    registered_office: str | None = clause(text)


@dataclass(frozen=True, kw_only=True)
class Statutes:
    """One version of a cooperative's statutes."""

    format: str = clause(one_of(FORMAT), required=True)
    name: str = clause(text, required=True)
    legal_form: str = clause(one_of(*LEGAL_FORMS), required=True)
    effective_on: date = clause(day, required=True)
    adopted_by: str | None = clause(text)
    year_end: str = clause(month_day, required=True)
    one_vote_per_college: bool | None = clause(flag)
    company: Company = section(Company)
    shares: Shares = section(Shares, required=True)
    categories: tuple[Category, ...] = entries(Category, required=True)
    voting: Voting = section(Voting)
    colleges: tuple[College, ...] = entries(College)
    assemblies: Assemblies = section(Assemblies)
    proxies: Proxies = section(Proxies)
    remote: Remote = section(Remote)
    admission: Admission = section(Admission)
    exclusion: Exclusion = section(Exclusion)
    bodies: tuple[Body, ...] = entries(Body)
    surplus: Surplus = section(Surplus)
    secret_ballots: SecretBallots = section(SecretBallots)

    @property
    def votes_by_college(self) -> bool:
        """Whether the assembly votes by college: as `voting.colleges` says, else as colleges are listed or not."""
        return bool(self.colleges) if self.voting.colleges is None else self.voting.colleges
