"""What follows from a result: a decision of a body, or a point on the agenda of an assembly; texts taken out."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import day_of, now
from foundation.kernel.db import db
from foundation.kernel.errors import ScicError
from foundation.kernel.sentences import sentence
from foundation.web.filters import day
from foundation.web.forms import answer, choices
from foundation.web.guard import requires
from foundation.web.language import current_language
from foundation.web.transaction import transaction
from governance.models import Assembly, BodyMeeting
from pole.evaluations.forms.campaigns import OutcomeForm, TakingOutForm
from pole.evaluations.models import CampaignSubject
from pole.evaluations.queries.campaigns import campaign_by_id, subject_by_id
from pole.evaluations.queries.following import assemblies_in_preparation, meetings_until
from pole.evaluations.queries.results import remark_by_id, require_closed
from pole.evaluations.rules.campaigns import WAY_NAMES, Way
from pole.evaluations.services.outcomes import OutcomeDraft, decide_at, put_on_agenda, take_out
from pole.evaluations.views.blueprint import blueprint

DRAWN = f"<int(max={2**62}):remark_id>"


@blueprint.route("/<int:campaign_id>/resultat/<int:subject_id>/suite", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def outcome(campaign_id: int, subject_id: int) -> ResponseReturnValue:
    """Continue, adapt, stop: decided at a meeting, or put to an assembly."""
    found = campaign_by_id(campaign_id)
    subject = subject_by_id(found, subject_id)
    require_closed(found, now())
    form = _form()
    if form.validate_on_submit():
        try:
            with transaction():
                _write(subject, form)
        except ScicError as refused:
            form.refuse(refused)
        else:
            flash(_("What follows is written under the result."), "success")
            return redirect(url_for("evaluations.one_result", campaign_id=campaign_id, subject_id=subject_id))
    return answer(form, "pole/evaluations/outcome.html", campaign=found, subject=subject)


@blueprint.route(f"/<int:campaign_id>/resultat/<int:subject_id>/textes/{DRAWN}", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def taking_out(campaign_id: int, subject_id: int, remark_id: int) -> ResponseReturnValue:
    """Take out a text that names or hurts somebody."""
    found = campaign_by_id(campaign_id)
    subject = subject_by_id(found, subject_id)
    remark = remark_by_id(subject, remark_id, now())
    form = TakingOutForm()
    if form.validate_on_submit():
        with transaction():
            take_out(subject, remark_id, form.reason.data or "", actor=current_actor(), at=now())
        flash(_("This text is taken out of the result."), "success")
        return _back(subject)
    return answer(form, "pole/evaluations/taking_out.html", campaign=found, subject=subject, remark=remark)


def _form() -> OutcomeForm:
    form = OutcomeForm()
    form.way.choices = choices((way.value, sentence(current_language(), name)) for way, name in _ways())
    meetings = [(f"m{one.id}", f"{one.body.name}, {day(one.held_on)}") for one in meetings_until(day_of(now()))]
    assemblies = [(f"a{one.id}", f"{one.title}, {day(one.meets_on)}") for one in assemblies_in_preparation()]
    form.where.choices = choices([*meetings, *assemblies])
    return form


def _ways() -> list[tuple[Way, str]]:
    return [(way, WAY_NAMES[way]) for way in Way]


def _write(subject: CampaignSubject, form: OutcomeForm) -> None:
    draft = OutcomeDraft(Way(form.way.data), form.text.data or "", form.motives.data or "")
    kind, number = form.where.data[0], int(form.where.data[1:])
    if kind == "m":
        decide_at(subject, db.session.get_one(BodyMeeting, number), draft, actor=current_actor(), at=now())
    else:
        put_on_agenda(subject, db.session.get_one(Assembly, number), draft, actor=current_actor(), at=now())


def _back(subject: CampaignSubject) -> Response:
    return redirect(url_for("evaluations.one_result", campaign_id=subject.campaign_id, subject_id=subject.id))
