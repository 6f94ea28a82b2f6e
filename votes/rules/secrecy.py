"""What a secret vote promises, and what is decided of groups too small to be secret (section 13 of the secret ballot).

A college in which so few may vote that its total tells their votes blocks the opening until one of four ways is chosen,
and the minutes say which. Rule 46; the smallest group is never under three.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

LEAST_GROUP = 3
USUAL_GROUP = 5


class SmallGroupWay(StrEnum):
    """The four ways out: the college votes openly, its members having consented in writing; it is counted with another
    college, or all vote without colleges, where the statutes allow it; or secrecy is limited and its members accept it.
    """

    OPEN = "open"
    MERGED = "merged"
    WHOLE = "whole"
    LIMITED = "limited"


@dataclass(frozen=True)
class SmallGroup:
    """What the bureau chose for one college: the way, into which college it is counted, and the words for the minutes.

    `name`: that of the college, which is gone from the roll once it is counted with another one.
    """

    way: SmallGroupWay
    into: str = ""
    reason: str = ""
    name: str = ""


@dataclass(frozen=True)
class SmallGroupTerms:
    """What the statutes say of groups too small to be secret: the smallest that is not, with which other college each may
    be counted, and whether all may vote without colleges.
    """

    minimum_group: int = LEAST_GROUP
    merge_into: Mapping[str, str] = field(default_factory=dict)
    whole: bool = False


NO_TERMS = SmallGroupTerms()


@dataclass(frozen=True)
class Secrecy:
    """The smallest group of a secret vote, and what was chosen for each college under it (by college id)."""

    minimum_group: int = USUAL_GROUP
    groups: Mapping[str, SmallGroup] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As it is frozen with the box.

        >>> Secrecy(5, {"ville": SmallGroup(SmallGroupWay.LIMITED)}).as_json()["groups"]
        {'ville': {'way': 'limited', 'into': '', 'reason': '', 'name': ''}}
        """
        groups = {
            college: {"way": str(one.way), "into": one.into, "reason": one.reason, "name": one.name}
            for college, one in sorted(self.groups.items())
        }
        return {"minimum_group": self.minimum_group, "groups": groups}

    def way_of(self, college: str) -> SmallGroupWay | None:
        """What was chosen for a college; None where its vote is simply secret."""
        found = self.groups.get(college)
        return found.way if found else None


def secrecy_from_json(data: Mapping[str, Any]) -> Secrecy | None:
    """The secrecy of a box as it was frozen; None for an open vote.

    >>> secrecy_from_json({"minimum_group": 5, "groups": {}})
    Secrecy(minimum_group=5, groups={})
    """
    if not data:
        return None
    groups = {
        college: SmallGroup(SmallGroupWay(one["way"]), one["into"], one["reason"], one["name"])
        for college, one in data["groups"].items()
    }
    return Secrecy(int(data["minimum_group"]), groups)
