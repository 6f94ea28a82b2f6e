"""What the programme asks of the rooms above it, which vote on its actions, evaluate them and make works of them.

`life_asked.send(None, action_ids=[3, 5])`: by the id of an action, what happened to it there, as `Happened` lines. The page
of an action and "what became of my idea" tell these lines with their own.
"""

from collections.abc import Collection
from itertools import chain

from blinker import Signal

from pole.programme.rules.happened import Happened

life_asked = Signal("what happened to actions in the rooms above")


def life_told(action_ids: Collection[int]) -> dict[int, list[Happened]]:
    """What all of them answer, by the id of the action."""
    answers: list[dict[int, list[Happened]]] = [told for _ear, told in life_asked.send(None, action_ids=action_ids)]
    return {one: list(chain.from_iterable(told.get(one, []) for told in answers)) for one in action_ids}
