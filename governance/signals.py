"""How governance asks those above: `retention_asked.send(on=day)` wants the number of records whose time has come (rule 47)."""

from datetime import date

from blinker import Signal

retention_asked = Signal("how much data has reached its time on a day")


def retention_told(on: date) -> int | None:
    """What those above answer; None where nobody reckons it."""
    answers = [int(count) for _ear, count in retention_asked.send(None, on=on)]
    return sum(answers) if answers else None
