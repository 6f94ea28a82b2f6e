"""The desk for the life of a membership: category, college, representative, notices, corrections."""

from functools import partial

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now, today
from foundation.web.guard import requires
from foundation.web.language import current_language
from membership import forms
from membership.presentation import mandate_name, naming_on, told
from membership.queries.card import entry_of, member_card
from membership.queries.people import member_by_number, people_to_choose
from membership.rules.consents import ConsentChannel
from membership.rules.mandates import MandateKind
from membership.services import assignment, correction, representation
from membership.services.consent import record_consent
from membership.views.blueprint import blueprint
from membership.views.handling import deed, handled, organisation_of, recorded


@blueprint.route("/membres/<int:number>/categorie", methods=["GET", "POST"])
@requires(Permission.MEMBERS_WRITE)
def change_category(number: int) -> ResponseReturnValue:
    """Put a member in another category."""
    member, naming = member_by_number(number), naming_on(today())
    form = forms.CategoryForm(effective_on=today())
    forms.offer_category(form.category, naming)
    forms.offer_college(form.college, naming)

    def write() -> ResponseReturnValue:
        assignment.record_category(
            member.id,
            form.category.data,
            form.day,
            college=form.college.data or None,
            actor=current_actor(),
            at=now(),
            **form.decided(),
        )
        return recorded(member, _("Change of category recorded."))

    return handled(form, write, "membership/change_category.html", member=member, naming=naming)


@blueprint.route("/membres/<int:number>/college", methods=["GET", "POST"])
@requires(Permission.MEMBERS_WRITE)
def change_college(number: int) -> ResponseReturnValue:
    """Put a member in another college."""
    member, naming = member_by_number(number), naming_on(today())
    form = forms.CollegeForm(effective_on=today())
    forms.offer_college(form.college, naming)

    def write() -> ResponseReturnValue:
        assignment.assign_college(
            member.id, form.college.data, form.day, actor=current_actor(), at=now(), **form.decided()
        )
        return recorded(member, _("Change of college recorded."))

    return handled(form, write, "membership/change_college.html", member=member, naming=naming)


@blueprint.route("/membres/<int:number>/representant", methods=["GET", "POST"])
@requires(Permission.MEMBERS_WRITE)
def appoint(number: int) -> ResponseReturnValue:
    """Record who represents an organisation."""
    member = member_by_number(number)
    represented = organisation_of(member)
    form = forms.RepresentativeForm(effective_on=today())
    form.offer_kinds()
    wanted = request.args.get("q", "")
    forms.offer_people(form.person_id, people_to_choose(wanted))

    def write() -> ResponseReturnValue:
        representation.appoint_representative(
            represented.id,
            int(form.person_id.data),
            form.day,
            kind=MandateKind(form.kind.data),
            role=form.role.data or "",
            paper=form.paper.data or "",
            until_on=form.until_on.data,
            actor=current_actor(),
            at=now(),
            **form.decided(),
        )
        return recorded(member, _("Representative recorded."))

    return handled(form, write, "membership/appoint.html", member=member, wanted=wanted)


@blueprint.route("/membres/<int:number>/representant/fin", methods=["GET", "POST"])
@requires(Permission.MEMBERS_WRITE)
def end_mandate(number: int) -> ResponseReturnValue:
    """Record that nobody represents an organisation any longer."""
    member = member_by_number(number)
    represented = organisation_of(member)
    form, kind = forms.EndRepresentationForm(effective_on=today()), _mandate_asked()

    def write() -> ResponseReturnValue:
        representation.end_representation(represented.id, form.day, kind=kind, **deed(), **form.decided())
        return recorded(member, _("End of the mandate recorded."))

    return handled(form, write, "membership/end_mandate.html", member=member, mandate_name=mandate_name(kind))


def _mandate_asked() -> MandateKind:
    """The mandate that the address names ("nature"), that of who votes where it names none."""
    kind = request.args.get("nature", MandateKind.VOTER.value)
    return MandateKind(kind) if kind in set(MandateKind) else MandateKind.VOTER


@blueprint.route("/membres/<int:number>/convocations", methods=["GET", "POST"])
@requires(Permission.MEMBERS_WRITE)
def convening(number: int) -> ResponseReturnValue:
    """Record whether a member agreed to notices by e-mail (rule 27)."""
    member = member_by_number(number)
    form = forms.ConsentForm(effective_on=today())

    def write() -> ResponseReturnValue:
        record_consent(
            member.id,
            form.day,
            agreed=form.agreed.data == "yes",
            actor=current_actor(),
            at=now(),
            motive=form.motive.data or "",
            channel=ConsentChannel(form.channel.data),
        )
        return recorded(member, _("Choice recorded."))

    return handled(form, write, "membership/convening.html", member=member)


@blueprint.route("/membres/<int:number>/historique/<kind>/<int:fact_id>", methods=["GET", "POST"])
@requires(Permission.MEMBERS_WRITE)
def take_back(number: int, kind: str, fact_id: int) -> ResponseReturnValue:
    """Take a wrong entry of the history back, for a reason."""
    member, naming = member_by_number(number), naming_on(today())
    entry = entry_of(member_card(member, today()), kind, fact_id)
    form = forms.TakeBackForm()

    def write() -> ResponseReturnValue:
        correction.take_back(kind, fact_id, motive=form.motive.data or "", actor=current_actor(), at=now())
        return recorded(member, _("Entry taken back. Both stay in the history."))

    words = partial(told, naming=naming, language=current_language())
    return handled(form, write, "membership/take_back.html", member=member, entry=entry, said_by=words)
