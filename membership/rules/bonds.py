"""Bonds between people: who acts for a child or a protected adult, joint holders, heirs, households.

What a bond allows is computed on the day asked and never copied onto anybody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from foundation.kernel.sentences import N_
from statutes.rules import law


class BondKind(StrEnum):
    """What ties `other` to the person (or the joint holding) concerned."""

    PARENT = "parent"
    GUARDIAN = "guardian"
    TUTOR = "tutor"
    FAMILY_EMPOWERMENT = "family_empowerment"
    CURATOR = "curator"
    REINFORCED_CURATOR = "reinforced_curator"
    SAFEGUARD = "safeguard"
    FUTURE_MANDATE = "future_mandate"
    CO_HOLDER = "co_holder"
    HEIR = "heir"
    HOUSEHOLD = "household"


@dataclass(frozen=True)
class Bond:
    """What one kind of bond means: its name, what it allows in one sentence, its source.

    `acts`: the other person acts and votes; `silences`: the person concerned no longer does; `minor_only`: ends by
    itself at majority.
    """

    kind: BondKind
    name: str
    effect: str
    source: str = ""
    acts: bool = False
    silences: bool = False
    minor_only: bool = False


_BONDS = (
    Bond(
        BondKind.PARENT,
        N_("Parent"),
        N_("Acts and votes for the child until majority or emancipation; each parent is deemed to agree."),
        "C. civ. art. 382, 382-1 et 388-1-1",
        acts=True,
        silences=True,
        minor_only=True,
    ),
    Bond(
        BondKind.GUARDIAN,
        N_("Guardian of a minor"),
        N_("Acts and votes for the child until majority or emancipation."),
        "C. civ. art. 408",
        acts=True,
        silences=True,
        minor_only=True,
    ),
    Bond(
        BondKind.TUTOR,
        N_("Tutor (tutelle)"),
        N_("Acts and votes for the protected person, unless the judge decided otherwise for some acts."),
        "C. civ. art. 440, 473 et 496",
        acts=True,
        silences=True,
    ),
    Bond(
        BondKind.FAMILY_EMPOWERMENT,
        N_("Family member empowered by the judge (habilitation familiale)"),
        N_("Acts and votes for the person, within the bounds of the judge’s decision."),
        "C. civ. art. 494-1 et 494-6",
        acts=True,
        silences=True,
    ),
    Bond(
        BondKind.CURATOR,
        N_("Curator (curatelle)"),
        N_("The person votes; the curator assists for grave acts: buying, selling or withdrawing shares."),
        "C. civ. art. 440, 467 et 469",
    ),
    Bond(
        BondKind.REINFORCED_CURATOR,
        N_("Curator (reinforced curatelle)"),
        N_("The person votes; the curator assists for grave acts and alone receives the money owed."),
        "C. civ. art. 467 et 472",
    ),
    Bond(
        BondKind.SAFEGUARD,
        N_("Special agent (sauvegarde de justice)"),
        N_("The person keeps all rights and votes; the agent does only what the judge named."),
        "C. civ. art. 435 et 437",
    ),
    Bond(
        BondKind.FUTURE_MANDATE,
        N_("Agent of a mandate of future protection"),
        N_("Once the mandate runs, the agent may act and vote; the person still may too."),
        "C. civ. art. 477 et 488",
        acts=True,
    ),
    Bond(
        BondKind.CO_HOLDER,
        N_("Joint holder of the shares"),
        N_("Owns the shares with the others; one representative of all votes, with one vote."),
        "C. com. art. L225-110",
    ),
    Bond(
        BondKind.HEIR,
        N_("Heir"),
        N_("Is owed the value of the shares; does not inherit the membership nor the vote."),
        "loi 47-1775 art. 18",
    ),
    Bond(
        BondKind.HOUSEHOLD,
        N_("Same household"),
        N_("Same home, one letter may do; no right over each other’s membership."),
    ),
)
BONDS: dict[BondKind, Bond] = {bond.kind: bond for bond in _BONDS}
OF_PERSONS: tuple[BondKind, ...] = tuple(kind for kind in BONDS if kind is not BondKind.CO_HOLDER)
ACTING: tuple[BondKind, ...] = tuple(bond.kind for bond in _BONDS if bond.acts)
MINOR_ONLY: tuple[BondKind, ...] = tuple(bond.kind for bond in _BONDS if bond.minor_only)
SILENCING: tuple[BondKind, ...] = tuple(bond.kind for bond in _BONDS if bond.silences and not bond.minor_only)


def youngest_adult(on: date) -> date:
    """The birth date of who comes of age on the day `on`: born later is a minor.

    Majority is eighteen full years, reached on the birthday; born on 29 February, on 1 March of a common year.
    Source: C. civ. art. 388 and 414.

    >>> youngest_adult(date(2026, 6, 12))
    datetime.date(2008, 6, 12)
    >>> youngest_adult(date(2026, 2, 28)), youngest_adult(date(2024, 2, 29))
    (datetime.date(2008, 2, 28), datetime.date(2006, 2, 28))
    """
    year = on.year - law.MAJORITY_YEARS
    try:
        return on.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def is_minor(born_on: date | None, on: date, emancipated_on: date | None = None) -> bool:
    """Whether someone is a minor on a day; who has no birth date on record is taken for an adult.

    Emancipated by marriage or by the judge, a minor acts as an adult.
    Source: C. civ. art. 388, 413-1 and 413-6.

    >>> is_minor(date(2008, 6, 13), date(2026, 6, 12)), is_minor(date(2008, 6, 12), date(2026, 6, 12))
    (True, False)
    """
    if born_on is None or (emancipated_on is not None and emancipated_on <= on):
        return False
    return born_on > youngest_adult(on)


def votes_alone(*, minor: bool, kinds: Iterable[str]) -> bool:
    """Whether someone acts and votes without another, given the bonds that run on the day.

    A minor does not, nor who is represented by a tutor or by an empowered family member; under curatelle one does.
    Source: C. civ. art. 388-1-1, 473, 467.

    >>> votes_alone(minor=False, kinds=["curator"]), votes_alone(minor=False, kinds=["tutor"])
    (True, False)
    """
    return not minor and not any(BONDS[BondKind(kind)].silences for kind in kinds if BondKind(kind) not in MINOR_ONLY)


def is_silenced(capacity: str) -> bool:
    """Whether who acts in this capacity does so instead of the person concerned, rather than beside them.

    >>> is_silenced("tutor"), is_silenced("future_mandate"), is_silenced("self")
    (True, False, False)
    """
    return capacity in BONDS and BONDS[BondKind(capacity)].silences
