"""What the chair's desk, the phone and the projector show at a moment."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from governance.models import Assembly, OfficerFact, SheetCertification
from governance.queries.assemblies import officers
from governance.queries.certification import certification_of, still_stands
from governance.queries.figures import quorum_figures
from governance.queries.floor import Floor, floor_at
from governance.queries.items import ItemStanding, agenda_and_advice, rounds_left
from governance.queries.papers import issued_minutes
from governance.rules.kinds import AssemblyState, question_kinds
from governance.rules.steps import Evening, NextStep, Step, next_step
from votes.queries import Turnout, count_present, turnout
from votes.rules.second_round import SecondRound


@dataclass(frozen=True)
class DeskView:
    """Everything on the chair's desk; `quorums` has the figures of each kind of question of this assembly.

    `advisory`: the questions asked of the room for advice. `present_rights` are those that took part when the open vote
    opened: its roll is frozen, whoever comes or goes.
    """

    assembly: Assembly
    floor: Floor
    items: list[ItemStanding]
    officers: dict[str, OfficerFact]
    quorums: list[dict[str, Any]]
    next: NextStep
    turnout: Turnout | None
    present_rights: int
    certification: SheetCertification | None = None
    certified: bool = False
    advisory: list[ItemStanding] = field(default_factory=list)

    @property
    def asked(self) -> ItemStanding | None:
        """The question asked for advice that is not counted yet."""
        return next((one for one in self.advisory if one.result is None), None)

    @property
    def following(self) -> SecondRound | None:
        """The second round that the point in hand calls for."""
        current = self.current
        return rounds_left(current) if current is not None and self.next.step is Step.DECIDE else None

    @property
    def current(self) -> ItemStanding | None:
        """The point that the next step is about."""
        return next((one for one in self.items if one.item.id == self.next.item_id), None)


def desk_at(assembly: Assembly, at: datetime) -> DeskView:
    """The desk at a moment, in a constant number of statements."""
    floor = floor_at(assembly, at)
    items, advisory = agenda_and_advice(assembly, at)
    seats = officers(assembly)
    quorums = [
        quorum_figures(floor, kind.value) | {"kind": kind.value} for kind in question_kinds(assembly.assembly_kind)
    ]
    certification = certification_of(assembly) if assembly.opened_at else None
    certified = still_stands(certification, assembly)
    step = next_step(
        Evening(
            state=assembly.state,
            items=[one.seen for one in items],
            has_chair="chair" in seats,
            has_secretary="secretary" in seats,
            anyone_present=bool(floor.taking_part),
            quorum_met=_quorum_met(items, quorums),
            minutes_issued=assembly.state is AssemblyState.CLOSED and issued_minutes(assembly) is not None,
            sheet_certified=certified,
        )
    )
    box = next((one.box for one in [*items, *advisory] if one.state in ("open", "closed")), None)
    cast, present = (turnout(box), count_present(box.id)) if box else (None, 0)
    return DeskView(assembly, floor, items, seats, quorums, step, cast, present, certification, certified, advisory)


def current_question(items: list[ItemStanding]) -> ItemStanding | None:
    """What members look at: the open vote, else the last one decided, else nothing."""
    opened = [one for one in items if one.state in ("open", "closed")]
    decided = [one for one in items if one.state == "decided"]
    if opened:
        return opened[0]
    return max(decided, key=lambda one: one.result.id if one.result else 0) if decided else None


def _quorum_met(items: list[ItemStanding], quorums: list[dict[str, Any]]) -> bool:
    """The quorum of the next question to be opened."""
    waiting = next((one.item.question for one in items if one.state == "waiting"), None)
    return all(figures["met"] for figures in quorums if waiting in (None, figures["kind"]))
