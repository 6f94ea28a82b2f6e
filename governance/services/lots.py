"""A lot is published with its list before the seed is known, and drawn once."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.clock import PARIS
from foundation.kernel.db import db
from foundation.kernel.errors import StateMoved
from foundation.kernel.sentences import N_
from foundation.web.rules.moments import local_day
from governance.models import DrawAnnouncement, DrawMade
from governance.queries.lots import hat_of, lot_by_id
from governance.rules.events import Event
from governance.rules.lots import (
    LotKind,
    Quota,
    Ticket,
    check_known_on,
    drawn,
    list_fingerprint,
    order_tickets,
    panel_quotas,
    quotas_from_json,
    tickets_from_json,
    usable_seed,
)

_DRAWN = N_("This lot was drawn already: a lot is drawn once. Open its page to read the result.")


@dataclass(frozen=True)
class LotDraft:
    """What is said of a lot: why it is drawn, where its seed will come from, on which day the seed is known."""

    title: str
    source: str
    known_on: date


def announce_panel(draft: LotDraft, takes: dict[str, int], *, actor: Actor, at: datetime) -> DrawAnnouncement:
    """Publish the list of today's members, from whom so many of each college will be drawn. Raises Refused."""
    hat = hat_of(local_day(at, zone=PARIS))
    asked = [Quota(one.group, one.name, takes.get(one.group, 0)) for one in hat.groups]
    quotas = panel_quotas(hat.tickets, asked)
    groups = {one.group for one in quotas}
    tickets = tuple(one for one in hat.tickets if one.group in groups)
    return _announced(LotKind.PANEL, draft, (tickets, quotas), actor=actor, at=at)


def announce_order(draft: LotDraft, names: list[str], *, actor: Actor, at: datetime) -> DrawAnnouncement:
    """Publish the names whose order will be drawn. Raises Refused."""
    tickets = order_tickets(names)
    return _announced(LotKind.ORDER, draft, (tickets, (Quota("", "", len(tickets)),)), actor=actor, at=at)


def draw_lot(lot_id: int, seed: str, *, actor: Actor, at: datetime) -> DrawMade:
    """Draw, once. Raises NotFound, StateMoved (drawn already), Refused (too early, no seed)."""
    row = db.session.scalar(select(DrawAnnouncement).where(DrawAnnouncement.id == lot_id).with_for_update())
    row = row or lot_by_id(lot_id)
    if db.session.scalar(select(DrawMade.id).where(DrawMade.announcement_id == row.id)) is not None:
        raise StateMoved("lot-drawn", _DRAWN)
    text = usable_seed(seed, row.known_on, local_day(at, zone=PARIS))
    placed = drawn(tickets_from_json(row.tickets), quotas_from_json(row.quotas), text)
    made = DrawMade(
        announcement_id=row.id,
        seed=text,
        drawn=[[one.ticket.group, one.ticket.id] for one in placed if one.drawn],
        at=at,
        actor_id=actor.account_id,
        actor_name=actor.name,
    )
    db.session.add(made)
    db.session.flush()
    db.session.refresh(row, ["made"])
    audit.record(Event.DRAW_MADE, row.subject, actor=actor, at=at, details={"title": row.title, "seed": text})
    return made


def _announced(
    kind: LotKind, draft: LotDraft, hat: tuple[tuple[Ticket, ...], tuple[Quota, ...]], *, actor: Actor, at: datetime
) -> DrawAnnouncement:
    check_known_on(draft.known_on, local_day(at, zone=PARIS))
    (tickets, quotas), source = hat, " ".join(draft.source.split())
    row = DrawAnnouncement(
        kind=kind.value,
        title=draft.title.strip(),
        source=source,
        known_on=draft.known_on,
        quotas=[{"group": one.group, "name": one.name, "take": one.take} for one in quotas],
        tickets=[[one.id, one.group] for one in tickets],
        sha256=list_fingerprint(tickets, quotas, source),
        at=at,
        actor_id=actor.account_id,
        actor_name=actor.name,
    )
    db.session.add(row)
    db.session.flush()
    details = {"title": row.title, "sha256": row.sha256}
    audit.record(Event.DRAW_ANNOUNCED, row.subject, actor=actor, at=at, details=details)
    return row
