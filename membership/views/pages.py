"""Reading: the register, everybody on record, one member's card, one's own card."""

from collections.abc import Callable
from datetime import date
from functools import partial

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from foundation.accounts.permissions import Permission
from foundation.kernel.clock import today
from foundation.kernel.errors import Malformed
from foundation.kernel.sentences import N_
from foundation.web.csv_export import csv_response
from foundation.web.guard import requires, signed_in
from foundation.web.language import current_language
from foundation.web.rules.typed import read_day
from membership.listing import EVERYBODY, FORMER, PEOPLE, members_statement, members_table, people_statement
from membership.models.members import Member
from membership.presentation import Naming, form_name, naming_on, told
from membership.queries.card import HistoryEntry, member_card
from membership.queries.counts import composition_known, composition_on
from membership.queries.ordering import RegisterOrder
from membership.queries.people import member_by_id, member_by_number, member_of_organisation
from membership.queries.roll import members_represented_by
from membership.queries.wishes import wishes_of
from membership.rules.composition import composition_alerts
from membership.rules.wishes import FIELD_NAMES, STATE_NAMES
from membership.services.appending import end_of
from membership.signals import card_opened
from membership.views.blueprint import blueprint


@blueprint.get("/membres")
@requires(Permission.MEMBERS_READ)
def members() -> ResponseReturnValue:
    """The register as of a day: filtered, sorted, in pages, or as CSV."""
    on, known_on, whom = day_asked(), known_asked(), request.args.get("etat", "")
    naming, known_at = naming_on(on), end_of(known_on) if known_on else None
    statement, chosen = members_statement(on, whom, request.args.get("q", ""), known_at)
    spec = members_table(chosen, naming, whom)
    if request.args.get("format") == "csv":
        return csv_response(_file_name(on, known_on), spec, spec.all_rows(statement, request.args))
    composition = composition_on(on) if known_at is None else composition_known(on, known_at)
    quick = RegisterOrder(on, whom, composition, known_at)
    alerts = composition_alerts(naming.statutes, composition.categories) if naming.statutes else []
    return render_template(
        "membership/members.html",
        table=spec.read(statement, request.args, quick),
        naming=naming,
        on=on,
        known_on=known_on,
        today=today(),
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
    on, known_on = day_asked(), known_asked()
    known_at = end_of(known_on) if known_on else None
    found = member_card(member_by_number(number), on, known_at)
    return render_template(
        "membership/card.html",
        card=found,
        today=today(),
        known_on=known_on,
        may_write=current_user.can(Permission.MEMBERS_WRITE),
        correct_url=_correction_address(found.member),
        panels=[panel for _ear, panel in card_opened.send(found.member, on=on, known_at=known_at)],
        **_words(naming_on(on)),
    )


def day_asked() -> date:
    """The day of the address ("date"), today where it names none."""
    return _day("date") or today()


def known_asked() -> date | None:
    """The day by which what is shown had to be recorded ("connu"), None where the address names none."""
    return _day("connu")


def _file_name(on: date, known_on: date | None) -> str:
    """What an export is called: the day of state, and the day of knowledge where one was asked for."""
    return f"membres-{on.isoformat()}" + (f"-connu-{known_on.isoformat()}" if known_on else "")


def _day(name: str) -> date | None:
    text = request.args.get(name, "").strip()
    try:
        return read_day(text) if text else None
    except (ValueError, OverflowError):
        raise Malformed(
            "bad-day", N_("“%(found)s” is not a day. Write it as 31/12/2026 and ask again."), found=text[:20]
        ) from None


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
