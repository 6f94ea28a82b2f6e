"""How much two records look like one person or one organisation, and by what.

A warning, never a verdict: staff says whether they are the same. An e-mail or a phone alone proves nothing (a couple
shares them), so it counts only with a like name.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rapidfuzz import fuzz

from foundation.kernel.sentences import N_
from foundation.kernel.sorting import sort_key

LIKE_NAME = 85
ENOUGH = 60
LITTLE_WORDS = frozenset(
    {"le", "la", "les", "l", "de", "du", "des", "d", "et", "association", "asso", "societe", "ste"}
)


class Reason(StrEnum):
    """What two records have in common, or what tells them apart."""

    SAME_NAME = "same_name"
    LIKE_NAME = "like_name"
    BIRTH = "birth"
    OTHER_BIRTH = "other_birth"
    EMAIL = "email"
    PHONE = "phone"
    SIREN = "siren"
    RNA = "rna"


REASON_NAMES: dict[Reason, str] = {
    Reason.SAME_NAME: N_("the same name"),
    Reason.LIKE_NAME: N_("nearly the same name"),
    Reason.BIRTH: N_("born the same day"),
    Reason.OTHER_BIRTH: N_("born on another day"),
    Reason.EMAIL: N_("the same e-mail"),
    Reason.PHONE: N_("the same phone"),
    Reason.SIREN: N_("the same SIREN"),
    Reason.RNA: N_("the same RNA number"),
}

_WEIGHTS = {
    Reason.SAME_NAME: 60,
    Reason.LIKE_NAME: 40,
    Reason.BIRTH: 35,
    Reason.OTHER_BIRTH: -60,
    Reason.EMAIL: 25,
    Reason.PHONE: 20,
    Reason.SIREN: 100,
    Reason.RNA: 100,
}


@dataclass(frozen=True)
class Traits:
    """What is compared of one record; `names` are all the names it goes by, folded (`sort_key`)."""

    names: tuple[str, ...]
    born_on: date | None = None
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    siren: str | None = None
    rna: str | None = None


@dataclass(frozen=True)
class Likeness:
    """A figure from 0 to 100 and the reasons for it, the strongest first."""

    score: int
    reasons: tuple[Reason, ...]

    @property
    def enough(self) -> bool:
        """Whether it is worth asking someone."""
        return self.score >= ENOUGH


def folded_names(*names: str) -> tuple[str, ...]:
    """Names as they are compared: folded, each once, the empty ones left out.

    >>> folded_names("Le Goff Zoé", "LE GOFF Zoe", "")
    ('le goff zoe',)
    """
    return tuple(dict.fromkeys(key for key in map(sort_key, names) if key))


def core_name(name: str) -> str:
    """The words of an organisation's name that tell it from another, articles and the word association left out.

    >>> core_name("Les Ateliers du Lin"), core_name("Association « Ateliers du lin (les) »"), core_name("La")
    ('ateliers lin', 'ateliers lin', 'la')
    """
    bare = _bare(name)
    return " ".join(word for word in bare.split() if word not in LITTLE_WORDS) or bare


def _bare(name: str) -> str:
    """Folded, and nothing but letters and figures."""
    return " ".join("".join(char if char.isalnum() else " " for char in sort_key(name)).split())


def likeness(one: Traits, other: Traits) -> Likeness:
    """How alike two records are.

    Decided here: the same folded name is enough by itself; a slip of the pen is not, unless birth, e-mail or phone
    agree; another birth date outweighs all but a number. The order of the words of a name does not count.

    >>> ada = Traits(("le goff ada",), date(1980, 5, 3))
    >>> likeness(ada, Traits(("ada le goff",))).score, likeness(ada, Traits(("le gof ada",), date(1980, 5, 3))).score
    (60, 75)
    >>> likeness(ada, Traits(("le goff ada",), date(2010, 1, 1))).enough
    False
    """
    reasons = [*_of_names(one, other), *_of_birth(one, other)]
    if one.emails & other.emails:
        reasons.append(Reason.EMAIL)
    if one.phones & other.phones:
        reasons.append(Reason.PHONE)
    if one.siren and one.siren == other.siren:
        reasons.append(Reason.SIREN)
    if one.rna and one.rna == other.rna:
        reasons.append(Reason.RNA)
    score = max(0, min(100, sum(_WEIGHTS[reason] for reason in reasons)))
    return Likeness(score, tuple(sorted(reasons, key=lambda reason: -_WEIGHTS[reason])))


def _of_names(one: Traits, other: Traits) -> list[Reason]:
    best = max((fuzz.token_sort_ratio(a, b) for a in one.names for b in other.names), default=0)
    if best >= 100:
        return [Reason.SAME_NAME]
    return [Reason.LIKE_NAME] if best >= LIKE_NAME else []


def _of_birth(one: Traits, other: Traits) -> list[Reason]:
    if one.born_on is None or other.born_on is None:
        return []
    return [Reason.BIRTH if one.born_on == other.born_on else Reason.OTHER_BIRTH]
