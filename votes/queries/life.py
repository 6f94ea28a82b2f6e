"""The state of boxes as they stand at an instant, the acts on them, and whether a result is shown to somebody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from foundation.kernel.clock import PARIS
from foundation.kernel.db import db
from votes.models import Box, BoxAct, BoxResult, Hand, Right, RightEnd
from votes.queries.small_counts import small_counts_among
from votes.rules.life import (
    ALLOWED_IN,
    Act,
    ActKind,
    BoxState,
    Moments,
    act_of,
    derive_state,
    end_of_contesting,
    is_shown,
    open_disputes,
    takes_ballots,
)

WAITING = frozenset({BoxState.FEW, BoxState.HELD, BoxState.CONTESTED})


def state_of(box: Box, at: datetime) -> BoxState:
    """The state of a box, decided by the clock and by what was done to it."""
    return states_of([box], at)[box.id]


def states_of(boxes: Sequence[Box], at: datetime) -> dict[int, BoxState]:
    """The state of each box by its id, in as many statements for many as for one."""
    if not boxes:
        return {}
    numbers = [box.id for box in boxes]
    acts = _acts_by_box(numbers)
    counted = set(db.session.execute(select(BoxResult.box_id).where(BoxResult.box_id.in_(numbers))).scalars())
    moments = {box.id: moments_of(box, counted=box.id in counted) for box in boxes}
    waiting = [box for box in boxes if not box.rehearsal and box.id not in counted]
    ended = [box for box in waiting if not takes_ballots(moments[box.id], at)]
    few = small_counts_among(ended)
    return {
        number: derive_state(moments[number], acts[number], at, few=[name for name, _ in few.get(number, ())])
        for number in numbers
    }


def moments_of(box: Box, *, counted: bool) -> Moments:
    """What a box says of itself, as its state is derived from it."""
    return Moments(box.closes_at, box.closed_at, counted, box.held_back)


def _acts_by_box(numbers: Sequence[int]) -> dict[int, list[Act]]:
    columns = (BoxAct.box_id, BoxAct.kind, BoxAct.id, BoxAct.details)
    acts: dict[int, list[Act]] = {number: [] for number in numbers}
    for box_id, kind, number, details in db.session.execute(select(*columns).where(BoxAct.box_id.in_(numbers))):
        acts[box_id].append(act_of(kind, number, details))
    return acts


def standing_acts(box_id: int) -> list[Act]:
    """The acts on a box as its state is derived from them."""
    return _acts_by_box([box_id])[box_id]


def acts_of(box_id: int) -> list[BoxAct]:
    """Every act on a box with who did it, when and why, in the order of writing."""
    return list(db.session.execute(select(BoxAct).where(BoxAct.box_id == box_id).order_by(BoxAct.id)).scalars())


def published_at(box: Box) -> datetime | None:
    """When the result was published: by the act where it was held back, else when it was counted; None before."""
    if box.held_back:
        published = select(func.min(BoxAct.at)).where(BoxAct.box_id == box.id, BoxAct.kind == ActKind.PUBLISHED.value)
        return db.session.execute(published).scalar_one()
    counted = select(BoxResult.closed_at).where(BoxResult.box_id == box.id)
    return db.session.execute(counted).scalar_one_or_none()


def contestable_until(box: Box) -> datetime | None:
    """Until when the result may be contested by who held a right; None while it is not published."""
    published = published_at(box)
    return end_of_contesting(published, box.contestable_days, PARIS) if published is not None else None


def holds_right(box_id: int, account_id: int | None) -> bool:
    """Whether a right of this vote lies in the hands of an account, and was not taken back."""
    ended = select(RightEnd.id).where(RightEnd.right_id == Right.id).exists()
    held = select(Hand.id).join(Right, Right.id == Hand.right_id)
    wanted = held.where(Hand.box_id == box_id, Hand.account_id == account_id, ~ended).limit(1)
    return db.session.execute(wanted).scalar_one_or_none() is not None


def waiting_boxes(at: datetime) -> list[tuple[Box, BoxState]]:
    """The votes that wait for who runs them: few ballots to decide on, a result to publish, a contest to answer.

    Five statements, whatever the number of votes.
    """
    done = select(BoxAct.box_id)
    published = done.where(BoxAct.box_id == Box.id, BoxAct.kind == ActKind.PUBLISHED.value).exists()
    contested = done.where(BoxAct.box_id == Box.id, BoxAct.kind == ActKind.CONTESTED.value).exists()
    few = Box.secret & Box.closed_at.is_(None) & (Box.closes_at <= at)
    held = Box.held_back & Box.closed_at.is_not(None) & ~published
    wanted = select(Box).where(~Box.rehearsal, few | held | contested).order_by(Box.id)
    boxes = list(db.session.execute(wanted).scalars())
    states = states_of(boxes, at)
    return [(box, states[box.id]) for box in boxes if states[box.id] in WAITING]


@dataclass(frozen=True)
class LifeShown:
    """The life of a box for one reader: its state, its acts, the contests that wait, and whether they may contest.

    `until`: the end of the time for contesting, None before publication. `few`: where a decision is waited for, the
    colleges with how many ballots each.
    """

    state: BoxState
    acts: tuple[BoxAct, ...]
    waiting: tuple[BoxAct, ...]
    until: datetime | None
    holds_right: bool
    may_dispute: bool
    few: tuple[tuple[str, int], ...]

    @property
    def by_id(self) -> Mapping[int, BoxAct]:
        """The acts by their number."""
        return {act.id: act for act in self.acts}


def life_shown(box: Box, at: datetime, account_id: int | None) -> LifeShown:
    """The life of a box as an account sees it."""
    acts, state = acts_of(box.id), state_of(box, at)
    waiting = set(open_disputes(act_of(act.kind, act.id, act.details) for act in acts))
    until = contestable_until(box) if state in ALLOWED_IN[ActKind.CONTESTED] else None
    holds = holds_right(box.id, account_id)
    few = small_counts_among([box]).get(box.id, []) if state is BoxState.FEW else []
    return LifeShown(
        state=state,
        acts=tuple(acts),
        waiting=tuple(act for act in acts if act.id in waiting),
        until=until,
        holds_right=holds,
        may_dispute=holds and until is not None and at < until and not box.rehearsal,
        few=tuple(few),
    )


def public_among(boxes: Sequence[Box], at: datetime) -> list[int]:
    """The ids of those of these votes whose result everybody may see, in as many statements for many as for one."""
    states = states_of(boxes, at)
    return [box.id for box in boxes if is_shown(states[box.id], runs=False, rehearsal=box.rehearsal)]


def shows_result(box: Box, state: BoxState, *, runs: bool) -> bool:
    """Whether somebody sees the result of a box: everybody from its publication on, who runs votes once it is counted.

    A rehearsal is shown to who runs votes alone. Before the count there is nothing to see, for anybody.
    """
    return is_shown(state, runs=runs, rehearsal=box.rehearsal)
