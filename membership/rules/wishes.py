"""What members change by themselves and what they only propose: how to reach them is theirs, who they are is looked at.

Names, birth and numbers stand in legal registers: the office compares them with a paper first.
"""

from collections.abc import Mapping

from foundation.kernel.sentences import N_

IDENTITY_OF_PERSON = ("first_names", "last_name", "usage_name", "born_on")
IDENTITY_OF_ORGANISATION = ("name", "legal_form", "siren", "siret", "rna")

FIELD_NAMES: dict[str, str] = {
    "first_names": N_("First names"),
    "last_name": N_("Birth name"),
    "usage_name": N_("Name in use"),
    "born_on": N_("Born on"),
    "name": N_("Name of the organisation"),
    "legal_form": N_("Legal form"),
    "siren": N_("SIREN"),
    "siret": N_("SIRET"),
    "rna": N_("RNA number"),
}

STATE_NAMES: dict[str, str] = {
    "waiting": N_("Waiting for the office"),
    "accepted": N_("Taken over"),
    "refused": N_("Refused"),
    "withdrawn": N_("Withdrawn"),
}


def differences(record: Mapping[str, str], wished: Mapping[str, str]) -> dict[str, list[str]]:
    """By field, [on record, wished], where they differ; a field left empty wishes nothing.

    >>> differences({"last_name": "Le Goff", "siren": ""}, {"last_name": "Le Goffic", "siren": ""})
    {'last_name': ['Le Goff', 'Le Goffic']}
    """
    found = {}
    for name, text in wished.items():
        asked, kept = text.strip(), record.get(name, "")
        if asked and asked != kept:
            found[name] = [kept, asked]
    return found
