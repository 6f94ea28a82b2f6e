"""The file of a person or an organisation: bonds, mandates held, further contacts, death, masked details."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.kernel.clock import today
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from foundation.web.guard import requires
from foundation.web.language import current_language
from foundation.web.transaction import transaction
from membership import forms
from membership.models.identity import Organisation, Person
from membership.presentation import condition_name, form_name
from membership.queries.bonds import bond_by_id, bonds_of
from membership.queries.people import organisation_by_id, people_to_choose, person_by_id
from membership.queries.relations import relations_of
from membership.services import bonds, contacts, masking
from membership.views.blueprint import blueprint
from membership.views.handling import chosen_day, deed, handled

PERSONS = "personnes"


def party_of(kind: str, party_id: int) -> Person | Organisation:
    """The record that an address names."""
    return person_by_id(party_id) if kind == PERSONS else organisation_by_id(party_id)


def file_url(party: Person | Organisation) -> str:
    """The file of a record."""
    kind = PERSONS if isinstance(party, Person) else "organisations"
    return url_for("membership.file", kind=kind, party_id=party.id)


def filed(party: Person | Organisation, message: str) -> ResponseReturnValue:
    """Back to the file with a word of what was done."""
    flash(message, "success")
    return redirect(file_url(party), 303)


@blueprint.get("/membres/<any(personnes, organisations):kind>/<int:party_id>/fiche")
@requires(Permission.MEMBERS_WRITE)
def file(kind: str, party_id: int) -> ResponseReturnValue:
    """Everything around one record."""
    return _file_page(party_of(kind, party_id))


@blueprint.post("/membres/personnes/<int:party_id>/naissance")
@requires(Permission.MEMBERS_WRITE)
def show_birth(party_id: int) -> ResponseReturnValue:
    """Show a birth date, and keep who asked for it."""
    person = person_by_id(party_id)
    with transaction():
        subject = f"person:{person.id}"
        masking.record_reading(masking.MaskedField.BIRTH_DATE, subject, **deed())
    return _file_page(person, shown={"born_on": person.born_on})


def _file_page(party: Person | Organisation, shown: dict[str, object] | None = None) -> ResponseReturnValue:
    language = current_language()
    page = render_template(
        "membership/file.html",
        file=relations_of(party, today()),
        shown=shown or {},
        form_name=lambda code: form_name(code, language),
        condition_name=lambda code: condition_name(code, language),
    )
    return page, {"Cache-Control": "no-store"}


@blueprint.route("/membres/<any(personnes, organisations):kind>/<int:party_id>/liens", methods=["GET", "POST"])
@requires(Permission.MEMBERS_WRITE)
def add_bond(kind: str, party_id: int) -> ResponseReturnValue:
    """Record who is tied to somebody: parent, tutor, co-holder..."""
    party = party_of(kind, party_id)
    form, wanted = forms.BondForm(effective_on=today()), request.args.get("q", "")
    form.offer_kinds(party)
    forms.offer_people(form.other_id, people_to_choose(wanted))

    def write() -> ResponseReturnValue:
        bonds.tie(party, int(form.other_id.data), chosen_day(form.effective_on), form.details(), **deed())
        return filed(party, _("Bond recorded."))

    return handled(form, write, "membership/bond.html", party=party, wanted=wanted, back=file_url(party))


@blueprint.route(
    "/membres/<any(personnes, organisations):kind>/<int:party_id>/liens/<int:fact_id>", methods=["GET", "POST"]
)
@requires(Permission.MEMBERS_WRITE)
def end_bond(kind: str, party_id: int, fact_id: int) -> ResponseReturnValue:
    """End a bond, or say that it was a mistake."""
    party, fact = party_of(kind, party_id), bond_by_id(fact_id)
    found = next((one for one in bonds_of(party, today()) if one.fact.id == fact.id), None)
    if found is None:
        raise NotFound("no-bond", N_("This bond is not on record. Open the card again."))
    form = forms.EndBondForm()

    def write() -> ResponseReturnValue:
        motive = form.motive.data or ""
        if form.what.data == "mistake":
            bonds.take_back_bond(fact.id, motive=motive, **deed())
            return filed(party, _("Entry taken back. Both stay in the history."))
        bonds.untie(fact.id, chosen_day(form.effective_on), motive=motive, **deed())
        return filed(party, _("End of the bond recorded."))

    return handled(form, write, "membership/end_bond.html", party=party, bond=found, back=file_url(party))


@blueprint.route("/membres/organisations/<int:party_id>/partage", methods=["GET", "POST"])
@requires(Permission.MEMBERS_WRITE)
def split(party_id: int) -> ResponseReturnValue:
    """Part joint holders."""
    party, form = organisation_by_id(party_id), forms.SplitForm(effective_on=today())

    def write() -> ResponseReturnValue:
        day, motive = chosen_day(form.effective_on), form.motive.data or ""
        parted = bonds.split_joint_holding(party.id, day, motive=motive, **deed())
        return filed(party, _("Parted: %(names)s.", names=", ".join(one.name for one in parted)))

    return handled(form, write, "membership/split.html", party=party, back=file_url(party))


@blueprint.route("/membres/personnes/<int:party_id>/deces", methods=["GET", "POST"])
@requires(Permission.MEMBERS_WRITE)
def death(party_id: int) -> ResponseReturnValue:
    """Record a death: the membership ends the next day; or take back one that was recorded by mistake."""
    party, form = person_by_id(party_id), forms.DeathForm()
    if party.deceased_on is not None:
        return _life(party)

    def write() -> ResponseReturnValue:
        ended = bonds.record_death(party.id, chosen_day(form.deceased_on), paper=form.paper.data or "", **deed())
        return filed(party, _("Death recorded; the membership ended.") if ended else _("Death recorded."))

    return handled(form, write, "membership/death.html", party=party, back=file_url(party))


def _life(party: Person) -> ResponseReturnValue:
    form = forms.TakeBackForm()

    def write() -> ResponseReturnValue:
        bonds.take_back_death(party.id, motive=form.motive.data or "", **deed())
        return filed(party, _("Entry taken back. Both stay in the history."))

    return handled(form, write, "membership/death.html", party=party, back=file_url(party))


@blueprint.route("/membres/<any(personnes, organisations):kind>/<int:party_id>/coordonnees", methods=["GET", "POST"])
@requires(Permission.MEMBERS_WRITE)
def add_contact(kind: str, party_id: int) -> ResponseReturnValue:
    """Note one more way to reach somebody."""
    party, form = party_of(kind, party_id), forms.PointForm()

    def write() -> ResponseReturnValue:
        contacts.add_point(party, form.details(), **deed())
        return filed(party, _("Contact added."))

    return handled(form, write, "membership/contact.html", party=party, back=file_url(party))
