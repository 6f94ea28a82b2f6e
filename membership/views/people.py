"""The desk for people and organisations: adding, admitting, amending."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now, today
from foundation.web.guard import requires
from membership.forms import identity
from membership.models.identity import Organisation, Person
from membership.presentation import naming_on
from membership.queries.people import member_by_number, member_of_person, person_by_id
from membership.services import admission, people
from membership.views.blueprint import blueprint
from membership.views.handling import admitted, handled, organisation_of, recorded


@blueprint.route("/membres/personnes/nouvelle", methods=["GET", "POST"])
@requires(Permission.MEMBERS_WRITE)
def new_person() -> ResponseReturnValue:
    """Add a person, and admit them."""
    form, naming = identity.NewPersonForm(effective_on=today()), naming_on(today())
    form.offer(naming)

    def write() -> ResponseReturnValue:
        at = now()
        person = people.add_person(form.details(), actor=current_actor(), at=at, even_if_similar=form.another.data)
        if not form.admits:
            flash(_("%(name)s is on record, without membership.", name=person.name), "success")
            return redirect(url_for(".persons"), 303)
        return admitted(admission.admit(person, form.admission(), actor=current_actor(), at=at))

    return handled(form, write, "membership/new_person.html", naming=naming)


@blueprint.route("/membres/organisations/nouvelle", methods=["GET", "POST"])
@requires(Permission.MEMBERS_WRITE)
def new_organisation() -> ResponseReturnValue:
    """Add an organisation and admit it."""
    form, naming = identity.NewOrganisationForm(effective_on=today()), naming_on(today())
    form.offer(naming)
    form.offer_forms()

    def write() -> ResponseReturnValue:
        at = now()
        organisation = people.add_organisation(
            form.details(), actor=current_actor(), at=at, even_if_similar=form.another.data
        )
        return admitted(admission.admit(organisation, form.admission(), actor=current_actor(), at=at))

    return handled(form, write, "membership/new_organisation.html", naming=naming)


@blueprint.route("/membres/personnes/<int:person_id>", methods=["GET", "POST"])
@requires(Permission.MEMBERS_WRITE)
def person(person_id: int) -> ResponseReturnValue:
    """Amend a person, member or not."""
    found, member = person_by_id(person_id), member_of_person(person_id)
    form = identity.PersonForm.of(found)

    def write() -> ResponseReturnValue:
        people.amend_person(person_id, form.details(), actor=current_actor(), at=now())
        flash(_("Details saved."), "success")
        return redirect(url_for(".card", number=member.number) if member else url_for(".persons"), 303)

    return handled(form, write, "membership/person.html", person=found, member=member)


@blueprint.route("/membres/<int:number>/organisation", methods=["GET", "POST"])
@requires(Permission.MEMBERS_WRITE)
def organisation(number: int) -> ResponseReturnValue:
    """Amend the organisation that is this member."""
    member = member_by_number(number)
    form = identity.OrganisationForm.of(organisation_of(member))

    def write() -> ResponseReturnValue:
        people.amend_organisation(organisation_of(member).id, form.details(), actor=current_actor(), at=now())
        return recorded(member, _("Details saved."))

    return handled(form, write, "membership/organisation.html", member=member)


@blueprint.route("/membres/personnes/<int:person_id>/admission", methods=["GET", "POST"])
@requires(Permission.MEMBERS_WRITE)
def admit_person(person_id: int) -> ResponseReturnValue:
    """Admit a person who is on record."""
    return _admission_of(person_by_id(person_id))


@blueprint.route("/membres/<int:number>/admission", methods=["GET", "POST"])
@requires(Permission.MEMBERS_WRITE)
def admit_again(number: int) -> ResponseReturnValue:
    """Admit a former member, who keeps the number."""
    return _admission_of(member_by_number(number).party)


def _admission_of(candidate: Person | Organisation) -> ResponseReturnValue:
    form, naming = identity.AdmissionForm(effective_on=today()), naming_on(today())
    form.offer(naming)

    def write() -> ResponseReturnValue:
        return admitted(admission.admit(candidate, form.admission(), actor=current_actor(), at=now()))

    return handled(form, write, "membership/admission.html", candidate=candidate, naming=naming)
