"""The register of decisions, which every member may search and read."""

from flask import render_template, request

from foundation.accounts.permissions import Permission
from foundation.web.guard import requires
from governance.queries.decisions import decision_by_number, search_decisions
from governance.queries.items import outcome_of_item
from governance.views.blueprint import blueprint

OUTCOMES = {"adoptees": True, "rejetees": False}


@blueprint.get("/decisions")
@requires(Permission.DECISIONS_READ)
def decisions() -> str:
    """Search the register."""
    query = request.args.get("q", "").strip()[:200]
    outcome = request.args.get("issue", "")
    found = search_decisions(query, adopted=OUTCOMES.get(outcome), page=request.args.get("page", 1, type=int))
    return render_template("governance/decisions.html", found=found, query=query, outcome=outcome)


@blueprint.get("/decisions/<int:number>")
@requires(Permission.DECISIONS_READ)
def decision(number: int) -> str:
    """One decision: its text, its verdict with the reasons, its minutes."""
    found, minutes = decision_by_number(number)
    return render_template("governance/decision.html", decision=found, minutes=minutes, **outcome_of_item(found.item))
