"""An evening with one question put by a plan, and the acts of the desk on it, for tests."""

from datetime import timedelta

from sqlalchemy import select

from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from governance.models import AgendaItem, Decision
from governance.services.assemblies import ItemDraft, add_item
from governance.services.notice import convene
from governance.services.session import deal_with
from governance.services.voting import close_vote, open_vote
from tests.factories.governance import (
    CONVENED,
    OPENED,
    WRITTEN,
    give_proxy,
    make_assembly,
    open_evening,
    pole_members,
    pole_statutes,
)
from votes.models import Ballot, Right
from votes.queries import rights_at_desk
from votes.rules.plans import BallotPlan
from votes.services.casting import cast_at_desk

AT = OPENED + timedelta(minutes=10)
OPEN_ELECTIONS = {"secret_ballots.required_for": []}


def evening(plan: BallotPlan, *, statutes=OPEN_ELECTIONS, absent=(), blank=(), **item):
    """A session with one question of this plan (point 2), everybody there but those absent."""
    pole_statutes(**statutes)
    members = pole_members()
    assembly = make_assembly(resolutions=[])
    add_item(assembly, ItemDraft("Conseil", "Trois sièges.", "ordinary", plan=plan, **item), actor=SYSTEM, at=WRITTEN)
    convene(assembly, actor=SYSTEM, at=CONVENED)
    for name in blank:
        give_proxy(assembly, members, name, None)
    open_evening(assembly, members, present=[name for name in members if name not in {*absent, *blank}])
    deal_with(assembly, assembly.items[0].id, actor=SYSTEM, at=OPENED)
    return assembly, members


def point(assembly) -> AgendaItem:
    return assembly.items[1]


def opened(assembly, at=AT, **more):
    return open_vote(assembly, point(assembly).id, actor=SYSTEM, at=at, **more)


def closed(assembly, at=AT + timedelta(minutes=5)) -> Decision | None:
    return close_vote(assembly, point(assembly).id, actor=SYSTEM, at=at)


def vote(box, *choices, at=AT + timedelta(minutes=1)) -> None:
    """The choices in the order of the roll, the last one repeated."""
    waiting = [right for right in rights_at_desk(box.id) if not right.cast]
    for place, right in enumerate(waiting):
        choice = choices[min(place, len(choices) - 1)]
        cast_at_desk(box.id, right.right_id, choice, actor=SYSTEM, at=at)


def ballots(box) -> dict[str, str]:
    rows = select(Right.name, Ballot.choice).join(Ballot, Ballot.right_id == Right.id).where(Right.box_id == box.id)
    return dict(db.session.execute(rows).all())


def tied_between(box, one, other) -> list[str]:
    """Choices in the order of the roll by which every college is split evenly, its odd member voting blank."""
    seen: dict[str, int] = {}
    rights = [right for right in rights_at_desk(box.id) if not right.cast]
    colleges = dict(db.session.execute(select(Right.id, Right.college).where(Right.box_id == box.id)).all())
    sizes = [colleges[right.right_id] for right in rights]
    choices = []
    for right in rights:
        college = colleges[right.right_id]
        place = seen.get(college, 0)
        seen[college] = place + 1
        odd = sizes.count(college) % 2 and place == sizes.count(college) - 1
        choices.append("blank" if odd else (one, other)[place % 2])
    return choices
