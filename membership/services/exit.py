"""The end of a membership: resigned, excluded, struck off, deceased, dissolved. Nothing stops who wants to leave."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from membership.models.facts import MembershipFact
from membership.models.members import Member
from membership.queries.counts import category_counts
from membership.queries.people import member_by_id
from membership.rules.composition import Alert, composition_alerts
from membership.rules.events import MembershipTag
from membership.rules.facts import standing_facts
from membership.rules.leaving import check_hearing
from membership.rules.standing import EXIT_SOURCES, MembershipEvent, check_life
from membership.services.appending import fact_columns, facts_of, take_turn
from membership.services.letters import write_exit
from statutes.rules.tree import Statutes
from statutes.services import statutes_on


@dataclass(frozen=True)
class EndedMembership:
    """The exit recorded, and what the membership lacks from that day (rules 1 to 4): warnings, never an obstacle."""

    fact: MembershipFact
    alerts: list[Alert]


@dataclass(frozen=True)
class Told:
    """Of a resignation: the day it was received and the last day wished. Of an exclusion: the day of the hearing."""

    asked_on: date | None = None
    wished_on: date | None = None
    heard_on: date | None = None


NOTHING_TOLD = Told()


def end_membership(
    member_id: int,
    event: MembershipEvent,
    effective_on: date,
    *,
    actor: Actor,
    at: datetime,
    motive: str = "",
    decision: str = "",
    told: Told = NOTHING_TOLD,
    letters: bool = True,
) -> EndedMembership:
    """End a membership; `effective_on` is the first day without it. The member is written to, unless `letters` is false.

    Refused: no membership to end, an exit recorded already, a death of an organisation; an exclusion without clause,
    hearing, motive or decision. Of two exits at once one is recorded.
    Source: C. com. art. L231-6 (a member is free to leave; exclusion only as the statutes provide).
    """
    take_turn(f"member:{member_id}")
    member = member_by_id(member_id)
    statutes = statutes_on(effective_on).statutes
    _check_event(member, event)
    refuse_second_exit(member, effective_on)
    if event is MembershipEvent.EXCLUDED:
        _check_exclusion(statutes, motive, decision)
        check_hearing(told.heard_on, effective_on)
    columns = fact_columns(effective_on, actor=actor, at=at, motive=motive, decision=decision)
    fact = MembershipFact(member_id=member.id, event=event, **asdict(told), **columns)
    db.session.add(fact)
    db.session.flush()
    check_life(facts_of(member, MembershipFact))
    details = {"number": member.number, "event": str(event), "effective_on": str(effective_on)}
    audit.record(MembershipTag.MEMBER_ENDED, f"member:{member.id}", actor=actor, at=at, details=details)
    if letters:
        write_exit(member, fact, at=at)
    return EndedMembership(fact, composition_alerts(statutes, category_counts(effective_on)))


def refuse_second_exit(member: Member, effective_on: date) -> None:
    """Refuse an exit while another one stands, of that day or later: the first one is taken back before."""
    standing = standing_facts(facts_of(member, MembershipFact))
    if standing and standing[-1].event != MembershipEvent.ADMITTED and standing[-1].effective_on >= effective_on:
        raise Refused(
            "exit-recorded",
            N_(
                "An exit of %(name)s is recorded already, in effect from %(day)s. One membership ends once: take that "
                "entry back first if it is wrong."
            ),
            name=member.name,
            day=standing[-1].effective_on,
        )


def _check_event(member: Member, event: MembershipEvent) -> None:
    wrong = MembershipEvent.DISSOLVED if member.person_id is not None else MembershipEvent.DECEASED
    if event in (wrong, MembershipEvent.ADMITTED):
        raise Refused(
            "event-not-for-kind",
            N_("This end does not fit %(name)s: a person dies, an organisation is dissolved. Choose another reason."),
            name=member.name,
        )


def _check_exclusion(statutes: Statutes, motive: str, decision: str) -> None:
    source = EXIT_SOURCES[MembershipEvent.EXCLUDED]
    if not statutes.exclusion.allowed:
        raise Refused(
            "no-exclusion-clause",
            N_(
                "The statutes in force on that day do not provide for exclusion (exclusion.allowed), and without a "
                "clause nobody can be excluded. The statutes must be changed first."
            ),
            source=source,
        )
    if not motive.strip() or not decision.strip():
        raise Refused(
            "exclusion-unfounded",
            N_(
                "An exclusion needs its reason and the decision of the assembly (date, minutes): the member is told "
                "both and may contest them. Fill in the two fields."
            ),
            source=source,
        )
