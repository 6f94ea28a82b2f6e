"""Axes: written, and closed once nothing more is expected under them."""

from datetime import datetime

from sqlalchemy import func, select

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from pole.programme.models import Axis
from pole.programme.queries.actions import actions_now
from pole.programme.rules.events import Event
from pole.programme.rules.states import is_over

_TAKEN = N_("There is an axis %(axis)s already: “%(label)s”. Choose another code.")
_ALIVE = N_("This axis still holds actions that go on: %(numbers)s. Stop them or move them to another axis first.")


def add_axis(code: str, label: str, text: str = "", *, actor: Actor, at: datetime) -> Axis:
    """A new axis after the others; refused where its code is taken."""
    _require_free(code)
    last = db.session.execute(select(func.coalesce(func.max(Axis.position), 0))).scalar_one()
    axis = Axis(code=code, label=label, text=text, position=last + 1)
    db.session.add(axis)
    db.session.flush()
    return _recorded(Event.AXIS_WRITTEN, axis, actor=actor, at=at)


def write_axis(axis: Axis, code: str, label: str, text: str, *, actor: Actor, at: datetime) -> Axis:
    """Write an axis again; what proposals said of it before stays as they said it."""
    _require_free(code, but=axis.id)
    axis.code, axis.label, axis.text = code, label, text
    return _recorded(Event.AXIS_WRITTEN, axis, actor=actor, at=at)


def close_axis(axis: Axis, *, actor: Actor, at: datetime) -> Axis:
    """No action is added under it any more; refused while one goes on. Closing twice changes nothing."""
    if axis.closed_at is not None:
        return axis
    alive = [one.number for one in actions_now() if one.axis.id == axis.id and not is_over(one.state)]
    if alive:
        raise Refused("axis-alive", _ALIVE, numbers=", ".join(str(number) for number in alive))
    axis.closed_at = at
    return _recorded(Event.AXIS_CLOSED, axis, actor=actor, at=at)


def _require_free(code: str, *, but: int | None = None) -> None:
    taken = db.session.execute(select(Axis).where(Axis.code == code)).scalar_one_or_none()
    if taken is not None and taken.id != but:
        raise Refused("axis-taken", _TAKEN, axis=code, label=taken.label)


def _recorded(event: Event, axis: Axis, *, actor: Actor, at: datetime) -> Axis:
    db.session.flush()
    audit.record(event, f"axis:{axis.id}", actor=actor, at=at, details={"code": axis.code, "label": axis.label})
    return axis
