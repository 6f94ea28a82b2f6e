"""/donnees-personnelles/personnes: answer somebody who asks what is held on them (GDPR art. 15) or to be erased (art. 17)."""

from datetime import date

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now, today
from foundation.kernel.errors import Refused, StateMoved
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from privacy.forms import AccessForm, RequestForm
from privacy.queries.one import Wanted, find_people, person_asking, wanted_of
from privacy.services.handing import as_file
from privacy.services.requesting import check_request, erase_on_request, foresee, hand_over
from privacy.views.blueprint import blueprint
from privacy.views.files import handed


@blueprint.get("/donnees-personnelles/personnes")
@requires(Permission.PRIVACY_READ, Permission.MEMBERS_WRITE)
def people() -> str:
    """Find who asks, member or not."""
    typed = request.args.get("q", "").strip()[:100]
    return render_template("privacy/people.html", typed=typed, found=find_people(typed))


@blueprint.get("/donnees-personnelles/personnes/<int:person_id>")
@requires(Permission.PRIVACY_READ, Permission.MEMBERS_WRITE)
def asking(person_id: int) -> ResponseReturnValue:
    """What somebody may ask for: everything that is held, and what may be erased."""
    return _shown(person_id, AccessForm(formdata=None))


@blueprint.post("/donnees-personnelles/personnes/<int:person_id>/acces")
@requires(Permission.PRIVACY_READ, Permission.MEMBERS_WRITE)
def hand(person_id: int) -> ResponseReturnValue:
    """All that is held on somebody, as a file to hand over; the audit trail keeps who asked and why."""
    form, at = AccessForm(), now()
    if not form.validate_on_submit():
        return _shown(person_id, form)
    with transaction():
        who, sections = hand_over(
            person_id, form.form.data or "", motive=form.motive.data or "", actor=current_actor(), at=at
        )
    return handed(as_file(form.form.data or "", who, sections, at=at))


@blueprint.route("/donnees-personnelles/personnes/<int:person_id>/effacement", methods=["GET", "POST"])
@requires(Permission.PRIVACY_ERASE)
def erase_person(person_id: int) -> ResponseReturnValue:
    """What would go of somebody, what stays and why; then the act itself."""
    form = RequestForm()
    if form.validate_on_submit():
        try:
            act = _erased(person_id, form)
            flash(_("Erased. The report says what stays and why."), "success")
            return redirect(url_for(".erasure", number=act), 303)
        except (Refused, StateMoved) as refusal:
            form.refuse(refusal)
    wanted = wanted_of(person_asking(person_id), today())
    why = _refusal(wanted)
    shown = None if why else foresee(wanted)
    context = {"wanted": wanted, "person": wanted.person, "shown": shown, "why": why, "today": today()}
    return answer(form, "privacy/erase_person.html", **context)


def _erased(person_id: int, form: RequestForm) -> int:
    received: date = form.received_on.data or today()
    motive = form.motive.data or ""
    with transaction():
        return erase_on_request(person_id, received, motive=motive, actor=current_actor(), at=now()).number


def _refusal(wanted: Wanted) -> Refused | None:
    try:
        check_request(wanted)
    except Refused as refusal:
        return refusal
    return None


def _shown(person_id: int, form: AccessForm) -> Response:
    wanted = wanted_of(person_asking(person_id), today())
    return answer(form, "privacy/asking.html", wanted=wanted, person=wanted.person, why=_refusal(wanted))
