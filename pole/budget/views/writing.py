"""The pages that write a plan: a new one, its settings, its lines, and what a body says of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now, today
from foundation.kernel.errors import Refused, StateMoved
from foundation.web.errors import refusal_to_flash
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from foundation.web.twins import refuse_twin
from governance.queries.bodies import meetings_to_decide
from governance.rules.bodies import Verdict
from pole.budget.forms.lines import CostForm, EquipmentForm, LineForm, PostForm, ResourceForm
from pole.budget.forms.plans import PutForm, SettingsForm
from pole.budget.queries import PlanAt, plan_at
from pole.budget.rules.editing import line_of, next_key
from pole.budget.rules.events import Event
from pole.budget.rules.plan import USUAL_YEARS, Cost, Equipment, Plan, Post, Resource
from pole.budget.services.plans import Judgement, found_plan, put_line, put_to_body, take_out_line, write_settings
from pole.budget.views.blueprint import blueprint, handled
from statutes.queries import version_on

KINDS = "any(charges, postes, materiel, ressources)"
LINE = f"/budget/<int:plan_id>/<{KINDS}:kind>"
DECEMBER = 12


@dataclass(frozen=True)
class LineKind:
    """A kind of line: its type, its form, and how its page is called."""

    line: type[Any]
    form: Callable[..., Any]
    new: str
    title: str


LINES = {
    "charges": LineKind(Cost, CostForm, _l("Add a cost"), _l("Cost")),
    "postes": LineKind(Post, PostForm, _l("Add a post"), _l("Permanent post")),
    "materiel": LineKind(Equipment, EquipmentForm, _l("Add equipment"), _l("Equipment")),
    "ressources": LineKind(Resource, ResourceForm, _l("Add a resource"), _l("Resource")),
}


@blueprint.route("/budget/nouveau", methods=["GET", "POST"])
@requires(Permission.BUDGET_WRITE)
def new_plan() -> ResponseReturnValue:
    """A new plan, empty: its lines come next."""
    version = version_on(today())
    end = str(version.statutes.year_end or "") if version else ""
    month = int(end[:2]) if end[:2].isdecimal() else DECEMBER
    form = SettingsForm(first_year=today().year, count=USUAL_YEARS, closing_month=month)
    form.offer()

    def write() -> ResponseReturnValue:
        said = Plan(**vars(form.settings()))
        actor, at = current_actor(), now()
        refuse_twin(Event.PLAN_WRITTEN, {"title": said.title, "revision": 1}, _address, actor=actor, at=at)
        row = found_plan(said, actor=actor, at=at)
        flash(_("The plan is there. Write its lines now, or bring them in from a file."), "success")
        return redirect(_address(row.id), 303)

    return handled(form, write, "pole/budget/settings.html", plan=None)


@blueprint.route("/budget/<int:plan_id>/reglages", methods=["GET", "POST"])
@requires(Permission.BUDGET_WRITE)
def settings(plan_id: int) -> ResponseReturnValue:
    """The frame of a plan: title, years, hypotheses."""
    found = plan_at(plan_id)
    form = SettingsForm(seen=found.last, **SettingsForm.shown(found.said))
    form.offer()

    def write() -> ResponseReturnValue:
        write_settings(plan_id, form.settings(), seen=form.seen.data or 0, actor=current_actor(), at=now())
        flash(_("The settings are recorded in a new version."), "success")
        return redirect(url_for(".plan", plan_id=plan_id), 303)

    return handled(form, write, "pole/budget/settings.html", plan=found)


@blueprint.route(f"{LINE}/nouvelle", methods=["GET", "POST"])
@requires(Permission.BUDGET_WRITE)
def new_line(plan_id: int, kind: str) -> ResponseReturnValue:
    """Add a line."""
    found = plan_at(plan_id)
    form = LINES[kind].form(seen=found.last)
    return _line_page(found, kind, next_key(found.said, LINES[kind].line), form, is_new=True)


@blueprint.route(f"{LINE}/<key>", methods=["GET", "POST"])
@requires(Permission.BUDGET_WRITE)
def line(plan_id: int, kind: str, key: str) -> ResponseReturnValue:
    """Change a line."""
    found, own = plan_at(plan_id), LINES[kind]
    held = line_of(found.said, own.line, key)
    form = own.form(seen=found.last, **(own.form.shown(held) if request.method == "GET" else {}))  # type: ignore[attr-defined]
    return _line_page(found, kind, key, form, is_new=False)


def _line_page(found: PlanAt, kind: str, key: str, form: LineForm, *, is_new: bool) -> ResponseReturnValue:
    form.fit(found.said)
    if form.validate_on_submit() and form.judge(typed := form.line(key, found.said)):
        seen = form.seen.data or 0
        try:
            with transaction():
                put_line(found.id, typed, seen=seen if not is_new else found.last, actor=current_actor(), at=now())
        except (StateMoved, Refused) as refusal:
            form.refuse(refusal)
            form.see(found.last)
        else:
            flash(_("“%(label)s” is recorded in a new version of the plan.", label=typed.label), "success")
            if request.form.get("again") == "1":
                return redirect(url_for(".new_line", plan_id=found.id, kind=kind), 303)
            return redirect(url_for(".lines", plan_id=found.id), 303)
    return answer(form, "pole/budget/line.html", plan=found, kind=kind, own=LINES[kind], key=key, is_new=is_new)


@blueprint.post(f"{LINE}/<key>/retirer")
@requires(Permission.BUDGET_WRITE)
def take_out(plan_id: int, kind: str, key: str) -> ResponseReturnValue:
    """Take a line out of the plan; earlier versions keep it."""
    seen = request.form.get("seen", 0, type=int)
    try:
        with transaction():
            take_out_line(plan_id, LINES[kind].line, key, seen=seen, actor=current_actor(), at=now())
    except StateMoved as refusal:
        refusal_to_flash(refusal)
        return redirect(url_for(".line", plan_id=plan_id, kind=kind, key=key), 303)
    flash(_("The line is taken out. Earlier versions of the plan keep it."), "success")
    return redirect(url_for(".lines", plan_id=plan_id), 303)


@blueprint.route("/budget/<int:plan_id>/instance", methods=["GET", "POST"])
@requires(Permission.BUDGET_WRITE, Permission.BODIES_WRITE)
def put(plan_id: int) -> ResponseReturnValue:
    """Enter what a body decided on the plan as it stands."""
    found, meetings = plan_at(plan_id), meetings_to_decide(today())
    form = PutForm(seen=found.last)
    form.offer(meetings)

    def write() -> ResponseReturnValue:
        meeting = next(one for one in meetings if one.id == form.meeting.data)
        judgement = Judgement(meeting, Verdict(form.verdict.data), form.motives.data or "")
        decision = put_to_body(plan_id, judgement, seen=form.seen.data or 0, actor=current_actor(), at=now())
        flash(_("Decision no. %(number)s is in the register.", number=decision.number), "success")
        return redirect(url_for(".versions", plan_id=plan_id), 303)

    return handled(form, write, "pole/budget/put.html", plan=found, meetings=meetings)


def _address(plan_id: int) -> str:
    return url_for(".lines", plan_id=plan_id)
