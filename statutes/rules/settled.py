"""What applies where the statutes are silent and the law is not: each value with its article.

`settle` fills the tree with the law's own values; what stays None is left to the statutes, and nothing guesses it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Final

from statutes.rules import law
from statutes.rules.clauses.assemblies import KINDS, AddedResolutions, Cutoff
from statutes.rules.clauses.voting import Threshold
from statutes.rules.paths import value_at, with_value
from statutes.rules.ratios import NO_QUORUM, Ratio
from statutes.rules.tree import Statutes


@dataclass(frozen=True)
class LawValue:
    """The law's own value of a key, and the article that says so."""

    value: Any
    article: str


@dataclass(frozen=True)
class Settled:
    """Statutes completed by the law; `articles` names, by path, each value that is the law's."""

    statutes: Statutes
    articles: Mapping[str, str]

    def is_law(self, path: str) -> bool:
        """Whether the value at `path` comes from the law because the statutes are silent."""
        return path in self.articles


def settle(statutes: Statutes) -> Settled:
    """Complete the statutes with the law of their form.

    Source: loi 47-1775 art. 12 to 19 octies; C. com. art. L225-96 s. (SA), L223-29 s. (SARL).
    A silent SA: quorum of a fifth, then none; more than half of the votes cast.

    >>> from statutes.rules.worked import saying
    >>> ordinary = settle(saying(form="SA")).statutes.assemblies.ordinary
    >>> str(ordinary.quorum_first), str(ordinary.quorum_second), str(ordinary.majority.over)
    ('1/5', 'none', '1/2')
    """
    completed, articles = statutes, {}
    for path, lawful in law_values(statutes).items():
        if value_at(statutes, path) is None:
            completed = with_value(completed, path, lawful.value)
            articles[path] = lawful.article
    return Settled(completed, articles)


def law_values(statutes: Statutes) -> dict[str, LawValue]:
    """By path, what the law of this form says where statutes are silent (whether these are or not)."""
    found = dict(_CAPITAL_AND_SURPLUS)
    found |= _voting(statutes) | _remote(statutes) | _proxies(statutes)
    if statutes.legal_form == "SA":
        found["shares.minimum_capital_cents"] = LawValue(law.SA_MINIMUM_CAPITAL_CENTS, law.ART_SA_CAPITAL)
    for kind in KINDS:
        found |= _assembly(statutes, kind)
    found |= dict(_exclusion(statutes, found)) | dict(_bodies(statutes))
    return found


def written_ratio(value: Fraction) -> Ratio:
    """A number of the law as it is written in a file; 0 is "none", as only quorums are 0."""
    return Ratio(str(value)) if value else NO_QUORUM


_CAPITAL_AND_SURPLUS: Final = {
    "shares.floor_fraction": LawValue(written_ratio(law.LOWEST_FLOOR_FRACTION), law.ART_FLOOR),
    "shares.paid_at_subscription": LawValue(written_ratio(law.LOWEST_PAID_AT_SUBSCRIPTION), law.ART_PAYMENT),
    "shares.balance_due_months": LawValue(law.LONGEST_BALANCE_MONTHS, law.ART_PAYMENT),
    "surplus.legal_reserve": LawValue(Ratio("15/100"), law.ART_LEGAL_RESERVE),
    "surplus.statutory_reserve": LawValue(written_ratio(law.LOWEST_STATUTORY_RESERVE), law.ART_STATUTORY_RESERVE),
    "surplus.interest_above_tmo_points": LawValue(law.HIGHEST_INTEREST_POINTS, law.ART_INTEREST),
}


def _voting(statutes: Statutes) -> dict[str, LawValue]:
    found = {}
    if not statutes.colleges:
        found["voting.colleges"] = LawValue(value=False, article=law.ART_ONE_VOTE)
    if statutes.legal_form == "SA":
        found["voting.base"] = LawValue("expressed", law.SA_ORDINARY.majority_article)
        found["voting.blank"] = LawValue("not_expressed", law.SA_ORDINARY.majority_article)
    return found


def majority_in_law(statutes: Statutes, kind: str) -> Threshold | None:
    """The majority that the law of the form imposes; where colleges vote, a base by heads has no meaning: left out.

    Source: C. com. art. L225-96, L225-98, L223-29, L223-30. SARL, extraordinary: two thirds of those present.

    >>> from statutes.rules.worked import saying
    >>> majority = majority_in_law(saying(form="SARL"), "extraordinary")
    >>> str(majority.at_least), majority.base
    ('2/3', 'present')
    """
    lawful = law.assembly_law(statutes.legal_form, kind)
    if lawful is None:
        return None
    base = None if lawful.base == "expressed" or statutes.votes_by_college else lawful.base
    value = written_ratio(lawful.majority)
    return Threshold(over=value, base=base) if lawful.majority_is_strict else Threshold(at_least=value, base=base)


def with_lawful_base(statutes: Statutes, kind: str, majority: Threshold) -> Threshold:
    """A majority with what it is taken of: where the statutes of a SARL without colleges do not say, the law does.

    Source: C. com. art. L223-29, L223-30. "over 1/2" in a SARL, ordinary: of all the members entitled to vote.

    >>> from statutes.rules.worked import saying
    >>> with_lawful_base(saying(form="SARL"), "ordinary", Threshold(over=Ratio("1/2"))).base
    'entitled'
    """
    lawful = majority_in_law(statutes, kind)
    if majority.base is not None or lawful is None or lawful.base is None:
        return majority
    return replace(majority, base=lawful.base)


def _assembly(statutes: Statutes, kind: str) -> dict[str, LawValue]:
    path = f"assemblies.{kind}"
    found = {f"{path}.record_date_business_days": LawValue(0, law.ART_EVERY_MEMBER_VOTES)}
    lawful = law.assembly_law(statutes.legal_form, kind)
    if lawful is None:
        return found
    found |= {
        f"{path}.notice_days": LawValue(lawful.notice_days, lawful.notice_article),
        f"{path}.second_notice_days": LawValue(lawful.second_notice_days, lawful.notice_article),
        f"{path}.quorum_first": LawValue(written_ratio(lawful.quorum_first), lawful.quorum_article),
        f"{path}.quorum_second": LawValue(written_ratio(lawful.quorum_second), lawful.quorum_article),
        f"{path}.quorum_basis": LawValue("members", law.ART_ONE_VOTE),
        f"{path}.majority": LawValue(majority_in_law(statutes, kind), lawful.majority_article),
    }
    if lawful.abstention:
        found[f"{path}.abstention"] = LawValue(lawful.abstention, lawful.majority_article)
    if statutes.legal_form == "SA":
        found[f"{path}.added_resolutions"] = LawValue(_sa_added_resolutions(), law.ART_ADDED_RESOLUTIONS["SA"])
    return found


def _sa_added_resolutions() -> AddedResolutions:
    _threshold, basis, days = law.SA_ADDED_RESOLUTIONS
    return AddedResolutions(threshold=Ratio("5/100"), basis=basis, days_before=days)


def _remote(statutes: Statutes) -> dict[str, LawValue]:
    if statutes.legal_form != "SA":
        return {"remote.postal": LawValue(value=False, article=law.ART_POSTAL_BY_STATUTES)}
    at, days = law.SA_ELECTRONIC_CUTOFF
    return {
        "remote.postal": LawValue(value=True, article=law.ART_POSTAL),
        "remote.hybrid": LawValue(value=True, article=law.ART_HYBRID),
        "remote.postal_cutoff_days": LawValue(law.SA_POSTAL_CUTOFF_DAYS, law.ART_POSTAL),
        "remote.electronic_cutoff": LawValue(Cutoff(time=at, days_before=days), law.ART_POSTAL),
        "remote.written_questions_business_days": LawValue(law.SA_WRITTEN_QUESTIONS_DAYS, law.ART_QUESTIONS),
    }


def _proxies(statutes: Statutes) -> dict[str, LawValue]:
    form = statutes.legal_form
    if form == "SAS":
        return {}
    blank = "chair" if form == "SA" else "refused"
    article = law.ART_PROXIES[form]
    return {
        "proxies.holders": LawValue("members_and_spouses", article),
        "proxies.blank": LawValue(blank, article),
    }


def _exclusion(statutes: Statutes, found: Mapping[str, LawValue]) -> Iterator[tuple[str, LawValue]]:
    path = "assemblies.extraordinary.majority"
    majority = value_at(statutes, path) or (found[path].value if path in found else None)
    if statutes.exclusion.allowed and majority is not None:
        yield "exclusion.majority", LawValue(majority, law.ART_EXCLUSION)


def _bodies(statutes: Statutes) -> Iterator[tuple[str, LawValue]]:
    if statutes.legal_form == "SA":
        for index, _ in enumerate(statutes.bodies):
            yield f"bodies[{index}].chair_casting_vote", LawValue(value=True, article=law.ART_CASTING_VOTE)
