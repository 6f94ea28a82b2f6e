"""The register of decisions, which every member may search and read."""

from flask import render_template, request

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_reader
from foundation.kernel.clock import today
from foundation.web.guard import requires
from governance.queries.bodies import all_bodies
from governance.queries.decisions import ASSEMBLIES, annulments, decision_by_number, search_decisions
from governance.queries.items import outcome_of_decision
from governance.queries.tasks import progress, tasks_of
from governance.rules.bodies import VERDICT_NAMES
from governance.rules.tasks import TASK_STATES
from governance.services.following import follows, subject_of_decision
from governance.signals import named_subjects
from governance.views.blueprint import blueprint

OUTCOMES = {"adoptees": True, "rejetees": False}
ANNULLED = "annulees"


@blueprint.get("/decisions")
@requires(Permission.DECISIONS_READ)
def decisions() -> str:
    """Search the register."""
    query = request.args.get("q", "").strip()[:200]
    outcome = request.args.get("issue", "")
    source = request.args.get("instance", "")
    found = search_decisions(
        query,
        adopted=OUTCOMES.get(outcome),
        annulled=True if outcome == ANNULLED else None,
        source=ASSEMBLIES if source == "assemblees" else int(source) if source.isdecimal() else None,
        page=request.args.get("page", 1, type=int),
    )
    tasks = tasks_of([decision.id for decision, _minutes in found.rows])
    return render_template(
        "governance/decisions.html",
        found=found,
        query=query,
        outcome=outcome,
        source=source,
        bodies=all_bodies(),
        progress={key: progress(some, today()) for key, some in tasks.items()},
        verdicts=VERDICT_NAMES,
    )


@blueprint.get("/decisions/<int:number>")
@requires(Permission.DECISIONS_READ)
def decision(number: int) -> str:
    """One decision: its text, its verdict with the reasons, its minutes."""
    found, minutes = decision_by_number(number)
    tasks = tasks_of([found.id]).get(found.id, [])
    return render_template(
        "governance/decision.html",
        decision=found,
        minutes=minutes,
        annulled=annulments([found]).get(found.id),
        tasks=tasks,
        progress=progress(tasks, today()),
        named=named_subjects([found.subject, *(one.task.subject for one in tasks)]),
        following=follows(current_reader().id, subject_of_decision(found)),
        subject=subject_of_decision(found),
        today=today(),
        states=TASK_STATES,
        verdicts=VERDICT_NAMES,
        **outcome_of_decision(found),
    )
