"""The list of consultations, one consultation, and its making."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor, current_reader
from foundation.kernel.clock import day_of, now
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from governance.forms.consultations import ConsultationForm
from governance.models import Consultation
from governance.queries.consultation_pages import ConsultationPage, consultation_page, outcome_of, turnouts
from governance.queries.consultations import box_ids_of, consultation_by_id, facts_of, listed_for, locked_consultation
from governance.rules.consultations import ASK_NAMES, ASK_PURPOSES, audience_from_json
from governance.services.consultation_mails import remind, reminder_from
from governance.services.consultations import (
    change_consultation,
    create_consultation,
    require_unwritten,
    usual_audience,
    withdraw,
)
from governance.views.blueprint import blueprint
from governance.views.consultation_visible import prepares, runs_votes, visible_consultation
from membership.presentation import naming_on
from votes.queries.answers import count_waiting, waiting_among
from votes.signals import reading_asked

NAMED = 100


@blueprint.get("/consultations")
@requires(Permission.VOTE_CAST)
def consultations() -> str:
    """What waits for an answer, what runs, what is over."""
    page = max(1, request.args.get("page", 1, type=int) or 1)
    found = listed_for(current_reader().id, now(), prepares=prepares(), page=page)
    return render_template("governance/consultations.html", found=found, at=now())


@blueprint.get("/consultations/<int:consultation_id>")
@requires(Permission.VOTE_CAST)
def consultation(consultation_id: int) -> str:
    """One consultation: its text, its questions with where the reader stands; for who prepares it, how it goes."""
    at = now()
    found = visible_consultation(consultation_id, at)
    shown = consultation_page(found, current_reader().id, at)
    facts = facts_of(found)
    return render_template(
        "governance/consultation.html",
        page=shown,
        consultation=found,
        kinds=ASK_NAMES,
        purposes=ASK_PURPOSES,
        noted=facts,
        outcome=outcome_of(facts),
        readings=_readings(shown),
        preparing=prepares(),
        **(_followed(shown, found) if prepares() else {}),
    )


def _readings(page: ConsultationPage) -> list[str]:
    """Where those who are asked read about what is put to the vote; most questions have no such page."""
    boxes = [asked.box for asked in page.questions if asked.box is not None]
    return [address for _ear, found in reading_asked.send(boxes) for address in dict.fromkeys(found.values())]


def _followed(page: ConsultationPage, consultation: Consultation) -> dict[str, object]:
    """What those who prepare it follow: who is asked, how many answered, who did not (names where the vote is open)."""
    boxes = box_ids_of(consultation)
    on = day_of(consultation.opened_at or now())
    audience = audience_from_json(consultation.audience)
    named = page.closes_at > now() and (runs_votes() or not page.is_secret)
    naming = naming_on(on)
    return {
        "audience": audience,
        "asked_colleges": [naming.college(one) for one in audience.colleges],
        "turnouts": turnouts(page),
        "waiting": count_waiting(boxes),
        "named": waiting_among(boxes, limit=NAMED) if named else [],
        "may_name": named,
        "remind_from": reminder_from(consultation, facts_of(consultation)),
        "at": now(),
    }


@blueprint.route("/consultations/nouvelle", methods=["GET", "POST"])
@requires(Permission.CONSULTATIONS_WRITE)
def new_consultation() -> str | Response | tuple[str, int]:
    """Write a new consultation."""
    form = ConsultationForm()
    if form.validate_on_submit():
        with transaction():
            made = create_consultation(form.draft(), usual_audience(), actor=current_actor(), at=now())
        flash(_("Consultation created. Write its questions now."))
        return redirect(url_for("governance.consultation", consultation_id=made.id))
    return answer(form, "governance/consultation_form.html", consultation=None)


@blueprint.route("/consultations/<int:consultation_id>/modifier", methods=["GET", "POST"])
@requires(Permission.CONSULTATIONS_WRITE)
def edit_consultation(consultation_id: int) -> str | Response | tuple[str, int]:
    """Change a consultation in preparation."""
    found = consultation_by_id(consultation_id)
    require_unwritten(found, now())
    form = ConsultationForm.of(found)
    if form.validate_on_submit():
        with transaction():
            change_consultation(locked_consultation(consultation_id), form.draft(), actor=current_actor(), at=now())
        flash(_("Changes saved."))
        return redirect(url_for("governance.consultation", consultation_id=consultation_id))
    return answer(form, "governance/consultation_form.html", consultation=found)


@blueprint.post("/consultations/<int:consultation_id>/abandonner")
@requires(Permission.CONSULTATIONS_WRITE)
def withdraw_consultation(consultation_id: int) -> Response:
    """Give a consultation up before it opens."""
    with transaction():
        withdraw(locked_consultation(consultation_id), actor=current_actor(), at=now())
    flash(_("Consultation withdrawn: nobody is asked."))
    return redirect(url_for("governance.consultations"))


@blueprint.post("/consultations/<int:consultation_id>/rappel")
@requires(Permission.CONSULTATIONS_WRITE)
def remind_consultation(consultation_id: int) -> Response:
    """Remind those who have not answered, and nobody else."""
    with transaction():
        members = remind(consultation_id, actor=current_actor(), at=now())
    flash(ngettext("%(num)s member is reminded.", "%(num)s members are reminded.", members), "success")
    return redirect(url_for("governance.consultation", consultation_id=consultation_id))
