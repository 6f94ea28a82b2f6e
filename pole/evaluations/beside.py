"""What evaluations show on the page of a workshop: where to answer, and what came out."""

from datetime import datetime

from flask import url_for
from flask_babel import gettext as _

from pole.evaluations.models import CampaignSubject
from pole.evaluations.queries.campaigns import evaluated
from pole.evaluations.rules.campaigns import CampaignState
from pole.workshops.signals import Shown


def evaluations_of_workshop(subject: str, *, at: datetime) -> list[Shown]:
    """A line for each campaign that was opened about it, the latest first; what is answered there is told by its own page."""
    return [_shown(one, state) for one, state in evaluated(subject, at)]


def _shown(one: CampaignSubject, state: CampaignState) -> Shown:
    if state is CampaignState.OPEN:
        address = url_for("evaluations.campaign", campaign_id=one.campaign_id)
        return Shown(address, one.campaign.title, _("Its evaluation is open"), "clipboard-check")
    address = url_for("evaluations.one_result", campaign_id=one.campaign_id, subject_id=one.id)
    return Shown(address, one.campaign.title, _("What its evaluation says"), "clipboard-check")
