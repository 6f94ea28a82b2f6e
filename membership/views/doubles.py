"""Doubles: a warning while one types, the queue to review, merging two records and parting them again."""

from collections.abc import Callable
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.kernel.errors import Refused
from foundation.web.forms import choices
from foundation.web.guard import requires
from foundation.web.language import current_language
from foundation.web.rules.typed import read_day
from foundation.web.transaction import transaction
from membership import forms
from membership.presentation import detail_words, reason_words
from membership.queries.doubles import Lookalike, like_organisation, like_person, queue, typed_traits
from membership.queries.merges import last_merges, member_of, merge_by_id, parties_of
from membership.rules.likeness import Traits, core_name, folded_names
from membership.rules.numbers import checked_rna, checked_siren
from membership.rules.reach import checked_email, checked_phone
from membership.services import merging
from membership.views.blueprint import blueprint
from membership.views.handling import deed, handled
from membership.views.relations import file_url, filed, party_of


@blueprint.post("/membres/doublons/ressemblances")
@requires(Permission.MEMBERS_WRITE)
def lookalikes() -> ResponseReturnValue:
    """Who on record looks like what is being typed: a fragment for the form. Nothing is stored.

    It is asked by POST so that no name or birth date stands in an address.
    """
    found = _like_organisation() if request.form.get("legal_form") is not None else _like_person()
    words = [(one, reason_words(one.likeness, current_language())) for one in found]
    return render_template("membership/_lookalikes.html", found=words)


def _like_person() -> list[Lookalike]:
    first, last = _typed("first_names"), _typed("last_name")
    usual, usage = _typed("usual_first_name") or first, _typed("usage_name") or last
    if not (last and first) and not _typed("email") and not _typed("phone"):
        return []
    names = (f"{last} {first}", f"{last} {usual}", f"{usage} {usual}")
    traits = typed_traits(names, _day("born_on"), [_read(checked_email, "email")], [_read(checked_phone, "phone")])
    return like_person(traits, last)


def _like_organisation() -> list[Lookalike]:
    traits = Traits(
        folded_names(core_name(_typed("name"))),
        None,
        frozenset({_read(checked_email, "email")}) - {""},
        frozenset({_read(checked_phone, "phone")}) - {""},
        _read(checked_siren, "siren") or _read(checked_siren, "siret", 9) or None,
        _read(checked_rna, "rna") or None,
    )
    return like_organisation(traits)


def _typed(name: str) -> str:
    return request.form.get(name, "").strip()[:200]


def _read(check: Callable[[str], str | None], name: str, digits: int | None = None) -> str:
    """What was typed as it would be kept; empty while it is not whole yet."""
    text = _typed(name)
    try:
        return check("".join(text.split())[:digits] if digits else text) or ""
    except Refused:
        return ""


def _day(name: str) -> date | None:
    try:
        return read_day(_typed(name)) if _typed(name) else None
    except (ValueError, OverflowError):
        return None


@blueprint.get("/membres/doublons")
@requires(Permission.MEMBERS_WRITE)
def doubles() -> ResponseReturnValue:
    """Pairs to review, and the merges that stand."""
    language = current_language()
    pairs = [(pair, reason_words(pair.likeness, language)) for pair in queue()]
    merges = [(fact, *parties_of(fact)) for fact in last_merges()]
    return render_template("membership/doubles.html", pairs=pairs, merges=merges, file_url=file_url)


@blueprint.route(
    "/membres/doublons/<any(personnes, organisations):kind>/<int:kept_id>/<int:dropped_id>", methods=["GET", "POST"]
)
@requires(Permission.MEMBERS_WRITE)
def merge(kind: str, kept_id: int, dropped_id: int) -> ResponseReturnValue:
    """Two records side by side: the same, or two?"""
    kept, dropped = party_of(kind, kept_id), party_of(kind, dropped_id)
    form, language = forms.MergeForm(), current_language()
    fields = merging.differing_fields(kept, dropped)
    named = [(name, detail_words(kept, dropped, name, language)) for name in fields]
    form.take.choices = choices((name, words.label) for name, words in named)

    def write() -> ResponseReturnValue:
        motive, taken = form.motive.data or "", form.take.data or ()
        merging.merge_records(kept, dropped, take=taken, motive=motive, **deed())
        return filed(kept, _("Merged. It can be undone from the file or from the list of doubles."))

    members = {"kept": member_of(kept), "dropped": member_of(dropped)}
    return handled(
        form, write, "membership/merge.html", kind=kind, kept=kept, dropped=dropped, members=members, fields=named
    )


@blueprint.post("/membres/doublons/<any(personnes, organisations):kind>/<int:first_id>/<int:second_id>/distincts")
@requires(Permission.MEMBERS_WRITE)
def distinct(kind: str, first_id: int, second_id: int) -> ResponseReturnValue:
    """Two records that look alike are two."""
    with transaction():
        merging.say_distinct(party_of(kind, first_id), party_of(kind, second_id), **deed())
    flash(_("Noted: they are two. The pair has left the list."), "success")
    return redirect(url_for("membership.doubles"), 303)


@blueprint.route("/membres/doublons/fusions/<int:merge_id>", methods=["GET", "POST"])
@requires(Permission.MEMBERS_WRITE)
def part(merge_id: int) -> ResponseReturnValue:
    """Undo a merge."""
    fact = merge_by_id(merge_id)
    kept, dropped = parties_of(fact)
    form = forms.TakeBackForm()

    def write() -> ResponseReturnValue:
        merging.part_records(fact.id, motive=form.motive.data or "", **deed())
        return filed(kept, _("Parted: both records are as before."))

    return handled(form, write, "membership/part.html", fact=fact, kept=kept, dropped=dropped)
