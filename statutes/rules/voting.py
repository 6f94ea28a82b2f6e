"""What a vote needs: colleges and weights, how they are carried, what the majority is taken of, abstention, ties."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from foundation.kernel.errors import Refused
from foundation.kernel.ratio import format_ratio
from foundation.kernel.sentences import N_
from statutes.rules import law
from statutes.rules.assembly import AssemblyRules, assembly_rules, missing, required
from statutes.rules.clauses.voting import Threshold
from statutes.rules.settled import settle
from statutes.rules.tree import Statutes

HEADS_BASES = ("present", "entitled")


@dataclass(frozen=True, kw_only=True)
class CollegeRule:
    """A college as the statutes weigh it."""

    id: str
    name: str
    weight: Fraction
    categories: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class VotingRules:
    """Everything that a vote is counted by; without colleges their policies are None. `law`: articles by key."""

    kind: str
    colleges: tuple[CollegeRule, ...]
    base: str
    abstention: str
    majority: Threshold
    carry: str | None = None
    block_threshold: Fraction = law.HIGHEST_WEIGHT
    college_tie: str | None = None
    empty_college: str | None = None
    silent_college: str | None = None
    minimum_members: int = 1
    merge_into: Mapping[str, str] = field(default_factory=dict)
    tie_rule: str = "none"
    one_vote_per_college: bool = False
    law: Mapping[str, str] = field(default_factory=dict)

    def is_law(self, key: str) -> bool:
        """Whether `key` comes from the law because the statutes are silent."""
        return key in self.law

    def count_keys(self) -> dict[str, object]:
        """The keys of a count file (`scic-count/1`) that the statutes give, colleges aside.

        Merged colleges are gone before a count, so "merge" becomes "void": no empty college is left for it to meet.
        """
        value = format_ratio(Fraction(self.majority.value))
        keys: dict[str, object] = {
            "base": self.base,
            "abstention": self.abstention,
            "majority": {"over" if self.majority.strict else "at_least": value},
        }
        if self.colleges:
            keys |= {
                "carry": self.carry,
                "empty_college": "void" if self.empty_college == "merge" else self.empty_college,
                "silent_college": self.silent_college,
            }
        if self.carry == "block":
            keys |= {"college_tie": self.college_tie, "block_threshold": format_ratio(Fraction(self.block_threshold))}
        return keys


def voting_rules(statutes: Statutes, kind: str, convening: int = 1) -> VotingRules:
    """What a vote of this kind of assembly is counted by; Refused names the key that is missing (rule 8).

    Source: loi 47-1775 art. 9 and 19 octies; C. com. art. L225-96, L225-98, L223-29, L223-30.
    A SARL without colleges, ordinary: more than half of all, then (second convening) of the votes cast.

    >>> from datetime import date
    >>> from statutes.rules.clauses.capital import Shares
    >>> from statutes.rules.clauses.members import Category
    >>> whole = {"format": "scic-statutes/1", "name": "La Halle", "effective_on": date(2026, 1, 1), "year_end": "12-31"}
    >>> needed = {"shares": Shares(nominal_cents=2000), "categories": (Category(id="members"),)}
    >>> from statutes.rules.clauses.assemblies import Assemblies, Assembly
    >>> silent = Assembly(abstention="excluded")
    >>> sarl = Statutes(legal_form="SARL", assemblies=Assemblies(ordinary=silent), **whole, **needed)
    >>> [(rules.base, str(rules.majority.value)) for rules in (voting_rules(sarl, "ordinary", n) for n in (1, 2))]
    [('entitled', '1/2'), ('expressed', '1/2')]
    """
    settled = settle(statutes)
    assembly = assembly_rules(statutes, kind)
    if statutes.colleges and statutes.voting.colleges is None:
        missing("voting.colleges")
    majority = assembly.threshold(convening)
    common = {"kind": kind, "majority": majority, "tie_rule": statutes.voting.tie_rule or "none"}
    base = _base(settled.statutes, majority)
    abstention = required(assembly.abstention, f"assemblies.{kind}.abstention")
    marks = _marks(statutes, assembly, settled.articles)
    if not statutes.votes_by_college:
        return VotingRules(**common, colleges=(), base=base, abstention=abstention, law=marks)  # type: ignore[arg-type]
    return VotingRules(
        **common,  # type: ignore[arg-type]
        **_college_policies(statutes),  # type: ignore[arg-type]
        colleges=college_rules(statutes),
        base=base,
        abstention=abstention,
        law=marks,
    )


def _base(complete: Statutes, majority: Threshold) -> str:
    base = majority.base or required(complete.voting.base, "voting.base")
    if complete.votes_by_college and base in HEADS_BASES:
        raise Refused(
            "base-without-colleges",
            N_(
                "The statutes take the majority of “%(base)s”, which counts persons, while votes are weighted by "
                ""
                "college: write “expressed” or “all” as voting.base in a new version of the statutes."
            ),
            rule=8,
            source=law.ART_COLLEGES,
            base=base,
        )
    return base


def _marks(statutes: Statutes, assembly: AssemblyRules, articles: Mapping[str, str]) -> dict[str, str]:
    marks = {key: article for key, article in assembly.law.items() if key in {"majority", "abstention"}}
    own = {key.removeprefix("voting."): article for key, article in articles.items() if key.startswith("voting.")}
    if "majority" in marks and statutes.legal_form == "SARL" and assembly.majority.base:
        own["base"] = marks["majority"]
    return marks | own


def _college_policies(statutes: Statutes) -> dict[str, object]:
    voting = statutes.voting
    carry = required(voting.carry, "voting.carry")
    if carry == "delegates":
        raise Refused(
            "delegates-unsupported",
            N_(
                "The statutes have the colleges carried by delegates, which is not supported: votes can be carried in "
                "proportion or as a block (voting.carry)."
            ),
            rule=8,
            source=law.ART_COLLEGES,
        )
    return {
        "carry": carry,
        "college_tie": required(voting.college_tie, "voting.college_tie") if carry == "block" else voting.college_tie,
        "empty_college": required(voting.empty_college, "voting.empty_college"),
        "silent_college": required(voting.silent_college, "voting.silent_college"),
        "block_threshold": law.HIGHEST_WEIGHT if voting.block_threshold is None else voting.block_threshold,
        "minimum_members": voting.minimum_members or 1,
        "merge_into": voting.merge_into or {},
        "one_vote_per_college": bool(statutes.one_vote_per_college),
    }


def college_rules(statutes: Statutes) -> tuple[CollegeRule, ...]:
    """The colleges with their weights; Refused where one has none (they are never supposed equal).

    Source: loi 47-1775 art. 19 octies. Example: three colleges of a fifth and twice two fifths.

    >>> from statutes.rules.worked import saying, weights
    >>> [str(college.weight) for college in college_rules(saying(weights("1/5", "2/5", "2/5")))]
    ['1/5', '2/5', '2/5']
    """
    return tuple(
        CollegeRule(
            id=college.id,
            name=college.name or college.id,
            weight=required(college.weight, f"colleges[{index}].weight"),
            categories=college.categories or (),
        )
        for index, college in enumerate(statutes.colleges)
    )


def colleges_of(statutes: Statutes, category_id: str) -> tuple[str, ...]:
    """The colleges that the members of a category may belong to, in the order of the statutes."""
    if not statutes.votes_by_college:
        return ()
    return tuple(college.id for college in statutes.colleges if category_id in (college.categories or ()))


def college_of(statutes: Statutes, category_id: str) -> str | None:
    """The college of a category; None without colleges, or where several are open and a person must choose.

    Source: loi 47-1775 art. 19 octies (the statutes say how members are assigned).
    Example: "salaries" stands in one college alone, so its members are in it.

    >>> from datetime import date
    >>> from statutes.rules.clauses.capital import Shares
    >>> from statutes.rules.clauses.members import Category
    >>> whole = {"format": "scic-statutes/1", "name": "La Halle", "effective_on": date(2026, 1, 1), "year_end": "12-31"}
    >>> needed = {"shares": Shares(nominal_cents=2000), "categories": (Category(id="members"),)}
    >>> from statutes.rules.clauses.voting import College
    >>> colleges = (College(id="work", categories=("salaries",)), College(id="use", categories=("usagers",)))
    >>> college_of(Statutes(legal_form="SAS", colleges=colleges, **whole, **needed), "salaries")
    'work'
    """
    open_to = colleges_of(statutes, category_id)
    return open_to[0] if len(open_to) == 1 else None
