"""The secret ballots of a box once its result is published: listed in the order of their receipts, found by one, summed."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from foundation.kernel.db import db
from votes.models import Ballot, Box, Mark, SecretBallot
from votes.rules.receipts import is_receipt


@dataclass(frozen=True)
class UrnCounts:
    """Marks of who voted, online and on paper, against what is in the urn. `open_ballots`: of colleges that vote openly.

    Ballots on paper are in the urn under receipts that nobody holds: which ones they are is told nowhere.
    """

    marked_online: int
    marked_on_paper: int
    listed: int
    open_ballots: int

    @property
    def agree(self) -> bool:
        """Whether there are as many ballots as marks."""
        return self.marked_online + self.marked_on_paper == self.listed


def urn_list(box_id: int) -> Select[*tuple[Any, ...]]:
    """Every secret ballot: its receipt, its college, its choice."""
    return select(SecretBallot.id, SecretBallot.college, SecretBallot.choice).where(SecretBallot.box_id == box_id)


def ballot_of_receipt(box_id: int, typed: str) -> Any:
    """The secret ballot of a receipt as somebody typed it (spaces, dashes, small letters); None where there is none."""
    receipt = plain_receipt(typed)
    if not is_receipt(receipt):
        return None
    return db.session.execute(urn_list(box_id).where(SecretBallot.id == receipt)).one_or_none()


def plain_receipt(typed: str) -> str:
    """A receipt without what makes it readable."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def urn_counts(box: Box) -> UrnCounts:
    """How many marks, how many ballots; four statements."""
    marks = select(Mark.channel, func.count().label("number")).where(Mark.box_id == box.id).group_by(Mark.channel)
    marked = {row.channel: row.number for row in db.session.execute(marks)}
    listed = select(func.count()).select_from(SecretBallot).where(SecretBallot.box_id == box.id)
    opened = select(func.count()).select_from(Ballot).where(Ballot.box_id == box.id, Ballot.revision == 1)
    return UrnCounts(
        marked_online=marked.get("online", 0),
        marked_on_paper=marked.get("paper", 0),
        listed=db.session.execute(listed).scalar_one(),
        open_ballots=db.session.execute(opened).scalar_one(),
    )
