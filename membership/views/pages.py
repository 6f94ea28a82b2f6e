"""Reading: the register, everybody on record, one member's card, one's own card."""

from collections.abc import Callable
from datetime import date
from functools import partial

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from foundation.accounts.permissions import Permission
from foundation.kernel.clock import today
from foundation.web.csv_export import csv_response
from foundation.web.guard import requires, signed_in
from foundation.web.language import current_language
from foundation.web.state import state_asked
from membership.listing import EVERYBODY, FORMER, PEOPLE, members_statement, members_table, people_statement
from membership.models.members import Member
from membership.presentation import Naming, form_name, naming_on, told
from membership.queries.card import HistoryEntry, member_card
from membership.queries.contacts import states_of
from membership.queries.counts import composition_known, composition_on
from membership.queries.ordering import RegisterOrder
from membership.queries.people import member_by_id, member_by_number, member_of_organisation
from membership.queries.roll import members_represented_by
from membership.queries.wishes import wishes_of
from membership.rules.composition import composition_alerts
from membership.rules.reach import EmailCondition
from membership.rules.wishes import FIELD_NAMES, STATE_NAMES
from membership.signals import card_opened
from membership.views.blueprint import blueprint


@blueprint.get("/membres")
@requires(Permission.MEMBERS_READ)
def members() -> ResponseReturnValue:
    """The register as of a day: filtered, sorted, in pages, or as CSV."""
    state, whom = state_asked(), request.args.get("etat", "")
    on, known_at = state.on, state.known_at
    naming = naming_on(on)
    statement, chosen = members_statement(on, whom, request.args.get("q", ""), known_at)
    spec = members_table(chosen, naming, whom)
    if request.args.get("format") == "csv":
        return csv_response(state.file_name("membres"), spec, spec.all_rows(statement, request.args), state)
    composition = composition_on(on) if known_at is None else composition_known(on, known_at)
    quick = RegisterOrder(on, whom, composition, known_at)
    alerts = composition_alerts(naming.statutes, composition.categories) if naming.statutes else []
    return render_template(
        "membership/members.html",
        table=spec.read(statement, request.args, quick),
        naming=naming,
        state=state,
        whom=whom if whom in (FORMER, EVERYBODY) else "",
        colleges=composition.colleges,
        alerts=alerts,
    )


@blueprint.get("/membres/personnes")
@requires(Permission.MEMBERS_WRITE)
def persons() -> ResponseReturnValue:
    """Everybody on record, members or not."""
    return render_template("membership/persons.html", table=PEOPLE.read(people_statement(), request.args))


@blueprint.get("/membres/moi")
@signed_in
def me() -> ResponseReturnValue:
    """What the cooperative holds on the members for whom this account acts."""
    on = today()
    mine = [member_card(member_by_id(one.member_id), on) for one in members_represented_by(current_user.id, on)]
    wishes = wishes_of([one.member for one in mine])
    return render_template(
        "membership/me.html", cards=mine, wishes=wishes, fields=FIELD_NAMES, states=STATE_NAMES, **_words(naming_on(on))
    )


@blueprint.get("/membres/organisations/<int:organisation_id>")
@requires(Permission.MEMBERS_READ)
def organisation_card(organisation_id: int) -> ResponseReturnValue:
    """To the card of the organisation."""
    return redirect(url_for(".card", number=member_of_organisation(organisation_id).number))


@blueprint.get("/membres/<int:number>")
@requires(Permission.MEMBERS_READ)
def card(number: int) -> ResponseReturnValue:
    """One member as of a day, with the whole dated history."""
    state = state_asked()
    found = member_card(member_by_number(number), state.on, state.known_at)
    return render_template(
        "membership/card.html",
        card=found,
        state=state,
        may_write=current_user.can(Permission.MEMBERS_WRITE),
        correct_url=_correction_address(found.member),
        failing=[one for one in states_of([found.member.party.email]).values() if one.state != EmailCondition.WORKING],
        panels=[panel for _ear, panel in card_opened.send(found.member, on=state.on, known_at=state.known_at)],
        **_words(naming_on(state.on)),
    )


def day_asked() -> date:
    """The day of the address ("date"), today where it names none."""
    return state_asked().on


def _words(naming: Naming) -> dict[str, object]:
    """What a card needs to name things in the reader's language."""
    language = current_language()
    return {
        "naming": naming,
        "told": partial(told, naming=naming, language=language),
        "form_name": partial(form_name, language=language),
    }


def _correction_address(member: Member) -> Callable[[HistoryEntry], str]:
    def address(entry: HistoryEntry) -> str:
        return url_for(".take_back", number=member.number, kind=entry.kind, fact_id=entry.fact_id)

    return address
