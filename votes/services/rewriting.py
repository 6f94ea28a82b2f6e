"""Write the ballots of a secret vote anew in the order of their receipts: neither their order of arrival nor their place stays.

PostgreSQL kept the order of arrival and the transaction that a ballot shares with its mark. SQLite sorts the keys, but
inside each page of the file the rows lie as they came; `secure_delete` (foundation/kernel/db.py) empties what is left free.
"""

from collections.abc import Sequence

from sqlalchemy import delete, insert

from foundation.kernel.db import db
from votes import boxed_ballots
from votes.models import Box, SecretBallot
from votes.receipts import new_receipt


def write_in_order(box: Box, *, with_paper: bool) -> None:
    """Delete the ballots of a closed box that has no result, and insert them sorted by receipt.

    `with_paper`: those on paper come in, under receipts that nobody holds: listed apart, so few of them would tell who
    voted what. A cancelled vote is not counted: they stay out.
    """
    ballots = boxed_ballots.secret_ballots(box.id) + (_on_paper(box.id) if with_paper else [])
    db.session.execute(delete(SecretBallot).where(SecretBallot.box_id == box.id))
    if ballots:
        db.session.execute(insert(SecretBallot), _sorted_rows(box.id, ballots))


def _on_paper(box_id: int) -> list[tuple[str, str, str]]:
    return [
        (new_receipt(), college, choice)
        for college, cells in boxed_ballots.agreed_paper(box_id).items()
        for choice, number in cells.items()
        for _ in range(number)
    ]


def _sorted_rows(box_id: int, ballots: Sequence[tuple[str, str, str]]) -> list[dict[str, object]]:
    return [
        {"box_id": box_id, "id": receipt, "college": college, "choice": choice}
        for receipt, college, choice in sorted(ballots)
    ]
