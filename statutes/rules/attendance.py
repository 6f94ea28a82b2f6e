"""Being represented, or taking part from elsewhere: proxies, postal and electronic votes, written questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from statutes.rules import law
from statutes.rules.assembly import law_under, required
from statutes.rules.clauses.assemblies import Remote
from statutes.rules.clauses.voting import Threshold
from statutes.rules.settled import settle
from statutes.rules.tree import Statutes


@dataclass(frozen=True, kw_only=True)
class ProxyRules:
    """Who may hold a proxy; `max_per_holder` None means that neither law nor statutes set a limit (SA, SARL)."""

    max_per_holder: int | None
    holders: str
    same_college: bool
    blank: str
    source: str
    law: Mapping[str, str]

    def is_law(self, key: str) -> bool:
        """Whether `key` comes from the law because the statutes are silent."""
        return key in self.law


def proxy_rules(statutes: Statutes) -> ProxyRules:
    """The proxies that are accepted; Refused names the key that a SAS leaves unsaid.

    Source: C. com. art. L225-106 (SA), L223-28 (SARL): another member or the spouse, whatever the statutes say.
    A silent SA: any number, held by members and spouses; a blank one is voted by the chair.

    >>> from datetime import date
    >>> from statutes.rules.clauses.capital import Shares
    >>> from statutes.rules.clauses.members import Category
    >>> whole = {"format": "scic-statutes/1", "name": "La Halle", "effective_on": date(2026, 1, 1), "year_end": "12-31"}
    >>> needed = {"shares": Shares(nominal_cents=2000), "categories": (Category(id="members"),)}
    >>> rules = proxy_rules(Statutes(legal_form="SA", **whole, **needed))
    >>> rules.max_per_holder, rules.holders, rules.blank
    (None, 'members_and_spouses', 'chair')
    """
    settled = settle(statutes)
    proxies, form = settled.statutes.proxies, statutes.legal_form
    articles = law_under(settled, "proxies")
    holders = required(proxies.holders, "proxies.holders")
    limit = proxies.max_per_holder
    if form == "SAS":
        limit = required(limit, "proxies.max_per_holder")
    elif limit is None:
        articles["max_per_holder"] = law.ART_PROXIES[form]
    if form != "SAS" and holders == "members":
        holders, articles["holders"] = "members_and_spouses", law.ART_PROXIES[form]
    return ProxyRules(
        max_per_holder=limit,
        holders=holders,
        same_college=bool(proxies.same_college),
        blank=required(proxies.blank, "proxies.blank"),
        source=law.ART_PROXIES[form],
        law=articles,
    )


@dataclass(frozen=True, kw_only=True)
class RemoteRules:
    """Ways of taking part from elsewhere. What needs a clause and has none is not open."""

    postal: bool
    electronic: bool
    hybrid: bool
    fully_remote: bool
    postal_cutoff_days: int | None
    electronic_cutoff: tuple[time, int] | None
    written_questions_business_days: int | None
    channels: tuple[str, ...]
    law: Mapping[str, str]

    def is_law(self, key: str) -> bool:
        """Whether `key` comes from the law because the statutes are silent."""
        return key in self.law


def remote_rules(statutes: Statutes) -> RemoteRules:
    """Postal, electronic and remote participation, and how notices travel.

    Source: C. com. art. L225-107, L225-103-1, R225-77 (SA); loi 47-1775 art. 10. Silent on channels: the letter.
    A silent SA: votes by post until 3 days before; never fully remote without a clause.

    >>> from datetime import date
    >>> from statutes.rules.clauses.capital import Shares
    >>> from statutes.rules.clauses.members import Category
    >>> whole = {"format": "scic-statutes/1", "name": "La Halle", "effective_on": date(2026, 1, 1), "year_end": "12-31"}
    >>> needed = {"shares": Shares(nominal_cents=2000), "categories": (Category(id="members"),)}
    >>> rules = remote_rules(Statutes(legal_form="SA", **whole, **needed))
    >>> rules.postal, rules.postal_cutoff_days, rules.fully_remote, rules.channels
    (True, 3, False, ('letter',))
    """
    settled = settle(statutes)
    remote = settled.statutes.remote
    return RemoteRules(
        postal=bool(remote.postal),
        electronic=bool(remote.electronic),
        hybrid=bool(remote.hybrid),
        fully_remote=bool(remote.fully_remote),
        postal_cutoff_days=remote.postal_cutoff_days,
        electronic_cutoff=_cutoff(remote),
        written_questions_business_days=remote.written_questions_business_days,
        channels=remote.channels or ("letter",),
        law=law_under(settled, "remote"),
    )


def _cutoff(remote: Remote) -> tuple[time, int] | None:
    if remote.electronic_cutoff is None:
        return None
    at, days = law.SA_ELECTRONIC_CUTOFF
    written = remote.electronic_cutoff
    return written.time or at, days if written.days_before is None else written.days_before


def exclusion_majority(statutes: Statutes) -> Threshold | None:
    """The majority that excludes a member; None where the statutes do not allow exclusion.

    Source: C. com. art. L231-6: only if the statutes provide it, at the majority for changing the statutes.
    Example: a SA that allows exclusion and says no more takes the two thirds of its extraordinary assembly.

    >>> from datetime import date
    >>> from statutes.rules.clauses.capital import Shares
    >>> from statutes.rules.clauses.members import Category
    >>> whole = {"format": "scic-statutes/1", "name": "La Halle", "effective_on": date(2026, 1, 1), "year_end": "12-31"}
    >>> needed = {"shares": Shares(nominal_cents=2000), "categories": (Category(id="members"),)}
    >>> from statutes.rules.clauses.members import Exclusion
    >>> str(exclusion_majority(Statutes(legal_form="SA", exclusion=Exclusion(allowed=True), **whole, **needed)).value)
    '2/3'
    """
    settled = settle(statutes).statutes
    if not required(settled.exclusion.allowed, "exclusion.allowed"):
        return None
    return required(settled.exclusion.majority, "exclusion.majority")
