# ruff: noqa: RUF009 - clause, section and entries declare the fields of a frozen class
"""How votes are carried from the colleges to the assembly, what a majority is, and when a ballot is secret."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from foundation.kernel.sentences import N_
from statutes.rules.faults import Faults
from statutes.rules.ratios import Ratio
from statutes.rules.readers import flag, identifier, list_of, mapping_of, one_of, ratio, share, text, whole
from statutes.rules.schema import clause, table_of

REDISTRIBUTIONS = ("void", "equal", "proportional", "heads")
ONE_OF_TWO = N_("Write either “over” or “at_least” here, and only one of them.")


@dataclass(frozen=True, kw_only=True)
class Voting:
    """How votes are carried from the colleges to the assembly."""

    colleges: bool | None = clause(flag)
    carry: str | None = clause(one_of("proportional", "block", "delegates"))
    college_tie: str | None = clause(one_of("void", "split", "against"))
    empty_college: str | None = clause(one_of(*REDISTRIBUTIONS, "merge"))
    silent_college: str | None = clause(one_of(*REDISTRIBUTIONS))
    minimum_members: int | None = clause(whole(1))
    merge_into: Mapping[str, str] | None = clause(mapping_of(identifier))
    base: str | None = clause(one_of("expressed", "all", "present", "entitled"))
    block_threshold: Ratio | None = clause(share)
    blank: str | None = clause(one_of("not_expressed"))
    tie_rule: str | None = clause(one_of("none", "age", "seniority", "second_round", "lot"))


@dataclass(frozen=True, kw_only=True)
class College:
    """A voting college and its weight in the assembly."""

    id: str = clause(identifier, required=True)
    name: str | None = clause(text)
    weight: Ratio | None = clause(ratio)
    categories: tuple[str, ...] | None = clause(list_of(identifier))
    max_weight: Ratio | None = clause(share)


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """A majority: strictly `over` a fraction, or `at_least` one; `base` where it has one of its own."""

    over: Ratio | None = clause(share)
    at_least: Ratio | None = clause(share)
    base: str | None = clause(one_of("expressed", "all", "present", "entitled"))

    @property
    def strict(self) -> bool:
        """Whether the fraction itself is not enough."""
        return self.over is not None

    @property
    def value(self) -> Fraction:
        """The fraction to pass or to reach."""
        return self.over if self.over is not None else self.at_least or Fraction(0)


def _threshold(value: object, path: str, faults: Faults) -> Threshold | None:
    read: Threshold | None = table_of(Threshold)(value, path, faults)
    if read is not None and (read.over is None) == (read.at_least is None):
        faults.add(path, ONE_OF_TWO)
        return None
    return read


def threshold() -> Threshold | None:
    """A key that holds a majority."""
    key: Threshold | None = clause(_threshold)
    return key


@dataclass(frozen=True, kw_only=True)
class SecretBallots:
    """When a ballot is secret, and the smallest group that it keeps secret."""

    minimum_group: int | None = clause(whole())
    required_for: tuple[str, ...] | None = clause(list_of(one_of("election", "removal", "exclusion", "resolution")))
