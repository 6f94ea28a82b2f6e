"""Actions of the programme among the subjects of decisions: what they are called, where they are shown, where they stand."""

from collections.abc import Collection

from governance.signals import Named
from pole.programme.queries.actions import actions_now
from pole.programme.rules.states import STATE_NAMES, ActionState

KIND = "action:"


def named_actions(_sender: object, *, subjects: Collection[str]) -> dict[str, Named]:
    """The actions among these subjects; two statements at most."""
    numbers = (one.removeprefix(KIND) for one in subjects if one.startswith(KIND))
    ids = [int(one) for one in numbers if one.isdecimal()]
    if not ids:
        return {}
    return {
        f"{KIND}{one.id}": Named(one.title, f"/programme/actions/{one.number}", STATE_NAMES[one.state])
        for one in actions_now(ids)
    }


def offered_actions(_sender: object) -> list[tuple[str, str]]:
    """The actions that a decision may be about, by axis and number; those merged into another are not."""
    return [
        (f"{KIND}{one.id}", f"{one.number}. {one.title}")
        for one in actions_now()
        if one.state is not ActionState.MERGED
    ]
