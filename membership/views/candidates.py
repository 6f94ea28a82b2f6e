"""Requests to join at the desk: the queue, one of them with what blocks it, and each act on it."""

from collections.abc import Callable
from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.audit import Actor
from foundation.kernel.clock import now, today
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from foundation.web.forms import BaseForm
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from membership.forms import joining as forms
from membership.models.identity import Organisation, Person
from membership.presentation import naming_on
from membership.queries.applications import ApplicationView, application_by_id, applications
from membership.queries.candidates import judged
from membership.queries.people import organisation_by_id, person_by_id
from membership.rules.applications import EVENT_NAMES, STATE_NAMES, ApplicationEvent, ApplicationState
from membership.services import applying, deciding, joining, people
from membership.views.blueprint import blueprint
from membership.views.handling import handled

PARTIES: dict[str, Callable[[int], Person | Organisation]] = {
    "personnes": person_by_id,
    "organisations": organisation_by_id,
}


@blueprint.get("/membres/candidatures")
@requires(Permission.MEMBERS_READ)
def candidates() -> ResponseReturnValue:
    """The requests that wait, each with what blocks it; the others below."""
    everything, on = applications(), today()
    waiting = [one for one in reversed(everything) if one.is_open]
    return render_template(
        "membership/candidates.html",
        waiting=waiting,
        judged=judged([one for one in waiting if one.state is ApplicationState.OPEN], on),
        others=[one for one in everything if not one.is_open][:100],
        naming=naming_on(on),
        states=STATE_NAMES,
    )


@blueprint.get("/membres/candidatures/<int:application_id>")
@requires(Permission.MEMBERS_READ)
def candidate(application_id: int) -> ResponseReturnValue:
    """One request: its terms, what blocks it, its steps."""
    view, on = application_by_id(application_id), today()
    is_open = view.state is ApplicationState.OPEN
    return render_template(
        "membership/candidate.html",
        view=view,
        found=judged([view], on)[view.id] if is_open else None,
        naming=naming_on(on),
        states=STATE_NAMES,
        events=EVENT_NAMES,
        steps=[(fact, EVENT_NAMES[ApplicationEvent(fact.event)]) for fact in view.steps],
        may_write=Permission.MEMBERS_WRITE,
    )


@blueprint.route("/membres/candidatures/nouvelle", methods=["GET", "POST"])
@requires(Permission.MEMBERS_WRITE)
def new_candidate() -> ResponseReturnValue:
    """A request received at the desk, of a person or an organisation that is not on record."""
    is_person = request.args.get("nature") != "organisation"
    form = (forms.CandidatePersonForm if is_person else forms.CandidateOrganisationForm)(received_on=today())
    naming = naming_on(today())
    form.offer_terms(naming)
    if isinstance(form, forms.CandidateOrganisationForm):
        form.offer_forms()

    def write() -> ResponseReturnValue:
        at, by = now(), current_actor()
        party = _added(form, by, at)
        made = applying.submit(party, form.terms(), form.received_on.data or today(), actor=by, at=at)
        return _done(made.id, _("The request of %(name)s is recorded.", name=party.name))

    return handled(form, write, "membership/new_candidate.html", naming=naming, is_person=is_person)


@blueprint.route("/membres/<any(personnes, organisations):kind>/<int:party_id>/candidature", methods=["GET", "POST"])
@requires(Permission.MEMBERS_WRITE)
def ask_for(kind: str, party_id: int) -> ResponseReturnValue:
    """A request received at the desk, of somebody on record."""
    party: Person | Organisation = PARTIES[kind](party_id)
    form, naming = forms.TermsForm(received_on=today()), naming_on(today())
    form.offer_terms(naming)

    def write() -> ResponseReturnValue:
        received = form.received_on.data or today()
        made = applying.submit(party, form.terms(), received, actor=current_actor(), at=now())
        return _done(made.id, _("The request of %(name)s is recorded.", name=party.name))

    return handled(form, write, "membership/candidate_terms.html", naming=naming, party=party, view=None)


@blueprint.route("/membres/candidatures/<int:application_id>/conditions", methods=["GET", "POST"])
@requires(Permission.MEMBERS_WRITE)
def complete(application_id: int) -> ResponseReturnValue:
    """Say the terms anew: category, college, number of shares."""
    view, naming = application_by_id(application_id), naming_on(today())
    form = forms.TermsForm(received_on=today(), **_terms(view))
    form.offer_terms(naming)

    def write() -> ResponseReturnValue:
        day = form.received_on.data or today()
        applying.complete(application_id, form.terms(), day, actor=current_actor(), at=now())
        return _done(application_id, _("The terms are recorded."))

    return handled(form, write, "membership/candidate_terms.html", naming=naming, party=view.party, view=view)


@blueprint.route("/membres/candidatures/<int:application_id>/accord", methods=["GET", "POST"])
@requires(Permission.MEMBERS_WRITE)
def accept(application_id: int) -> ResponseReturnValue:
    """The body that admits accepts."""
    view, naming = application_by_id(application_id), naming_on(today())
    form = forms.AcceptForm(decided_on=today(), **_terms(view))
    form.offer_terms(naming)

    def write() -> ResponseReturnValue:
        after = deciding.accept(application_id, form.decided(), form.terms(), actor=current_actor(), at=now())
        if after.state is ApplicationState.EFFECTIVE:
            return _done(application_id, _("%(name)s is a member.", name=view.party.name))
        return _done(application_id, _("Accepted: the membership takes effect when the money arrives."))

    found = judged([view], today())[view.id] if view.state is ApplicationState.OPEN else None
    return handled(form, write, "membership/candidate_accept.html", naming=naming, view=view, judge=found)


@blueprint.route("/membres/candidatures/<int:application_id>/refus", methods=["GET", "POST"])
@requires(Permission.MEMBERS_WRITE)
def refuse(application_id: int) -> ResponseReturnValue:
    """The body that admits refuses, and says why."""
    form = forms.RefuseForm(decided_on=today())

    def write() -> ResponseReturnValue:
        deciding.refuse(application_id, form.decided(), actor=current_actor(), at=now())
        return _done(application_id, _("The refusal is recorded."))

    return _act(form, write, application_id, title=_("Refuse"), kind="decision")


@blueprint.route("/membres/candidatures/<int:application_id>/examen", methods=["GET", "POST"])
@requires(Permission.MEMBERS_WRITE)
def review(application_id: int) -> ResponseReturnValue:
    """Say why a request that calls for a closer look is right."""
    form = forms.ReasonForm(on=today())

    def write() -> ResponseReturnValue:
        applying.review(
            application_id, form.motive.data or "", form.on.data or today(), actor=current_actor(), at=now()
        )
        return _done(application_id, _("The closer look is recorded."))

    return _act(form, write, application_id, title=_("Clear after a closer look"), kind="on")


@blueprint.route("/membres/candidatures/<int:application_id>/retrait", methods=["GET", "POST"])
@requires(Permission.MEMBERS_WRITE)
def withdraw(application_id: int) -> ResponseReturnValue:
    """The candidate no longer wishes to join."""
    form = forms.ReasonForm(on=today())

    def write() -> ResponseReturnValue:
        day, why = form.on.data or today(), form.motive.data or ""
        applying.withdraw(application_id, day, motive=why, actor=current_actor(), at=now())
        return _done(application_id, _("The withdrawal is recorded."))

    return _act(form, write, application_id, title=_("Withdraw the request"), kind="on")


@blueprint.route("/membres/candidatures/<int:application_id>/etapes/<int:fact_id>", methods=["GET", "POST"])
@requires(Permission.MEMBERS_WRITE)
def undo_step(application_id: int, fact_id: int) -> ResponseReturnValue:
    """Take the last step back, for a reason."""
    form = forms.ReasonForm(on=today())

    def write() -> ResponseReturnValue:
        applying.undo(application_id, fact_id, motive=form.motive.data or "", actor=current_actor(), at=now())
        return _done(application_id, _("Entry taken back. Both stay in the history."))

    return _act(form, write, application_id, title=_("Take the last step back"), kind="on")


@blueprint.post("/membres/candidatures/<int:application_id>/saisie")
@requires(Permission.MEMBERS_WRITE)
def settle_typed(application_id: int) -> ResponseReturnValue:
    """Take over what the candidate typed otherwise than the record, or set it aside."""
    with transaction():
        view = application_by_id(application_id)
        if not view.application.typed:
            raise NotFound("nothing-typed", N_("Nothing waits beside this record any longer. Open the request again."))
        if request.form.get("prendre"):
            joining.take_over(view.application, actor=current_actor(), at=now())
        else:
            joining.set_typed_aside(view.application)
    return _done(application_id, _("Recorded."))


def _added(
    form: forms.CandidatePersonForm | forms.CandidateOrganisationForm, by: Actor, at: datetime
) -> Person | Organisation:
    again = form.another.data
    if isinstance(form, forms.CandidatePersonForm):
        return people.add_person(form.details(), even_if_similar=again, actor=by, at=at)
    return people.add_organisation(form.details(), even_if_similar=again, actor=by, at=at)


def _act(
    form: BaseForm, write: Callable[[], ResponseReturnValue], application_id: int, *, title: str, kind: str
) -> ResponseReturnValue:
    view = application_by_id(application_id)
    return handled(form, write, "membership/candidate_act.html", view=view, title=title, kind=kind)


def _terms(view: ApplicationView) -> dict[str, object]:
    return {"category": view.terms.category or "", "college": view.terms.college or "", "shares": view.terms.shares}


def _done(application_id: int, message: str) -> ResponseReturnValue:
    flash(message, "success")
    return redirect(url_for("membership.candidate", application_id=application_id), 303)
