"""A member asks to leave: what it will bring about is shown before, then the exit is recorded for its day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from foundation.kernel.audit import Actor
from foundation.kernel.clock import day_of
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from membership.models.facts import MembershipFact
from membership.models.members import Member
from membership.queries.counts import category_counts
from membership.queries.people import member_by_id
from membership.rules.candidates import Finding
from membership.rules.composition import Alert, composition_alerts
from membership.rules.leaving import CLAUSES, check_wish, clause_of, exit_day
from membership.rules.standing import MembershipEvent, Standing, standing_on
from membership.services.appending import category_on, facts_of
from membership.services.exit import EndedMembership, Told, end_membership, refuse_second_exit
from membership.signals import exit_asked, exit_foreseen
from statutes.services import statutes_on


@dataclass(frozen=True)
class Foreseen:
    """A resignation as it would be: the first day without membership, the clause, and what follows from it.

    `alerts`: what the membership would then lack (rules 1 to 4); `effects`: what those above say (shares, money).
    """

    member: Member
    asked_on: date
    wished_on: date | None
    effective_on: date
    clause: Finding
    alerts: list[Alert]
    effects: list[Finding]

    @property
    def last_day(self) -> date:
        """The last day of membership."""
        return self.effective_on - timedelta(days=1)


def foresee(member_id: int, asked_on: date, wished_on: date | None = None, *, at: datetime) -> Foreseen:
    """What a resignation received on `asked_on` would bring about; writes nothing.

    Refused: a day to come, a wish before the request, no membership on that day, an exit recorded already.
    """
    check_wish(asked_on, wished_on, day_of(at))
    member = member_by_id(member_id)
    if standing_on(facts_of(member, MembershipFact), asked_on) is not Standing.MEMBER:
        raise Refused(
            "not-a-member",
            N_("%(name)s is not a member on %(day)s: there is no membership to leave."),
            name=member.name,
            day=asked_on,
        )
    statutes = statutes_on(asked_on).statutes
    effective_on = exit_day(statutes, asked_on, wished_on)
    refuse_second_exit(member, asked_on)
    clause = clause_of(statutes)
    told = Finding(clause, CLAUSES[clause], {"months": statutes.shares.exit_notice_months or 0}, source="statuts")
    effects = [one for _ear, found in exit_foreseen.send(member, on=effective_on, today=day_of(at)) for one in found]
    counts = dict(category_counts(day_of(at)))
    category = category_on(member, effective_on)
    counts[category] = counts.get(category, 1) - 1
    return Foreseen(member, asked_on, wished_on, effective_on, told, composition_alerts(statutes, counts), effects)


def resign(
    member_id: int,
    asked_on: date,
    wished_on: date | None = None,
    *,
    motive: str = "",
    paid_to: tuple[str, str] = ("", ""),
    actor: Actor,
    at: datetime,
) -> EndedMembership:
    """Record a resignation: it takes effect on the day that the statutes give. Whoever leaves need not say why.

    The one way out, for the member and for the desk: who holds shares takes one place in the queue of refunds by it.
    `paid_to`: name and IBAN of the account to which the refund goes, where they were said.
    """
    foreseen = foresee(member_id, asked_on, wished_on, at=at)
    ended = end_membership(
        member_id,
        MembershipEvent.RESIGNED,
        foreseen.effective_on,
        motive=motive,
        told=Told(asked_on=asked_on, wished_on=wished_on),
        actor=actor,
        at=at,
    )
    exit_asked.send(foreseen.member, fact=ended.fact, paid_to=paid_to, actor=actor, at=at)
    return ended
