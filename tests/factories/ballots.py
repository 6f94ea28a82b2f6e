"""Votes with a ballot to fill in, and what a page carries from one step of it to the next."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import event, func, select

from foundation.accounts.models import Account
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.db import db
from tests.factories.votes import draft, roll
from votes import queries
from votes.models import Ballot, Box
from votes.rules.contest import Contest, Marks, Option, Points
from votes.rules.roll import RollLine, Via
from votes.services import boxes

OPTIONS = tuple(Option(f"o{number}", f"Projet {number}") for number in (1, 2, 3))
PRICED = tuple(Option(f"o{number}", f"Projet {number}", cost_cents=1_000_00) for number in (1, 2, 3))
GRADES = ("Insuffisant", "Bien", "Très bien")
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')

# by method: the contest, a good ballot as it is typed, what is stored of it, a bad one and what is said of it
METHODS: dict[str, tuple[Contest, dict[str, Any], Any, dict[str, Any], str]] = {
    "plurality": (Contest(OPTIONS), {"choice": "o2"}, "o2", {}, "Choose one option"),
    "approval": (
        Contest(OPTIONS, marks=Marks(1, 2)),
        {"choice": ["o3", "o1"]},
        ["o1", "o3"],
        {"choice": ["o1", "o2", "o3"]},
        "at most 2 may be: take off 1",
    ),
    "greedy": (
        Contest(PRICED, marks=Marks(1, 3), budget_cents=2_500_00),
        {"choice": ["o1"]},
        ["o1"],
        {},
        "at least 1 are needed",
    ),
    "equal_shares": (
        Contest(PRICED, marks=Marks(0, 1), budget_cents=2_500_00),
        {"choice": ["o2"]},
        ["o2"],
        {"choice": ["o1", "o2"]},
        "at most 1 may be",
    ),
    "score": (Contest(OPTIONS), {"n-o1": "5", "n-o2": "0"}, {"o1": 5}, {"n-o1": "6"}, "from 0 to 5"),
    "points": (
        Contest(OPTIONS, points=Points(10, 6, 2)),
        {"n-o1": "6", "n-o3": "3"},
        {"o1": 6, "o3": 3},
        {"n-o1": "6", "n-o2": "6"},
        "You gave 12 points, and you have 10: take back 2",
    ),
    "majority_judgment": (
        Contest(OPTIONS, grades=GRADES),
        {"n-o1": "2", "n-o2": "0", "n-o3": "1"},
        {"o1": 2, "o2": 0, "o3": 1},
        {"n-o1": "2"},
        "Give this option a grade",
    ),
    "schulze": (
        Contest(OPTIONS),
        {"n-o1": "2", "n-o2": "1", "n-o3": "2"},
        ["o2", ["o1", "o3"]],
        {"n-o1": "premier"},
        "from 1 to 3",
    ),
    "borda": (Contest(OPTIONS), {"n-o2": "3"}, ["o2"], {"n-o2": "4"}, "from 1 to 3"),
    "irv": (Contest(OPTIONS), {"n-o1": "1", "n-o3": "3"}, ["o1", "o3"], {"n-o1": "1", "n-o3": "1"}, "Rank 1 is given"),
    "stv": (Contest(OPTIONS, seats=2), {"n-o3": "1"}, ["o3"], {}, "Rank one option at least"),
}


def opened(account: Account, method: str = "plurality", *, rights: int = 1, **changes: Any) -> Box:
    """A vote on a roll of six, of which the account holds its own right and perhaps others by proxy."""
    lines = [*roll(*[account.id] * rights, *[None] * (6 - rights))]
    lines = [
        RollLine(one.member_number, one.name, one.college, accounts=one.accounts, via=Via.PROXY if index else Via.SELF)
        for index, one in enumerate(lines)
    ]
    contest = changes.pop("contest", METHODS[method][0] if method in METHODS else None)
    return boxes.open_box(draft(method=method, contest=contest, **changes), lines, actor=SYSTEM, at=now())


def rights(box: Box, account: Account) -> list[int]:
    return [one.right_id for one in queries.rights_of(box.id, account.id)]


def send(client: FlaskClient, box: Box, **fields: Any) -> tuple[int, str]:
    sent = client.post(
        f"/votes/{box.id}/bulletins", data={name.replace("__", "-"): one for name, one in fields.items()}
    )
    return sent.status_code, sent.get_data(as_text=True)


def carried(page: str) -> dict[str, Any]:
    """What the form of a page carries to the next step."""
    fields: dict[str, Any] = {}
    for name, value in HIDDEN.findall(page):
        if name == "csrf_token":
            continue
        fields.setdefault(name, []).append(unescape(value))
    return fields


def number(model: type = Ballot) -> int:
    return db.session.execute(select(func.count()).select_from(model)).scalar_one()


def stored(box: Box, account: Account) -> list[Any]:
    return [one.choice for one in queries.rights_of(box.id, account.id)]


def statements(ask: Callable[[], Any]) -> int:
    """How many a page takes; it answers 200."""
    answers: list[Any] = []
    said = statements_of(lambda: answers.append(ask()))
    assert answers[0].status_code == 200
    return said


def statements_of(act: Callable[[], Any]) -> int:
    """How many statements an act takes."""
    said: list[str] = []
    engine = getattr(db.session.get_bind(), "engine", db.session.get_bind())

    def listen(_conn: object, _cursor: object, sql: str, *_rest: object) -> None:
        said.append(sql)

    event.listen(engine, "before_cursor_execute", listen)
    try:
        act()
    finally:
        event.remove(engine, "before_cursor_execute", listen)
    return len(said)


def field(page: str, option: str) -> str:
    return re.search(rf'name="n-{option}"[^>]*?value="([^"]*)"', page)[1]
