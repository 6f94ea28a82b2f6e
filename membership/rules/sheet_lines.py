"""What one line of a sheet says of a member, once read: who it is, what is known of them, and what cannot be."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from foundation.kernel.sentences import N_
from foundation.kernel.sorting import sort_key
from membership.rules.legal_forms import LEGAL_FORMS
from membership.rules.standing import EVENT_NAMES, EXITS, MembershipEvent
from spreadsheets.rules.fields import Fault

_COUPLE = re.compile(r"\b(m|mme|mr|monsieur|madame)\.? et (m|mme|mr|monsieur|madame)\b|\b(m|mme)\.? & (m|mme)\b")
_TWO_FIRST_NAMES = re.compile(r"\w (et|and|&|/|\+) \w")
_EXIT_WORDS: dict[str, MembershipEvent] = {
    "demission": MembershipEvent.RESIGNED,
    "retrait": MembershipEvent.RESIGNED,
    "demissionnaire": MembershipEvent.RESIGNED,
    "exclusion": MembershipEvent.EXCLUDED,
    "exclu": MembershipEvent.EXCLUDED,
    "radiation": MembershipEvent.STRUCK_OFF,
    "radie": MembershipEvent.STRUCK_OFF,
    "deces": MembershipEvent.DECEASED,
    "decede": MembershipEvent.DECEASED,
    "dissolution": MembershipEvent.DISSOLVED,
    "dissous": MembershipEvent.DISSOLVED,
    **{str(event): event for event in EXITS},
    **{sort_key(EVENT_NAMES[event]): event for event in EXITS},
}
_FORM_WORDS = {
    "association loi 1901": "association", "asso": "association", "mairie": "commune", "ville": "commune",
    "collectivite": "commune", "epci": "grouping", "communaute de communes": "grouping", "mutuelle": "mutual",
    "fondation": "foundation", "fonds de dotation": "endowment_fund", "syndicat": "union",
}  # fmt: skip


_NO_FORM = {"particulier", "personne physique", "personne", "individu", "individuel"}


@dataclass(frozen=True)
class Words:
    """Folded names, in the languages that sheets are written in, to codes: legal forms and countries."""

    forms: Mapping[str, str]
    countries: Mapping[str, str]


NO_WORDS = Words({}, {})


@dataclass(frozen=True)
class Described:
    """Who a line is about: a person or an organisation, and its details as the services take them."""

    is_person: bool
    label: str
    details: Mapping[str, object]


def describe(values: Mapping[str, object], words: Words = NO_WORDS) -> Described | Fault:
    """Person or organisation, and the details; a Fault where it is neither, or two people in one line.

    >>> describe({"last_name": "Le Goff", "first_names": "Anna"}).label
    'Anna Le Goff'
    >>> describe({"last_name": "M. et Mme Le Goff"}).field
    'last_name'
    >>> describe({"last_name": "Dubois", "first_names": "Jean et Paule"}).field
    'first_names'
    >>> describe({"last_name": "Le Goff", "first_names": "Anna", "country": "Atlantide"}).field
    'country'
    """
    name = str(values.get("organisation") or "")
    form = sort_key(str(values.get("legal_form") or ""))
    if name or values.get("siren") or values.get("siret") or (form and form not in _NO_FORM):
        return _organisation(name or str(values.get("last_name") or ""), values, words)
    last = str(values.get("last_name") or "")
    if not last:
        return Fault("last_name", N_("This line names nobody: write a last name, or the name of the organisation."))
    two = _two_people(str(values.get("first_names") or ""), last)
    if two is not None:
        return two
    if not values.get("first_names"):
        return Fault(
            "first_names",
            N_("The first name is missing. Where this is an organisation, write its name in a column “Organisation”."),
        )
    details = {key: values[key] for key in (*_PERSON, *_CONTACT) if key in values}
    return _with_country(Described(True, f"{values['first_names']} {last}", details), words)


def _two_people(first: str, last: str) -> Fault | None:
    if _TWO_FIRST_NAMES.search(sort_key(first)):
        field, found = "first_names", first
    elif _COUPLE.search(sort_key(f"{first} {last}")):
        field, found = "last_name", last
    else:
        return None
    return Fault(
        field, N_("“%(found)s” is two people: write one line each, or one as joint holders."), {"found": found}
    )


def _organisation(name: str, values: Mapping[str, object], words: Words) -> Described | Fault:
    if not name:
        return Fault("organisation", N_("The name of the organisation is missing."))
    details: dict[str, object] = {"name": name}
    details |= {key: values[key] for key in (*_ORGANISATION, *_CONTACT) if key in values}
    word = sort_key(str(values.get("legal_form") or ""))
    if word:
        code = word if word in LEGAL_FORMS else words.forms.get(word) or _FORM_WORDS.get(word)
        if code is None:
            return Fault(
                "legal_form",
                N_(
                    "“%(found)s” is not a legal form that is known here: write one of those of the form “organisation”."
                ),
                {"found": str(values["legal_form"])},
            )
        details["legal_form"] = code
    return _with_country(Described(False, name, details), words)


def exit_of(values: Mapping[str, object]) -> MembershipEvent | Fault | None:
    """How the membership ended, None where it did not; a resignation where the sheet gives a day and no reason.

    >>> from datetime import date
    >>> exit_of({"left_on": date(2025, 3, 1), "left_by": "Décès"})
    <MembershipEvent.DECEASED: 'deceased'>
    """
    if "left_on" not in values:
        return None
    word = sort_key(str(values.get("left_by") or "demission"))
    found = _EXIT_WORDS.get(word) or next(
        (event for known, event in _EXIT_WORDS.items() if word.startswith(known)), None
    )
    if found is None:
        return Fault(
            "left_by",
            N_(
                "“%(found)s” is not a reason that is known here: write resignation, exclusion, striking-off, death or "
                "dissolution."
            ),
            {"found": str(values["left_by"])},
        )
    return found


def named_in(word: str, known: Iterable[tuple[str, str]]) -> str | None:
    """The identifier whose name or identifier is `word`, whatever the accents and capitals; None for none.

    >>> named_in("Salaries", [("salaries", "Salariés et producteurs"), ("usagers", "Usagers")])
    'salaries'
    >>> named_in("USAGERS", [("c2", "Usagers")])
    'c2'
    """
    wanted = sort_key(word)
    for identifier, name in known:
        if wanted in (sort_key(identifier), sort_key(name)):
            return identifier
    return None


def _with_country(described: Described, words: Words) -> Described | Fault:
    if "country" not in described.details:
        return described
    word = str(described.details["country"])
    code = word.upper() if len(word) == len("FR") and word.isalpha() else words.countries.get(sort_key(word))
    if code is None:
        return Fault("country", N_("“%(found)s” is not a country that is known here."), {"found": word[:60]})
    return replace(described, details={**described.details, "country": code})


_PERSON = ("last_name", "first_names", "usage_name", "usual_first_name", "born_on")
_ORGANISATION = ("siren", "siret", "rna", "size")
_CONTACT = ("street", "postcode", "town", "country", "email", "phone")
