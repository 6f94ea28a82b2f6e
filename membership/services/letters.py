"""The letters of a membership, by mail through the outbox: each event has its own, and a switch of its own."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from foundation.mailing.models import Mail
from foundation.mailing.services import queue_mail
from foundation.wording.queries import leaves
from membership.models.facts import MembershipFact
from membership.models.identity import Organisation, Person
from membership.models.members import Member
from membership.queries.bonds import bonds_of
from membership.queries.card import member_card
from membership.rules.mailings import Mailing
from membership.rules.standing import EXITS, MembershipEvent, Standing, standing_on
from membership.services.appending import facts_of

LATEST = timedelta(days=7)
NOBODY_READS = (MembershipEvent.DECEASED, MembershipEvent.DISSOLVED)


def write_to(
    party: Person | Organisation,
    mailing: str,
    context: dict[str, object],
    *,
    subject_ref: str,
    at: datetime,
    once: str | None = None,
    also: str = "",
) -> Mail | None:
    """Queue a letter by mail; None where it is switched off.

    `also`: the address of who speaks for the party, where it has none of its own. Where nobody has an e-mail the letter
    is kept as one that did not leave, for the desk to print. `once`: the same key twice is one mail.
    """
    if not leaves(str(mailing)):
        return None
    return queue_mail(
        str(mailing),
        to=party.email or also or _email_of_guardian(party, day_of(at)),
        name=party.name,
        language=party.language,
        context={"party_name": party.name, "first_name": first_name(party), **context},
        event=f"membership:letter:{mailing}",
        subject_ref=subject_ref,
        dedupe=once,
        at=at,
    )


def first_name(party: Person | Organisation) -> str:
    """How a letter greets: the first name a person goes by, the whole name of an organisation."""
    if isinstance(party, Organisation):
        return party.name
    return party.usual_first_name or party.first_names


def _email_of_guardian(party: Person | Organisation, on: date) -> str:
    if isinstance(party, Organisation):
        return ""
    acting = (one.party for one in bonds_of(party, on) if one.runs and one.bond.acts and not one.turned)
    return next((other.email for other in acting if other.email), "")


def write_exit(member: Member, fact: MembershipFact, *, at: datetime) -> None:
    """Tell a member that the exit is recorded, and (where its day has come) that it is in effect."""
    if fact.event in NOBODY_READS:
        return
    context: dict[str, Any] = {"number": member.number, "effective_on": fact.effective_on, "event": fact.event}
    context |= {"last_day": fact.effective_on - timedelta(days=1), "motive": fact.motive, "decision": fact.decision}
    reference = f"member:{member.id}"
    if fact.effective_on > day_of(at):
        write_to(
            member.party, Mailing.EXIT_RECORDED, context, subject_ref=reference, at=at, also=speaker_of(member, at)
        )
    elif fact.effective_on >= day_of(at) - LATEST:
        _write_effect(member, fact, context, at=at)


def write_exits_due(*, at: datetime) -> int:
    """Tell those whose exit, recorded before its day, took effect in the last days; each once. Run each morning."""
    today, reversal = day_of(at), aliased(MembershipFact)
    taken_back = select(reversal.id).where(reversal.reverses_id == MembershipFact.id).exists()
    statement = select(MembershipFact, Member).join(Member, Member.id == MembershipFact.member_id)
    recent = MembershipFact.effective_on.between(today - LATEST, today)
    told = [event for event in EXITS if event not in NOBODY_READS]
    conditions = (recent, MembershipFact.event.in_(told), MembershipFact.reverses_id.is_(None), ~taken_back)
    due = 0
    for row in db.session.execute(statement.where(*conditions).order_by(MembershipFact.id)):
        fact, member = row[0], row[1]
        told_already = day_of(fact.recorded_at) >= fact.effective_on
        if not told_already and standing_on(facts_of(member, MembershipFact), today) is Standing.FORMER:
            context = {"number": member.number, "effective_on": fact.effective_on, "event": fact.event}
            context |= {"last_day": fact.effective_on - timedelta(days=1), "motive": fact.motive}
            _write_effect(member, fact, context | {"decision": fact.decision}, at=at)
            due += 1
    return due


def _write_effect(member: Member, fact: MembershipFact, context: dict[str, Any], *, at: datetime) -> None:
    write_to(
        member.party,
        Mailing.EXIT_EFFECTIVE,
        context,
        subject_ref=f"member:{member.id}",
        at=at,
        once=f"exit-effective:{fact.id}",
        also=speaker_of(member, at),
    )


def speaker_of(member: Member, at: datetime) -> str:
    """The e-mail of who speaks for an organisation."""
    if member.organisation is None or member.organisation.email:
        return ""
    mandate = member_card(member, day_of(at)).mandate
    return mandate.person.email if mandate else ""
