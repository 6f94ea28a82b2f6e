"""Where a campaign stands at a moment, what it is about, and what may follow from its result."""

from collections.abc import Collection, Mapping
from datetime import datetime
from enum import StrEnum

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from pole.evaluations.rules.grids import NO_OPINION, WORDS

MOST_SUBJECTS = 300
MOST_GUESTS = 500
LONG_TEXT = 4000
_WORD = N_("Choose one of the five words, or “No opinion”.")
_UNKNOWN = N_("This form asks something that this action is not judged on: open the page again and answer there.")


class CampaignState(StrEnum):
    """The clock alone closes a campaign; nothing is stored of it."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Way(StrEnum):
    """What is made of an action after its evaluation."""

    CONTINUE = "continue"
    ADAPT = "adapt"
    STOP = "stop"


WAY_NAMES: Mapping[str, str] = {Way.CONTINUE: N_("Continue"), Way.ADAPT: N_("Adapt"), Way.STOP: N_("Stop")}
STATE_NAMES: Mapping[str, str] = {
    CampaignState.DRAFT: N_("In preparation"),
    CampaignState.OPEN: N_("Open to answers"),
    CampaignState.CLOSED: N_("Closed to answers"),
    CampaignState.WITHDRAWN: N_("Withdrawn"),
}


def state_of(
    opened_at: datetime | None, closes_at: datetime, withdrawn_at: datetime | None, at: datetime
) -> CampaignState:
    """The state at a moment; the instant of the closing is no longer open.

    >>> from datetime import UTC
    >>> day = datetime(2026, 6, 12, tzinfo=UTC)
    >>> str(state_of(day, day, None, day)), str(state_of(None, day, None, day))
    ('closed', 'draft')
    """
    if withdrawn_at is not None:
        return CampaignState.WITHDRAWN
    if opened_at is None:
        return CampaignState.DRAFT
    return CampaignState.OPEN if at < closes_at else CampaignState.CLOSED


def subject_of(kind: str, number: int) -> str:
    """How a campaign names what it is about; decisions name it alike.

    >>> subject_of("action", 12)
    'action:12'
    """
    return f"{kind}:{number}"


def parted(subject: str) -> tuple[str, int]:
    """The kind and the id behind a subject.

    >>> parted("workshop:4")
    ('workshop', 4)
    """
    kind, _, number = subject.partition(":")
    return kind, int(number)


def grades_given(sent: Mapping[str, int], criteria: Collection[str]) -> dict[str, int]:
    """The grades of one answer: each criterion asked has one, no opinion where nothing was chosen.

    Raises Refused: a criterion that is not asked, or no word of ours.

    >>> grades_given({"effects": 3}, ["effects", "global"])
    {'effects': 3, 'global': -1}
    """
    if not set(sent) <= set(criteria):
        raise Refused("criterion-unknown", _UNKNOWN)
    if any(grade != NO_OPINION and not 0 <= grade < len(WORDS) for grade in sent.values()):
        raise Refused("grade-unknown", _WORD)
    return {code: sent.get(code, NO_OPINION) for code in criteria}
