"""Which importers there are: a package declares its own, `scic/blueprints.py` joins its pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from foundation.kernel.audit import Actor
from spreadsheets.rules.fields import Field, Line
from spreadsheets.rules.outcomes import Outcome, Remark, Totals

Watch = Callable[[int, int], None]
"""Told how many of how many lines are judged."""


def silent(_done: int, _total: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True)
class Taking:
    """Under which batch lines are written, by whom and when. `watch`: who is told how far the reading before a write is."""

    batch_id: int
    actor: Actor
    at: datetime
    watch: Watch = silent


@dataclass(frozen=True)
class Plan:
    """What taking lines in would do: an outcome a line, control totals, and `work`, what the importer will write.

    `remarks`: what the whole would bring about, which stops nothing.
    """

    outcomes: Sequence[Outcome]
    totals: Sequence[Totals]
    work: Any
    remarks: Sequence[Remark] = ()


@dataclass(frozen=True)
class Importer:
    """What a package takes in from sheets; `title` is a msgid.

    `plan` reads and judges, and writes nothing: a trial keeps nobody waiting. Once it has read what it needs it tells
    `watch` how far it is, and the transaction may end there. `write` writes a plan without a refused
    line, sends no mail, and returns what `take_back` needs to undo it by appending; where `take_back` tells the watch of
    its `Taking`, nothing is written yet and the transaction may end there too.
    """

    name: str
    title: str
    fields: tuple[Field, ...]
    plan: Callable[[Sequence[Line], datetime, Watch], Plan]
    write: Callable[[Any, Taking], dict[str, Any]]
    take_back: Callable[[dict[str, Any], str, Taking], None]


IMPORTERS: dict[str, Importer] = {}


def declare(importer: Importer) -> Importer:
    """Make an importer known by its name."""
    IMPORTERS[importer.name] = importer
    return importer
