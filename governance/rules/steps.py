"""The evening, step by step: what the chair does next, always one thing, and what stands in the way.

Pure: the desk passes what it knows, and shows the answer. The order follows R225-95 to R225-107: officers, attendance,
quorum, questions one by one, the sheet certified, closing, minutes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from governance.rules.kinds import AssemblyState


class Step(StrEnum):
    """What can be next."""

    PREPARE = "prepare"
    CONVENE = "convene"
    NAME_OFFICERS = "name_officers"
    CHECK_IN = "check_in"
    OPEN_SESSION = "open_session"
    RECORD_NO_QUORUM = "record_no_quorum"
    DISCUSS = "discuss"
    OPEN_VOTE = "open_vote"
    CLOSE_VOTE = "close_vote"
    DECIDE = "decide"
    CERTIFY_SHEET = "certify_sheet"
    CLOSE_SESSION = "close_session"
    WRITE_MINUTES = "write_minutes"
    DONE = "done"


@dataclass(frozen=True)
class ItemSeen:
    """A point of the agenda: `votes` where it is put to the vote.

    `entered`: no result of it waits for its decision, or for a second round.
    """

    item_id: int
    votes: bool
    opened: bool
    closed: bool
    dealt_with: bool = False
    entered: bool = True


@dataclass(frozen=True)
class Evening:
    """All that the next step depends on."""

    state: AssemblyState
    items: Sequence[ItemSeen]
    has_chair: bool
    has_secretary: bool
    anyone_present: bool
    quorum_met: bool
    minutes_issued: bool
    sheet_certified: bool = False


@dataclass(frozen=True)
class NextStep:
    """The step, and the agenda point it is about."""

    step: Step
    item_id: int | None = None


def next_step(evening: Evening) -> NextStep:
    """The one thing to do now.

    >>> next_step(Evening(AssemblyState.CONVENED, (), True, True, False, False, False)).step
    <Step.CHECK_IN: 'check_in'>
    """
    if evening.state is AssemblyState.DRAFT:
        return NextStep(Step.CONVENE if evening.items else Step.PREPARE)
    if evening.state is AssemblyState.CLOSED:
        return NextStep(Step.DONE if evening.minutes_issued else Step.WRITE_MINUTES)
    if not (evening.has_chair and evening.has_secretary):
        return NextStep(Step.NAME_OFFICERS)
    if evening.state is AssemblyState.CONVENED:
        return NextStep(Step.OPEN_SESSION if evening.anyone_present else Step.CHECK_IN)
    return _in_session(evening)


def _in_session(evening: Evening) -> NextStep:
    for item in evening.items:
        if item.opened and not item.closed:
            return NextStep(Step.CLOSE_VOTE, item.item_id)
        if not item.entered:
            return NextStep(Step.DECIDE, item.item_id)
    for item in evening.items:
        if item.votes and not item.opened:
            return NextStep(Step.OPEN_VOTE if evening.quorum_met else Step.RECORD_NO_QUORUM, item.item_id)
        if not item.votes and not item.dealt_with:
            return NextStep(Step.DISCUSS, item.item_id)
    return NextStep(Step.CLOSE_SESSION if evening.sheet_certified else Step.CERTIFY_SHEET)
