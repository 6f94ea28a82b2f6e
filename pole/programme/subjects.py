"""What decisions may be about here, and what people follow: actions, proposals, contributions; their names and pages."""

from collections.abc import Collection

from sqlalchemy import select

from foundation.kernel.db import db
from governance.signals import Named
from pole.programme.models import Contribution, Proposal
from pole.programme.queries.actions import actions_now
from pole.programme.rules.states import STATE_NAMES, ActionState

KIND = "action:"


def named_actions(_sender: object, *, subjects: Collection[str]) -> dict[str, Named]:
    """The actions among these subjects; two statements at most."""
    ids = _ids(KIND, subjects)
    if not ids:
        return {}
    return {
        f"{KIND}{one.id}": Named(one.title, f"/programme/actions/{one.number}", STATE_NAMES[one.state])
        for one in actions_now(ids)
    }


def named_others(_sender: object, *, subjects: Collection[str]) -> dict[str, Named]:
    """The proposals and the contributions among these subjects; two statements at most."""
    found: dict[str, Named] = {}
    if proposals := _ids("proposal:", subjects):
        for one in db.session.execute(select(Proposal).where(Proposal.id.in_(proposals))).scalars():
            found[one.subject] = Named(one.title, f"/programme/propositions/{one.id}")
    if contributions := _ids("contribution:", subjects):
        for said in db.session.execute(select(Contribution).where(Contribution.id.in_(contributions))).scalars():
            found[said.subject] = Named(said.title, f"/programme/contributions/{said.number}")
    return found


def _ids(kind: str, subjects: Collection[str]) -> list[int]:
    numbers = (one.removeprefix(kind) for one in subjects if one.startswith(kind))
    return [int(one) for one in numbers if one.isdecimal() and len(one) < 10]


def offered_actions(_sender: object) -> list[tuple[str, str]]:
    """The actions that a decision may be about, by axis and number; those merged into another are not."""
    return [
        (f"{KIND}{one.id}", f"{one.number}. {one.title}")
        for one in actions_now()
        if one.state is not ActionState.MERGED
    ]
