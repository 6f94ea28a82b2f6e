"""A question put to one college or to some only: when it may be, which they are, and what their votes weigh.

With one college its members vote by heads, and the box has no colleges. With several each keeps its weight in proportion,
so that the weights sum to 1 again, in exact fractions (docs/decisions/0014). Law: loi 47-1775 art. 19 octies.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from votes.rules.asked_words import ASKED
from votes.rules.ballot_choices import RESOLUTION
from votes.rules.plans import BallotPlan
from votes.rules.roll import BoxCollege

ARTICLE = "loi 47-1775 art. 19 octies"
OF_THE_WHOLE = ("removal", "exclusion")
_WHOLE = N_(
    "This question is decided by the whole assembly, where every college has its votes (loi 47-1775 art. 19 octies). Only an "
    "election, or another vote among options, is put to some colleges only: untick the colleges, or choose another method."
)
_GONE = N_(
    "This question is put to a college that the statutes of the day do not have (%(colleges)s): it cannot be opened. Put it to "
    "the vote at another assembly, for the colleges of those statutes."
)


def check_asked(plan: BallotPlan, *, extraordinary: bool) -> None:
    """Raise Refused where some colleges only would decide what the whole assembly decides.

    Source: loi 47-1775 art. 19 octies (one assembly, in which each college has its votes). Example: a resolution.

    >>> check_asked(BallotPlan("plurality", subject="election", colleges={"a": "Salariés"}), extraordinary=False)
    >>> check_asked(BallotPlan(colleges={"a": "Salariés"}), extraordinary=False)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: This question is decided by the whole assembly, ...
    """
    decides = plan.method == RESOLUTION or extraordinary or plan.subject in OF_THE_WHOLE
    if plan.colleges and decides:
        raise Refused("asked-whole", _WHOLE, source=ARTICLE)


def asked_ids(plan: BallotPlan, merged: Mapping[str, str], formed: Collection[str]) -> frozenset[str]:
    """The colleges asked, once those too small to form are counted as the statutes say; empty: everybody.

    Raises Refused where the statutes of the day no longer have one of them. Source: statutes (`voting.merge_into`).

    >>> sorted(asked_ids(BallotPlan(colleges={"a": "Salariés"}), {"a": "b"}, ["b", "c"]))
    ['b']
    """
    last = {college: merged.get(college, college) for college in plan.colleges}
    gone = [name for college, name in plan.colleges.items() if last[college] not in formed]
    if gone:
        raise Refused("asked-gone", _GONE, source=ARTICLE, colleges=", ".join(gone))
    return frozenset(last.values())


def in_proportion(colleges: Sequence[BoxCollege]) -> tuple[BoxCollege, ...]:
    """The colleges with their weights in proportion, so that they sum to 1; exact.

    Source: loi 47-1775 art. 19 octies and the statutes for the weights; ours for the proportion (docs/decisions/0014).

    >>> two = (BoxCollege("a", "A", Fraction(1, 5)), BoxCollege("b", "B", Fraction(3, 10)))
    >>> [str(one.weight) for one in in_proportion(two)]
    ['2/5', '3/5']
    """
    total = sum((one.weight for one in colleges), Fraction(0))
    return tuple(replace(one, weight=one.weight / total) for one in colleges)


def asked_on_paper(colleges: Sequence[BoxCollege]) -> dict[str, Any]:
    """What the box keeps of the colleges asked, beside its ballot (`Box.paper`); nothing where everybody is asked.

    >>> asked_on_paper([BoxCollege("a", "A", Fraction(1, 5))])
    {'asked': [{'id': 'a', 'name': 'A'}]}
    """
    return {ASKED: [{"id": one.id, "name": one.name} for one in colleges]} if colleges else {}
