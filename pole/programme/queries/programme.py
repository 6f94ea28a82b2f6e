"""The programme as its page shows it: actions narrowed by what one looks for, under their axes, with what they add up to."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from foundation.kernel.sorting import sort_key
from pole.programme.models import Axis
from pole.programme.queries.actions import ActionNow, actions_now
from pole.programme.queries.choices import axes
from pole.programme.queries.contributions import count_behind
from pole.programme.rules.states import ActionState

SHOWN_TO_ALL = (ActionState.PLANNED, ActionState.UNDER_WAY, ActionState.DONE)


@dataclass(frozen=True)
class Looked:
    """What one looks for; empty for everything."""

    query: str = ""
    axis: str = ""
    theme: str = ""
    state: str = ""

    @property
    def narrows(self) -> bool:
        """Whether something is left out."""
        return bool(self.query or self.axis or self.theme or self.state)

    def keeps(self, one: ActionNow) -> bool:
        """Whether an action is among what one looks for."""
        if (self.axis and one.axis.code != self.axis) or (self.state and one.state.value != self.state):
            return False
        if self.theme and self.theme not in one.said.themes:
            return False
        words = [one.title, one.said.text, one.said.target_public, one.said.owner, *one.said.themes, *one.said.needs]
        held = sort_key(" ".join(words))
        return all(word in held for word in sort_key(self.query).split())


@dataclass(frozen=True)
class Shelf:
    """One axis with its actions, and what these plan and have spent."""

    axis: Axis
    actions: list[ActionNow] = field(default_factory=list)

    @property
    def planned_cents(self) -> int:
        """Money planned under this axis; what was merged is planned by the action that took it over."""
        return sum(one.said.planned_cents for one in self.actions if one.merged_into is None)

    @property
    def spent_cents(self) -> int:
        """Money spent under this axis."""
        return sum(one.spent_cents for one in self.actions)


@dataclass(frozen=True)
class Programme:
    """The whole of it, narrowed; `behind`: by the id of an action, how many contributions stand behind it."""

    shelves: list[Shelf]
    behind: dict[int, int]
    themes: list[str]
    total: int

    @property
    def actions(self) -> list[ActionNow]:
        """Every action that is shown."""
        return [one for shelf in self.shelves for one in shelf.actions]

    def count(self, *states: ActionState) -> int:
        """How many of those shown stand there."""
        return sum(1 for one in self.actions if one.state in states)

    @property
    def planned_cents(self) -> int:
        """Money planned in all."""
        return sum(shelf.planned_cents for shelf in self.shelves)

    @property
    def spent_cents(self) -> int:
        """Money spent in all."""
        return sum(shelf.spent_cents for shelf in self.shelves)

    @property
    def hours(self) -> tuple[int, int]:
        """Hours planned and spent in all."""
        alive = [one for one in self.actions if one.merged_into is None]
        return sum(one.said.planned_hours for one in alive), sum(one.spent_hours for one in self.actions)


def programme_for(looked: Looked) -> Programme:
    """The programme, narrowed; four statements at any size."""
    every = actions_now()
    return _shelved(every, [one for one in every if looked.keeps(one)], keep_empty=not looked.narrows)


def public_programme() -> Programme:
    """What everybody may read: what is planned, under way or done."""
    every = actions_now()
    return _shelved(every, [one for one in every if one.state in SHOWN_TO_ALL], keep_empty=False)


def _shelved(every: Sequence[ActionNow], shown: Sequence[ActionNow], *, keep_empty: bool) -> Programme:
    shelves = [Shelf(axis, [one for one in shown if one.axis.id == axis.id]) for axis in axes()]
    kept = [one for one in shelves if one.actions or (keep_empty and one.axis.closed_at is None)]
    themes = sorted({theme for one in every for theme in one.said.themes}, key=sort_key)
    return Programme(kept, count_behind(), themes, len(every))
