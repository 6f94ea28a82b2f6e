"""Who voted, and what they chose where the vote was open: for the minutes and for scrutineers, once the vote is counted."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Select, and_, null, or_, select

from votes.models import Ballot, Box, Mark, Right, RightEnd
from votes.queries.hands import latest_revision
from votes.queries.results import contest_of_box
from votes.rules.ballot_words import choice_in_words
from votes.rules.contest import Contest

CSV_COLUMNS = (
    *(
        "membre",
        "nom",
        "college",
        "voix_portee_par",
        "representation",
        "a_vote",
        "choix",
        "choix_json",
        "moment",
        "origine",
    ),
)
"""The columns of the nominal list, in French and for good: what reads them today reads them tomorrow."""
VIA_WORDS = {"self": "en personne", "proxy": "pouvoir", "none": "sans mandataire"}


@dataclass(frozen=True)
class Naming:
    """How a row of the list is read: the names of colleges, and the words of a choice in a language."""

    box: Box
    lang: str

    @cached_property
    def contest(self) -> Contest | None:
        """What the vote chooses among, read once for all its rows."""
        return contest_of_box(self.box)

    def colleges(self) -> Mapping[str, str]:
        """The names of colleges by their ids."""
        return {college["id"]: college["name"] for college in self.box.colleges}

    def words(self, choice: str | None) -> str:
        """A stored choice in words; empty where there is none to read."""
        if choice is None:
            return ""
        return choice_in_words(self.box.method, self.contest, json.loads(choice), self.lang)


def nominal_list(box: Box) -> Select[*tuple[Any, ...]]:
    """A row a right that stands, with the ballot that counts (none where it is secret) and whether it was used.

    Of a secret vote neither when nor where is read: the order of the voters would be the order of their ballots.
    """
    counted = and_(Ballot.right_id == Right.id, Ballot.revision == latest_revision(Right.id))
    ended = select(RightEnd.id).where(RightEnd.right_id == Right.id).exists()
    return (
        select(
            *(Right.member_number, Right.name, Right.college, Right.holder_name, Right.via, Right.position),
            *(Ballot.choice, or_(Ballot.id.is_not(None), Mark.id.is_not(None)).label("voted")),
            *(
                (null().label("at_desk"), null().label("voted_at"))
                if box.secret
                else (Ballot.at_desk, Ballot.cast_at.label("voted_at"))
            ),
        )
        .select_from(Right)
        .outerjoin(Ballot, counted)
        .outerjoin(Mark, Mark.right_id == Right.id)
        .where(Right.box_id == box.id, ~ended)
    )


def csv_row(row: Any, naming: Naming, colleges: Mapping[str, str]) -> tuple[object, ...]:
    """One line of the file, in the order of `CSV_COLUMNS`."""
    voted_at: datetime | None = row.voted_at
    return (
        row.member_number,
        row.name,
        colleges.get(row.college, ""),
        row.holder_name or "",
        VIA_WORDS[row.via],
        row.voted,
        naming.words(row.choice),
        row.choice or "",
        voted_at.isoformat() if voted_at else "",
        origin_of(row),
    )


def origin_of(row: Any) -> str:
    """Where a ballot came from: online, or entered at the desk; empty where there is none, and for a secret vote."""
    return "" if row.at_desk is None else "bureau" if row.at_desk else "en ligne"
