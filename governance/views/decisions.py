"""The register of decisions, which every member may search and read."""

from flask import render_template, request

from foundation.accounts.permissions import Permission
from foundation.web.guard import requires
from governance.queries.decisions import annulments, decision_by_number, search_decisions
from governance.queries.items import outcome_of_decision
from governance.views.blueprint import blueprint

OUTCOMES = {"adoptees": True, "rejetees": False}
ANNULLED = "annulees"


@blueprint.get("/decisions")
@requires(Permission.DECISIONS_READ)
def decisions() -> str:
    """Search the register."""
    query = request.args.get("q", "").strip()[:200]
    outcome = request.args.get("issue", "")
    found = search_decisions(
        query,
        adopted=OUTCOMES.get(outcome),
        annulled=True if outcome == ANNULLED else None,
        page=request.args.get("page", 1, type=int),
    )
    return render_template("governance/decisions.html", found=found, query=query, outcome=outcome)


@blueprint.get("/decisions/<int:number>")
@requires(Permission.DECISIONS_READ)
def decision(number: int) -> str:
    """One decision: its text, its verdict with the reasons, its minutes."""
    found, minutes = decision_by_number(number)
    annulled = annulments([found]).get(found.id)
    return render_template(
        "governance/decision.html", decision=found, minutes=minutes, annulled=annulled, **outcome_of_decision(found)
    )
