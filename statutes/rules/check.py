"""Judge statutes against the law: findings in the order of the compliance table's subjects."""

from collections.abc import Callable, Iterator
from typing import Final

from statutes.rules.checks.assemblies import check_assemblies
from statutes.rules.checks.bodies import check_bodies
from statutes.rules.checks.capital import check_capital
from statutes.rules.checks.categories import check_categories
from statutes.rules.checks.colleges import check_colleges
from statutes.rules.checks.majorities import check_majorities
from statutes.rules.checks.merging import check_merging
from statutes.rules.checks.policies import check_policies
from statutes.rules.checks.proxies import check_proxies
from statutes.rules.checks.remote import check_remote
from statutes.rules.checks.surplus import check_secret_ballots, check_surplus
from statutes.rules.findings import Finding, Subject
from statutes.rules.settled import settle
from statutes.rules.tree import Statutes

CHECKS: Final[tuple[Callable[[Subject], Iterator[Finding]], ...]] = (
    check_categories,
    check_colleges,
    check_merging,
    check_policies,
    check_capital,
    check_surplus,
    check_assemblies,
    check_majorities,
    check_proxies,
    check_remote,
    check_bodies,
    check_secret_ballots,
)


def check(statutes: Statutes) -> list[Finding]:
    """Every finding: what blocks first, then what warns; by rule number within each.

    Source: loi 47-1775; C. com.; the compliance table. Statutes within the law and silent on nothing: an empty list.

    >>> from statutes.rules.worked import saying
    >>> found = check(saying('surplus.statutory_reserve = "2/5"', "secret_ballots.minimum_group = 2"))
    >>> [(one.rule, one.severity) for one in found][:3]
    [(20, 'blocks'), (46, 'blocks'), (8, 'warns')]
    """
    subject = Subject(statutes, settle(statutes))
    found = [finding for one in CHECKS for finding in one(subject)]
    return sorted(found, key=lambda finding: (not finding.is_blocking, finding.rule))


def blocking(findings: list[Finding]) -> list[Finding]:
    """Those that prevent adoption."""
    return [finding for finding in findings if finding.is_blocking]
