"""Requests to join before the decision: received, completed, looked at closely, withdrawn; and the undoing of a step.

The decision itself: `deciding.py`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused
from foundation.kernel.sentences import N_
from membership.models.applications import Application, ApplicationFact
from membership.models.facts import MembershipFact
from membership.models.identity import Organisation, Person
from membership.queries.applications import ApplicationView, application_by_id, open_application_of
from membership.queries.merges import member_of
from membership.rules.applications import ApplicationEvent, check_next, check_undone
from membership.rules.events import MembershipTag
from membership.rules.mailings import Mailing
from membership.rules.standing import Standing, standing_on
from membership.services.appending import fact_columns, facts_of, take_turn
from membership.services.letters import write_to


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What somebody asks for: category and college of the statutes (empty: to be settled), how many shares, in words why."""

    category: str = ""
    college: str | None = None
    shares: int = 0
    message: str = ""


def submit(
    party: Person | Organisation,
    terms: Terms,
    received_on: date,
    *,
    channel: str = "desk",
    typed: dict[str, Any] | None = None,
    double_of_id: int | None = None,
    actor: Actor,
    at: datetime,
) -> Application:
    """Receive a request to join. Refused: a member already, a request that still waits, a day to come."""
    take_turn(f"candidate:{type(party).__name__}:{party.id}")
    _refuse_known(party, received_on, at)
    application = Application(channel=channel, received_on=received_on, typed=typed)
    application.person = party if isinstance(party, Person) else None
    application.organisation = party if isinstance(party, Organisation) else None
    db.session.add(application)
    db.session.flush()
    first = said(terms) | {"double_of_id": double_of_id}
    columns = fact_columns(received_on, actor=actor, at=at, motive=terms.message)
    db.session.add(ApplicationFact(application_id=application.id, event=ApplicationEvent.SUBMITTED, **first, **columns))
    db.session.flush()
    told = {"application": application.id, "channel": channel}
    audit.record(MembershipTag.APPLICATION_SUBMITTED, about(application.id), actor=actor, at=at, details=told)
    context = {"received_on": received_on, "shares": terms.shares}
    write_to(party, Mailing.APPLICATION_RECEIVED, context, subject_ref=about(application.id), at=at)
    return application


def complete(application_id: int, terms: Terms, on: date, *, actor: Actor, at: datetime) -> ApplicationFact:
    """Say the terms anew: category, college, shares. What was looked at closely is looked at again."""
    view = turn(application_id, ApplicationEvent.COMPLETED)
    columns = fact_columns(on, actor=actor, at=at, motive=terms.message)
    return append(view, ApplicationEvent.COMPLETED, columns, said(terms))


def review(application_id: int, reason: str, on: date, *, actor: Actor, at: datetime) -> ApplicationFact:
    """Say why a request that calls for a closer look is right. Refused without the reason."""
    view = turn(application_id, ApplicationEvent.REVIEWED)
    if not reason.strip():
        raise Refused("no-reason", N_("Write what was checked and why the request is right."))
    return append(view, ApplicationEvent.REVIEWED, fact_columns(on, actor=actor, at=at, motive=reason))


def withdraw(application_id: int, on: date, *, motive: str = "", actor: Actor, at: datetime) -> ApplicationView:
    """The candidate no longer wishes to join. Money paid ahead is given back by who keeps the money."""
    view = turn(application_id, ApplicationEvent.WITHDRAWN)
    append(view, ApplicationEvent.WITHDRAWN, fact_columns(on, actor=actor, at=at, motive=motive))
    return application_by_id(application_id)


def undo(application_id: int, fact_id: int, *, motive: str, actor: Actor, at: datetime) -> ApplicationView:
    """Take the last step back, for a reason; the step before rules again."""
    take_turn(about(application_id))
    view = application_by_id(application_id)
    fact = next((one for one in view.facts if one.id == fact_id), None)
    if fact is None:
        raise NotFound("no-step", N_("This step is not in the history of the request. Open its page again."))
    if not motive.strip():
        raise Refused("no-reason", N_("Write why this entry is wrong: the history keeps the entry and your reason."))
    check_undone(view.facts, fact)
    reverse(fact, motive=motive, actor=actor, at=at)
    return application_by_id(application_id)


def reverse(fact: ApplicationFact, *, motive: str, actor: Actor, at: datetime) -> None:
    """Append the taking back of a step; whoever calls has checked that it may be."""
    columns = fact_columns(fact.effective_on, actor=actor, at=at, motive=motive)
    own = {name: getattr(fact, name) for name in ("application_id", "event", "member_id")}
    db.session.add(ApplicationFact(reverses_id=fact.id, **own, **columns))
    db.session.flush()
    told = {"application": fact.application_id, "event": fact.event, "motive": columns["motive"]}
    audit.record(MembershipTag.APPLICATION_UNDONE, about(fact.application_id), actor=actor, at=at, details=told)


def turn(application_id: int, event: ApplicationEvent) -> ApplicationView:
    """The request, alone in front of it, once it is sure that the step may follow."""
    take_turn(about(application_id))
    view = application_by_id(application_id)
    check_next(view.state, event)
    return view


def append(
    view: ApplicationView, event: ApplicationEvent, columns: dict[str, Any], more: dict[str, Any] | None = None
) -> ApplicationFact:
    """One more step; whoever calls has checked that it may follow."""
    fact = ApplicationFact(application_id=view.id, event=event, **columns, **(more or {}))
    db.session.add(fact)
    db.session.flush()
    told = {"application": view.id, "event": event.value, "effective_on": str(fact.effective_on)}
    who = Actor(columns["actor_id"], columns["actor_name"])
    audit.record(MembershipTag.APPLICATION_STEP, about(view.id), actor=who, at=columns["recorded_at"], details=told)
    return fact


def said(terms: Terms) -> dict[str, Any]:
    """The terms as columns of a step."""
    return {"category": terms.category or None, "college": terms.college or None, "shares": terms.shares}


def said_before(view: ApplicationView) -> dict[str, Any]:
    """The terms that rule so far, likewise."""
    return {name: getattr(view.terms, name) for name in ("category", "college", "shares")}


def about(application_id: int) -> str:
    """How the trail and the outbox name a request."""
    return f"application:{application_id}"


def _refuse_known(party: Person | Organisation, received_on: date, at: datetime) -> None:
    if received_on > day_of(at):
        raise Refused(
            "received-to-come",
            N_("The request would be received on %(day)s, which is still to come. Write the day it arrived."),
            day=received_on,
        )
    member = member_of(party)
    if member is not None and standing_on(facts_of(member, MembershipFact), day_of(at)) is Standing.MEMBER:
        raise Refused(
            "candidate-is-member",
            N_("%(name)s is member no. %(number)s already: to take more shares, record a subscription."),
            name=party.name,
            number=member.number,
        )
    waiting = open_application_of(party)
    if waiting is not None:
        raise Refused(
            "request-waiting",
            N_("A request of %(name)s received on %(day)s still waits. Open that one."),
            name=party.name,
            day=waiting.application.received_on,
            application_id=waiting.id,
        )
