"""Campaigns: one, those of a list, what was noted of them, their fact sheets and the people from outside."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from pole.evaluations.models import (
    Campaign,
    CampaignFact,
    CampaignSubject,
    EvaluationGrid,
    EvaluationMark,
    FactSheet,
    Guest,
    Invited,
)
from pole.evaluations.rules.campaigns import CampaignState, state_of
from pole.evaluations.rules.grids import Criterion, asked, criteria_from_json
from pole.evaluations.rules.results import Terms

PAGE = 20
NO_CAMPAIGN = N_("This evaluation does not exist. See the list of evaluations.")
_NO_SUBJECT = N_("This evaluation is not about that. See its page.")
_NO_GRID = N_("This grid does not exist. See the list of grids.")


@dataclass(frozen=True)
class Listed:
    """The campaigns of the list, the latest closing first; `more`: others are older."""

    running: Sequence[Campaign]
    prepared: Sequence[Campaign]
    past: Sequence[Campaign]
    page: int
    more: bool


def campaign_by_id(campaign_id: int) -> Campaign:
    """The campaign; NotFound where there is none."""
    found = db.session.get(Campaign, campaign_id)
    if found is None:
        raise NotFound("campaign", NO_CAMPAIGN)
    return found


def locked_campaign(campaign_id: int) -> Campaign:
    """The campaign, held until the transaction ends: it opens once, and reminders leave once."""
    held = select(Campaign).where(Campaign.id == campaign_id).with_for_update()
    found = db.session.execute(held.execution_options(populate_existing=True)).scalar_one_or_none()
    if found is None:
        raise NotFound("campaign", NO_CAMPAIGN)
    return found


def subject_by_id(campaign: Campaign, subject_id: int) -> CampaignSubject:
    """What the campaign evaluates under this id; NotFound where it is another's."""
    found = db.session.get(CampaignSubject, subject_id)
    if found is None or found.campaign_id != campaign.id:
        raise NotFound("campaign-subject", _NO_SUBJECT)
    return found


def grid_by_id(grid_id: int) -> EvaluationGrid:
    """A grid of the cooperative's own; NotFound where there is none."""
    found = db.session.get(EvaluationGrid, grid_id)
    if found is None:
        raise NotFound("evaluation-grid", _NO_GRID)
    return found


def own_grids() -> list[EvaluationGrid]:
    """The grids of the cooperative's own, by name."""
    return list(db.session.execute(select(EvaluationGrid).order_by(EvaluationGrid.name)).scalars())


def state_at(campaign: Campaign, at: datetime) -> CampaignState:
    """Where it stands, decided by the clock."""
    return state_of(campaign.opened_at, campaign.closes_at, campaign.withdrawn_at, at)


def criteria_of(campaign: Campaign) -> tuple[Criterion, ...]:
    """What the campaign asks of everything that it evaluates."""
    return criteria_from_json(campaign.criteria)


def criteria_on(subject: CampaignSubject) -> tuple[Criterion, ...]:
    """What is asked of one action: without what was switched off for it, and without the grade for the whole."""
    return asked(criteria_of(subject.campaign), subject.off)


def terms_of(campaign: Campaign) -> Terms:
    """What was frozen when it opened."""
    weights = {one["id"]: Fraction(one["weight"]) for one in campaign.colleges if one["weight"]}
    invited = {one["id"]: int(one["invited"]) for one in campaign.colleges}
    return Terms(invited, weights, frozenset(campaign.agreed))


def running(at: datetime) -> list[Campaign]:
    """Those open at that moment, the one that closes first at the top; with what they evaluate."""
    wanted = select(Campaign).where(Campaign.opened_at.is_not(None), Campaign.closes_at > at)
    wanted = wanted.options(selectinload(Campaign.subjects)).order_by(Campaign.closes_at, Campaign.id)
    return list(db.session.execute(wanted).scalars())


def listed(at: datetime, *, prepares: bool, page: int = 1) -> Listed:
    """The list as somebody may see it; four statements."""
    over = select(Campaign).where(Campaign.opened_at.is_not(None), Campaign.closes_at <= at)
    over = over.order_by(Campaign.closes_at.desc(), Campaign.id.desc()).options(selectinload(Campaign.subjects))
    past = list(db.session.execute(over.offset((page - 1) * PAGE).limit(PAGE + 1)).scalars())
    draft = select(Campaign).where(Campaign.opened_at.is_(None), Campaign.withdrawn_at.is_(None)).order_by(Campaign.id)
    draft = draft.options(selectinload(Campaign.subjects))
    prepared = list(db.session.execute(draft).scalars()) if prepares else []
    return Listed(running(at), prepared, past[:PAGE], page, len(past) > PAGE)


def past_campaigns(at: datetime) -> list[Campaign]:
    """Every campaign that is over, the latest first."""
    over = select(Campaign).where(Campaign.opened_at.is_not(None), Campaign.closes_at <= at)
    return list(db.session.execute(over.order_by(Campaign.closes_at.desc(), Campaign.id.desc())).scalars())


def campaigns_about(about: str, at: datetime) -> list[CampaignSubject]:
    """Where an action (or workshop) was evaluated in a campaign that is over, the latest first."""
    wanted = (
        select(CampaignSubject)
        .join(Campaign)
        .where(CampaignSubject.about == about, Campaign.opened_at.is_not(None), Campaign.closes_at <= at)
        .order_by(Campaign.closes_at.desc(), Campaign.id.desc())
        .options(joinedload(CampaignSubject.campaign))
    )
    return list(db.session.execute(wanted).scalars())


def evaluated(about: str, at: datetime) -> list[tuple[CampaignSubject, CampaignState]]:
    """Each campaign that was opened about an action or a workshop and stands, with its state, the latest first."""
    wanted = (
        select(CampaignSubject)
        .join(Campaign)
        .where(CampaignSubject.about == about, Campaign.opened_at.is_not(None), Campaign.withdrawn_at.is_(None))
        .order_by(Campaign.closes_at.desc(), Campaign.id.desc())
        .options(joinedload(CampaignSubject.campaign))
    )
    return [(one, state_at(one.campaign, at)) for one in db.session.execute(wanted).scalars()]


def facts_of(campaign_ids: Collection[int]) -> dict[int, list[CampaignFact]]:
    """What was told or moved, by campaign, oldest first; one statement."""
    found: dict[int, list[CampaignFact]] = {one: [] for one in campaign_ids}
    wanted = select(CampaignFact).where(CampaignFact.campaign_id.in_(campaign_ids)).order_by(CampaignFact.id)
    for fact in db.session.execute(wanted).scalars():
        found[fact.campaign_id].append(fact)
    return found


def sheets_of(campaign: Campaign) -> dict[int, FactSheet]:
    """The fact sheet of each thing evaluated, as it was last written; one statement."""
    last = select(func.max(FactSheet.id)).join(CampaignSubject, CampaignSubject.id == FactSheet.subject_id)
    last = last.where(CampaignSubject.campaign_id == campaign.id).group_by(FactSheet.subject_id)
    rows = db.session.execute(select(FactSheet).where(FactSheet.id.in_(last))).scalars()
    return {one.subject_id: one for one in rows}


def guests_of(subject: CampaignSubject) -> list[tuple[Guest, bool]]:
    """The people from outside invited for one action, each with whether they answered; one statement."""
    wanted = (
        select(Guest, EvaluationMark.id.is_not(None))
        .outerjoin(EvaluationMark, EvaluationMark.guest_id == Guest.id)
        .where(Guest.subject_id == subject.id)
        .order_by(Guest.email, Guest.id)
    )
    return [(guest, bool(answered)) for guest, answered in db.session.execute(wanted)]


def guests_waiting(campaign: Campaign) -> list[Guest]:
    """The people from outside who have not answered and whose address is still known."""
    wanted = (
        select(Guest)
        .join(CampaignSubject, CampaignSubject.id == Guest.subject_id)
        .outerjoin(EvaluationMark, EvaluationMark.guest_id == Guest.id)
        .where(CampaignSubject.campaign_id == campaign.id, EvaluationMark.id.is_(None), Guest.email.is_not(None))
        .order_by(Guest.id)
    )
    return list(db.session.execute(wanted).scalars())


def invited_waiting(campaign: Campaign) -> list[Invited]:
    """The members who have still something to answer, in the order of their numbers; one statement."""
    subjects = select(func.count()).select_from(CampaignSubject).where(CampaignSubject.campaign_id == campaign.id)
    done = (
        select(func.count())
        .select_from(EvaluationMark)
        .where(EvaluationMark.invited_id == Invited.id)
        .scalar_subquery()
    )
    wanted = select(Invited).where(Invited.campaign_id == campaign.id, done < subjects.scalar_subquery())
    return list(db.session.execute(wanted.order_by(Invited.member_number)).scalars())
