"""The life of a box after it opened: its state follows from the clock, from whether it was counted, and from the acts on it.

Nothing is stored as a state and no job moves one: whoever reads or writes derives it at that instant. The order in which
acts were written does not matter, only which of them stand.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo


class BoxState(StrEnum):
    """Where a box stands. Whether it is a rehearsal is a flag beside it.

    ENDED: its closing time has passed, or it was closed, and it is not counted yet. FEW: ended, and so few secret ballots
    that somebody must decide. HELD: counted and not published. CONTESTED: published, and a contest waits for its answer.
    """

    OPEN = "open"
    ENDED = "ended"
    FEW = "few"
    CANCELLED = "cancelled"
    HELD = "held"
    PUBLISHED = "published"
    CONTESTED = "contested"
    ANNULLED = "annulled"
    ARCHIVED = "archived"


class ActKind(StrEnum):
    """What may be done to a box once it is open; a word of `votes.models.ACTS`.

    ENDED: a vote without a closing time takes no more ballots, and its paper ballots are counted. RECOUNTED: the closing
    found that two counts of them differ, and they are counted again.
    """

    EXTENDED = "extended"
    ENDED = "ended"
    CONFIRMED_SMALL = "confirmed_small"
    RECOUNTED = "recounted"
    CANCELLED = "cancelled"
    PUBLISHED = "published"
    CONTESTED = "contested"
    SETTLED = "settled"
    ANNULLED = "annulled"
    ARCHIVED = "archived"


COUNTED_NEXT = frozenset({BoxState.ENDED, BoxState.FEW})
UNCOUNTED = COUNTED_NEXT | {BoxState.OPEN}
PUBLIC = frozenset({BoxState.PUBLISHED, BoxState.CONTESTED, BoxState.ANNULLED, BoxState.ARCHIVED})
ALLOWED_IN: Mapping[ActKind, frozenset[BoxState]] = {
    ActKind.EXTENDED: UNCOUNTED,
    ActKind.ENDED: frozenset({BoxState.OPEN}),
    ActKind.CONFIRMED_SMALL: frozenset({BoxState.OPEN, BoxState.FEW}),
    ActKind.RECOUNTED: COUNTED_NEXT,
    ActKind.CANCELLED: UNCOUNTED,
    ActKind.PUBLISHED: frozenset({BoxState.HELD}),
    ActKind.CONTESTED: frozenset({BoxState.PUBLISHED, BoxState.CONTESTED, BoxState.ARCHIVED}),
    ActKind.SETTLED: frozenset({BoxState.CONTESTED}),
    ActKind.ANNULLED: frozenset({BoxState.CONTESTED}),
    ActKind.ARCHIVED: frozenset({BoxState.PUBLISHED}),
}


@dataclass(frozen=True)
class Act:
    """One act on a box. `id`: its own number; `about`: the contest that it settles; `groups`: those whose few it confirms."""

    kind: ActKind
    id: int = 0
    about: int = 0
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Moments:
    """What a box says of itself: its closing time, when it was closed, whether it was counted, whether its result waits."""

    closes_at: datetime | None = None
    closed_at: datetime | None = None
    counted: bool = False
    held_back: bool = False


def act_of(kind: str, number: int, details: Mapping[str, Any]) -> Act:
    """An act as it was stored.

    >>> act_of("settled", 7, {"dispute": 3}).about
    3
    """
    return Act(ActKind(kind), number, int(details.get("dispute", 0)), frozenset(details.get("groups", ())))


def takes_ballots(moments: Moments, at: datetime) -> bool:
    """Whether the clock and the closing let a ballot in at this instant: until the closing time, and not on it.

    >>> from datetime import UTC
    >>> eight = datetime(2026, 6, 12, 20, tzinfo=UTC)
    >>> takes_ballots(Moments(closes_at=eight), eight)
    False
    """
    return moments.closed_at is None and (moments.closes_at is None or at < moments.closes_at)


def counted_apart(closed_at: datetime | None, counted_at: datetime) -> datetime | None:
    """When a vote was counted, where that is more than a minute after it closed; None where the two are one moment.

    >>> from datetime import UTC
    >>> eight = datetime(2026, 6, 12, 20, tzinfo=UTC)
    >>> counted_apart(eight, eight + timedelta(seconds=30)) is None
    True
    >>> counted_apart(eight, eight + timedelta(hours=2)).hour
    22
    """
    if closed_at is None or counted_at - closed_at <= timedelta(minutes=1):
        return None
    return counted_at


def derive_state(moments: Moments, acts: Collection[Act], at: datetime, *, few: Collection[str] = ()) -> BoxState:
    """The state of a box at an instant; `few`: the colleges in which so few secret ballots are that their total tells them.

    >>> from datetime import UTC
    >>> eight = datetime(2026, 6, 12, 20, tzinfo=UTC)
    >>> derive_state(Moments(closes_at=eight), [], eight).value
    'ended'
    >>> derive_state(Moments(closed_at=eight, counted=True, held_back=True), [], eight).value
    'held'
    >>> derive_state(Moments(closed_at=eight, counted=True), [Act(ActKind.CONTESTED, 3)], eight).value
    'contested'
    """
    kinds = {act.kind for act in acts}
    if ActKind.CANCELLED in kinds:
        return BoxState.CANCELLED
    if not moments.counted:
        if takes_ballots(moments, at):
            return BoxState.OPEN
        return BoxState.FEW if unconfirmed(few, acts) else BoxState.ENDED
    if moments.held_back and ActKind.PUBLISHED not in kinds:
        return BoxState.HELD
    if ActKind.ANNULLED in kinds:
        return BoxState.ANNULLED
    if open_disputes(acts):
        return BoxState.CONTESTED
    return BoxState.ARCHIVED if ActKind.ARCHIVED in kinds else BoxState.PUBLISHED


def open_disputes(acts: Iterable[Act]) -> list[int]:
    """The contests that nobody has answered, oldest first. An annulment answers them all.

    >>> open_disputes([Act(ActKind.CONTESTED, 3), Act(ActKind.CONTESTED, 5), Act(ActKind.SETTLED, 6, about=3)])
    [5]
    """
    known = list(acts)
    if any(act.kind is ActKind.ANNULLED for act in known):
        return []
    settled = {act.about for act in known if act.kind is ActKind.SETTLED}
    return sorted(act.id for act in known if act.kind is ActKind.CONTESTED and act.id not in settled)


def unconfirmed(few: Collection[str], acts: Iterable[Act]) -> list[str]:
    """The groups of too few ballots that the bureau has not decided to count all the same.

    >>> unconfirmed(["A", "B"], [Act(ActKind.CONFIRMED_SMALL, groups=frozenset({"A"}))])
    ['B']
    """
    confirmed = {group for act in acts if act.kind is ActKind.CONFIRMED_SMALL for group in act.groups}
    return sorted(set(few) - confirmed)


def end_of_contesting(published_at: datetime, days: int, zone: str) -> datetime:
    """Until when a result may be contested: the end of the last day, counted from the day after its publication.

    >>> from datetime import UTC
    >>> end_of_contesting(datetime(2026, 6, 12, 18, 30, tzinfo=UTC), 15, "Europe/Paris").isoformat()
    '2026-06-28T00:00:00+02:00'
    """
    there = ZoneInfo(zone)
    last = published_at.astimezone(there).date() + timedelta(days=days)
    return datetime.combine(last + timedelta(days=1), time(), tzinfo=there)


def is_shown(state: BoxState, *, runs: bool, rehearsal: bool = False) -> bool:
    """Whether somebody sees the result: everybody once it is published, who runs votes once it is counted, else nobody.

    >>> is_shown(BoxState.HELD, runs=False), is_shown(BoxState.HELD, runs=True), is_shown(BoxState.ENDED, runs=True)
    (False, True, False)
    """
    if rehearsal and not runs:
        return False
    return state in PUBLIC or (runs and state is BoxState.HELD)
