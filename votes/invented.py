"""What a rehearsal puts into a box: voters who exist nowhere, and ballots drawn at random that any method accepts."""

from collections.abc import Sequence
from random import Random
from typing import Any

from votes.rules.ballot_choices import MARKED, RANKED, RESOLUTION
from votes.rules.contest import Contest, Points
from votes.rules.roll import BoxCollege, RollLine
from votes.rules.roll_reasons import Inclusion
from votes.rules.tally import BLANK

A_COLLEGE = 6
WITHOUT_COLLEGES = 12
VOTERS_IN_TEN = 8
BLANKS_IN_HUNDRED = 5
_SIDES = ("for", "for", "for", "against", "against", "abstain")


def invented_roll(
    colleges: Sequence[BoxCollege], account_id: int | None, *, name: str, least: int = 0
) -> list[RollLine]:
    """The roll of a rehearsal: one right for the account that rehearses, in the first college, and invented voters.

    `least`: how many voters a college needs at the least, for a vote whose small groups are not secret.

    >>> [line.name for line in invented_roll((), 7, name="Ada")][:2]
    ['Ada (répétition)', 'Personne inventée 1']
    """
    number = max(A_COLLEGE if colleges else WITHOUT_COLLEGES, least)
    places: list[str | None] = [college.id for college in colleges for _ in range(number)]
    places = places or [None] * number
    accounts = () if account_id is None else (account_id,)
    own = RollLine(1, f"{name} (répétition)", places[0], accounts=accounts, why=Inclusion.REHEARSAL)
    return [own] + [
        RollLine(rank + 1, f"Personne inventée {rank}", place, why=Inclusion.REHEARSAL)
        for rank, place in enumerate(places, 1)
    ]


def invented_choice(method: str, contest: Contest | None, chance: Random) -> Any:
    """A choice drawn at random, as a ballot of this method may hold it.

    >>> invented_choice("resolution", None, Random(4)) in ("for", "against", "abstain", "blank")
    True
    """
    if chance.randrange(100) < BLANKS_IN_HUNDRED:
        return BLANK
    if method == RESOLUTION or contest is None:
        return chance.choice(_SIDES)
    if method in MARKED:
        return _marked(contest, chance)
    if method in RANKED:
        return chance.sample(contest.ids, chance.randint(1, len(contest.ids)))
    if method == "points":
        return _points(contest, contest.points, chance)
    if method == "score":
        return {option: chance.randint(0, contest.max_score) for option in contest.ids}
    if method == "majority_judgment":
        return {option: chance.randrange(len(contest.grades)) for option in contest.ids}
    return chance.choice(contest.ids)


def votes_in_rehearsal(chance: Random) -> bool:
    """Whether an invented voter votes: most do.

    >>> votes_in_rehearsal(Random(1))
    True
    """
    return chance.randrange(10) < VOTERS_IN_TEN


def _marked(contest: Contest, chance: Random) -> list[str]:
    most = min(contest.marks.max or len(contest.ids), len(contest.ids))
    return chance.sample(contest.ids, chance.randint(max(1, contest.marks.min), max(1, contest.marks.min, most)))


def _points(contest: Contest, points: Points | None, chance: Random) -> dict[str, int]:
    """Points by option, as many as may be given, spread over enough of them."""
    if points is None:
        return {}
    given = dict.fromkeys(chance.sample(contest.ids, min(points.min_options, len(contest.ids))), 1)
    for _ in range(points.total - len(given)):
        open_to_more = [option for option in contest.ids if given.get(option, 0) < points.max_per_option]
        if not open_to_more:
            break
        option = chance.choice(open_to_more)
        given[option] = given.get(option, 0) + 1
    return given
