"""How governance asks those above.

`retention_asked.send(on=day)`: the number of records whose time has come (rule 47).
`subjects_named.send(subjects=("action:12", ...))`: by subject, what it is called and where it stands (`Named`).
`subjects_offered.send()`: the subjects that a decision may be about, as (subject, name), in the order of choosing.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from blinker import Signal

retention_asked = Signal("how much data has reached its time on a day")
subjects_named = Signal("what the subjects of decisions are called, and where they are shown")
subjects_offered = Signal("what a decision may be about")


@dataclass(frozen=True)
class Named:
    """Something that a decision is about: its name, the address of its page, where it stands (an English sentence)."""

    title: str
    path: str
    state: str = ""


def retention_told(on: date) -> int | None:
    """What those above answer; None where nobody reckons it."""
    answers = [int(count) for _ear, count in retention_asked.send(None, on=on)]
    return sum(answers) if answers else None


def named_subjects(subjects: Collection[str]) -> dict[str, Named]:
    """By subject, what it is called and where it is shown; those that nobody above knows have no line."""
    wanted = tuple(one for one in dict.fromkeys(subjects) if one)
    found: dict[str, Named] = {}
    for _ear, answer in subjects_named.send(None, subjects=wanted) if wanted else ():
        found |= answer
    return found


def offered_subjects() -> list[tuple[str, str]]:
    """What a decision may be about, with its name."""
    return [pair for _ear, answer in subjects_offered.send(None) for pair in answer]
