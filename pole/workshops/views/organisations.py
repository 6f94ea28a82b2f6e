"""The organisations that stand in a workshop: base, sponsors, stakeholders."""

from flask import flash, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.incoming import row_number
from foundation.web.transaction import transaction
from pole.workshops.forms.fields import offer_organisations
from pole.workshops.forms.people import OrganisationForm
from pole.workshops.queries.organisations import organisations
from pole.workshops.queries.records import workshop_or_404
from pole.workshops.services.people import add_organisation, remove_organisation
from pole.workshops.views.blueprint import blueprint
from pole.workshops.views.shown import back_to


@blueprint.route("/ateliers/<int:workshop_id>/organisations", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def new_organisation(workshop_id: int) -> Response | str:
    """One more organisation."""
    found = workshop_or_404(workshop_id)
    form = OrganisationForm()
    offer_organisations(form.organisation, organisations())
    if form.validate_on_submit():
        with transaction():
            kept = workshop_or_404(workshop_id)
            add_organisation(kept, form.organisation.data or 0, form.part.data, actor=current_actor(), at=now())
        flash(_("Organisation added."))
        return back_to(workshop_id, "organisations")
    return answer(form, "pole/workshops/organisation_form.html", workshop=found)


@blueprint.post("/ateliers/<int:workshop_id>/organisations/retirer")
@requires(Permission.POLE_WRITE)
def drop_organisation(workshop_id: int) -> Response:
    """It no longer stands in the workshop."""
    actor_id = request.form.get("organisation", 0, type=row_number)
    with transaction():
        kept = workshop_or_404(workshop_id)
        remove_organisation(kept, actor_id, request.form.get("part", ""), actor=current_actor(), at=now())
    flash(_("Organisation removed."))
    return back_to(workshop_id, "organisations")
