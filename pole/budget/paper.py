"""A plan as its document wants it (templates/documents/plan-budget.typ), in French."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from foundation.kernel.money import Money
from foundation.kernel.sentences import sentence
from foundation.web.rules.figures import percent_text
from governance.rules.bodies import VERDICT_NAMES, Verdict
from pole.budget.queries import PlanAt, verdicts
from pole.budget.rules.findings import checks
from pole.budget.rules.plan import HEAD_NAMES, KIND_NAMES, Plan
from pole.budget.rules.staffing import full_time_posts, payroll
from pole.budget.rules.totals import Totals, totals
from pole.budget.rules.words import Number
from shares.queries.papers.company import company_data, statutes_for_paper

LANGUAGE = "fr"
MILLE = 1000


def plan_data(found: PlanAt, *, on: date, at: datetime) -> dict[str, Any]:
    """The paper of a plan at one of its versions; StateMoved where no statutes name the company on that day."""
    plan, sums = found.said, totals(found.said)
    return {
        "cooperative": company_data(statutes_for_paper(on), on),
        "title": plan.title,
        "revision": found.revision.revision,
        "written_at": found.revision.written_at,
        "written_by": found.revision.written_by,
        "printed_at": at,
        "years": [str(year) for year in plan.years],
        "retained": {"code": plan.retained, "label": plan.hypothesis(plan.retained).label},
        "costs": _rows(HEAD_NAMES, sums.heads),
        "cost_total": _money(sums.costs),
        "resources": _rows(KIND_NAMES, sums.kinds),
        "resource_total": _money(sums.resources),
        "bars": _bars(sums),
        "public_parts": [None if one is None else percent_text(one, LANGUAGE, plain=True) for one in sums.public_parts],
        "funders": [{"name": name, "cents": _money(cents)} for name, cents in sums.funders.items()],
        "hypotheses": _hypotheses(plan),
        "checks": _checks(plan),
        "verdicts": _verdicts(found),
    }


def _rows(names: Any, held: Any) -> list[dict[str, Any]]:
    return [{"name": _fr(names[code]), "cents": _money(cents)} for code, cents in held.items() if any(cents)]


def _bars(sums: Totals) -> list[dict[str, Any]]:
    """For each year, the heads of costs in thousandths of the highest year: where the bars of the picture end."""
    top = max(*sums.costs, 1)
    shown = [head for head, cents in sums.heads.items() if any(cents)]
    return [
        {
            "year": str(year),
            "total": Money(sums.costs[rank]),
            "parts": [sums.heads[head][rank] * MILLE // top for head in shown],
        }
        for rank, year in enumerate(sums.years)
    ]


def _hypotheses(plan: Plan) -> list[dict[str, Any]]:
    return [
        {
            "code": one.code,
            "label": one.label,
            "posts": [Number(part).said(LANGUAGE) for part in full_time_posts(plan, one.code)],
            "payroll": _money(payroll(plan, one.code)),
            "costs": _money(totals(plan, one.code).costs),
        }
        for one in plan.hypotheses
    ]


def _checks(plan: Plan) -> list[dict[str, Any]]:
    return [
        {
            "title": _fr(one.title),
            "ok": one.state == "ok",
            "findings": [sentence(LANGUAGE, found.message, found.values) for found in one.findings],
        }
        for one in checks(plan)
    ]


def _verdicts(found: PlanAt) -> list[dict[str, Any]]:
    told = verdicts([found.revision])[found.revision.revision]
    return [
        {
            "body": one.meeting.body.name if one.meeting else "",
            "on": one.decided_on,
            "verdict": _fr(VERDICT_NAMES[Verdict(one.verdict)]) if one.verdict else "",
            "number": one.number,
            "motives": one.motives,
        }
        for one in told
    ]


def _money(cents: Sequence[int]) -> list[Money]:
    return [Money(one) for one in cents]


def _fr(message: str) -> str:
    return sentence(LANGUAGE, message)
