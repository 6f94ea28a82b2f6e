"""Where a version of a proposal stands, and what may be done with it."""

from collections.abc import Sequence
from enum import StrEnum

from foundation.kernel.sentences import N_


class VersionState(StrEnum):
    """Where a version stands: written, before a body, or what the last body that decided made of it."""

    DRAFT = "draft"
    AWAITED = "awaited"
    VALIDATED = "validated"
    AMENDED = "amended"
    REFUSED = "refused"
    LEFT = "left"


VERSION_STATE_NAMES: dict[VersionState, str] = {
    VersionState.DRAFT: N_("Being written"),
    VersionState.AWAITED: N_("Before a body"),
    VersionState.VALIDATED: N_("Validated"),
    VersionState.AMENDED: N_("Validated with changes"),
    VersionState.REFUSED: N_("Refused"),
    VersionState.LEFT: N_("Not put to any body any more"),
}
PRIORITY_NAMES: dict[int, str] = {
    1: N_("First priority"),
    2: N_("Second priority"),
    3: N_("Third priority"),
    0: N_("No priority given"),
}


def state_of_version(verdicts: Sequence[str | None], *, frozen: bool) -> VersionState:
    """Where a version stands, from the verdicts of the bodies it is put to in the order of their meetings (None: awaited).

    The last body that decided is the one that counts; one that has still to decide leaves it awaited.

    >>> state_of_version(["validated", None], frozen=True).value, state_of_version([], frozen=False).value
    ('awaited', 'draft')
    >>> state_of_version(["refused", "amended"], frozen=True).value, state_of_version([], frozen=True).value
    ('amended', 'left')
    """
    if not frozen:
        return VersionState.DRAFT
    if not verdicts:
        return VersionState.LEFT
    if None in verdicts:
        return VersionState.AWAITED
    return VersionState(str(verdicts[-1]))


def may_follow_up(state: VersionState) -> bool:
    """Whether a next version may be begun: not while this one is still being written.

    >>> may_follow_up(VersionState.DRAFT), may_follow_up(VersionState.REFUSED)
    (False, True)
    """
    return state is not VersionState.DRAFT
