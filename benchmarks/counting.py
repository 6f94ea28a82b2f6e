"""The count of ballots by every method, five colleges, against one SQL GROUP BY over the same table and index.

The table is shaped as the ballots of a box are: one row a ballot, the choice as JSON text, one covering index. The count
runs that same GROUP BY and then does all that a count does: reads, adds up, weighs, decides, for all, by head and for
each college.
"""

import json
import random
import sqlite3
import time
from collections.abc import Callable
from typing import Any

from benchmarks.machine import median, quiet
from votes.rules.count import count_cells
from votes.rules.count_data import CountFile
from votes.rules.count_file import parse

COLLEGES = ("structures", "salaries", "collectivites", "financeurs", "benevoles")
OPTIONS = tuple("ABCDEFGH")
GOALS = {"resolution": 1.25, "plurality": 1.25, "approval": 3, "points": 3, "score": 3, "majority_judgment": 3}
RANKED_GOAL = 10
RANKED = ("schulze", "borda", "irv", "stv")
BUDGETS = ("greedy", "equal_shares")
POINTS = 10
USUAL, MOST = 100_000, 1_000_000
GROUPED = "SELECT college, choice, count(*) FROM ballot GROUP BY college, choice"
RULES: dict[str, dict[str, Any]] = {
    "resolution": {"base": "expressed", "abstention": "excluded", "majority": {"over": "1/2"}},
    "points": {"points": {"total": POINTS}},
    "majority_judgment": {"grades": ["Très insuffisant", "Insuffisant", "Passable", "Bien", "Très bien"]},
    "greedy": {"budget_cents": 400_000_00},
    "equal_shares": {"budget_cents": 400_000_00},
}

Dice = random.Random


def _marks(dice: Dice) -> object:
    return [option for option in OPTIONS if dice.random() < 0.4]


def _points(dice: Dice) -> object:
    given = dice.choices(OPTIONS, weights=range(8, 0, -1), k=POINTS)
    return {option: given.count(option) for option in sorted(set(given))}


def _ranks(dice: Dice) -> object:
    return dice.sample(OPTIONS, dice.choice((3, 5, 8, 8)))


CHOICES: dict[str, Callable[[Dice], object]] = {
    "resolution": lambda dice: dice.choice(("for", "for", "against", "abstain")),
    "plurality": lambda dice: dice.choice(OPTIONS),
    "approval": _marks,
    "score": lambda dice: {option: dice.randint(0, 5) for option in OPTIONS},
    "points": _points,
    "majority_judgment": lambda dice: {option: dice.randint(0, 4) for option in OPTIONS},
    **dict.fromkeys(RANKED, _ranks),
    **dict.fromkeys(BUDGETS, _marks),
}


def measure(ballots: int, rounds: int) -> dict[str, Any]:
    """Every method over so many ballots; ratios to the GROUP BY of the same rounds, interleaved."""
    return {"ballots": ballots, "methods": {method: _measure(method, ballots, rounds) for method in CHOICES}}


def tell(found: dict[str, Any]) -> None:
    """The table of counts."""
    print(
        f"\nThe count of {found['ballots']} ballots in 5 colleges, against one GROUP BY (SQLite, in memory, processor time)"
    )
    print(f"  {'method':<18} {'cells':>7} {'limit ms':>9} {'count ms':>9} {'ratio':>7} {'goal':>5} {'steal':>6}")
    for method, one in found["methods"].items():
        print(
            f"  {method:<18} {one['cells']:>7} {one['limit_ms']:>9.0f} {one['count_ms']:>9.0f} {one['ratio']:>7.2f} "
            f"{one['goal'] or '-':>5} {one['steal']:>6.0%}"
        )


def _measure(method: str, ballots: int, rounds: int) -> dict[str, Any]:
    file, table = count_file(method), _table(method, ballots)
    cells = len(table.execute(GROUPED).fetchall())
    _counted(table, file)
    pairs = [
        quiet(lambda: (_seconds(lambda: _limit(table)), _seconds(lambda: _counted(table, file)))) for _ in range(rounds)
    ]
    table.close()
    return {
        "cells": cells,
        "goal": RANKED_GOAL if method in RANKED else GOALS.get(method),
        "limit_ms": round(1000 * median([limit for (limit, _), _ in pairs]), 1),
        "count_ms": round(1000 * median([ours for (_, ours), _ in pairs]), 1),
        "ratio": round(median([ours / limit for (limit, ours), _ in pairs]), 2),
        "steal": round(median([steal for _, steal in pairs]), 3),
    }


def count_file(method: str) -> CountFile:
    """A count file of five colleges of a fifth each, without its ballots."""
    priced = {"cost_cents": 90_000_00} if method in BUDGETS else {}
    document: dict[str, Any] = {
        "format": "scic-count/1",
        "title": "Banc",
        "method": method,
        "colleges": [{"id": college, "weight": "1/5"} for college in COLLEGES],
        "empty_college": "void",
        "silent_college": "void",
        "carry": "proportional",
        "ballots": [],
        **RULES.get(method, {}),
    }
    if method != "resolution":
        document |= {"options": [{"id": option, **priced} for option in OPTIONS]}
        document |= {"tie_rule": "lot", "tie_seed": "banc"}
    return parse(json.dumps(document))


def _table(method: str, ballots: int) -> sqlite3.Connection:
    dice = Dice(2026)
    table = sqlite3.connect(":memory:")
    table.execute("CREATE TABLE ballot (id INTEGER PRIMARY KEY, college TEXT NOT NULL, choice TEXT NOT NULL)")
    rows = (
        (dice.choice(COLLEGES), json.dumps(CHOICES[method](dice), sort_keys=True, separators=(",", ":")))
        for _ in range(ballots)
    )
    table.executemany("INSERT INTO ballot (college, choice) VALUES (?, ?)", rows)
    table.execute("CREATE INDEX ballot_count ON ballot (college, choice)")
    return table


def _limit(table: sqlite3.Connection) -> None:
    table.execute(GROUPED).fetchall()


def _counted(table: sqlite3.Connection, file: CountFile) -> None:
    count_cells(file, table.execute(GROUPED).fetchall())


def _seconds(act: Callable[[], object]) -> float:
    """Processor seconds: all happens in this process and in memory, so that no other load is measured."""
    begun = time.process_time()
    act()
    return time.process_time() - begun
