"""Receive somebody with a project, lead them to an actor, tell what became of it. The trail names nobody."""

from dataclasses import dataclass
from datetime import date, datetime

from foundation.kernel import audit
from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from pole.actors.models import Referral, ReferralFact
from pole.actors.queries.referrals import ReferralNow
from pole.actors.rules.events import Event
from pole.actors.rules.referrals import Outcome

_TO_COME = N_("%(day)s is to come: write it once it happened.")
_BEFORE = N_("They were received on %(day)s: what follows comes after.")
_NOBODY = N_("Choose to whom they were sent.")
_SAME = N_("This is written already: nothing has changed.")


@dataclass(frozen=True)
class ReferralDraft:
    """Who came, with what; `name` and `contact` may stay empty: the figures do not need them."""

    received_on: date
    name: str = ""
    contact: str = ""
    project: str = ""
    theme: str = ""
    territory: str = ""
    from_actor_id: int | None = None


@dataclass(frozen=True)
class StepDraft:
    """What happened on a day: sent to an actor, or an outcome; one of the two."""

    on: date
    actor_id: int | None = None
    outcome: Outcome | None = None
    text: str = ""


def receive(draft: ReferralDraft, referral: Referral | None = None, *, actor: audit.Actor, at: datetime) -> Referral:
    """Somebody with a project, or what is written of them from now on. Refused: on a day to come."""
    _require_come(draft.received_on, at)
    made = referral or Referral(created_at=at, created_by=actor.name)
    for name, value in vars(draft).items():
        setattr(made, name, value)
    db.session.add(made)
    db.session.flush()
    details = {"day": made.received_on.isoformat()}
    audit.record(Event.REFERRAL_WRITTEN, made.subject, actor=actor, at=at, details=details)
    return made


def tell_step(standing: ReferralNow, draft: StepDraft, *, actor: audit.Actor, at: datetime) -> ReferralFact:
    """Sent to somebody, or what became of it. Refused: to come, before they came, to nobody. StateMoved: told already."""
    row = standing.referral
    _require_come(draft.on, at)
    if draft.on < row.received_on:
        raise Refused("step-before", _BEFORE, day=row.received_on)
    if draft.actor_id is None and draft.outcome is None:
        raise Refused("sent-to-nobody", _NOBODY)
    kind = "sent" if draft.actor_id is not None else "outcome"
    fact = ReferralFact(
        referral_id=row.id,
        kind=kind,
        actor_id=draft.actor_id,
        outcome=draft.outcome.value if draft.outcome is not None and kind == "outcome" else "",
        text=draft.text.strip(),
        on=draft.on,
        recorded_at=at,
        recorded_by=actor.name,
    )
    told = {(one.kind, one.actor_id, one.outcome, one.text, one.on) for one, _name in standing.facts}
    if (fact.kind, fact.actor_id, fact.outcome, fact.text, fact.on) in told:
        raise StateMoved("step-told", _SAME)
    db.session.add(fact)
    db.session.flush()
    audit.record(Event.REFERRAL_MOVED, row.subject, actor=actor, at=at, details={})
    return fact


def _require_come(on: date, at: datetime) -> None:
    if on > day_of(at):
        raise Refused("referral-to-come", _TO_COME, day=on)
