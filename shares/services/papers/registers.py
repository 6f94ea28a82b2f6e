"""The register of movements and the lists as PDF: volume by volume in a job, archived with the end of the journal.

A volume holds what one printing can carry; a job that was stopped goes on with the next volume, and the moment of
knowledge is that of the request, so that all volumes tell the same state.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from foundation.documents.archive import DocumentDraft, issue
from foundation.documents.pdf import render
from foundation.jobs.models import Job
from foundation.jobs.registry import job
from foundation.jobs.runner import JobContext
from foundation.jobs.services import enqueue
from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.clock import day_of
from foundation.kernel.errors import NotFound
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from foundation.web.rules.moments import day_text
from shares.queries.journal import last_entry
from shares.queries.papers.company import category_words, company_data, seal_data, statutes_for_paper
from shares.queries.papers.lists import LISTS, PaperList, Row
from shares.queries.papers.movements import (
    RegisterLine,
    last_number_of,
    movement_count,
    slice_of_register,
    sums_until,
)
from shares.queries.papers.tables import BY_NAME
from shares.rules.events import SharesTag
from shares.rules.positions import NOTHING, Position
from statutes.rules.tree import Statutes

REGISTER_JOB = "share-registers"
SUBJECT = "shares"
MOVEMENTS_VOLUME, LIST_VOLUME = 1500, 2500


@dataclass(frozen=True)
class State:
    """The state that is printed, and the day on which the company is named."""

    on: date
    known_at: datetime
    printed_on: date


def kind_of(name: str) -> str:
    """The kind of the archived documents of a list."""
    return f"shares-{name}"


def ask_register(name: str, on: date, *, known_at: datetime | None = None, actor: Actor, at: datetime) -> Job:
    """Have a list of `BY_NAME` printed by a job, volume by volume."""
    paper = BY_NAME.get(name)
    if paper is None:
        raise NotFound("no-such-list", N_("There is no list called “%(name)s”."), name=name)
    statutes_for_paper(on)
    params = {"name": name, "on": on.isoformat(), "known_at": (known_at or at).isoformat()}
    details = {"paper": paper.title, "as_of": on.isoformat()}
    audit.record(SharesTag.PAPERS_ASKED, SUBJECT, actor=actor, at=at, details=details)
    return enqueue(REGISTER_JOB, params, actor=actor, at=at)


@job(REGISTER_JOB, title=N_("Print a register of the capital"))
def print_register(context: JobContext) -> dict[str, Any]:
    """Each volume is archived with the progress that says so."""
    params = context.params
    state = State(date.fromisoformat(params["on"]), datetime.fromisoformat(params["known_at"]), day_of(context.at))
    book = _Movements(state) if params["name"] == "mouvements" else _Listed(BY_NAME[params["name"]], state)
    for rank in range(context.done + 1, book.volumes + 1):
        title = f"{BY_NAME[params['name']].title} au {day_text(state.on, 'fr')}"
        title += f" ({rank}/{book.volumes})" if book.volumes > 1 else ""
        draft = DocumentDraft(kind_of(params["name"]), SUBJECT, title, book.template, book.volume(rank))
        issue(draft, actor=context.actor, at=context.at)
        context.progress(rank, book.volumes)
    return {"volumes": book.volumes}


def register_pdf(on: date, known_at: datetime | None, *, at: datetime) -> bytes:
    """The register of the holders of a day as one PDF, not archived: for `scic shares register --format pdf`."""
    state = State(on, known_at or at, day_of(at))
    book = _Listed(LISTS["titulaires"], state, size=1_000_000)
    return render(book.template, book.volume(1), at=at)


class _Listed:
    """A list read whole, then printed by volumes; the last one bears the totals."""

    template = "liste-capital"

    def __init__(self, paper: PaperList, state: State, size: int = LIST_VOLUME) -> None:
        self.paper, self.state, self.size = paper, state, size
        self.rows = list(paper.rows(state.on, state.known_at))
        self.volumes = max(1, -(-len(self.rows) // size))

    def volume(self, rank: int) -> dict[str, Any]:
        """What one volume prints."""
        rows = self.rows[(rank - 1) * self.size : rank * self.size]
        return _head(self.state) | {
            "title": self.paper.title,
            "source": self.paper.source,
            "count": len(self.rows),
            "volume": {"rank": rank, "of": self.volumes},
            "columns": self.paper.columns,
            "rows": rows,
            "totals": self._totals() if rank == self.volumes and self.rows else [],
        }

    def _totals(self) -> list[object]:
        return [
            _sum(self.rows, place) if place in self.paper.total else None for place in range(len(self.paper.columns))
        ]


def _sum(rows: Sequence[Row], place: int) -> Money | int:
    values = [row[place] for row in rows]
    cents = [value.cents for value in values if isinstance(value, Money)]
    return Money(sum(cents)) if cents else sum(value for value in values if isinstance(value, int))


class _Movements:
    """The register of movements, read volume by volume, with the sums brought and carried."""

    template = "registre-mouvements"

    def __init__(self, state: State) -> None:
        self.state = state
        self.statutes = statutes_for_paper(state.on)
        count = movement_count(state.on, state.known_at)
        self.volumes = max(1, -(-count // MOVEMENTS_VOLUME))

    def volume(self, rank: int) -> dict[str, Any]:
        """What one volume prints."""
        after = last_number_of(self.state.on, self.state.known_at, (rank - 1) * MOVEMENTS_VOLUME)
        lines = slice_of_register(self.state.on, self.state.known_at, after=after, size=MOVEMENTS_VOLUME)
        brought = sums_until(self.state.on, self.state.known_at, after) if after else NOTHING
        carried = brought
        for one in lines:
            carried = carried.plus(one.change)
        ends = {"first": lines[0].number if lines else 0, "last": lines[-1].number if lines else 0}
        return _head(self.state) | {
            "volume": {"rank": rank, "of": self.volumes, **ends},
            "lines": [_printed(self.statutes, one) for one in lines],
            "brought": _amounts(brought),
            "carried": _amounts(carried),
        }


def _head(state: State) -> dict[str, Any]:
    return {
        "cooperative": company_data(statutes_for_paper(state.printed_on), state.printed_on),
        "seal": seal_data(*last_entry(state.known_at), state.on, state.known_at),
    }


def _printed(statutes: Statutes, one: RegisterLine) -> Mapping[str, Any]:
    return {
        "number": one.number,
        "on": one.effective_on,
        "kind": one.words,
        "decision": one.decision or one.document,
        "before": _party(one.before),
        "after": _party(one.after),
        "category": category_words(statutes, one.category),
        "nominal": Money(one.nominal_cents) if one.nominal_cents else None,
        **_amounts(one.change),
    }


def _party(holder: Any) -> dict[str, Any] | None:
    return None if holder is None else {"name": holder.name, "address": holder.address, "number": holder.number}


def _amounts(position: Position) -> dict[str, Any]:
    return {
        "shares": position.shares,
        "subscribed": position.subscribed,
        "paid": position.paid,
        "owed": position.owed,
    }
