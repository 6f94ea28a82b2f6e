"""What applies to an assembly of a kind: notice, quorum, majority, the law's own values resolved and marked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NoReturn, TypeVar

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from statutes.rules import law
from statutes.rules.clauses.assemblies import AddedResolutions
from statutes.rules.clauses.voting import Threshold
from statutes.rules.settled import Settled, settle, with_lawful_base, written_ratio
from statutes.rules.tree import Statutes

SECOND = 2
# notice, quorum, majority: which of the law's three articles on assemblies a key belongs to
_KEYS_OF_SUBJECTS = {"notice_days": 0, "second_notice_days": 0, "quorum_first": 1, "quorum_second": 1, "majority": 2}
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class AssemblyRules:
    """The rules of one kind of assembly; `law` gives the article of each value that is the law's, by key.

    `left_to_statutes`: the article that lets the statutes say otherwise, of each key.
    What only a second convening or a vote needs may be None here; `notice`, `quorum` and `threshold` refuse then.
    """

    kind: str
    notice_days: int
    second_notice_days: int | None
    quorum_first: Fraction
    quorum_second: Fraction | None
    quorum_basis: str
    majority: Threshold
    second_majority: Threshold
    abstention: str | None
    record_date_business_days: int
    added_resolutions: AddedResolutions | None
    law: Mapping[str, str]
    left_to_statutes: Mapping[str, str]

    def is_law(self, key: str) -> bool:
        """Whether the statutes are silent on `key` and the law speaks: shown as "(law)"."""
        return key in self.law

    def source(self, key: str) -> str:
        """The article behind `key`; where the statutes speak, they and the article that leaves it to them.

        Source: C. com. art. L227-9 (SAS), L225-98 and the like (SA, SARL). Example: a quorum of a third.

        >>> from statutes.rules.worked import saying
        >>> assembly_rules(saying('assemblies.ordinary.quorum_first = "1/3"', form="SA"), "ordinary").source("quorum_first")
        'statuts, C. com. art. L225-98'
        """
        return self.law.get(key) or f"{law.STATUTES_DECIDE}, {self.left_to_statutes[key]}"

    def notice(self, convening: int = 1) -> int:
        """Days of notice of a first or second convening."""
        if convening < SECOND:
            return self.notice_days
        return required(self.second_notice_days, f"assemblies.{self.kind}.second_notice_days")

    def quorum(self, convening: int = 1) -> Fraction | None:
        """The part of those entitled that must take part; None where no quorum is asked."""
        if convening < SECOND:
            return self.quorum_first or None
        return required(self.quorum_second, f"assemblies.{self.kind}.quorum_second") or None

    def threshold(self, convening: int = 1) -> Threshold:
        """The majority of a first or second convening; they differ in a SARL.

        Source: C. com. art. L223-29. Example: more than half of all the members, then of the votes cast.

        >>> from statutes.rules.worked import saying
        >>> rules = assembly_rules(saying(form="SARL"), "ordinary")
        >>> rules.threshold(1).base, rules.threshold(2).base
        ('entitled', 'expressed')
        """
        return self.majority if convening < SECOND else self.second_majority


def assembly_rules(statutes: Statutes, kind: str) -> AssemblyRules:
    """The rules in force for "ordinary" or "extraordinary"; Refused names the key that statutes and law leave unsaid.

    Source: C. com. art. R225-69, L225-96, L225-98 (SA), R223-20, L223-29, L223-30 (SARL), L227-9 (SAS).
    A silent SA, extraordinary: 15 days, a quorum of 1/4 then 1/5, two thirds of the votes cast.

    >>> from datetime import date
    >>> from statutes.rules.clauses.capital import Shares
    >>> from statutes.rules.clauses.members import Category
    >>> whole = {"format": "scic-statutes/1", "name": "La Halle", "effective_on": date(2026, 1, 1), "year_end": "12-31"}
    >>> needed = {"shares": Shares(nominal_cents=2000), "categories": (Category(id="members"),)}
    >>> rules = assembly_rules(Statutes(legal_form="SA", **whole, **needed), "extraordinary")
    >>> rules.notice(), str(rules.quorum(1)), str(rules.quorum(2)), str(rules.threshold().value)
    (15, '1/4', '1/5', '2/3')
    """
    settled = settle(statutes)
    rules, path = settled.statutes.assemblies.of(kind), f"assemblies.{kind}"
    quorum_first = required(rules.quorum_first, f"{path}.quorum_first")
    basis = rules.quorum_basis or ("members" if quorum_first == 0 else missing(f"{path}.quorum_basis"))
    majority = with_lawful_base(statutes, kind, required(rules.majority, f"{path}.majority"))
    return AssemblyRules(
        kind=kind,
        notice_days=required(rules.notice_days, f"{path}.notice_days"),
        second_notice_days=rules.second_notice_days,
        quorum_first=quorum_first,
        quorum_second=written_ratio(Fraction(0)) if quorum_first == 0 else rules.quorum_second,
        quorum_basis=basis,
        majority=majority,
        second_majority=second_majority(statutes, kind, majority),
        abstention=rules.abstention,
        record_date_business_days=required(rules.record_date_business_days, f"{path}.record_date_business_days"),
        added_resolutions=rules.added_resolutions,
        law=law_under(settled, path),
        left_to_statutes=_left_to_statutes(statutes.legal_form, kind),
    )


def _left_to_statutes(form: str, kind: str) -> dict[str, str]:
    lawful = law.assembly_law(form, kind)
    if lawful is None:
        return dict.fromkeys(_KEYS_OF_SUBJECTS, law.ART_SAS_STATUTES)
    articles = (lawful.notice_article, lawful.quorum_article, lawful.majority_article)
    return {key: articles[subject] for key, subject in _KEYS_OF_SUBJECTS.items()}


def second_majority(statutes: Statutes, kind: str, majority: Threshold) -> Threshold:
    """The majority of a second convening: in a SARL the law then takes the votes cast, unless the statutes differ.

    Source: C. com. art. L223-29. "over 1/2 of all" becomes "over 1/2 of the votes cast".

    >>> from datetime import date
    >>> from statutes.rules.clauses.capital import Shares
    >>> from statutes.rules.clauses.members import Category
    >>> whole = {"format": "scic-statutes/1", "name": "La Halle", "effective_on": date(2026, 1, 1), "year_end": "12-31"}
    >>> needed = {"shares": Shares(nominal_cents=2000), "categories": (Category(id="members"),)}
    >>> sarl = Statutes(legal_form="SARL", **whole, **needed)
    >>> rules = assembly_rules(sarl, "ordinary")
    >>> rules.threshold(1).base, rules.threshold(2).base
    ('entitled', 'expressed')
    """
    lawful = law.assembly_law(statutes.legal_form, kind)
    if lawful is None or lawful.second_base == lawful.base:
        return majority
    base = None if statutes.votes_by_college else statutes.voting.base or lawful.second_base
    return replace(majority, base=base)


def law_under(settled: Settled, path: str) -> dict[str, str]:
    """The articles of the law's values directly under `path`, by key."""
    prefix = f"{path}."
    return {key.removeprefix(prefix): article for key, article in settled.articles.items() if key.startswith(prefix)}


def required(value: T | None, path: str) -> T:
    """The value, or a refusal that names the key which the statutes must be given."""
    return missing(path) if value is None else value


def missing(path: str) -> NoReturn:
    """Refuse: the statutes are silent on `path`, the law leaves it to them, and nothing is guessed (rule 8).

    Source: C. com. art. L227-9. Example: the abstention of a SAS.

    >>> missing("assemblies.ordinary.abstention")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: The statutes in force do not say “assemblies.ordinary.abstention”...
    """
    raise Refused(
        "statutes-silent",
        N_(
            "The statutes in force do not say “%(key)s”, and the law leaves it to them: nothing is guessed. "
            "Write this key in the statutes file, have the assembly adopt it, then record the new version."
        ),
        rule=8,
        source=law.STATUTES_DECIDE,
        key=path,
    )
