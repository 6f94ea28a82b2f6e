"""A finding becomes an action, a draft resolution or a poll: one page, three ways."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor, current_reader
from foundation.kernel.clock import now
from foundation.kernel.errors import NotAllowed, Refused
from foundation.kernel.sentences import N_
from foundation.web.forms import answer, choices
from foundation.web.guard import requires
from foundation.web.language import current_language
from foundation.web.rules.moments import day_text
from foundation.web.transaction import transaction
from governance.queries.assemblies import assembly_by_id
from pole.programme.queries.choices import axes
from pole.workshops.forms.fields import offer
from pole.workshops.forms.yields import BecomeForm
from pole.workshops.models import WorkshopFinding
from pole.workshops.queries.became import assemblies_in_preparation
from pole.workshops.queries.records import finding_or_404, workshop_or_404
from pole.workshops.services.becoming import become_action, become_poll, become_resolution
from pole.workshops.views.blueprint import blueprint
from pole.workshops.views.shown import back_to

_NEEDED = {"resolution": Permission.ASSEMBLY_PREPARE, "poll": Permission.CONSULTATIONS_WRITE}


@blueprint.route("/ateliers/<int:workshop_id>/constats/<int:finding_id>/devenir", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def become(workshop_id: int, finding_id: int) -> Response | str:
    """Choose what it becomes."""
    found = finding_or_404(workshop_id, finding_id)
    form = _form(found)
    if form.validate_on_submit():
        try:
            with transaction():
                address = _become(finding_or_404(workshop_id, finding_id), form)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(_("Done. The finding keeps the link to it."))
            return redirect(address, code=303) if address else back_to(workshop_id, "constats")
    workshop = workshop_or_404(workshop_id)
    return answer(form, "pole/workshops/become_form.html", workshop=workshop, finding=found)


def _form(finding: WorkshopFinding) -> BecomeForm:
    form = BecomeForm(title=finding.text.splitlines()[0][:120])
    ways = [("action", _("An action of the programme, proposed"))]
    if current_reader().can(Permission.ASSEMBLY_PREPARE):
        ways.append(("resolution", _("A draft resolution of an assembly in preparation")))
    if current_reader().can(Permission.CONSULTATIONS_WRITE):
        ways.append(("poll", _("A poll among members, in preparation")))
    form.what.choices = choices(ways)
    offer(
        form.axis_id,
        [(one.id, f"{one.code}. {one.label}") for one in axes() if one.closed_at is None],
        none=_("Choose…"),
    )
    meetings = [
        (one.id, f"{one.title}, {day_text(one.meets_on, current_language())}") for one in assemblies_in_preparation()
    ]
    offer(form.assembly_id, meetings, none=_("Choose…"))
    return form


def _become(finding: WorkshopFinding, form: BecomeForm) -> str:
    what, title = form.what.data, (form.title.data or "").strip()
    actor, at = current_actor(), now()
    if what in _NEEDED and not current_reader().can(_NEEDED[what]):
        raise NotAllowed("become", N_("Your account does not prepare this: ask who does."))
    if what == "action":
        become_action(finding, form.axis_id.data or 0, title, actor=actor, at=at)
        return ""
    if what == "resolution":
        assembly = assembly_by_id(form.assembly_id.data or 0)
        become_resolution(finding, assembly, title, actor=actor, at=at)
        return url_for("governance.assembly", assembly_id=assembly.id)
    made = become_poll(finding, title, actor=actor, at=at)
    return url_for("governance.consultation", consultation_id=made.id)
