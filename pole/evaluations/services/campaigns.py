"""Prepare a campaign, open it, move its closing; own grids."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.bulk import insert_many
from foundation.kernel.clock import PARIS
from foundation.kernel.db import db, table_of
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from governance.queries.consulted import Consulted, consulted_among
from governance.rules.consultation_roll import NO_COLLEGES, ONE_COLLEGE
from governance.rules.consultations import Audience, audience_from_json
from pole.evaluations.models import Campaign, CampaignFact, CampaignSubject, EvaluationGrid, FactSheet, Guest, Invited
from pole.evaluations.queries.campaigns import criteria_of, locked_campaign, state_at
from pole.evaluations.queries.subjects import named
from pole.evaluations.rules.campaigns import MOST_SUBJECTS, CampaignState
from pole.evaluations.rules.events import Event
from pole.evaluations.rules.grids import Criterion
from pole.evaluations.rules.groups import LEAST
from pole.evaluations.services.mails import Told, tell

STARTED = N_("This evaluation is open or over: what it asks, and of whom, no longer changes.")
_PAST = N_("The closing time is over: choose a moment to come.")
_EMPTY = N_("This evaluation is about nothing yet: choose its actions first.")
_TOO_MANY = N_("An evaluation is about %(most)s actions at most: make two of it.")
_UNKNOWN = N_("One of the actions chosen is not in the programme any more: choose again.")
_NOBODY = N_("Nobody would be invited: see who is asked, and the colleges of the members.")
_KEPT = N_("“%(title)s” has a fact sheet or people invited already: it stays in this evaluation.")
_NOT_OPEN = N_("This evaluation is not open: its closing does not move.")
_NO_REASON = N_("Say why the closing moves: whoever was told the first date reads it.")
_WEIGHTS = N_("The statutes do not give each college its weight: heads alone are counted.")
_GRID_TAKEN = N_("There is a grid called “%(name)s” already: choose another name.")
_ENOUGH = N_("An action is ranked from %(least)s grades on: fewer would tell who gave them.")


@dataclass(frozen=True)
class CampaignDraft:
    """What a person writes of a campaign; `agreed`: colleges all of whose members agreed in writing to the smaller number."""

    title: str
    closes_at: datetime
    grid_name: str
    criteria: tuple[Criterion, ...]
    audience: Audience
    text: str = ""
    agreed: tuple[str, ...] = ()
    enough: int = LEAST
    remind_days: int = 5
    zone: str = PARIS


def create_campaign(draft: CampaignDraft, *, actor: Actor, at: datetime) -> Campaign:
    """A new campaign, in preparation. Refused: it would close before it could open."""
    _check(draft, at)
    made = Campaign(**_columns(draft), created_at=at, created_by=actor.name)
    db.session.add(made)
    db.session.flush()
    _record(Event.CAMPAIGN_WRITTEN, made, actor=actor, at=at)
    return made


def change_campaign(campaign: Campaign, draft: CampaignDraft, *, actor: Actor, at: datetime) -> None:
    """Change a campaign in preparation; criteria that are gone are no longer switched off anywhere."""
    require_draft(campaign, at)
    _check(draft, at)
    for name, value in _columns(draft).items():
        setattr(campaign, name, value)
    known = {one.code for one in draft.criteria}
    for subject in campaign.subjects:
        subject.off = [code for code in subject.off if code in known]
    _record(Event.CAMPAIGN_WRITTEN, campaign, actor=actor, at=at)


def choose_subjects(campaign: Campaign, abouts: Sequence[str], *, actor: Actor, at: datetime) -> None:
    """What it evaluates, in that order. Refused: unknown, too many, or one left out that people already worked on."""
    require_draft(campaign, at)
    wanted = list(dict.fromkeys(abouts))
    if len(wanted) > MOST_SUBJECTS:
        raise Refused("campaign-many", _TOO_MANY, most=MOST_SUBJECTS)
    names = named(wanted)
    if len(names) < len(wanted):
        raise Refused("campaign-subject-unknown", _UNKNOWN)
    kept = {one.about: one for one in campaign.subjects}
    _refuse_losing([one for about, one in kept.items() if about not in names])
    campaign.subjects[:] = [
        kept.get(about) or CampaignSubject(about=about, title=names[about].title, number=names[about].number, off=[])
        for about in wanted
    ]
    for position, subject in enumerate(campaign.subjects, 1):
        subject.position = position
    db.session.flush()
    _record(Event.CAMPAIGN_WRITTEN, campaign, actor=actor, at=at)


def switch_off(subject: CampaignSubject, codes: Collection[str], *, actor: Actor, at: datetime) -> None:
    """Which criteria are not asked of one action; the grade for the whole always is."""
    require_draft(subject.campaign, at)
    subject.off = [one.code for one in criteria_of(subject.campaign) if one.code in codes]
    _record(Event.CAMPAIGN_WRITTEN, subject.campaign, actor=actor, at=at)


def open_campaign(campaign_id: int, *, actor: Actor, at: datetime) -> Campaign:
    """Open it: its members, their colleges and weights are frozen, and they are told; a second time changes nothing.

    Refused: about nothing, asking nobody, or closing in the past. StateMoved: it was withdrawn, or is over.
    """
    campaign = locked_campaign(campaign_id)
    if state_at(campaign, at) is CampaignState.OPEN:
        return campaign
    require_draft(campaign, at)
    if campaign.closes_at <= at:
        raise Refused("campaign-past", _PAST)
    if not campaign.subjects:
        raise Refused("campaign-empty", _EMPTY)
    consulted = consulted_among(audience_from_json(campaign.audience), at.astimezone(ZoneInfo(campaign.zone)).date())
    _freeze(campaign, consulted)
    names = named([one.about for one in campaign.subjects])
    for subject in campaign.subjects:
        subject.title = names[subject.about].title if subject.about in names else subject.title
    db.session.flush()
    campaign.opened_at = at
    db.session.flush()
    told = {"members": len(consulted.roll.asked), "subjects": len(campaign.subjects)}
    _record(Event.CAMPAIGN_OPENED, campaign, actor=actor, at=at, **told)
    tell(campaign, Told.INVITATION, actor=actor, at=at)
    tell(campaign, Told.LINK, actor=actor, at=at)
    return campaign


def move_closing(campaign_id: int, until: datetime, reason: str, *, actor: Actor, at: datetime) -> None:
    """Give more time, or close now (`until` is `at`); never once it is over, since its result may have been read."""
    campaign = locked_campaign(campaign_id)
    if state_at(campaign, at) is not CampaignState.OPEN:
        raise StateMoved("campaign-not-open", _NOT_OPEN)
    if until < at:
        raise Refused("campaign-past", _PAST)
    if not reason.strip():
        raise Refused("campaign-reason", _NO_REASON)
    campaign.closes_at = until
    fact = CampaignFact(campaign_id=campaign.id, kind="moved", text=reason.strip(), at=at, by=actor.name)
    fact.details = {"until": until.isoformat()}
    db.session.add(fact)
    db.session.flush()
    day = until.astimezone(ZoneInfo(campaign.zone)).date().isoformat()
    _record(Event.CAMPAIGN_MOVED, campaign, actor=actor, at=at, day=day)


def withdraw_campaign(campaign_id: int, *, actor: Actor, at: datetime) -> None:
    """Give it up before it opens; nobody was asked anything. Twice is once."""
    campaign = locked_campaign(campaign_id)
    if campaign.withdrawn_at is None:
        require_draft(campaign, at)
        campaign.withdrawn_at = at
        _record(Event.CAMPAIGN_WITHDRAWN, campaign, actor=actor, at=at)


def write_grid(
    grid: EvaluationGrid | None, name: str, criteria: Sequence[Criterion], *, actor: Actor, at: datetime
) -> EvaluationGrid:
    """Write a grid of one's own, or write it again; campaigns made before keep what they copied."""
    name = name.strip()
    other = db.session.execute(select(EvaluationGrid).where(EvaluationGrid.name == name)).scalar_one_or_none()
    if other is not None and (grid is None or other.id != grid.id):
        raise Refused("grid-taken", _GRID_TAKEN, name=name)
    written = grid or EvaluationGrid()
    written.name, written.criteria = name, [one.as_json() for one in criteria]
    written.written_at, written.written_by = at, actor.name
    db.session.add(written)
    db.session.flush()
    audit.record(Event.GRID_WRITTEN, written.subject, actor=actor, at=at, details={"title": name})
    return written


def require_draft(campaign: Campaign, at: datetime) -> None:
    """Refuse a change of what people are asked, or were."""
    if state_at(campaign, at) is not CampaignState.DRAFT:
        raise StateMoved("campaign-started", STARTED)


def _check(draft: CampaignDraft, at: datetime) -> None:
    if draft.closes_at <= at:
        raise Refused("campaign-past", _PAST)
    if draft.enough < LEAST:
        raise Refused("campaign-enough", _ENOUGH, least=LEAST)


def _columns(draft: CampaignDraft) -> dict[str, Any]:
    given = vars(replace(draft, title=draft.title.strip(), text=draft.text.strip()))
    return given | {
        "criteria": [one.as_json() for one in draft.criteria],
        "audience": draft.audience.as_json(),
        "agreed": list(draft.agreed),
    }


def _refuse_losing(subjects: Sequence[CampaignSubject]) -> None:
    ids = [one.id for one in subjects]
    for column in (FactSheet.subject_id, Guest.subject_id):
        used = db.session.execute(select(column).where(column.in_(ids)).limit(1)).scalar() if ids else None
        if used is not None:
            title = next(one.title for one in subjects if one.id == used)
            raise Refused("campaign-subject-used", _KEPT, title=title)


def _freeze(campaign: Campaign, consulted: Consulted) -> None:
    """Write down who is invited, in which college, and what colleges weigh."""
    roll = consulted.roll
    if not roll.asked:
        raise Refused("campaign-nobody", _NOBODY)
    sizes = roll.by_college if roll.colleges else {"": len(roll.asked)}
    heads_why = _heads_why(consulted, sizes)
    weights = {one.id: "" if heads_why else str(one.weight) for one in roll.colleges}
    names = {one.id: one.name for one in roll.colleges}
    campaign.heads_why = heads_why
    campaign.colleges = [
        {"id": one, "name": names.get(one, ""), "invited": size, "weight": weights.get(one, "")}
        for one, size in sizes.items()
    ]
    rows = [
        {
            "campaign_id": campaign.id,
            "member_id": one.member_id,
            "member_number": one.number,
            "college": (roll.college_of(one) or "") if roll.colleges else "",
        }
        for one in roll.asked
    ]
    insert_many(table_of(Invited), rows)


def _heads_why(consulted: Consulted, sizes: dict[str, int]) -> str:
    if not consulted.roll.colleges:
        return NO_COLLEGES
    if sum(1 for size in sizes.values() if size) < 2:
        return ONE_COLLEGE
    return "" if sum(one.weight for one in consulted.roll.colleges) == 1 else _WEIGHTS


def _record(event: Event, campaign: Campaign, *, actor: Actor, at: datetime, **more: object) -> None:
    audit.record(event, campaign.subject, actor=actor, at=at, details={"title": campaign.title, **more})
