"""How many rights were used: all that an open vote shows of its ballots."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import func, select

from foundation.kernel.db import db
from votes.boxed_ballots import grouped_ballots
from votes.models import NOTHING, Box, Mark
from votes.roll_changes import entitled_by_college
from votes.rules.published import TONES
from votes.rules.secrecy import secrecy_from_json


@dataclass(frozen=True)
class CollegeTurnout:
    """How many rights of a college were used, of those taking part (`present`) when the vote opened.

    `tone` is its rank, for its colour (1 to 8).
    """

    id: str
    name: str
    weight: Fraction
    tone: int
    entitled: int
    present: int
    cast: int


@dataclass(frozen=True)
class Turnout:
    """How many rights were used, in all and by college: all that an open vote shows of its ballots.

    `withheld`: a college of a secret vote is smaller than the smallest group. No college is then told, for the one that is
    kept back could be had by taking the others from the total.
    """

    entitled: int
    cast: int
    colleges: tuple[CollegeTurnout, ...]
    withheld: bool = False


def cast_by_college(box: Box) -> Counter[str]:
    """How many rights were used in each college: first ballots of an open vote, marks of a secret one."""
    cast: Counter[str] = Counter()
    for college, _choice, former, number in grouped_ballots(box.id):
        if former == NOTHING:
            cast[college] += number
    if box.secret:
        marks = select(Mark.college, func.count()).where(Mark.box_id == box.id).group_by(Mark.college)
        for college, number in db.session.execute(marks):
            cast[college] += number
    return cast


def turnout(box: Box) -> Turnout:
    """The turnout of a box, from one grouped read of the counting index."""
    cast, entitled = cast_by_college(box), entitled_by_college(box)
    lines = tuple(
        CollegeTurnout(
            id=college["id"],
            name=college["name"],
            weight=Fraction(college["weight"]),
            tone=index % TONES + 1,
            entitled=entitled[college["id"]],
            present=max(college["present"], cast[college["id"]]),  # a right added since may have been used
            cast=cast[college["id"]],
        )
        for index, college in enumerate(box.colleges)
    )
    total = sum(entitled.values())
    return Turnout(total, sum(cast.values()), lines, withheld=turnout_withheld(box, entitled.values()))


def turnout_withheld(box: Box, entitled: Iterable[int]) -> bool:
    """Whether the turnout of each college is kept back, by how many each holds: one is too small for a secret vote."""
    secrecy = secrecy_from_json(box.secrecy) if box.secret else None
    return secrecy is not None and any(0 < number < secrecy.minimum_group for number in entitled)
