"""Colleges of a secret vote in which so few ballots were cast that their total would tell votes."""

from votes.models import NOTHING, Box
from votes.queries.turnout import cast_by_college
from votes.rules.secrecy import secrecy_from_json


def small_counts(box: Box) -> list[tuple[str, int]]:
    """(name of the college, ballots cast), from one ballot on and under the smallest group, where nothing was decided.

    A college that votes openly, or whose members accepted that secrecy is limited, is not there.
    """
    secrecy = secrecy_from_json(box.secrecy)
    if secrecy is None:
        return []
    cast = cast_by_college(box)
    groups = [(one["id"], one["name"]) for one in box.colleges] or [(NOTHING, "")]
    return [
        (name, cast[college])
        for college, name in groups
        if 0 < cast[college] < secrecy.minimum_group and secrecy.way_of(college) is None
    ]
