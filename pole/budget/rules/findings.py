"""Do the totals meet? Three checks, each with its sentences: volunteering in and out, resources and costs, hypotheses."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from pole.budget.rules.plan import CostHead, Plan, ResourceKind
from pole.budget.rules.staffing import full_time_posts
from pole.budget.rules.totals import totals
from pole.budget.rules.words import Number


@dataclass(frozen=True)
class Finding:
    """One sentence about a plan; `message` is a msgid, `values` fill it."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Check:
    """One check: "ok", "warns" or "blocks" (a total does not meet), and why."""

    name: str
    state: str
    title: str
    findings: tuple[Finding, ...]


def checks(plan: Plan) -> list[Check]:
    """Every check of a plan, those that hold too.

    >>> from pole.budget.rules.plan import Hypothesis
    >>> empty = Plan("Plan", 2026, 4, 12, (Hypothesis("A", ""),), "A")
    >>> [(one.name, one.state) for one in checks(empty)]
    [('volunteering', 'ok'), ('balance', 'ok'), ('hypotheses', 'ok')]
    """
    return [
        _check("volunteering", N_("Volunteering: as much in as out"), "blocks", _volunteering(plan), good=_SAME_HOURS),
        _check("balance", N_("Resources meet costs"), "blocks", _balance(plan), good=_BALANCED),
        _check("hypotheses", N_("The hypotheses can be compared"), "warns", _hypotheses(plan), good=_COMPARABLE),
    ]


_SAME_HOURS = N_("Valued hours are the same among the costs and among the resources, every year.")
_BALANCED = N_("Resources equal costs in every year, to the cent.")
_COMPARABLE = N_("Every hypothesis stands for as many full-time posts as the others, every year.")


def _check(name: str, title: str, worst: str, found: Iterator[Finding], *, good: str) -> Check:
    findings = tuple(found)
    return Check(name, worst if findings else "ok", title, findings or (Finding(good),))


def _volunteering(plan: Plan) -> Iterator[Finding]:
    sums = totals(plan)
    out, in_ = sums.heads[CostHead.VOLUNTEERING], sums.kinds[ResourceKind.VOLUNTEERING]
    for year, cost, resource in zip(plan.years, out, in_, strict=True):
        if cost != resource:
            yield Finding(
                N_(
                    "In %(year)s, volunteering is valued at %(cost)s among the costs and at %(resource)s among the "
                    "resources: these are the same hours, make both equal."
                ),
                {"year": year, "cost": Money(cost), "resource": Money(resource)},
            )


def _balance(plan: Plan) -> Iterator[Finding]:
    sums = totals(plan)
    for year, cost, left in zip(plan.years, sums.costs, sums.balance, strict=True):
        values = {"year": year, "code": plan.retained, "cost": Money(cost), "gap": Money(abs(left))}
        if left < 0:
            yield Finding(
                N_(
                    "In %(year)s, resources are %(gap)s short of the costs (%(cost)s under hypothesis %(code)s): find the "
                    "money, or lower a cost."
                ),
                values,
            )
        if left > 0:
            yield Finding(
                N_(
                    "In %(year)s, resources are %(gap)s above the costs (%(cost)s under hypothesis %(code)s): name what "
                    "this money is for, or lower a resource."
                ),
                values,
            )


def _hypotheses(plan: Plan) -> Iterator[Finding]:
    kept, others = full_time_posts(plan, plan.retained), [code for code in plan.codes if code != plan.retained]
    for code in others:
        for year, one, other in zip(plan.years, kept, full_time_posts(plan, code), strict=True):
            if one != other:
                yield Finding(
                    N_(
                        "In %(year)s, hypothesis %(kept)s stands for %(one)s full-time posts and %(code)s for %(other)s: "
                        "their costs do not compare like with like."
                    ),
                    {"year": year, "kept": plan.retained, "one": Number(one), "code": code, "other": Number(other)},
                )
