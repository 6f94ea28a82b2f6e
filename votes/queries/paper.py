"""Paper ballots of a secret vote: who took one, where the counts stand, and how many ballots came from where.

Until the vote is counted nobody reads here what a count says: how many ballots somebody counted, and whether two agree.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from foundation.kernel.db import db
from foundation.kernel.sorting import sort_key
from foundation.web.rules.paging import pages_for
from votes.boxed_ballots import agreed_paper, paper_counts
from votes.models import NOTHING, Box, Mark, Right, RightEnd
from votes.rules.paper_lines import PaperStanding
from votes.rules.secrecy import SmallGroupWay, secrecy_from_json

PAGE = 50
ONLINE, PAPER = "online", "paper"


@dataclass(frozen=True)
class PaperRight:
    """A right of a secret vote at the desk: used or not. Neither how nor when: it serves to give nobody a second ballot."""

    right_id: int
    member_number: int
    name: str
    holder_name: str | None
    college: str
    used: bool


@dataclass(frozen=True)
class PaperPage:
    """One page of the rights that may be used, those still to be used first; `used` counts those that were."""

    rows: list[PaperRight]
    total: int
    used: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return pages_for(self.total, PAGE)


@dataclass(frozen=True)
class Keyed:
    """Somebody counted the paper ballots of a college: how many ballots, not which."""

    name: str
    account_id: int
    ballots: int


@dataclass(frozen=True)
class Origin:
    """Where the ballots of a college came from."""

    online: int = 0
    paper: int = 0


def secret_colleges(box: Box) -> dict[str, str]:
    """The colleges (NOTHING: the whole roll) whose ballots are secret, by id, with their names."""
    secrecy = secrecy_from_json(box.secrecy)
    names = {one["id"]: one["name"] for one in box.colleges} or {NOTHING: ""}
    return {key: name for key, name in names.items() if secrecy and secrecy.way_of(key) is not SmallGroupWay.OPEN}


def limited_colleges(box: Box) -> frozenset[str]:
    """The colleges so small that their total may tell votes: whoever takes a ballot there is told, and accepts it."""
    secrecy = secrecy_from_json(box.secrecy)
    return frozenset(key for key in secret_colleges(box) if secrecy and secrecy.way_of(key) is SmallGroupWay.LIMITED)


def paper_page(box: Box, query: str, *, page: int) -> PaperPage:
    """The rights of the secret colleges that somebody may use; one statement at any size."""
    statement = (
        select(Right.id, Right.member_number, Right.name, Right.holder_name, Right.college, Mark.id.is_not(None))
        .outerjoin(Mark, Mark.right_id == Right.id)
        .outerjoin(RightEnd, RightEnd.right_id == Right.id)
        .where(Right.box_id == box.id, Right.via != "none", RightEnd.id.is_(None))
        .order_by(Right.position)
    )
    secret = secret_colleges(box)
    rows = [PaperRight(*row) for row in db.session.execute(statement) if row.college in secret]
    rows.sort(key=lambda row: row.used)
    words = sort_key(query).split()
    found = [row for row in rows if all(_answers(row, word) for word in words)]
    page = max(1, min(page, pages_for(len(found), PAGE)))
    used = sum(row.used for row in rows)
    return PaperPage(found[(page - 1) * PAGE : page * PAGE], len(found), used, page)


def paper_standings(box: Box) -> list[PaperStanding]:
    """How the paper ballots of each secret college stand; three statements."""
    marked = {key: one.paper for key, one in origins(box).items()}
    counts, agreed = paper_counts(box.id), agreed_paper(box.id)
    return [
        PaperStanding(
            key,
            name,
            marked.get(key, 0),
            tuple(sum(row.cells.values()) for row in counts.get(key, ())),
            sum(agreed[key].values()) if key in agreed else None,
        )
        for key, name in secret_colleges(box).items()
    ]


def keyed_by_college(box: Box) -> dict[str, list[Keyed]]:
    """Who counted the paper ballots of each college, and how many there were."""
    return {
        college: [Keyed(row.actor_name, row.actor_id, sum(row.cells.values())) for row in rows]
        for college, rows in paper_counts(box.id).items()
    }


def origins(box: Box) -> Mapping[str, Origin]:
    """By college, how many secret ballots were cast online and how many on paper; one statement.

    Numbers of ballots alone: what each channel chose is told together, never apart (section 13 of the secret ballot).
    """
    rows = db.session.execute(
        select(Mark.college, Mark.channel, func.count())
        .where(Mark.box_id == box.id)
        .group_by(Mark.college, Mark.channel)
    )
    found: dict[str, dict[str, int]] = {}
    for college, channel, number in rows:
        found.setdefault(college, {})[channel] = number
    return {college: Origin(one.get(ONLINE, 0), one.get(PAPER, 0)) for college, one in found.items()}


def _answers(row: PaperRight, word: str) -> bool:
    return word in sort_key(f"{row.name} {row.holder_name or ''}") or word == str(row.member_number)
