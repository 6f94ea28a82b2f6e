"""The appeal against an exclusion: lodged, judged. One that is allowed takes the exclusion back, and both stay readable."""

from datetime import date, datetime

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from membership.models.appeals import AppealFact
from membership.models.members import Member
from membership.queries.appeals import appeals_of, exclusion_of
from membership.queries.people import member_by_id
from membership.rules.appeals import AppealStep, check_step
from membership.rules.events import MembershipTag
from membership.services.appending import fact_columns, take_turn
from membership.services.correction import take_back
from statutes.rules import law


def record_appeal(
    member_id: int, step: AppealStep, on: date, *, motive: str = "", decision: str = "", actor: Actor, at: datetime
) -> AppealFact:
    """Record a step of the appeal against the exclusion of a member.

    Lodged: `motive` says on what grounds, `decision` names the letter. Upheld or overturned: `decision` names who judged
    and when. Overturned: the exclusion is taken back, the member never left; the shares leave the queue of refunds.
    Refused: no exclusion stands, a day before it or to come, no grounds, no decision. StateMoved: out of order.
    Source: C. com. art. L231-6 al. 2; the statutes; rights of the defence.
    """
    take_turn(f"member:{member_id}")
    member = member_by_id(member_id)
    exclusion = exclusion_of(member)
    if exclusion is None:
        raise Refused(
            "no-exclusion",
            N_("%(name)s was not excluded, or the exclusion was taken back: there is nothing to appeal against."),
            source=law.ART_EXCLUSION,
            name=member.name,
        )
    steps = [one for one in appeals_of(member) if one.about_id == exclusion.id]
    check_step(steps[-1].step if steps else None, step)
    earliest = steps[-1].effective_on if steps else None
    _check_words(step, motive, decision)
    _check_day(on, earliest, day_of(at))
    columns = fact_columns(on, actor=actor, at=at, motive=motive, decision=decision)
    fact = AppealFact(member_id=member.id, about_id=exclusion.id, step=step, **columns)
    db.session.add(fact)
    db.session.flush()
    told = {"number": member.number, "step": str(step), "day": str(on)}
    audit.record(MembershipTag.APPEAL_STEP, f"member:{member.id}", actor=actor, at=at, details=told)
    if step is AppealStep.OVERTURNED:
        take_back("membership", exclusion.id, motive=f"Recours accueilli : {fact.decision}", actor=actor, at=at)
    return fact


def state_of_appeal(member: Member) -> AppealFact | None:
    """The last step of the appeal against the exclusion that stands."""
    exclusion = exclusion_of(member)
    steps = [one for one in appeals_of(member) if exclusion is not None and one.about_id == exclusion.id]
    return steps[-1] if steps else None


def _check_words(step: AppealStep, motive: str, decision: str) -> None:
    if step is AppealStep.LODGED and not motive.strip():
        raise Refused("no-grounds", N_("Write on what grounds the exclusion is contested, in the member's own words."))
    if step in (AppealStep.UPHELD, AppealStep.OVERTURNED) and not decision.strip():
        raise Refused("no-judgment", N_("Write who judged the appeal and when: body or court, date, minutes."))


def _check_day(on: date, earliest: date | None, today: date) -> None:
    if on > today or (earliest is not None and on < earliest):
        raise Refused(
            "appeal-day",
            N_("%(day)s is still to come, or comes before the appeal itself. Correct the day."),
            day=on,
        )
