"""A plan as its pages show it: series of the charts, rows of the tables; figures are computed by the rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _

from foundation.kernel.money import Money
from foundation.kernel.sentences import sentence
from foundation.web.language import current_language
from pole.budget.rules.actuals import Beside
from pole.budget.rules.depreciation import annuities
from pole.budget.rules.plan import FORM_NAMES, HEAD_NAMES, KIND_NAMES, Cents, CostHead, Plan, ResourceKind
from pole.budget.rules.staffing import full_time_posts, post_costs
from pole.budget.rules.totals import Totals, parts, totals

Series = list[dict[str, Any]]
HEAD_TONES = {
    CostHead.EXTERNAL: 4,
    CostHead.PERMANENT: 1,
    CostHead.OTHER_SKILLS: 3,
    CostHead.DEPRECIATION: 6,
    CostHead.VOLUNTEERING: 8,
}
KIND_TONES = {
    ResourceKind.OWN: 7,
    ResourceKind.FEES: 5,
    ResourceKind.PUBLIC: 2,
    ResourceKind.PRIVATE: 3,
    ResourceKind.VOLUNTEERING: 8,
}
CODE_TONES = (1, 2, 3, 6)


def word(message: str) -> str:
    """A msgid in the reader's language."""
    return sentence(current_language(), message)


def money(cents: Sequence[int]) -> list[Money]:
    """Amounts as filters take them."""
    return [Money(one) for one in cents]


def head_series(sums: Totals) -> Series:
    """The costs by head, those that are not nothing."""
    return [
        {"label": word(HEAD_NAMES[head]), "tone": HEAD_TONES[head], "values": money(cents)}
        for head, cents in sums.heads.items()
        if any(cents)
    ]


def kind_series(sums: Totals) -> Series:
    """The resources by kind, those that are not nothing."""
    return [
        {"label": word(KIND_NAMES[kind]), "tone": KIND_TONES[kind], "values": money(cents)}
        for kind, cents in sums.kinds.items()
        if any(cents)
    ]


def public_series(sums: Totals) -> Series:
    """The part of public funders in the resources in money."""
    return [{"label": _("Part of public funders"), "tone": 2, "values": sums.public_parts}]


@dataclass(frozen=True)
class Funder:
    """A public funder: what it gives each year, and its part of the resources in money."""

    name: str
    cents: Cents
    parts: tuple[Fraction | None, ...]


def funders(sums: Totals) -> list[Funder]:
    """The public funders, the largest over all years first."""
    found = [Funder(name, cents, parts(cents, sums.money)) for name, cents in sums.funders.items()]
    return sorted(found, key=lambda one: (-sum(one.cents), one.name))


@dataclass(frozen=True)
class HypothesisShown:
    """A hypothesis beside the others."""

    code: str
    label: str
    retained: bool
    posts: tuple[Fraction, ...]
    sums: Totals

    @property
    def payroll(self) -> Cents:
        """What its permanent staff costs."""
        return self.sums.heads[CostHead.PERMANENT]


def hypotheses(plan: Plan) -> list[HypothesisShown]:
    """Every hypothesis with its posts and its sums."""
    return [
        HypothesisShown(
            one.code, one.label, one.code == plan.retained, full_time_posts(plan, one.code), totals(plan, one.code)
        )
        for one in plan.hypotheses
    ]


def hypothesis_series(found: Sequence[HypothesisShown], *, of_payroll: bool) -> Series:
    """What each hypothesis costs, its payroll alone or everything."""
    return [
        {
            "label": _("Hypothesis %(code)s", code=one.code),
            "tone": CODE_TONES[rank],
            "values": money(one.payroll if of_payroll else one.sums.costs),
        }
        for rank, one in enumerate(found)
    ]


@dataclass(frozen=True)
class LineShown:
    """A line of a plan in its section: `about` says its head, form, funder or terms."""

    key: str
    label: str
    about: str
    note: str
    cents: Cents


def cost_lines(plan: Plan) -> list[LineShown]:
    """The lines of costs, head by head."""
    ordered = sorted(plan.costs, key=lambda one: list(CostHead).index(one.head))
    return [
        LineShown(
            one.key, one.label, word(FORM_NAMES[one.form] if one.form else HEAD_NAMES[one.head]), one.note, one.cents
        )
        for one in ordered
    ]


def post_lines(plan: Plan) -> list[LineShown]:
    """The posts with what they cost under the retained hypothesis."""
    return [
        LineShown(
            one.key,
            one.label,
            _("hypothesis %(code)s", code=plan.retained),
            "",
            post_costs(one, plan.retained, plan.count),
        )
        for one in plan.posts
    ]


def equipment_lines(plan: Plan) -> list[LineShown]:
    """The equipment with what is written off each year."""
    return [LineShown(one.key, one.label, "", "", annuities(one, plan)) for one in plan.equipment]


def resource_lines(plan: Plan) -> list[LineShown]:
    """The lines of resources, kind by kind."""
    ordered = sorted(plan.resources, key=lambda one: list(ResourceKind).index(one.kind))
    return [
        LineShown(
            one.key, one.label, " · ".join(filter(None, (word(KIND_NAMES[one.kind]), one.funder))), one.note, one.cents
        )
        for one in ordered
    ]


def beside_series(lines: Sequence[Beside]) -> Series:
    """Planned and actual, side by side."""
    return [
        {"label": _("Planned"), "tone": 6, "values": money([one.planned for one in lines])},
        {"label": _("Actual"), "tone": 2, "values": money([one.actual for one in lines])},
    ]


def named_besides(
    lines: Mapping[Any, tuple[Beside, ...]], names: Mapping[Any, str], rank: int
) -> list[tuple[str, Beside]]:
    """One year of every head or kind that was planned or came, by its name."""
    return [(word(names[code]), line[rank]) for code, line in lines.items() if line[rank].planned or line[rank].actual]
