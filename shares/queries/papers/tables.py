"""Lists as files: CSV in pieces, and the lines that say what a file is (day of state, moment of knowledge, seal)."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice

from foundation.kernel.clock import day_of
from foundation.web.csv_export import BYTE_ORDER_MARK, cell_text
from foundation.web.rules.moments import day_text
from shares.queries.journal import last_entry
from shares.queries.papers.accounts import ACCOUNTS, CANDIDATES
from shares.queries.papers.lists import LISTS, MOVEMENTS, PaperList

BY_NAME: dict[str, PaperList] = {"mouvements": MOVEMENTS, **LISTS, "comptes": ACCOUNTS, "candidats": CANDIDATES}
_PIECE = 500


def about(paper: PaperList, on: date, known_at: datetime | None, *, made_on: date | None = None) -> tuple[str, ...]:
    """The lines at the head of a file; `made_on` is the day of knowledge of what is told as it is known now."""
    number, seal = last_entry(known_at)
    known_on = made_on if known_at is None else day_of(known_at)
    known = day_text(known_on, "fr") if known_on else "ce jour"
    return (
        f"{paper.title} ({paper.source})",
        f"État au {day_text(on, 'fr')}, tel que connu : {known}",
        f"Dernier mouvement n° {number}, sceau {seal}",
    )


def header(paper: PaperList) -> tuple[str, ...]:
    """The labels of the columns."""
    return tuple(column.label for column in paper.columns)


def csv_pieces(paper: PaperList, on: date, known_at: datetime | None, *, made_on: date | None = None) -> Iterator[str]:
    """The file, piece by piece: memory does not grow with the number of rows; no cell can start a formula."""
    yield BYTE_ORDER_MARK + _written((line,) for line in about(paper, on, known_at, made_on=made_on))
    yield _written([header(paper)])
    rows = paper.rows(on, known_at)
    while piece := list(islice(rows, _PIECE)):
        yield _written(piece)


def _written(rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([cell_text(value) for value in row] for row in rows)
    return out.getvalue()
