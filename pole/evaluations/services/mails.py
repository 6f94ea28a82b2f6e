"""Mails of a campaign: the invitation, the personal links, reminders to those who have not answered and to them alone.

Each occasion is a fact written with the act that causes it; a job then writes the mails, batch after batch, and looks only
then who has still not answered.
"""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from flask import current_app

from foundation.jobs.registry import job
from foundation.jobs.runner import JobContext
from foundation.jobs.services import enqueue
from foundation.kernel import audit
from foundation.kernel.audit import SYSTEM, Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from foundation.mailing.letters import Letter
from foundation.mailing.services import queue_mail, queue_mails
from foundation.web.transaction import transaction
from foundation.wording.queries import leaves
from governance.queries.consulted_readers import Reader, readers_of
from governance.rules.consultations import automatic_reminder, next_reminder_by_hand
from pole.evaluations.links import link_of
from pole.evaluations.models import Campaign, CampaignFact
from pole.evaluations.queries.campaigns import (
    campaign_by_id,
    facts_of,
    guests_waiting,
    invited_waiting,
    locked_campaign,
    running,
    state_at,
)
from pole.evaluations.rules.campaigns import CampaignState
from pole.evaluations.rules.events import Event

SEND_JOB = "write-evaluation-mails"
BATCH = 200
HAND, CLOCK = "hand", "clock"
_NOT_OPEN = N_("This evaluation is not open: nobody is reminded of it.")
_SOON = N_("People were written to less than a day ago: remind them again from %(moment)s on.")
_ENOUGH = N_("People were reminded three times already: whoever has not answered does not wish to.")
_ALL_ANSWERED = N_("Everybody has answered: there is nobody to remind.")


class Told(StrEnum):
    """What people are told; the name of the mail's templates."""

    INVITATION = "evaluation-invitation"
    REMINDER = "evaluation-reminder"
    LINK = "evaluation-link"


def tell(campaign: Campaign, what: Told, *, actor: Actor, at: datetime, by: str = HAND) -> None:
    """Note that people are told, and have a job write the mails; a mail that is switched off is noted and not written.

    A reminder writes to the links as well.
    """
    kind = "reminded" if what is Told.REMINDER else "told"
    details = {"what": what.value, "by": by}
    fact = CampaignFact(campaign_id=campaign.id, kind=kind, details=details, at=at, by=actor.name)
    db.session.add(fact)
    db.session.flush()
    if what is Told.LINK or leaves(what.value):
        params = {"campaign": campaign.id, "fact": fact.id}
        enqueue(SEND_JOB, params, actor=actor, at=at, dedupe=f"evaluation-mails:{fact.id}")


def remind(campaign_id: int, *, actor: Actor, at: datetime, by: str = HAND) -> int:
    """Remind those who have not answered everything, and nobody else: how many. By hand once a day, three times at most."""
    campaign = locked_campaign(campaign_id)
    if state_at(campaign, at) is not CampaignState.OPEN:
        raise StateMoved("evaluation-not-open", _NOT_OPEN)
    if by == HAND:
        _refuse_too_soon(campaign, at)
    waiting = len(invited_waiting(campaign)) + len(guests_waiting(campaign))
    if not waiting:
        raise Refused("all-answered", _ALL_ANSWERED)
    tell(campaign, Told.REMINDER, actor=actor, at=at, by=by)
    details = {"title": campaign.title, "people": waiting}
    audit.record(Event.CAMPAIGN_REMINDED, campaign.subject, actor=actor, at=at, details=details)
    return waiting


def reminder_from(campaign: Campaign, facts: list[CampaignFact]) -> datetime | None:
    """From when on one may remind by hand; None where it was done often enough, or where it never opened."""
    if campaign.opened_at is None:
        return None
    reminded = [fact for fact in facts if fact.kind == "reminded"]
    by_hand = sum(1 for fact in reminded if fact.details["by"] == HAND)
    return next_reminder_by_hand(campaign.opened_at, [fact.at for fact in reminded], by_hand=by_hand)


def remind_what_is_due(clock: Callable[[], datetime]) -> int:
    """The errand of each minute: the reminder that leaves by itself, once a campaign; how many people."""
    at = clock()
    campaigns = running(at)
    facts = facts_of([one.id for one in campaigns])
    sent = 0
    for one in campaigns:
        if _is_due(one, facts[one.id], at):
            with transaction():
                sent += _remind_once(one.id, at)
    return sent


@job(SEND_JOB, title=N_("Write the mails of an evaluation"))
def write_evaluation_mails(context: JobContext) -> dict[str, int]:
    """Batch after batch; taken up again after a stop it goes on, and no mail is written twice."""
    campaign = campaign_by_id(context.params["campaign"])
    fact = db.session.get_one(CampaignFact, context.params["fact"])
    if state_at(campaign, context.at) is not CampaignState.OPEN:
        return {"mails": 0}
    what = Told(fact.details["what"])
    written = _write_members(campaign, fact, context) if what is not Told.LINK else 0
    if what is not Told.INVITATION:
        written += _write_guests(campaign, fact, context)
    return {"mails": written}


_EVENTS = {
    Told.INVITATION: Event.CAMPAIGN_OPENED,
    Told.REMINDER: Event.CAMPAIGN_REMINDED,
    Told.LINK: Event.GUESTS_INVITED,
}


def _write_members(campaign: Campaign, fact: CampaignFact, context: JobContext) -> int:
    numbers = [one.member_number for one in invited_waiting(campaign)]
    readers = readers_of(numbers, context.at, campaign.zone)
    what = Told(fact.details["what"])
    for start in range(0, len(readers), BATCH):
        letters = [_letter(campaign, fact, one) for one in readers[start : start + BATCH]]
        queue_mails(what.value, letters, event=_EVENTS[what], subject_ref=campaign.subject, at=context.at)
        context.progress(min(start + BATCH, len(readers)), len(readers))
    return len(readers)


def _letter(campaign: Campaign, fact: CampaignFact, reader: Reader) -> Letter:
    path = f"/evaluations/{campaign.id}"
    return Letter(
        to=reader.email,
        name=reader.name,
        language=reader.language,
        context={
            "title": campaign.title,
            "text": campaign.text,
            "subjects": len(campaign.subjects),
            "closes_at": campaign.closes_at,
            "zone": campaign.zone,
            "members": "" if reader.is_alone else ", ".join(reader.members),
            "link": f"{current_app.config['PUBLIC_URL']}{path}",
        },
        dedupe=f"evaluation:{fact.id}:{reader.key}",
    )


def _write_guests(campaign: Campaign, fact: CampaignFact, context: JobContext) -> int:
    """The links of those who have not answered: the first mail leaves once, a reminder once a fact; the text is secret."""
    again = fact.kind == "reminded"
    subjects = {one.id: one for one in campaign.subjects}
    guests = guests_waiting(campaign)
    for done, guest in enumerate(guests, 1):
        said = {"title": subjects[guest.subject_id].title, "text": campaign.text, "again": again}
        queue_mail(
            Told.LINK.value,
            to=str(guest.email),
            name="",
            language="fr",
            context=said | {"closes_at": campaign.closes_at, "zone": campaign.zone, "link": link_of(guest)},
            event=_EVENTS[Told.LINK],
            subject_ref=campaign.subject,
            at=context.at,
            secret=True,
            expires_at=campaign.closes_at,
            dedupe=f"evaluation-guest:{guest.id}:{fact.id if again else 'first'}",
        )
        context.progress(done, len(guests))
    return len(guests)


def _refuse_too_soon(campaign: Campaign, at: datetime) -> None:
    since = reminder_from(campaign, facts_of([campaign.id])[campaign.id])
    if since is None:
        raise StateMoved("reminded-enough", _ENOUGH)
    if at < since:
        raise StateMoved("reminded-lately", _SOON, moment=since)


def _is_due(campaign: Campaign, facts: list[CampaignFact], at: datetime) -> bool:
    if campaign.opened_at is None:
        return False
    due = automatic_reminder(campaign.opened_at, campaign.closes_at, campaign.remind_days)
    done = any(fact.kind == "reminded" and fact.details["by"] == CLOCK for fact in facts)
    return due is not None and due <= at and not done


def _remind_once(campaign_id: int, at: datetime) -> int:
    campaign = locked_campaign(campaign_id)
    due = _is_due(campaign, facts_of([campaign.id])[campaign.id], at)
    if not due or not (invited_waiting(campaign) or guests_waiting(campaign)):
        return 0
    return remind(campaign_id, actor=SYSTEM, at=at, by=CLOCK)
