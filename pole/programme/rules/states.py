"""Where an action may stand, and what may follow what."""

from enum import StrEnum

from foundation.kernel.sentences import N_


class ActionState(StrEnum):
    """The state of an action, told by its facts; an action without any is PROPOSED."""

    PROPOSED = "proposed"
    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    STOPPED = "stopped"
    MERGED = "merged"


STATE_NAMES: dict[ActionState, str] = {
    ActionState.PROPOSED: N_("Proposed"),
    ActionState.PLANNED: N_("Scheduled"),
    ActionState.UNDER_WAY: N_("Under way"),
    ActionState.DONE: N_("Completed"),
    ActionState.STOPPED: N_("Stopped"),
    ActionState.MERGED: N_("Merged into another"),
}
OVER = frozenset({ActionState.DONE, ActionState.STOPPED, ActionState.MERGED})
FOLLOWS: dict[ActionState, frozenset[ActionState]] = {
    ActionState.PROPOSED: frozenset({ActionState.PLANNED, ActionState.UNDER_WAY, ActionState.STOPPED}),
    ActionState.PLANNED: frozenset({ActionState.UNDER_WAY, ActionState.PROPOSED, ActionState.STOPPED}),
    ActionState.UNDER_WAY: frozenset({ActionState.DONE, ActionState.STOPPED}),
    ActionState.DONE: frozenset({ActionState.UNDER_WAY}),
    ActionState.STOPPED: frozenset({ActionState.PLANNED, ActionState.UNDER_WAY}),
    ActionState.MERGED: frozenset(),
}


def may_follow(before: ActionState, after: ActionState) -> bool:
    """Whether an action may pass from one state to another; a merged one stands for good.

    >>> may_follow(ActionState.PROPOSED, ActionState.PLANNED), may_follow(ActionState.MERGED, ActionState.DONE)
    (True, False)
    """
    return after in FOLLOWS[before]


def is_over(state: ActionState) -> bool:
    """Whether nothing more is expected of an action in this state.

    >>> is_over(ActionState.STOPPED)
    True
    """
    return state in OVER
