"""How many Python calls one request takes: a measure that no load on the machine moves."""

import sys
from collections.abc import Callable
from typing import Any

REQUESTS = 20


def calls_of(act: Callable[[], object]) -> int:
    """Calls of Python and C functions of one act, as the mean of REQUESTS after a few that warm it."""
    for _ in range(REQUESTS):
        act()
    seen = 0

    def note(_frame: Any, kind: str, _argument: Any) -> None:
        nonlocal seen
        seen += kind in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        for _ in range(REQUESTS):
            act()
    finally:
        sys.setprofile(before)
    return seen // REQUESTS
