"""Declare what only the board can tell: an appended fact, never a change of the one before."""

from datetime import date, datetime

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from foundation.kernel.errors import Malformed, Refused
from foundation.kernel.sentences import N_
from governance.models import ComplianceDeclaration
from governance.queries.compliance import declared_on
from governance.rules.compliance.declared import BY_KEY, CENTS, YES_NO
from governance.rules.events import Event

LARGEST = 10**15


def declare(
    key: str, value: int | date | None, effective_on: date, *, actor: Actor, at: datetime
) -> ComplianceDeclaration | None:
    """Declare a value from a day on (None takes the declaration back); the value that stands already changes nothing.

    Malformed: no such declaration. Refused: a day to come, a count below zero.
    """
    if key not in BY_KEY:
        raise Malformed("no-declaration", N_("There is nothing to declare under the name “%(key)s”."), key=key[:40])
    _check(key, value, effective_on, at)
    if declared_on(effective_on).get(key) == value:
        return None
    made = ComplianceDeclaration(
        key=key,
        value=_text(value),
        effective_on=effective_on,
        recorded_at=at,
        actor_id=actor.account_id,
        actor_name=actor.name,
    )
    db.session.add(made)
    db.session.flush()
    details = {"key": key, "value": made.value or "—"}
    audit.record(Event.COMPLIANCE_DECLARED, "compliance:0", actor=actor, at=at, details=details)
    return made


def _check(key: str, value: int | date | None, effective_on: date, at: datetime) -> None:
    if effective_on > day_of(at):
        raise Refused(
            "declared-ahead", N_("A declaration is made for a day that has come: %(day)s has not."), day=effective_on
        )
    if isinstance(value, date):
        if value > effective_on:
            message = N_("%(value)s is after %(day)s, the day of the declaration: declare it once it has happened.")
            raise Refused("declared-ahead", message, value=value, day=effective_on)
        return
    number = value or 0
    if BY_KEY[key].kind == YES_NO and number not in {0, 1}:
        raise Malformed("not-yes-or-no", N_("Answer yes or no."))
    if (BY_KEY[key].kind != CENTS and number < 0) or abs(number) > LARGEST:
        raise Refused("out-of-range", N_("This number cannot be: write it without a sign."))


def _text(value: int | date | None) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
