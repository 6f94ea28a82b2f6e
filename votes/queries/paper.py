"""Paper ballots of a secret vote: who took one, where the counts stand, and how many ballots came from where.

Until the vote is counted nobody reads here what a count says, nor whether two agree: how many are keyed, and no more.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from foundation.kernel.db import db
from foundation.kernel.sorting import sort_key
from foundation.web.rules.paging import pages_for
from votes.boxed_ballots import COUNTED_BY, agreed_paper, paper_counts
from votes.models import NOTHING, Box, BoxAct, Mark, PaperCount, Right, RightEnd
from votes.rules.life import ActKind
from votes.rules.paper_lines import PaperStanding
from votes.rules.secrecy import SmallGroupWay, secrecy_from_json

PAGE = 50
ONLINE, PAPER = "online", "paper"
IN_A_ROOM = "item:"


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
    """How many persons keyed a count of the paper ballots of a college; whether one reader is among them, and may key now."""

    number: int = 0
    mine: bool = False
    may_key: bool = True


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


def keyed_by_college(box: Box, reader: int | None) -> dict[str, Keyed]:
    """By secret college, how many counts wait for the closing; two statements."""
    waiting = counts_waiting(box)
    keyed = {college: [row.actor_id for row in waiting.get(college, ())] for college in secret_colleges(box)}
    return {
        college: Keyed(len(actors), reader in actors, reader is not None and reader not in actors)
        for college, actors in keyed.items()
    }


def counts_waiting(box: Box) -> dict[str, list[PaperCount]]:
    """By college, the last count of each person that no closing put aside yet: who is among them keys no other."""
    aside = counts_put_aside(box)
    return {
        college: [row for row in rows if row.id > aside.get(college, 0)]
        for college, rows in paper_counts(box.id).items()
    }


def counts_put_aside(box: Box) -> dict[str, int]:
    """By college, the last count that was there when a closing found that they did not hold."""
    acts = select(BoxAct.details).where(BoxAct.box_id == box.id, BoxAct.kind == ActKind.RECOUNTED.value)
    aside: dict[str, int] = {}
    for details in db.session.execute(acts.order_by(BoxAct.id)).scalars():
        aside |= details["after"]
    return aside


def differing_counts(box: Box) -> dict[str, int]:
    """By college, the last count where two persons keyed since the last closing and the counts do not hold."""
    waiting = counts_waiting(box)
    return {
        one.college: max(row.id for row in waiting[one.college])
        for one in paper_standings(box)
        if not one.holds and len(waiting.get(one.college, ())) >= COUNTED_BY
    }


def has_paper(box: Box) -> bool:
    """Whether paper ballots are given: in the room where a point of an agenda is put to a secret vote, and nowhere else."""
    return box.secret and not box.rehearsal and box.subject.startswith(IN_A_ROOM)


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
