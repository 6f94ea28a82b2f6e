"""Votes on priorities for tests: the six actions of the small programme, put to the ten members of the pole."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from governance.models import Body
from governance.rules.bodies import BodyKind
from governance.services.bodies import BodyDraft, found_body
from pole.priorities.models import PriorityVote
from pole.priorities.queries.votes import standing_of
from pole.priorities.rules.ballots import Terms
from pole.priorities.services.opening import open_vote
from pole.priorities.services.writing import VoteDraft, write_vote
from pole.programme.models import Action
from tests.factories.governance import pole_members, pole_statutes
from tests.factories.pole_programme import programme
from tests.states import prepared
from votes.models import Box, Right
from votes.services.casting import cast_at_desk
from votes.services.closing import close_box

AT = datetime(2026, 6, 3, 8, tzinfo=UTC)
OPENED = AT + timedelta(days=1)
CLOSES = AT + timedelta(days=20)
BY: dict[str, Any] = {"actor": SYSTEM}
WAITING = 4  # of the six actions of the programme, the first four are not over
SEVEN = Terms(kept=2, points=7, most=4, least=2)
# who gives their points to what, by the number of an action: structures and volunteers do not want the same
POINTS = {
    "Atelier du Canal": {"a1": 4, "a2": 3},
    "Recyclerie des Prés": {"a1": 4, "a2": 3},
    "Inès Oubrahim": {"a2": 4, "a3": 3},
    "Communauté de communes du Val": {"a2": 4, "a3": 3},
    "Caisse solidaire du Val": {"a2": 4, "a4": 3},
    "Maëlys Kervadec": {"a4": 4, "a2": 3},
    "Yann Le Guirriec": {"a4": 4, "a3": 3},
}


def draft(listed: list[Action], **more: object) -> VoteDraft:
    """A vote for 2026 on the actions that wait: seven points, two actions kept."""
    usual: dict[str, object] = {
        "year": 2026,
        "title": "Priorités 2026",
        "closes_at": CLOSES,
        "terms": SEVEN,
        "actions": tuple(one.id for one in listed[:WAITING]),
        "text": "Vos points font le plan.",
    }
    return VoteDraft(**(usual | more))  # type: ignore[arg-type]


@prepared
def prepared_vote(**more: object):
    """A vote in preparation, with statutes, members and programme: (vote, actions)."""
    pole_statutes()
    pole_members()
    actions = programme()
    return write_vote(draft(actions, **more), at=AT, **BY), actions


@prepared
def opened_vote(**more: object):
    """The same, open to every college: (vote, actions)."""
    vote, actions = prepared_vote(**more)
    return open_vote(vote.id, at=OPENED, **BY), actions


@prepared
def published_vote(choices: Any = None, **more: object):
    """The same, answered by seven members and counted: (vote, actions)."""
    vote, actions = opened_vote(**more)
    for name, choice in (POINTS if choices is None else choices).items():
        answer(vote, name, choice)
    count(vote)
    return vote, actions


def box_of(vote: PriorityVote) -> Box:
    """The box of its one question."""
    box = standing_of(vote, OPENED).box
    assert box is not None
    return box


def answer(vote: PriorityVote, name: str, choice: object, *, at: datetime | None = None) -> None:
    """The ballot of a member, entered by the desk."""
    box = box_of(vote)
    right = db.session.query(Right).filter_by(box_id=box.id, name=name).one()
    cast_at_desk(box.id, right.id, choice, at=at or box.opened_at + timedelta(hours=1), **BY)


def count(vote: PriorityVote, *, at: datetime | None = None) -> None:
    """It is closed and counted, as the worker does it."""
    close_box(box_of(vote).id, at=at or vote.closes_at, **BY)


def board(since: date = date(2024, 1, 1)) -> Body:
    """The body that makes the plan."""
    return found_body(BodyDraft("Conseil coopératif", BodyKind.BOARD, since), at=AT, **BY)
