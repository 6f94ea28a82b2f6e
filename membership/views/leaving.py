"""The desk for who leaves: a resignation with all it brings about shown before; any other end; the employment behind it."""

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.kernel.clock import now, today
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import sentence
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.language import current_language
from membership import forms
from membership.forms.joining import ContractForm, ResignForm
from membership.models.members import Member
from membership.presentation import naming_on
from membership.queries.employment import contracts_of
from membership.queries.people import member_by_number, person_by_id
from membership.rules.standing import MembershipEvent
from membership.services.employment import record_employment
from membership.services.exit import EndedMembership, Told, end_membership
from membership.services.resigning import Foreseen, foresee, resign
from membership.views.blueprint import blueprint
from membership.views.handling import chosen_day, deed, handled, recorded
from membership.views.relations import filed


@blueprint.route("/membres/<int:number>/demission", methods=["GET", "POST"])
@requires(Permission.MEMBERS_WRITE)
def resignation(number: int) -> ResponseReturnValue:
    """A member asks to leave: the first answer shows what it will bring about, the second records it."""
    member, form = member_by_number(number), ResignForm(asked_on=today())
    seen = _foreseen(member, form) if form.validate_on_submit() else None

    def write() -> ResponseReturnValue:
        asked, wished = chosen_day(form.asked_on), form.wished_on.data
        return _ended(
            member,
            resign(
                member.id, asked, wished, motive=form.motive.data or "", paid_to=("", form.iban.data or ""), **deed()
            ),
        )

    context: dict[str, object] = {"member": member, "seen": seen, "shown": _shown(seen)}
    if seen is None or request.form.get("confirmer") != _shown(seen):
        return answer(form, "membership/resignation.html", **context)
    return handled(form, write, "membership/resignation.html", **context)


def _foreseen(member: Member, form: ResignForm) -> Foreseen | None:
    try:
        return foresee(member.id, chosen_day(form.asked_on), form.wished_on.data, at=now())
    except Refused as refusal:
        form.refuse(refusal, field={"wished-too-early": "wished_on"}.get(refusal.code, "asked_on"))
        return None


def _shown(seen: Foreseen | None) -> str:
    """What was shown: the day that is confirmed must be the day that was read."""
    return seen.effective_on.isoformat() if seen else ""


@blueprint.route("/membres/<int:number>/depart", methods=["GET", "POST"])
@requires(Permission.MEMBERS_WRITE)
def leave(number: int) -> ResponseReturnValue:
    """End a membership; what the membership then lacks is said, and stops nothing."""
    member, naming = member_by_number(number), naming_on(today())
    form = forms.ExitForm(effective_on=today())
    form.offer(is_person=member.person_id is not None)

    def write() -> ResponseReturnValue:
        event, told = MembershipEvent(form.event.data), Told(heard_on=form.heard_on.data)
        return _ended(member, end_membership(member.id, event, form.day, told=told, **deed(), **form.decided()))

    return handled(form, write, "membership/leave.html", member=member, naming=naming)


def _ended(member: Member, ended: EndedMembership) -> ResponseReturnValue:
    for alert in ended.alerts:
        flash(sentence(current_language(), alert.message, alert.values), "warning")
    return recorded(member, _("End of the membership recorded."))


@blueprint.route("/membres/personnes/<int:person_id>/contrat", methods=["GET", "POST"])
@requires(Permission.MEMBERS_WRITE)
def employ(person_id: int) -> ResponseReturnValue:
    """The employment contract on which a category may rest: begun, ended."""
    person, form = person_by_id(person_id), ContractForm()

    def write() -> ResponseReturnValue:
        first, last = chosen_day(form.effective_on), form.until_on.data
        record_employment(person.id, first, last, role=form.role.data or "", **deed())
        return filed(person, _("Employment recorded. What follows from it is proposed on the page “To look at”."))

    return handled(form, write, "membership/contract.html", person=person, contracts=contracts_of(person))
