"""Time given, as people type it and read it; kept in whole minutes."""

import re

_CLOCK = re.compile(r"(\d{1,4})\s*h(?:\s*(\d{1,2}))?", re.IGNORECASE)
_DECIMAL = re.compile(r"(\d{1,4})(?:[.,](25|5|50|75|0|00))?")
_QUARTERS = {"25": 15, "5": 30, "50": 30, "75": 45}
NO_BREAK = "\u00a0"


def read_minutes(text: str) -> int:
    """Hours as typed: `2 h 30`, `2h`, `2,5`, `12`. Whole minutes; raises ValueError.

    >>> read_minutes("2 h 30"), read_minutes("2,5"), read_minutes("12")
    (150, 150, 720)
    """
    bare = text.strip().replace("\u00a0", " ").replace("\u202f", " ")
    clock = _CLOCK.fullmatch(bare)
    if clock is not None:
        minutes = int(clock[2] or 0)
        if minutes > 59:
            raise ValueError(text)
        return int(clock[1]) * 60 + minutes
    decimal = _DECIMAL.fullmatch(bare)
    if decimal is None:
        raise ValueError(text)
    return int(decimal[1]) * 60 + _QUARTERS.get(decimal[2] or "", 0)


def minutes_text(minutes: int) -> str:
    """Minutes as hours: `2 h 30`, `12 h`.

    >>> minutes_text(150).replace(NO_BREAK, "~"), minutes_text(720).replace(NO_BREAK, "~")
    ('2~h~30', '12~h')
    """
    hours, rest = divmod(minutes, 60)
    return f"{hours}{NO_BREAK}h{NO_BREAK}{rest:02d}" if rest else f"{hours}{NO_BREAK}h"
