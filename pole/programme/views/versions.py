"""One version of a proposal: read, written, compared, put to a body, decided on."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now, today
from foundation.kernel.errors import ScicError
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from governance.queries.bodies import bodies_on, body_or_404
from pole.programme.forms.proposals import PutForm, VerdictForm, VersionForm, priorities_among
from pole.programme.queries.actions import actions_now
from pole.programme.queries.proposals import (
    ProposalNow,
    VersionNow,
    items_of,
    listed,
    proposal_or_404,
    put_among,
    version_among,
)
from pole.programme.rules.differences import compared, differences
from pole.programme.rules.versions import PRIORITY_NAMES
from pole.programme.services.proposals import (
    enter_verdict,
    locked_version,
    put_version,
    require_undecided,
    require_unfrozen,
    take_put_back,
    write_version,
)
from pole.programme.views.blueprint import blueprint

Answered = str | Response | tuple[str, int]
VERSION = "/programme/propositions/<int:proposal_id>/versions/<int:version>"


def _found(proposal_id: int, version: int) -> tuple[ProposalNow, VersionNow]:
    proposal = proposal_or_404(proposal_id)
    return proposal, version_among(proposal.versions, version)


def _back(proposal_id: int, version: int) -> Response:
    return redirect(url_for("programme.version", proposal_id=proposal_id, version=version))


@blueprint.get(VERSION)
@requires(Permission.POLE_READ)
def version(proposal_id: int, version: int) -> str:
    """One version as it was put, or as it stands while it is written: its text, its actions by priority, its verdicts."""
    proposal, found = _found(proposal_id, version)
    return render_template(
        "pole/programme/version.html",
        proposal=proposal,
        found=found,
        items=items_of([found.id]).get(found.id, []),
        priorities=PRIORITY_NAMES,
        today=today(),
    )


@blueprint.get("/programme/propositions/<int:proposal_id>/comparer")
@requires(Permission.POLE_READ)
def compare_versions(proposal_id: int) -> str:
    """Two versions side by side, word for word: the last one and the one before, or those that are asked for."""
    proposal = proposal_or_404(proposal_id)
    numbers = [one.number for one in proposal.versions]
    after = request.args.get("a", numbers[-1] if numbers else 0, type=int)
    before = request.args.get("de", max(1, after - 1), type=int)
    old, new = version_among(proposal.versions, before), version_among(proposal.versions, after)
    held = items_of([old.id, new.id])
    changes = compared(listed(held.get(old.id, [])), listed(held.get(new.id, [])))
    return render_template(
        "pole/programme/compare.html",
        proposal=proposal,
        before=old,
        after=new,
        text=differences(old.version.text, new.version.text),
        changed_items=[one for one in changes if not one.is_same],
        same=sum(1 for one in changes if one.is_same),
        priorities=PRIORITY_NAMES,
    )


@blueprint.route(f"{VERSION}/modifier", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def edit_version(proposal_id: int, version: int) -> Answered:
    """Write a version that no body has before it: its text, and the actions it holds with their priority."""
    proposal, found = _found(proposal_id, version)
    require_unfrozen(found.version)
    form = VersionForm.of(found.version)
    kept = {one.action_id: one.priority for one in items_of([found.id]).get(found.id, [])}
    alive = [one for one in actions_now() if one.merged_into is None]
    chosen = priorities_among(request.form, [one.id for one in alive]) if request.method == "POST" else kept
    if form.validate_on_submit():
        try:
            with transaction():
                write_version(locked_version(found.id), form.draft(chosen), actor=current_actor(), at=now())
        except ScicError as refused:
            form.refuse(refused)
        else:
            flash(_("Changes saved."))
            return _back(proposal_id, version)
    return answer(
        form, "pole/programme/version_form.html",
        proposal=proposal, found=found, actions=alive, chosen=chosen, priorities=PRIORITY_NAMES,
    )  # fmt: skip


@blueprint.route(f"{VERSION}/soumettre", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def submit_version(proposal_id: int, version: int) -> Answered:
    """Put it to a body, at its meeting of a day: from now on it stands word for word."""
    proposal, found = _found(proposal_id, version)
    form = PutForm(on=today()).offer(bodies_on(today()))
    if form.validate_on_submit():
        try:
            with transaction():
                body = body_or_404(form.body_id.data or 0)
                put_version(locked_version(found.id), body, form.on.day, actor=current_actor(), at=now())
        except ScicError as refused:
            form.refuse(refused)
        else:
            flash(_("Put to “%(body)s”. This version stands word for word from now on.", body=body.name), "success")
            return _back(proposal_id, version)
    return answer(form, "pole/programme/version_put.html", proposal=proposal, found=found)


@blueprint.post(f"{VERSION}/soumissions/<int:put_id>/reprise")
@requires(Permission.POLE_WRITE)
def unsubmit_version(proposal_id: int, version: int, put_id: int) -> Response:
    """It is not put to that body after all."""
    _proposal, found = _found(proposal_id, version)
    with transaction():
        take_put_back(put_among(found, put_id).put, actor=current_actor(), at=now())
    flash(_("Taken back: the body will not be asked. The version stands as it was read."))
    return _back(proposal_id, version)


@blueprint.route(f"{VERSION}/soumissions/<int:put_id>/decision", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE, Permission.BODIES_WRITE)
def decide_version(proposal_id: int, version: int, put_id: int) -> Answered:
    """What the body decided, with its motives: a decision of the register."""
    proposal, found = _found(proposal_id, version)
    put = put_among(found, put_id)
    require_undecided(put)
    form = VerdictForm()
    if form.validate_on_submit():
        motives, plans = (form.motives.data or "").strip(), form.plans.data
        try:
            with transaction():
                locked_version(found.id)
                made = enter_verdict(
                    put.put, form.chosen, motives=motives, plans=plans, actor=current_actor(), at=now()
                )
        except ScicError as refused:
            form.refuse(refused, field="motives" if refused.code == "motives-missing" else None)
        else:
            flash(_("Decision no. %(number)s is in the register.", number=made.number), "success")
            return _back(proposal_id, version)
    return answer(form, "pole/programme/version_verdict.html", proposal=proposal, found=found, put=put)
