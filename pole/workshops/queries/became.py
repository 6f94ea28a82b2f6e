"""What findings became, by name: an action, a draft resolution, a poll."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from foundation.kernel.db import db
from governance.models import AgendaItem, Assembly, Consultation
from pole.programme.queries.actions import ActionNow, actions_now


@dataclass(frozen=True)
class Became:
    """`kind`: action, item or consultation; `place`: what the address of its page holds, a number of action or an id."""

    kind: str
    title: str
    place: int


def became(subjects: Iterable[str]) -> dict[str, Became]:
    """By subject ("action:3"), what it is called and where it stands; at most four statements."""
    ids: dict[str, dict[int, str]] = {}
    for subject in subjects:
        kind, _, number = subject.partition(":")
        if number.isdecimal():
            ids.setdefault(kind, {})[int(number)] = subject
    found = {ids["action"][one.id]: Became("action", one.title, one.number) for one in _actions(ids.get("action", {}))}
    if ids.get("item"):
        items = select(AgendaItem.id, AgendaItem.title, AgendaItem.assembly_id).where(AgendaItem.id.in_(ids["item"]))
        found |= {ids["item"][row.id]: Became("item", row[1], row[2]) for row in db.session.execute(items)}
    if ids.get("consultation"):
        polls = select(Consultation.id, Consultation.title).where(Consultation.id.in_(ids["consultation"]))
        found |= {
            ids["consultation"][row.id]: Became("consultation", row[1], row[0]) for row in db.session.execute(polls)
        }
    return found


def _actions(ids: dict[int, str]) -> list[ActionNow]:
    return actions_now(list(ids)) if ids else []


def assemblies_in_preparation() -> list[Assembly]:
    """The assemblies whose agenda is still written, soonest first; one statement."""
    wanted = select(Assembly).where(
        Assembly.convened_at.is_(None), Assembly.closed_at.is_(None), Assembly.convening == 1
    )
    return list(db.session.execute(wanted.order_by(Assembly.starts_at)).scalars())
