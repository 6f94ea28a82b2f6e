"""The pages that read: every plan, one plan with its charts and checks, its lines, its hypotheses, its versions."""

from itertools import pairwise

from flask import render_template, request
from flask.typing import ResponseReturnValue

from foundation.accounts.permissions import Permission
from foundation.kernel.sentences import written
from foundation.web.guard import requires
from foundation.web.incoming import row_number
from foundation.web.language import current_language
from governance.rules.bodies import VERDICT_NAMES
from pole.budget.queries import PAGE, PlanAt, last_verdict, plan_at, plans, revisions, verdicts
from pole.budget.rules.changes import changes
from pole.budget.rules.findings import checks
from pole.budget.rules.plan import TYPED_HEADS
from pole.budget.rules.totals import totals
from pole.budget.rules.writing import from_json
from pole.budget.views import shown
from pole.budget.views.blueprint import blueprint


def asked_plan(plan_id: int) -> PlanAt:
    """The plan at the version that the address asks for, the last where it asks for none."""
    return plan_at(plan_id, request.args.get("version", type=int))


@blueprint.get("/budget")
@requires(Permission.BUDGET_READ)
def overview() -> ResponseReturnValue:
    """Every plan, what it costs in its first and last year, and whether its totals meet."""
    found = [(one, totals(one.said), checks(one.said)) for one in plans()]
    return render_template("pole/budget/overview.html", plans=found)


@blueprint.get("/budget/<int:plan_id>")
@requires(Permission.BUDGET_READ)
def plan(plan_id: int) -> ResponseReturnValue:
    """One plan: checks, costs by head, resources by kind, the part of public funders, what bodies said."""
    found = asked_plan(plan_id)
    sums = totals(found.said)
    return render_template(
        "pole/budget/plan.html",
        plan=found,
        sums=sums,
        checks=checks(found.said),
        heads=shown.head_series(sums),
        kinds=shown.kind_series(sums),
        public=shown.public_series(sums),
        funders=shown.funders(sums),
        verdict=last_verdict(found.id),
        verdict_names=VERDICT_NAMES,
    )


@blueprint.get("/budget/<int:plan_id>/lignes")
@requires(Permission.BUDGET_READ)
def lines(plan_id: int) -> ResponseReturnValue:
    """Every line of a plan, section by section; who may write finds each one's form here."""
    found = asked_plan(plan_id)
    sums = totals(found.said)
    typed = [sum(sums.heads[head][rank] for head in TYPED_HEADS) for rank in range(found.said.count)]
    return render_template(
        "pole/budget/lines.html",
        plan=found,
        costs=shown.cost_lines(found.said),
        posts=shown.post_lines(found.said),
        equipment=shown.equipment_lines(found.said),
        resources=shown.resource_lines(found.said),
        sums=sums,
        typed=typed,
    )


@blueprint.get("/budget/<int:plan_id>/hypotheses")
@requires(Permission.BUDGET_READ)
def compared_hypotheses(plan_id: int) -> ResponseReturnValue:
    """The hypotheses of staffing side by side."""
    found = asked_plan(plan_id)
    hypotheses = shown.hypotheses(found.said)
    return render_template(
        "pole/budget/hypotheses.html",
        plan=found,
        hypotheses=hypotheses,
        payroll=shown.hypothesis_series(hypotheses, of_payroll=True),
        costs=shown.hypothesis_series(hypotheses, of_payroll=False),
        check=next(one for one in checks(found.said) if one.name == "hypotheses"),
    )


@blueprint.get("/budget/<int:plan_id>/versions")
@requires(Permission.BUDGET_READ)
def versions(plan_id: int) -> ResponseReturnValue:
    """The versions of a plan, what each changed, and what bodies said of it."""
    page = request.args.get("page", 1, type=row_number)
    found, rows = plan_at(plan_id), revisions(plan_id, page)
    said = [from_json(row.content) for row in rows]
    language = current_language()
    told = [
        [
            (one, [tuple(written(language, part) for part in detail) for detail in one.details])
            for one in changes(old, new)
        ]
        for new, old in pairwise(said)
    ]
    return render_template(
        "pole/budget/versions.html",
        plan=found,
        rows=list(zip(rows[:PAGE], [*told, []], strict=False)),
        verdicts=verdicts(rows[:PAGE]),
        verdict_names=VERDICT_NAMES,
        page=page,
        pages=-(-found.last // PAGE),
    )
