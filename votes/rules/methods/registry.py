"""The counting methods of contests, by their name in the count file; a new one is one module and one line here."""

from typing import Any

from votes.rules.methods import (
    approval,
    borda,
    equal_shares,
    greedy,
    irv,
    judgment,
    plurality,
    points,
    schulze,
    score,
    stv,
)
from votes.rules.methods.interface import Method

CONTESTS: dict[str, Method[Any, Any]] = {
    method.name: method
    for method in (
        plurality.METHOD,
        approval.METHOD,
        score.METHOD,
        points.METHOD,
        judgment.METHOD,
        schulze.METHOD,
        greedy.METHOD,
        equal_shares.METHOD,
        borda.METHOD,
        irv.METHOD,
        stv.METHOD,
    )
}
