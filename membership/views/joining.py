"""/adhesion: anybody may ask to join. The answer is the same whoever asks: it never says who is on record."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.accounts.attempts import admit_attempt
from foundation.accounts.rules.attempts import Way
from foundation.kernel.clock import now, today
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from foundation.web.guard import public
from foundation.web.transaction import transaction
from membership.forms.joining import JoinOrganisationForm, JoinPersonForm
from membership.presentation import naming_on
from membership.queries.policy import policy
from membership.services.joining import ask_as_organisation, ask_as_person
from membership.views.blueprint import blueprint
from membership.views.handling import handled


@blueprint.get("/adhesion")
@public
def join() -> ResponseReturnValue:
    """As whom: a person, or an organisation."""
    _require_open()
    return render_template("membership/join.html")


@blueprint.route("/adhesion/personne", methods=["GET", "POST"])
@public
def join_as_person() -> ResponseReturnValue:
    """A person asks to join."""
    _require_open()
    form, naming = JoinPersonForm(), naming_on(today())
    form.offer_terms(naming)

    def write() -> ResponseReturnValue:
        if not form.is_trapped:
            ask_as_person(form.details(), form.terms(), at=now())
        return redirect(url_for(".joined"), 303)

    _count(form)
    return handled(form, write, "membership/join_form.html", naming=naming, is_person=True)


@blueprint.route("/adhesion/organisation", methods=["GET", "POST"])
@public
def join_as_organisation() -> ResponseReturnValue:
    """An organisation asks to join, through somebody who speaks for it."""
    _require_open()
    form, naming = JoinOrganisationForm(), naming_on(today())
    form.offer_terms(naming)
    form.offer_forms()

    def write() -> ResponseReturnValue:
        if not form.is_trapped:
            ask_as_organisation(form.details(), form.speaker(), form.terms(), at=now())
        return redirect(url_for(".joined"), 303)

    _count(form)
    return handled(form, write, "membership/join_form.html", naming=naming, is_person=False)


@blueprint.get("/adhesion/merci")
@public
def joined() -> ResponseReturnValue:
    """What happens next."""
    return render_template("membership/joined.html")


def _count(form: JoinPersonForm | JoinOrganisationForm) -> None:
    """Count a request before it is read: a machine cannot send thousands. Raises TooMany."""
    if form.is_submitted():
        with transaction():
            admit_attempt(Way.JOIN, email=form.email.data or "", address=request.remote_addr or "", at=now())


def _require_open() -> None:
    if not policy().online:
        raise NotFound("joining-closed", N_("Requests to join are not received online here: write to the cooperative."))
