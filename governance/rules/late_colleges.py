"""In which colleges a member who is added to an open vote may be: their own, never one that somebody chooses."""

from collections.abc import Iterable, Mapping, Sequence

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_

_OTHER = N_(
    "%(name)s belongs to the college %(own)s on the day the roll is drawn from, and votes in no other one. If that is wrong, "
    "correct the member’s college first, with the day it is true from."
)
_NONE = N_(
    "%(name)s belongs to no college of this vote on the day the roll is drawn from, and nobody chooses one for them here: "
    "write the member’s college first, with the day it is true from."
)


def own_colleges(colleges: Iterable[str | None], *mergers: Mapping[str, str]) -> list[str]:
    """The colleges of a member once those that were merged, one way after another, are counted with others.

    >>> own_colleges(["petits", None], {"petits": "moyens"}, {"moyens": "grands"})
    ['grands']
    """
    found = []
    for college in filter(None, colleges):
        last = college
        for merged in mergers:
            seen = {last}
            while last in merged and merged[last] not in seen:
                last = merged[last]
                seen.add(last)
        found.append(last)
    return list(dict.fromkeys(found))


def chosen_college(name: str, chosen: str, own: Sequence[str], names: Mapping[str, str]) -> str:
    """The college of a late line: the one chosen where it is the member's own, the first of theirs where none is chosen.

    `names`: the colleges of the vote. Source: loi 47-1775 art. 19 octies and the statutes (one college, or one vote in
    each where they say so); rule 7. Example: Ada is of the first college.

    >>> chosen_college("Ada", "", ["a"], {"a": "Salariés", "b": "Usagers"})
    'a'
    >>> chosen_college("Ada", "b", ["a"], {"a": "Salariés", "b": "Usagers"})  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: Ada belongs to the college Salariés on the day the roll is drawn from, ...
    """
    here = [college for college in own if college in names]
    if not here:
        raise Refused("late-no-college", _NONE, rule=7, name=name)
    if chosen and chosen not in here:
        raise Refused("late-college", _OTHER, rule=7, name=name, own=", ".join(names[one] for one in here))
    return chosen or here[0]
