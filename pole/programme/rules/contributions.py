"""What a contribution may be, and what may become of it."""

from collections.abc import Mapping
from enum import StrEnum

from foundation.kernel.sentences import N_


class ContributionKind(StrEnum):
    """Where a contribution comes from, as the founding study tells them apart; an idea is brought by a member."""

    VIEWPOINT = "viewpoint"
    INTERVIEW = "interview"
    DOCUMENT = "document"
    WORKSHOP = "workshop"
    IDEA = "idea"


class Fate(StrEnum):
    """What became of a contribution."""

    WAITING = "waiting"
    BEHIND = "behind"
    MERGED = "merged"
    SET_ASIDE = "set_aside"


KIND_NAMES: dict[ContributionKind, str] = {
    ContributionKind.VIEWPOINT: N_("Viewpoint"),
    ContributionKind.INTERVIEW: N_("Interview"),
    ContributionKind.DOCUMENT: N_("Document read"),
    ContributionKind.WORKSHOP: N_("Workshop"),
    ContributionKind.IDEA: N_("Idea of a member"),
}
FATE_NAMES: dict[Fate, str] = {
    Fate.WAITING: N_("Waiting to be read"),
    Fate.BEHIND: N_("Behind an action"),
    Fate.MERGED: N_("Merged into another"),
    Fate.SET_ASIDE: N_("Not taken up"),
}


def fate_of(kinds: frozenset[str]) -> Fate:
    """What became of a contribution, from the kinds of the facts that stand about it; a merge is what others look for.

    >>> fate_of(frozenset()).value, fate_of(frozenset({"behind", "merged"})).value
    ('waiting', 'merged')
    """
    for fate in (Fate.MERGED, Fate.BEHIND, Fate.SET_ASIDE):
        if fate.value in kinds:
            return fate
    return Fate.WAITING


def taken_over_by(start: int, into: Mapping[int, int]) -> tuple[int, ...]:
    """The ids that took one over, one after the other, the last one being where it stands now; empty where none did.

    `into`: by id, the id it was merged into. A ring, which no service makes, ends where it began.

    >>> taken_over_by(1, {1: 2, 2: 5, 3: 5})
    (2, 5)
    """
    found: list[int] = []
    now = start
    while (now := into.get(now, start)) != start and now not in found:
        found.append(now)
    return tuple(found)
