"""A result as programs read it: the file of the page and the API say the same."""

from datetime import datetime

from pole.evaluations.models import Campaign
from pole.evaluations.queries.pages import result_page
from pole.evaluations.rules.tables import Labels, as_json


def campaign_told(campaign: Campaign) -> dict[str, object]:
    """What a campaign is, before any result."""
    return {
        "evaluation": campaign.id,
        "title": campaign.title,
        "opened_at": campaign.opened_at.isoformat() if campaign.opened_at else None,
        "closes_at": campaign.closes_at.isoformat(),
    }


def result_told(campaign: Campaign, labels: Labels, at: datetime) -> dict[str, object]:
    """The whole result. Raises StateMoved while the campaign is open."""
    page = result_page(campaign, at)
    ranks = {line.subject.id: line.rank.rank for line in page.ranking if line.rank}
    return campaign_told(campaign) | {
        "words": list(labels.words),
        "criteria": [{"code": one.code, "label": labels.criteria[one.code]} for one in page.criteria],
        "subjects": [
            as_json(line.subject.number, line.subject.title, line.shown, labels)
            | {"about": line.subject.about, "rank": ranks.get(line.subject.id), "trend": dict(line.trend)}
            for line in page.lines
        ],
    }
