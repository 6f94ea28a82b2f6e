"""The budget of the year beside what really came and went."""

from collections.abc import Iterable

from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from pole.budget.queries import PlanAt, plans, sums
from pole.budget.rules.actuals import Beside, compared
from pole.budget.rules.plan import HEAD_NAMES, KIND_NAMES
from pole.budget.rules.totals import totals
from pole.report.queries.year.reading import Reading
from pole.report.rules.figures import Bar, Chart, Figure, Plain, Section, Table, Value, Words, parts
from pole.report.rules.sections import Part, nothing

Named = list[tuple[str, Beside]]


def budget(read: Reading) -> Section:
    """Of the plan written last that holds the year; a constant number of statements."""
    plan = next((one for one in plans() if read.year in one.said.years), None)
    if plan is None:
        return Section(Part.BUDGET, empty=nothing(N_("No budget plan holds this year.")))
    return _told(read, plan)


def _told(read: Reading, plan: PlanAt) -> Section:
    rank = plan.said.years.index(read.year)
    both = compared(totals(plan.said), sums(plan.said.closing_month))
    costs, resources = both.costs[rank], both.resources[rank]
    heads: Named = [(HEAD_NAMES[head], line[rank]) for head, line in both.heads.items()]
    kinds: Named = [(KIND_NAMES[kind], line[rank]) for kind, line in both.kinds.items()]
    public = both.public_parts[rank]
    return Section(
        Part.BUDGET,
        figures=(
            Figure(Words(N_("Costs")), Money(costs.actual), _of(costs)),
            Figure(Words(N_("Resources")), Money(resources.actual), _of(resources)),
            Figure(
                Words(N_("Part of public funders")),
                None if public is None else Plain(public),
                Words(N_("of the resources in money that came")),
            ),
        ),
        charts=(
            _chart(N_("Costs: what was planned, what was spent"), heads, costs),
            _chart(N_("Resources: what was planned, what came"), kinds, resources),
        ),
        notes=(_plan(plan), *(() if read.period.is_over else (Words(_NOT_OVER),))),
    )


_NOT_OVER = N_("The year is not over: what came of the budget is told up to today.")


def _plan(plan: PlanAt) -> Words:
    values = {"title": plan.said.title, "number": plan.revision.revision, "code": plan.said.retained}
    return Words(N_("Plan “%(title)s”, version %(number)s, hypothesis %(code)s."), values)


def _of(one: Beside) -> Words:
    return Words(N_("of %(amount)s planned"), {"amount": Money(one.planned)})


def _chart(title: str, lines: Named, total: Beside) -> Chart:
    top = max([max(one.planned, one.actual) for _name, one in lines] + [1])
    bars = list(_pairs(lines, top))
    rows: list[list[Value]] = [_row(Words(name), one) for name, one in lines]
    rows.append(_row(Words(N_("Total")), total))
    headers = [
        Words(one) for one in (N_("Head"), N_("Amount planned"), N_("Came"), N_("Difference"), N_("Of the plan"))
    ]
    legend = ((Words(N_("Amount planned")), "calm"), (Words(N_("Came")), 1))
    return Chart(Words(title), bars, Table(Words(title), headers, rows), legend)


def _pairs(lines: Named, top: int) -> Iterable[Bar]:
    """Two bars a head: what was planned, then what came."""
    for name, one in lines:
        if one.planned or one.actual:
            yield Bar(Words(name), parts([(one.planned, "calm")], top), Money(one.planned))
            yield Bar(Words(N_("… what came")), parts([(one.actual, 1)], top), Money(one.actual))


def _row(name: Words, one: Beside) -> list[Value]:
    return [
        name,
        Money(one.planned),
        Money(one.actual),
        Money(one.variance),
        None if one.part is None else Plain(one.part),
    ]
