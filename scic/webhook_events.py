"""Which facts of the audit trail are told to webhooks, under which names, and where each is read.

A fact becomes a delivery in its own transaction. What was put to a list of members alone is told to no program, and of a
ballot nothing is told at all. A result that is published as soon as it is counted is two events: closed, published.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from flask import Flask, current_app

from foundation.kernel import audit
from foundation.kernel.audit import Told
from foundation.kernel.sentences import N_
from foundation.web.machines import API
from foundation.webhooks.room import EVENTS, install_events
from foundation.webhooks.services import Happening, queue_event, wanted_events
from governance.queries.private_lists import is_put_to_a_list
from governance.rules.events import Event
from votes.rules.events import VoteEvent

TITLES: dict[str, str] = {
    "vote.opened": N_("A vote opened"),
    "vote.extended": N_("A vote was given more time"),
    "vote.closed": N_("A vote was closed and counted"),
    "vote.published": N_("A result was published"),
    "vote.contested": N_("A result is contested"),
    "vote.settled": N_("A contest was answered: the result stands"),
    "vote.annulled": N_("A vote was annulled"),
    "vote.cancelled": N_("A vote was cancelled before its count"),
    "consultation.opened": N_("A consultation opened"),
    "consultation.followed": N_("What was decided after a consultation was written"),
    "assembly.convened": N_("An assembly was convened"),
    "assembly.opened": N_("An assembly began"),
    "assembly.closed": N_("An assembly ended"),
    "decision.recorded": N_("A decision was recorded"),
    "minutes.issued": N_("Minutes were issued"),
}
TOLD: dict[str, tuple[str, ...]] = {
    VoteEvent.BOX_OPENED: ("vote.opened",),
    VoteEvent.BOX_EXTENDED: ("vote.extended",),
    VoteEvent.BOX_CLOSED: ("vote.closed", "vote.published"),
    VoteEvent.CONTEST_CLOSED: ("vote.closed", "vote.published"),
    VoteEvent.BOX_HELD: ("vote.closed",),
    VoteEvent.BOX_PUBLISHED: ("vote.published",),
    VoteEvent.BOX_CONTESTED: ("vote.contested",),
    VoteEvent.DISPUTE_REJECTED: ("vote.settled",),
    VoteEvent.BOX_ANNULLED: ("vote.annulled",),
    VoteEvent.BOX_CANCELLED: ("vote.cancelled",),
    Event.CONSULTATION_OPENED: ("consultation.opened",),
    Event.CONSULTATION_FOLLOWED: ("consultation.followed",),
    Event.ASSEMBLY_CONVENED: ("assembly.convened",),
    Event.ASSEMBLY_OPENED: ("assembly.opened",),
    Event.ASSEMBLY_CLOSED: ("assembly.closed",),
    Event.DECISION_RECORDED: ("decision.recorded",),
    Event.MINUTES_ISSUED: ("minutes.issued",),
}
# what a subject of the trail is called outside, the address of its page, and that of the API where it has one
PLACES: dict[str, tuple[str, str, str]] = {
    "box": ("vote", "/votes/{}", f"{API}/votes/{{}}"),
    "assembly": ("assembly", "/assemblees/{}", ""),
    "consultation": ("consultation", "/consultations/{}", ""),
}


def init_app(app: Flask) -> None:
    """Give the application the events that may be told."""
    install_events(app, TITLES)


@audit.recorded.connect
def tell_webhooks(facts: Iterable[Told], *, at: datetime) -> None:
    """Queue what webhooks want to know of facts just written."""
    if EVENTS not in current_app.extensions:
        return
    told = [(fact.subject, TOLD[str(fact.tag)]) for fact in facts if str(fact.tag) in TOLD]
    wanted = wanted_events() if told else frozenset()
    for subject, events in told:
        kind, _, number = subject.partition(":")
        _queue([one for one in events if one in wanted], kind, int(number), at)


def _queue(events: Collection[str], kind: str, number: int, at: datetime) -> None:
    if events and not is_put_to_a_list(kind, number):
        for event in events:
            queue_event(_happening(event, kind, number), at=at)


def _happening(event: str, kind: str, number: int) -> Happening:
    name, page, api = PLACES[kind]
    base = current_app.config["PUBLIC_URL"]
    return Happening(event, name, number, base + page.format(number), base + api.format(number) if api else "")
