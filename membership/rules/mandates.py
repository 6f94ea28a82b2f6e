"""Mandates of those who speak for an organisation, and who of them acts for it."""

from collections.abc import Iterable
from enum import StrEnum

from foundation.kernel.sentences import N_


class MandateKind(StrEnum):
    """What a mandate is for. One of each kind at a time; the next one takes the place of the former."""

    VOTER = "voter"
    LEGAL = "legal"
    DEPUTY = "deputy"
    CONTACT = "contact"


MANDATE_NAMES: dict[MandateKind, str] = {
    MandateKind.VOTER: N_("Represents it and votes"),
    MandateKind.LEGAL: N_("Legal representative"),
    MandateKind.DEPUTY: N_("Deputy: stands in for who votes"),
    MandateKind.CONTACT: N_("Contact: is written to, does not vote"),
}


def acting_kinds(kinds: Iterable[str]) -> tuple[MandateKind, ...]:
    """Of the mandates that run on a day, those whose holder acts and votes, the first one first.

    Whoever was appointed to vote; without such a mandate the legal representative, who needs none; a deputy besides.
    Decided here, from the mandates the organisation gave. Source: C. civ. art. 1984 (mandate), 1153 (within its bounds).

    >>> [kind.value for kind in acting_kinds(["contact", "deputy", "legal", "voter"])]
    ['voter', 'deputy']
    >>> [kind.value for kind in acting_kinds(["legal", "contact"])]
    ['legal']
    """
    held = {MandateKind(kind) for kind in kinds}
    first = next((kind for kind in (MandateKind.VOTER, MandateKind.LEGAL) if kind in held), None)
    deputy = MandateKind.DEPUTY if MandateKind.DEPUTY in held else None
    return tuple(kind for kind in (first, deputy) if kind is not None)
