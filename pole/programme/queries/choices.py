"""What the forms of the programme offer: axes, actors, colleges, actions."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from membership.presentation import naming_on
from pole.actors.models import Actor
from pole.programme.models import ActionFact, Axis
from pole.programme.queries.actions import ActionNow


@dataclass(frozen=True)
class Offered:
    """Identifiers and names."""

    axes: list[tuple[int, str]]
    actors: list[tuple[int, str]]
    colleges: list[tuple[str, str]]


def axes() -> list[Axis]:
    """Every axis, in their order; one statement."""
    return list(db.session.execute(select(Axis).order_by(Axis.position)).scalars())


def axis_or_404(axis_id: int) -> Axis:
    """The axis; NotFound where there is none."""
    found = db.session.get(Axis, axis_id)
    if found is None:
        raise NotFound("axis", N_("This axis does not exist. See the axes of the programme."))
    return found


def offered_on(day: date, *, kept_axis: int | None = None) -> Offered:
    """What may be chosen on a day: the axes that are open, and `kept_axis`; the actors of the territory; the colleges."""
    open_axes = [one for one in axes() if one.closed_at is None or one.id == kept_axis]
    wanted = select(Actor.id, Actor.name).where(Actor.closed_at.is_(None)).order_by(Actor.sort_key, Actor.id)
    actors = [(row[0], row[1]) for row in db.session.execute(wanted)]
    return Offered([(one.id, f"{one.code}. {one.label}") for one in open_axes], actors, naming_on(day).college_choices)


def action_fact_or_404(action: ActionNow, fact_id: int) -> ActionFact:
    """A fact of an action that stands; NotFound where there is none."""
    for fact in action.facts:
        if fact.id == fact_id:
            return fact
    raise NotFound("action-fact", N_("Nothing of this kind stands on this action. See its page."))
