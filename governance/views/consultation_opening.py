"""Open a consultation: whom it would ask and what stands in the way; by hand, or at an hour; try it; give it more time."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now
from foundation.kernel.errors import ScicError
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from governance.forms.consultations import ExtensionForm, ScheduleForm
from governance.models import Consultation
from governance.queries.consultations import consultation_by_id, locked_consultation, question_by_id
from governance.queries.consulted import Consulted, consulted_on, day_of_opening, plan_of
from governance.queries.consulted_readers import reach_of
from governance.rules.consultations import audience_from_json
from governance.services.consultations import choose_groups, require_unwritten, schedule_opening, unschedule_opening
from governance.services.consulting import extend_consultation, open_consultation
from governance.views.blueprint import blueprint
from membership.presentation import naming_on
from votes.forms.small_groups import small_groups_form
from votes.rules.roll_reasons import EXCLUSION_SENTENCES
from votes.services.rehearsing import rehearse

SHOWN = 200


@blueprint.route("/consultations/<int:consultation_id>/ouverture", methods=["GET", "POST"])
@requires(Permission.CONSULTATIONS_WRITE)
def consultation_opening(consultation_id: int) -> str | Response | tuple[str, int]:
    """The provisional roll, how answers weigh, what stands in the way; and the hour at which it opens by itself."""
    at = now()
    found = consultation_by_id(consultation_id)
    require_unwritten(found, at)
    form = ScheduleForm()
    if form.validate_on_submit():
        try:
            with transaction():
                locked = locked_consultation(consultation_id)
                schedule_opening(locked, form.opens_at(locked.zone), actor=current_actor(), at=now())
        except ScicError as refused:
            form.refuse(refused, field="day")
        else:
            flash(_("The consultation opens by itself at the hour you chose."))
            return _back(consultation_id)
    return answer(form, "governance/consultation_opening.html", **_provisional(found))


def _provisional(consultation: Consultation) -> dict[str, object]:
    at = now()
    on = day_of_opening(consultation, at)
    consulted = consulted_on(consultation, on)
    numbers = [one.number for one in consulted.roll.asked]
    return {
        "consultation": consultation,
        "on": on,
        "consulted": consulted,
        "audience": audience_from_json(consultation.audience),
        "naming": naming_on(on),
        "weighings": {one.id: consulted.weighing(one) for one in consultation.questions},
        "obstacles": _obstacles(consultation, consulted),
        "small": {one.id: consulted.small_groups(one) for one in consultation.questions},
        "reach": reach_of(numbers, at, consultation.zone),
        "why_out": EXCLUSION_SENTENCES,
        "shown": SHOWN,
    }


def _obstacles(consultation: Consultation, consulted: Consulted) -> list[tuple[object, ScicError]]:
    at = max(now(), consultation.opens_at) if consultation.opens_at else now()
    found = [(one, consulted.obstacle(one, at)) for one in consultation.questions]
    return [(one, refused) for one, refused in found if refused is not None]


@blueprint.route("/consultations/<int:consultation_id>/questions/<int:question_id>/groupes", methods=["GET", "POST"])
@requires(Permission.CONSULTATIONS_WRITE)
def question_groups(consultation_id: int, question_id: int) -> str | Response | tuple[str, int]:
    """What becomes of the colleges too small for a secret question."""
    at = now()
    found = consultation_by_id(consultation_id)
    require_unwritten(found, at)
    question = question_by_id(found, question_id)
    consulted = consulted_on(found, day_of_opening(found, at))
    names = {one.id: one.name for one in consulted.roll.colleges}
    form = small_groups_form(consulted.small_groups(question), consulted.group_terms, names, plan_of(question).groups)
    if form.validate_on_submit():
        with transaction():
            kept = question_by_id(locked_consultation(consultation_id), question_id)
            choose_groups(kept, form.groups(), actor=current_actor(), at=at)
        flash(_("Changes saved."))
        return redirect(url_for("governance.consultation_opening", consultation_id=consultation_id))
    return answer(form, "governance/consultation_groups.html", consultation=found, question=question)


@blueprint.post("/consultations/<int:consultation_id>/ouvrir")
@requires(Permission.CONSULTATIONS_WRITE)
def open_now(consultation_id: int) -> Response:
    """Open it now: members are told."""
    with transaction():
        open_consultation(consultation_id, actor=current_actor(), at=now())
    flash(_("The consultation is open: the members who are asked are written to."), "success")
    return _back(consultation_id)


@blueprint.post("/consultations/<int:consultation_id>/ne-plus-ouvrir")
@requires(Permission.CONSULTATIONS_WRITE)
def unschedule(consultation_id: int) -> Response:
    """It no longer opens by itself."""
    with transaction():
        unschedule_opening(locked_consultation(consultation_id), actor=current_actor(), at=now())
    flash(_("The consultation no longer opens by itself."))
    return _back(consultation_id)


@blueprint.post("/consultations/<int:consultation_id>/questions/<int:question_id>/essai")
@requires(Permission.CONSULTATIONS_WRITE)
def rehearse_question(consultation_id: int, question_id: int) -> Response:
    """Try a question with invented voters: nothing of it is kept."""
    at = now()
    with transaction():
        found = locked_consultation(consultation_id)
        question = question_by_id(found, question_id)
        draft, _lines = consulted_on(found, day_of_opening(found, at)).opening(question)
        box = rehearse(draft, actor=current_actor(), at=at)
    back = url_for("governance.consultation", consultation_id=consultation_id)
    return redirect(url_for("votes.show", box_id=box.id, suite=back))


@blueprint.route("/consultations/<int:consultation_id>/prolonger", methods=["GET", "POST"])
@requires(Permission.CONSULTATIONS_WRITE)
def extend_time(consultation_id: int) -> str | Response | tuple[str, int]:
    """Give it more time, with the reason."""
    found = consultation_by_id(consultation_id)
    form = ExtensionForm()
    if form.validate_on_submit():
        try:
            with transaction():
                extend_consultation(
                    consultation_id,
                    form.moment(found.zone),
                    form.reason.data.strip(),
                    actor=current_actor(),
                    at=now(),
                )
        except ScicError as refused:
            form.refuse(refused, field="day")
        else:
            flash(_("More time is given; the new closing time is shown to everybody."))
            return _back(consultation_id)
    return answer(form, "governance/consultation_extension.html", consultation=found)


def _back(consultation_id: int) -> Response:
    return redirect(url_for("governance.consultation", consultation_id=consultation_id))
