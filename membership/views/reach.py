"""States of contacts, and the members whom nothing reaches."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from foundation.accounts.permissions import Permission
from foundation.kernel.clock import today
from foundation.kernel.errors import Malformed
from foundation.kernel.sentences import N_
from foundation.web.csv_export import csv_response
from foundation.web.guard import requires
from foundation.web.language import current_language
from foundation.web.tables import Column, TableSpec
from foundation.web.transaction import transaction
from membership.presentation import condition_name
from membership.queries.reach import Unreached, unreachable_members
from membership.rules.reach import EmailCondition, shown_phone
from membership.services import contacts
from membership.views.blueprint import blueprint
from membership.views.handling import deed
from membership.views.relations import filed, party_of

LETTERS = TableSpec(
    columns=(
        Column("number", _l("Number"), value=lambda one: one.member.number),
        Column("name", _l("Name"), value=lambda one: one.member.name),
        Column("attention", _l("Represented by"), value=lambda one: one.member.representative_name),
        Column("address", _l("Address"), value=lambda one: "" if one.lost else one.member.address),
        Column("phone", _l("Phone"), value=lambda one: shown_phone(one.member.phone)),
    )
)


@blueprint.get("/membres/injoignables")
@requires(Permission.MEMBERS_WRITE)
def unreachable() -> ResponseReturnValue:
    """Members without a working e-mail: who gets a letter, and who cannot be convened at all."""
    on, language = today(), current_language()
    found = unreachable_members(on)
    if request.args.get("format") == "csv":
        return csv_response(f"injoignables-{on.isoformat()}", LETTERS, found)

    def why(one: Unreached) -> str:
        return _("No e-mail on record") if one.condition is None else condition_name(one.condition, language)

    table = LETTERS.page_of(found, request.args)
    return render_template(
        "membership/unreachable.html", found=found, table=table, on=on, why=why, shown_phone=shown_phone
    )


@blueprint.post("/membres/injoignables/lecture")
@requires(Permission.MEMBERS_WRITE)
def read_outbox() -> ResponseReturnValue:
    """Learn from the outbox which addresses fail."""
    with transaction():
        count = contacts.read_failed_mails()
    flash(ngettext("%(num)s new fact read in the outbox.", "%(num)s new facts read in the outbox.", count), "success")
    return redirect(url_for("membership.unreachable"), 303)


@blueprint.post("/membres/<any(personnes, organisations):kind>/<int:party_id>/courriel")
@requires(Permission.MEMBERS_WRITE)
def judge_email(kind: str, party_id: int) -> ResponseReturnValue:
    """Block an e-mail address, or say that it works again."""
    party, state = party_of(kind, party_id), request.form.get("state", "")
    if state not in set(EmailCondition):
        raise Malformed("bad-state", N_("This state of an e-mail address is unknown. Use the buttons of the file."))
    with transaction():
        address = request.form.get("address", "")
        contacts.judge_email(address, EmailCondition(state), **deed())
    return filed(party, _("State of the address noted."))


@blueprint.post("/membres/<any(personnes, organisations):kind>/<int:party_id>/courrier")
@requires(Permission.MEMBERS_WRITE)
def mark_letter(kind: str, party_id: int) -> ResponseReturnValue:
    """A letter came back from the principal address, or it serves again."""
    party = party_of(kind, party_id)
    with transaction():
        on = today() if request.form.get("returned") == "1" else None
        contacts.letter_returned(party, on, **deed())
    return filed(party, _("State of the address noted."))


@blueprint.post("/membres/coordonnees/<int:point_id>/etat")
@requires(Permission.MEMBERS_WRITE)
def mark_contact(point_id: int) -> ResponseReturnValue:
    """A phone or a further address proved wrong, or serves again."""
    with transaction():
        on = today() if request.form.get("failed") == "1" else None
        party = contacts.mark_point(point_id, on, **deed())
    return filed(party, _("State of the contact noted."))


@blueprint.post("/membres/coordonnees/<int:point_id>/retrait")
@requires(Permission.MEMBERS_WRITE)
def drop_contact(point_id: int) -> ResponseReturnValue:
    """Forget one of the further ways to reach somebody."""
    with transaction():
        party = contacts.drop_point(point_id, **deed())
    return filed(party, _("Contact removed."))
