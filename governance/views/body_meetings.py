"""The meetings of a body, and what it decided there."""

from functools import partial

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now, today
from foundation.web.guard import requires
from foundation.web.handling import handled
from foundation.web.twins import refuse_twin
from governance.forms.bodies import BodyDecisionForm, MeetingForm
from governance.queries.bodies import body_or_404, decisions_of_body, locked_body, meeting_or_404, seats_on
from governance.rules.bodies import VERDICT_NAMES, Verdict
from governance.rules.events import Event
from governance.services.bodies import change_meeting, enter_body_decision, hold_meeting
from governance.signals import offered_subjects
from governance.views.blueprint import blueprint

MEETING = "/instances/<int:body_id>/reunions/<int:meeting_id>"


@blueprint.route("/instances/<int:body_id>/reunions/nouvelle", methods=["GET", "POST"])
@requires(Permission.BODIES_WRITE)
def new_meeting(body_id: int) -> Response:
    """Write a meeting, held or to come; those who sit there are proposed as present."""
    found, day = body_or_404(body_id), today()
    form = MeetingForm.of(None, "\n".join(one.name for one in seats_on(found, day)), day)

    def write() -> str:
        body, actor, at = locked_body(body_id), current_actor(), now()
        facts = {"body": body.name, "day": form.on.data.isoformat()}
        refuse_twin(Event.BODY_MET, facts, partial(_address, body_id), actor=actor, at=at)
        made = hold_meeting(body, form.on.data, form.draft(), actor=actor, at=at)
        return _to_meeting(body_id, made.id, _("Meeting written. Enter what was decided there."))

    return handled(form, write, "governance/meeting_form.html", body=found, meeting=None)


@blueprint.get(MEETING)
@requires(Permission.DECISIONS_READ)
def meeting(body_id: int, meeting_id: int) -> str:
    """One meeting: when, where, who was there, what was decided."""
    found = body_or_404(body_id)
    met = meeting_or_404(found, meeting_id)
    decided = [one for one in decisions_of_body(found) if one.body_meeting_id == met.id]
    return render_template(
        "governance/meeting.html",
        body=found,
        meeting=met,
        decisions=decided[::-1],
        is_to_come=met.held_on > today(),
        verdicts=VERDICT_NAMES,
    )


@blueprint.route(f"{MEETING}/modifier", methods=["GET", "POST"])
@requires(Permission.BODIES_WRITE)
def edit_meeting(body_id: int, meeting_id: int) -> Response:
    """Change what is written of a meeting."""
    found = body_or_404(body_id)
    met = meeting_or_404(found, meeting_id)
    form = MeetingForm.of(met)

    def write() -> str:
        change_meeting(met, form.on.data, form.draft(), actor=current_actor(), at=now())
        return _to_meeting(body_id, meeting_id, _("Changes saved."))

    return handled(form, write, "governance/meeting_form.html", body=found, meeting=met)


@blueprint.route(f"{MEETING}/decisions/nouvelle", methods=["GET", "POST"])
@requires(Permission.BODIES_WRITE)
def new_body_decision(body_id: int, meeting_id: int) -> Response:
    """Enter what a body decided in the register."""
    found = body_or_404(body_id)
    met = meeting_or_404(found, meeting_id)
    form = BodyDecisionForm(data={"subject": request.args.get("objet", "")}).offer(offered_subjects())

    def write() -> str:
        made = enter_body_decision(
            met,
            title=form.title.data,
            verdict=Verdict(form.verdict.data),
            text=form.text.data or "",
            motives=form.motives.data or "",
            subject=form.chosen_subject,
            actor=current_actor(),
            at=now(),
        )
        flash(_("Decision no. %(number)s is in the register.", number=made.number), "success")
        return url_for("governance.decision", number=made.number)

    return handled(form, write, "governance/body_decision_form.html", body=found, meeting=met)


def _to_meeting(body_id: int, meeting_id: int, message: str) -> str:
    flash(message, "success")
    return _address(body_id, meeting_id)


def _address(body_id: int, meeting_id: int) -> str:
    return url_for("governance.meeting", body_id=body_id, meeting_id=meeting_id)
