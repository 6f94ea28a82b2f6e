"""The list of evaluations, and one campaign: what is left to answer; for those who prepare it, how it goes."""

from flask import render_template, request

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_reader
from foundation.kernel.clock import day_of, now
from foundation.kernel.errors import NotFound
from foundation.web.guard import requires
from foundation.web.incoming import row_number
from pole.evaluations.models import Campaign
from pole.evaluations.queries.answering import answerers, waiting_for
from pole.evaluations.queries.campaigns import (
    NO_CAMPAIGN,
    campaign_by_id,
    criteria_of,
    facts_of,
    guests_waiting,
    invited_waiting,
    listed,
    sheets_of,
    state_at,
)
from pole.evaluations.queries.results import turnouts
from pole.evaluations.queries.subjects import carried_by
from pole.evaluations.rules.campaigns import CampaignState
from pole.evaluations.services.mails import reminder_from
from pole.evaluations.views.blueprint import blueprint


def prepares() -> bool:
    """Whether the reader prepares evaluations."""
    return current_reader().can(Permission.POLE_WRITE)


def visible_campaign(campaign_id: int) -> Campaign:
    """The campaign; those in preparation or withdrawn exist for those who prepare alone."""
    found = campaign_by_id(campaign_id)
    if found.opened_at is None and not prepares() and not _carries(found):
        raise NotFound("campaign", NO_CAMPAIGN)
    return found


@blueprint.get("")
@requires(Permission.POLE_READ)
def campaigns() -> str:
    """What waits for an answer, what is prepared, what is over."""
    at, page = now(), request.args.get("page", 1, type=row_number)
    return render_template(
        "pole/evaluations/campaigns.html",
        found=listed(at, prepares=prepares(), page=page),
        waiting=waiting_for(current_reader().id, at, day_of(at)),
        preparing=prepares(),
    )


@blueprint.get("/<int:campaign_id>")
@requires(Permission.POLE_READ)
def campaign(campaign_id: int) -> str:
    """One campaign: what the reader may answer, for whom; for those who prepare it, how it goes."""
    at, found = now(), visible_campaign(campaign_id)
    state = state_at(found, at)
    mine = answerers(found, current_reader().id, day_of(at)) if state is CampaignState.OPEN else []
    return render_template(
        "pole/evaluations/campaign.html",
        campaign=found,
        state=state,
        mine=mine,
        criteria=criteria_of(found),
        sheets=sheets_of(found),
        carried=carried_by(current_reader().id, day_of(at), [one.about for one in found.subjects]),
        preparing=prepares(),
        **(_followed(found, state) if prepares() else {}),
    )


def _followed(campaign: Campaign, state: CampaignState) -> dict[str, object]:
    facts = facts_of([campaign.id])[campaign.id]
    waiting = state is CampaignState.OPEN
    return {
        "at": now(),
        "facts": facts,
        "turnouts": turnouts(campaign),
        "waiting": len(invited_waiting(campaign)) if waiting else 0,
        "guests_waiting": len(guests_waiting(campaign)) if waiting else 0,
        "remind_from": reminder_from(campaign, facts),
    }


def _carries(campaign: Campaign) -> bool:
    if campaign.withdrawn_at is not None:
        return False
    abouts = [one.about for one in campaign.subjects]
    return bool(carried_by(current_reader().id, day_of(now()), abouts))
