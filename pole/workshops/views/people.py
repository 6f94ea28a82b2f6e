"""Who takes part: their lines, their signed papers, sign-up by members."""

from flask import Response as FileResponse
from flask import flash
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor, current_reader
from foundation.documents.deposits import deposit_or_404, deposited_response, deposits_about
from foundation.kernel.clock import now, today
from foundation.kernel.errors import Refused
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from pole.workshops.forms.fields import offer_organisations
from pole.workshops.forms.people import PersonForm
from pole.workshops.models import Workshop, WorkshopPerson
from pole.workshops.queries.organisations import organisations
from pole.workshops.queries.records import person_or_404, workshop_or_404
from pole.workshops.services.people import add_person, change_person, keep_signed_paper, leave, sign_off, sign_up
from pole.workshops.views.blueprint import blueprint
from pole.workshops.views.shown import back_to


@blueprint.route("/ateliers/<int:workshop_id>/personnes/nouvelle", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def new_person(workshop_id: int) -> Response | str:
    """Write somebody in."""
    found = workshop_or_404(workshop_id)
    return _write(found, None, PersonForm())


@blueprint.route("/ateliers/<int:workshop_id>/personnes/<int:person_id>", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def edit_person(workshop_id: int, person_id: int) -> Response | str:
    """Change somebody's line: the commitment, the allowance, the hours."""
    found = person_or_404(workshop_id, person_id)
    return _write(workshop_or_404(workshop_id), found, PersonForm.of(found))


def _write(workshop: Workshop, person: WorkshopPerson | None, form: PersonForm) -> Response | str:
    known = organisations() | (organisations([person.actor_id]) if person and person.actor_id else {})
    offer_organisations(form.actor_id, known)
    if form.validate_on_submit():
        try:
            with transaction():
                _keep(workshop, person, form)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(_("Changes saved."))
            return back_to(workshop.id, "personnes")
    papers = deposits_about(person.subject) if person else []
    return answer(form, "pole/workshops/person_form.html", workshop=workshop, person=person, papers=papers)


def _keep(workshop: Workshop, person: WorkshopPerson | None, form: PersonForm) -> None:
    actor, at = current_actor(), now()
    if person is None:
        person = add_person(workshop, form.draft(), on=today(), actor=actor, at=at)
    else:
        change_person(person, form.draft(), actor=actor, at=at)
    if form.paper.data and form.signed_on.data:
        keep_signed_paper(person, form.paper.data, signed_on=form.signed_on.data, actor=actor, at=at)


@blueprint.get("/ateliers/<int:workshop_id>/personnes/<int:person_id>/papiers/<int:deposit_id>")
@requires(Permission.POLE_WRITE)
def signed_paper(workshop_id: int, person_id: int, deposit_id: int) -> FileResponse:
    """The commitment as it was signed; for who keeps workshops alone."""
    found = person_or_404(workshop_id, person_id)
    return deposited_response(deposit_or_404(deposit_id, about=found.subject))


@blueprint.post("/ateliers/<int:workshop_id>/personnes/<int:person_id>/quitter")
@requires(Permission.POLE_WRITE)
def person_leaves(workshop_id: int, person_id: int) -> Response:
    """Somebody no longer takes part."""
    with transaction():
        leave(person_or_404(workshop_id, person_id), on=today(), actor=current_actor(), at=now())
    flash(_("This person no longer takes part; what was done stays counted."))
    return back_to(workshop_id, "personnes")


@blueprint.post("/ateliers/<int:workshop_id>/inscription")
@requires(Permission.POLE_READ)
def sign_me_up(workshop_id: int) -> Response:
    """The reader takes a place."""
    with transaction():
        found = workshop_or_404(workshop_id)
        sign_up(found, current_reader().id, on=today(), actor=current_actor(), at=now())
    flash(_("You are signed up. Put the sessions in your calendar."), "success")
    return back_to(workshop_id)


@blueprint.post("/ateliers/<int:workshop_id>/desinscription")
@requires(Permission.POLE_READ)
def sign_me_off(workshop_id: int) -> Response:
    """The reader gives the place back."""
    with transaction():
        found = workshop_or_404(workshop_id)
        sign_off(found, current_reader().id, on=today(), actor=current_actor(), at=now())
    flash(_("You are no longer signed up."))
    return back_to(workshop_id)
