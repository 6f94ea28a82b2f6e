"""What a workshop yields: findings, testimonies, things to do, schemes."""

from flask import flash, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import PARIS, now, today
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.language import current_language
from foundation.web.rules.moments import day_text, local_day
from foundation.web.transaction import transaction
from foundation.web.twins import refuse_twin
from pole.workshops.forms.fields import offer, offer_organisations
from pole.workshops.forms.yields import FindingForm, SchemeForm
from pole.workshops.models import Workshop, WorkshopFinding
from pole.workshops.queries.organisations import organisations
from pole.workshops.queries.records import finding_or_404, workshop_or_404
from pole.workshops.rules.events import Event
from pole.workshops.rules.kinds import FINDING_NAMES
from pole.workshops.services.yields import add_finding, add_scheme, change_finding, set_done
from pole.workshops.views.blueprint import blueprint
from pole.workshops.views.shown import back_to


@blueprint.route("/ateliers/<int:workshop_id>/constats/nouveau", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def new_finding(workshop_id: int) -> Response | str:
    """Write a finding, a testimony, an agreement, a thing to do."""
    kind = request.args.get("genre", "finding")
    form = FindingForm(kind=kind if kind in FINDING_NAMES else "finding")
    return _write(workshop_or_404(workshop_id), None, form)


@blueprint.route("/ateliers/<int:workshop_id>/constats/<int:finding_id>", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def edit_finding(workshop_id: int, finding_id: int) -> Response | str:
    """Write it again."""
    found = finding_or_404(workshop_id, finding_id)
    return _write(workshop_or_404(workshop_id), found, FindingForm(obj=found))


def _write(workshop: Workshop, finding: WorkshopFinding | None, form: FindingForm) -> Response | str:
    offer_organisations(form.actor_id, organisations())
    sessions = [
        (one.id, day_text(local_day(one.starts_at, zone=PARIS), current_language())) for one in workshop.sessions
    ]
    offer(form.session_id, sessions, none=_("The whole workshop"))
    if form.validate_on_submit():
        with transaction():
            if finding is None:
                add_finding(workshop, form.draft(), actor=current_actor(), at=now())
            else:
                change_finding(finding, form.draft(), actor=current_actor(), at=now())
        flash(_("Changes saved."))
        return back_to(workshop.id, "constats")
    return answer(form, "pole/workshops/finding_form.html", workshop=workshop, finding=finding)


@blueprint.post("/ateliers/<int:workshop_id>/constats/<int:finding_id>/fait")
@requires(Permission.POLE_WRITE)
def finding_done(workshop_id: int, finding_id: int) -> Response:
    """What was to be done is done, or not after all."""
    on = today() if request.form.get("fait") == "oui" else None
    with transaction():
        set_done(finding_or_404(workshop_id, finding_id), on=on, actor=current_actor(), at=now())
    return back_to(workshop_id, "constats")


@blueprint.route("/ateliers/<int:workshop_id>/dispositifs/nouveau", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def new_scheme(workshop_id: int) -> Response | str:
    """A public scheme was changed or created."""
    found = workshop_or_404(workshop_id)
    form = SchemeForm(on=today())
    offer_organisations(form.actor_id, organisations())
    if form.validate_on_submit():
        with transaction():
            kept, draft, actor, at = workshop_or_404(workshop_id), form.draft(), current_actor(), now()
            refuse_twin(Event.SCHEME, {"name": draft.name}, _schemes, about=kept.subject, actor=actor, at=at)
            add_scheme(kept, draft, actor=actor, at=at)
        flash(_("Scheme recorded."))
        return back_to(workshop_id, "dispositifs")
    return answer(form, "pole/workshops/scheme_form.html", workshop=found)


def _schemes(workshop_id: int) -> str:
    return url_for("workshops.workshop", workshop_id=workshop_id, _anchor="dispositifs")
