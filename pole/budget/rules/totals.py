"""What a plan adds up to: costs by head, resources by kind and by funder, balance, and the part of public money."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from pole.budget.rules.depreciation import depreciation
from pole.budget.rules.plan import Cents, CostHead, Plan, ResourceKind
from pole.budget.rules.staffing import payroll


@dataclass(frozen=True)
class Totals:
    """The sums of a plan under one hypothesis, year by year, in cents. `funders`: public money, by who gives it."""

    years: tuple[int, ...]
    heads: dict[CostHead, Cents]
    kinds: dict[ResourceKind, Cents]
    funders: dict[str, Cents]

    @property
    def costs(self) -> Cents:
        """All costs, valued volunteering included."""
        return _sum(self.heads.values(), len(self.years))

    @property
    def resources(self) -> Cents:
        """All resources, valued volunteering included."""
        return _sum(self.kinds.values(), len(self.years))

    @property
    def balance(self) -> Cents:
        """Resources less costs: below zero, money is missing."""
        return tuple(own - cost for own, cost in zip(self.resources, self.costs, strict=True))

    @property
    def money(self) -> Cents:
        """Resources in money: all but valued volunteering."""
        given = self.kinds[ResourceKind.VOLUNTEERING]
        return tuple(whole - part for whole, part in zip(self.resources, given, strict=True))

    @property
    def public_parts(self) -> tuple[Fraction | None, ...]:
        """The part of public funders in the resources in money, exactly; None in a year without any money."""
        return parts(self.kinds[ResourceKind.PUBLIC], self.money)


def totals(plan: Plan, code: str | None = None) -> Totals:
    """The sums of a plan under a hypothesis (the retained one where none is said)."""
    heads = {head: _sum((one.cents for one in plan.costs if one.head is head), plan.count) for head in CostHead}
    heads[CostHead.PERMANENT] = payroll(plan, plan.retained if code is None else code)
    heads[CostHead.DEPRECIATION] = depreciation(plan)
    kinds = {kind: _sum((one.cents for one in plan.resources if one.kind is kind), plan.count) for kind in ResourceKind}
    return Totals(plan.years, heads, kinds, _by_funder(plan))


def parts(some: Cents, whole: Cents) -> tuple[Fraction | None, ...]:
    """The share of one amount in another, year by year; None where there is nothing to share.

    >>> parts((1, 2), (3, 0))
    (Fraction(1, 3), None)
    """
    return tuple(Fraction(part, all_) if all_ > 0 else None for part, all_ in zip(some, whole, strict=True))


def _sum(amounts: Iterable[Cents], count: int) -> Cents:
    found = [0] * count
    for one in amounts:
        found = [left + right for left, right in zip(found, one, strict=True)]
    return tuple(found)


def _by_funder(plan: Plan) -> dict[str, Cents]:
    found: dict[str, list[Cents]] = {}
    for one in plan.resources:
        if one.kind is ResourceKind.PUBLIC:
            found.setdefault(one.funder, []).append(one.cents)
    return {name: _sum(lines, plan.count) for name, lines in found.items()}
