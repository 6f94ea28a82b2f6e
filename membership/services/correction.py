"""A wrong fact is taken back by another that names it: the history keeps both, and what was believed stays readable."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused, StateMoved
from foundation.kernel.sentences import N_
from membership.models.applications import ApplicationFact
from membership.models.facts import CategoryFact, CollegeFact, ConsentFact, MembershipFact, RepresentativeFact
from membership.models.members import Member
from membership.rules.events import MembershipTag
from membership.rules.facts import standing_facts
from membership.rules.standing import EXITS, check_life
from membership.rules.writing import tidy
from membership.services.appending import facts_of, take_turn
from membership.services.applying import reverse
from membership.signals import exit_taken_back

KINDS: dict[str, type[Any]] = {
    "membership": MembershipFact,
    "category": CategoryFact,
    "college": CollegeFact,
    "consent": ConsentFact,
    "representative": RepresentativeFact,
}
_OWN_COLUMNS = {
    "membership": ("member_id", "event", "asked_on", "wished_on", "heard_on"),
    "category": ("member_id", "category"),
    "college": ("member_id", "college", "rank"),
    "consent": ("member_id", "agreed"),
    "representative": ("organisation_id", "person_id", "kind", "role", "paper", "until_on"),
}


def take_back(kind: str, fact_id: int, *, motive: str, actor: Actor, at: datetime) -> Member:
    """Take a fact back, for a reason; the fact before it rules again. Returns the member concerned.

    An admission is taken back with the category and the college that it gave; the request that led to it waits again.

    Refused: no reason; a taking back; a membership that would make no sense without it. StateMoved: taken back already.
    """
    fact = _fact(kind, fact_id)
    member = _member_concerned(fact)
    take_turn(f"member:{member.id}")
    if not motive.strip():
        raise Refused("no-reason", N_("Write why this entry is wrong: the history keeps the entry and your reason."))
    reason = tidy(motive, 500)
    together = [(kind, fact), *(_recorded_with(fact) if kind == "membership" else ())]
    for table, one in together:
        db.session.add(_reversal(table, one, reason, actor=actor, at=at))
    db.session.flush()
    check_life(facts_of(member, MembershipFact))
    if kind == "membership":
        _reopen_request(fact, reason, actor=actor, at=at)
        if fact.event in EXITS:
            exit_taken_back.send(member, fact=fact, motive=reason, actor=actor, at=at)
    for table, one in together:
        told = {"number": member.number, "table": table, "fact": one.id, "motive": reason}
        audit.record(MembershipTag.FACT_REVERSED, f"member:{member.id}", actor=actor, at=at, details=told)
    return member


def _reversal(kind: str, fact: Any, reason: str, *, actor: Actor, at: datetime) -> Any:
    return KINDS[kind](
        **{name: getattr(fact, name) for name in _OWN_COLUMNS[kind]},
        effective_on=fact.effective_on,
        recorded_at=at,
        actor_id=actor.account_id,
        actor_name=actor.name,
        motive=reason,
        reverses_id=fact.id,
    )


def _recorded_with(admission: MembershipFact) -> list[tuple[str, Any]]:
    """The category and the college that an admission gave in the same act, and that still hold."""
    member = db.session.get_one(Member, admission.member_id)
    return [
        (kind, fact)
        for kind in ("category", "college")
        for fact in standing_facts(facts_of(member, KINDS[kind]))
        if fact.recorded_at == admission.recorded_at and fact.effective_on == admission.effective_on
    ]


def _reopen_request(admission: MembershipFact, reason: str, *, actor: Actor, at: datetime) -> None:
    """The effect of the request that led to an admission is taken back with it."""
    statement = select(ApplicationFact).where(
        ApplicationFact.member_id == admission.member_id, ApplicationFact.effective_on == admission.effective_on
    )
    for fact in standing_facts(db.session.execute(statement).scalars()):
        reverse(fact, motive=reason, actor=actor, at=at)


def _fact(kind: str, fact_id: int) -> Any:
    model = KINDS.get(kind)
    fact = db.session.get(model, fact_id) if model is not None else None
    if model is None or fact is None:
        raise NotFound("no-fact", N_("This entry is not in the history. Open the member's card again."))
    if fact.reverses_id is not None:
        raise Refused(
            "reversal-stays",
            N_("This entry takes another one back and stays as it is. Record the right fact anew instead."),
        )
    taken = db.session.execute(select(model.id).where(model.reverses_id == fact.id)).first()
    if taken is not None:
        raise StateMoved(
            "taken-back-already", N_("This entry was taken back already. Open the card again to see the history.")
        )
    return fact


def _member_concerned(fact: Any) -> Member:
    if isinstance(fact, RepresentativeFact):
        statement = select(Member).where(Member.organisation_id == fact.organisation_id)
    else:
        statement = select(Member).where(Member.id == fact.member_id)
    member = db.session.execute(statement).scalar_one_or_none()
    if member is None:
        raise NotFound("no-fact", N_("This entry is not in the history. Open the member's card again."))
    return member
