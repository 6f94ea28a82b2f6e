"""Members keep their own details right, and the office answers what they propose."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_reader
from foundation.kernel.clock import today
from foundation.kernel.errors import NotFound, StateMoved
from foundation.kernel.sentences import N_, sentence
from foundation.web.guard import requires, signed_in
from foundation.web.language import current_language
from membership.forms.own import OwnContactForm, RefuseWishForm, correction_of
from membership.models.identity import Organisation, Person
from membership.models.members import Member
from membership.models.wishes import DetailsWish
from membership.presentation import form_name
from membership.queries.access import acts_for
from membership.queries.people import member_by_number
from membership.queries.wishes import party_of, wish_by_id, wishes_waiting
from membership.rules.wishes import FIELD_NAMES
from membership.services import wishes
from membership.views.blueprint import blueprint
from membership.views.handling import deed, handled


def own_member(number: int) -> Member:
    """The member of that number, for who acts for it; for anybody else it is not there."""
    member = member_by_number(number)
    if member.id not in acts_for(today(), account_id=current_reader().id):
        raise NotFound(
            "no-member", N_("There is no member no. %(number)s. Search by name on the members page."), number=number
        )
    return member


@blueprint.route("/membres/moi/<int:number>/coordonnees", methods=["GET", "POST"])
@signed_in
def own_contact(number: int) -> ResponseReturnValue:
    """How to reach the member: changed at once, and logged."""
    member = own_member(number)
    form = OwnContactForm.of(member.party)

    def write() -> ResponseReturnValue:
        wishes.change_contact(member, form.details(), **deed())
        flash(_("Details saved."), "success")
        return redirect(url_for(".me"), 303)

    return handled(form, write, "membership/own_contact.html", member=member)


@blueprint.route("/membres/moi/<int:number>/identite", methods=["GET", "POST"])
@signed_in
def own_identity(number: int) -> ResponseReturnValue:
    """Who the member is: proposed, and looked at by the office before it stands in the registers."""
    member = own_member(number)
    form = correction_of(member.party)

    def write() -> ResponseReturnValue:
        once, words = form.once.data or "", form.words.data or ""
        wishes.propose(member, form.wished(), once=once, words=words, **deed())
        flash(_("The correction is proposed: the office compares it with a paper, then takes it over."), "success")
        return redirect(url_for(".me"), 303)

    return handled(form, write, "membership/own_identity.html", member=member)


@blueprint.get("/membres/corrections")
@requires(Permission.MEMBERS_WRITE)
def corrections() -> ResponseReturnValue:
    """What members say is wrong about who they are, oldest first."""
    return render_template("membership/corrections.html", waiting=wishes_waiting(), fields=FIELD_NAMES)


@blueprint.route("/membres/corrections/<int:wish_id>", methods=["GET", "POST"])
@requires(Permission.MEMBERS_WRITE)
def correction(wish_id: int) -> ResponseReturnValue:
    """One correction: what is on record, what is wished; taken over, or left for a reason."""
    wish, form = wish_by_id(wish_id), RefuseWishForm()
    party = party_of(wish)

    def write() -> ResponseReturnValue:
        try:
            _answer(wish, form.reason.data or "")
        except StateMoved as moved:
            flash(sentence(current_language(), moved.message, moved.values), "error")
        return redirect(url_for(".corrections"), 303)

    lines = _lines(wish, party)
    return handled(form, write, "membership/correction.html", wish=wish, party=party, lines=lines)


def _answer(wish: DetailsWish, reason: str) -> None:
    if request.form.get("prendre"):
        wishes.accept_wish(wish.id, **deed())
        flash(_("The record is corrected."), "success")
    else:
        wishes.refuse_wish(wish.id, reason, **deed())
        flash(_("The record stays as it is; the member reads why."), "success")


def _lines(wish: DetailsWish, party: Person | Organisation) -> list[tuple[str, str, str]]:
    """(field, on record now, wished); the birth date on record stays masked."""
    return [(FIELD_NAMES[name], _kept(party, name), _wished(name, pair[1])) for name, pair in wish.changes.items()]


def _kept(party: Any, name: str) -> str:
    if name == "born_on":
        return "••••" if party.born_on else ""
    return _wished(name, str(getattr(party, name) or ""))


def _wished(name: str, value: str) -> str:
    return form_name(value, language=current_language()) if name == "legal_form" and value else value
