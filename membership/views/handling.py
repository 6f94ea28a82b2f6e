"""What every form of the desk does: write in one transaction, show a refusal above the form, go back to the card."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TypedDict

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import Field

from foundation.accounts.session import current_actor
from foundation.kernel.audit import Actor
from foundation.kernel.clock import now
from foundation.kernel.errors import NotFound, Refused
from foundation.kernel.sentences import N_
from foundation.web.forms import BaseForm, answer
from foundation.web.transaction import transaction
from membership.models.identity import Organisation
from membership.models.members import Member

# Where a refusal belongs to one field, the summary leads to it.
FIELDS = {
    "siren-key": "siren",
    "siren-length": "siren",
    "siret-key": "siret",
    "siret-length": "siret",
    "siret-of-another": "siret",
    "joint-without-number": "siren",
    "email-shape": "email",
    "phone-shape": "phone",
    "empty-contact": "value",
    "bond-with-oneself": "other_id",
    "minor-cannot-act": "other_id",
    "bond-not-for-kind": "kind",
    "not-a-minor": "kind",
    "bond-backwards": "effective_on",
    "nobody-to-part": "effective_on",
    "death-impossible": "deceased_on",
    "holder-deceased": "person_id",
    "no-motive": "motive",
    "rna-shape": "rna",
    "number-taken": "siren",
    "unknown-category": "category",
    "category-not-open": "category",
    "no-college": "college",
    "unknown-college": "college",
    "college-not-for-category": "college",
    "no-colleges-here": "college",
    "sarl-full": "override",
    "admission-to-come": "effective_on",
    "already-member": "effective_on",
    "not-a-member": "effective_on",
    "not-a-member-that-day": "effective_on",
    "two-events-one-day": "effective_on",
    "unlikely-day": "effective_on",
    "mandate-backwards": "until_on",
    "exclusion-unfounded": "decision",
    "not-heard": "heard_on",
    "heard-after": "heard_on",
    "bad-iban": "iban",
    "exit-recorded": "effective_on",
    "contract-backwards": "until_on",
    "no-exclusion-clause": "event",
    "event-not-for-kind": "event",
    "no-reason": "motive",
    "no-grounds": "motive",
    "no-judgment": "decision",
    "appeal-day": "effective_on",
}


class Deed(TypedDict):
    """Who acts, and when: what every service asks for."""

    actor: Actor
    at: datetime


def deed() -> Deed:
    """Whoever signed in, now."""
    return {"actor": current_actor(), "at": now()}


def chosen_day(field: Field) -> date:
    """The day of a required field; only of a form that was validated."""
    if not isinstance(field.data, date):
        raise TypeError("the form was not validated")
    return field.data


def handled(
    form: BaseForm, write: Callable[[], ResponseReturnValue], template: str, **context: object
) -> ResponseReturnValue:
    """The answer to a form: what `write` says once it is stored, else the form again with what is to be corrected."""
    if form.validate_on_submit():
        try:
            with transaction():
                return write()
        except Refused as refusal:
            field = FIELDS.get(refusal.code)
            form.refuse(refusal, field=field if field in form else None)
            return answer(form, template, refused=refusal.code, found=refusal.values, **context)
    return answer(form, template, refused="", found={}, **context)


def recorded(member: Member, message: str) -> ResponseReturnValue:
    """Back to the member's card with a word of what was done."""
    flash(message, "success")
    return redirect(url_for("membership.card", number=member.number), 303)


def admitted(member: Member) -> ResponseReturnValue:
    """To the card of who was just admitted."""
    return recorded(member, _("%(name)s is member no. %(number)s.", name=member.name, number=member.number))


def organisation_of(member: Member) -> Organisation:
    """The organisation that is this member; NotFound for a person."""
    if member.organisation is None:
        raise NotFound("not-an-organisation", N_("This member is a person. Only organisations have this page."))
    return member.organisation
