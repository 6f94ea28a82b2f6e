"""What is told of an action's life: where it stands, what it cost, what proves it; and taking back what was told by mistake."""

from collections.abc import Callable

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.documents.deposits import deposit
from foundation.kernel.clock import now, today
from foundation.kernel.errors import ScicError
from foundation.kernel.money import ZERO
from foundation.kernel.sentences import sentence
from foundation.web.forms import BaseForm, answer, choices
from foundation.web.guard import requires
from foundation.web.language import current_language
from foundation.web.transaction import transaction
from pole.programme.forms.actions import EvidenceForm, MergeForm, ReasonForm, SpentForm, StateForm
from pole.programme.models import Action
from pole.programme.queries.actions import ActionNow, action_by_number, actions_now
from pole.programme.queries.choices import action_fact_or_404
from pole.programme.rules.states import FOLLOWS, STATE_NAMES, ActionState
from pole.programme.services.actions import (
    locked_action,
    merge_actions,
    record_evidence,
    record_note,
    record_spent,
    record_state,
    take_back,
)
from pole.programme.views.blueprint import blueprint

Answered = str | Response | tuple[str, int]


def _handled(
    form: BaseForm, action: ActionNow, act: Callable[[Action], object], template: str, *, said: str
) -> Answered:
    """Do what a form asks of an action, held meanwhile; a rule's refusal is shown on the form, nothing typed is lost."""
    if form.validate_on_submit():
        try:
            with transaction():
                act(locked_action(action.id))
        except ScicError as refused:
            form.refuse(refused)
        else:
            flash(said, "success")
            return redirect(url_for("programme.action", number=action.number))
    return answer(form, template, action=action)


@blueprint.route("/programme/actions/<int:number>/etat", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def action_state(number: int) -> Answered:
    """It passes to another state."""
    found = action_by_number(number)
    form = StateForm(on=today())
    follows = [state for state in ActionState if state in FOLLOWS[found.state]]
    form.state.choices = choices((one.value, sentence(current_language(), STATE_NAMES[one])) for one in follows)

    def act(action: Action) -> None:
        state = ActionState(form.state.data)
        text = (form.text.data or "").strip()
        record_state(action, state, on=form.on.day, text=text, actor=current_actor(), at=now())

    return _handled(
        form, found, act, "pole/programme/action_state.html", said=_("The action stands there from now on.")
    )


@blueprint.route("/programme/actions/<int:number>/depense", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def action_spent(number: int) -> Answered:
    """What it cost."""
    form = SpentForm(on=today())

    def act(action: Action) -> None:
        cents, hours = (form.money.data or ZERO).cents, form.hours.data or 0
        text, day = form.text.data.strip(), form.on.day
        record_spent(action, cents=cents, hours=hours, on=day, text=text, actor=current_actor(), at=now())

    return _handled(
        form, action_by_number(number), act, "pole/programme/action_spent.html", said=_("Noted: what it cost.")
    )


@blueprint.route("/programme/actions/<int:number>/preuve", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def action_evidence(number: int) -> Answered:
    """A piece of evidence, or a note."""
    form = EvidenceForm(on=today())

    def act(action: Action) -> None:
        who, at, day, text = current_actor(), now(), form.on.day, form.text.data.strip()
        if form.kind.data == "note":
            record_note(action, text, on=day, actor=who, at=at)
            return
        file = request.files.get("file")
        kept = (
            deposit(file, about=action.subject, title=text[:200], actor=who, at=at) if file and file.filename else None
        )
        address = (form.address.data or "").strip()
        deposit_id = kept.id if kept else None
        record_evidence(action, text, on=day, address=address, deposit_id=deposit_id, actor=who, at=at)

    return _handled(
        form, action_by_number(number), act, "pole/programme/action_evidence.html", said=_("Noted. Thank you.")
    )


@blueprint.route("/programme/actions/<int:number>/retirer", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def action_merge(number: int) -> Answered:
    """An action is never deleted: this page says why, and merges it into another or leads to stopping it."""
    found = action_by_number(number)
    form = MergeForm(on=today())
    others = {one.id: one for one in actions_now() if one.id != found.id and one.merged_into is None}
    form.into.offer((one.id, f"{one.number}. {one.title}") for one in others.values())

    def act(action: Action) -> None:
        into, text = others[form.into.data or 0].action, form.text.data.strip()
        merge_actions(action, into, on=form.on.day, text=text, actor=current_actor(), at=now())

    return _handled(
        form, found, act, "pole/programme/action_merge.html", said=_("Merged: the other action takes over.")
    )


@blueprint.route("/programme/actions/<int:number>/faits/<int:fact_id>/reprise", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def action_take_back(number: int, fact_id: int) -> Answered:
    """Take back what was told of an action by mistake; both stay in the audit trail."""
    found = action_by_number(number)
    fact = action_fact_or_404(found, fact_id)
    form = ReasonForm()

    def act(_action: Action) -> None:
        take_back(fact, form.reason.data.strip(), actor=current_actor(), at=now())

    return _handled(form, found, act, "pole/programme/action_take_back.html", said=_("Taken back."))
