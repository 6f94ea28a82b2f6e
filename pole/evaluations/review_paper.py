"""The yearly review with partners as its paper prints it (templates/documents/bilan-partenaires.typ)."""

from datetime import datetime
from typing import Any

from foundation.kernel.clock import day_of
from foundation.kernel.money import Money
from foundation.kernel.sentences import sentence
from governance.models import Decision
from pole.actors.queries.protocols import ProtocolOn
from pole.actors.rules.protocols import OUTCOME_NAMES, ReviewOutcome
from pole.actors.rules.protocols import STATE_NAMES as PROTOCOL_STATES
from pole.actors.rules.referrals import OUTCOMES as REFERRAL_OUTCOMES
from pole.evaluations.labels import labels_of
from pole.evaluations.papers import action_on_paper
from pole.evaluations.queries.campaigns import sheets_of
from pole.evaluations.queries.pages import ResultPage
from pole.evaluations.queries.review import Partner, Review
from pole.evaluations.queries.subjects import About
from pole.programme.rules.states import STATE_NAMES
from votes.queries.result_paper import company_on_paper


def review_on_paper(review: Review, at: datetime) -> dict[str, Any]:
    """Everything that the paper prints, partner by partner."""
    judged = _judged(review.campaigns)
    return {
        "cooperative": company_on_paper(day_of(at)),
        "printed_at": at,
        "year": str(review.year),
        "campaigns": [
            {
                "title": page.campaign.title,
                "closes_at": page.campaign.closes_at,
                "invited": sum(one["invited"] for one in page.campaign.colleges),
                "subjects": len(page.lines),
            }
            for page in review.campaigns
        ],
        "protocols": [_protocol(one, review.year) for one in review.protocols],
        "referrals": _referrals(review),
        "partners": [_partner(one, judged, review.decisions) for one in review.partners],
    }


def _protocol(one: ProtocolOn, year: int) -> dict[str, Any]:
    return {
        "title": one.protocol.title,
        "parties": ", ".join(one.parties.values()),
        "state": sentence("fr", PROTOCOL_STATES[one.state]),
        "starts_on": one.term.starts_on,
        "ends_on": one.term.ends_on,
        "review_on": one.review_on,
        "reviews": [
            {
                "on": review.reviewed_on,
                "found": review.found,
                "outcome": sentence("fr", OUTCOME_NAMES[ReviewOutcome(review.outcome)]),
            }
            for review in one.reviews
            if review.reviewed_on.year == year
        ],
    }


def _referrals(review: Review) -> dict[str, Any] | None:
    figures = review.figures
    if figures is None:
        return None
    outcomes = [(sentence("fr", name), figures.outcomes.get(key, 0)) for key, name in REFERRAL_OUTCOMES.items()]
    return {
        "received": figures.received,
        "sent": figures.sent,
        "outcomes": [{"name": name, "count": count} for name, count in outcomes if count],
        "sent_to": [{"name": name, "count": count} for name, count in review.sent],
        "themes": [{"name": name, "count": count} for name, count in review.themes],
    }


def _judged(pages: tuple[ResultPage, ...]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for page in pages:
        labels, sheets = labels_of(page.campaign, "fr"), sheets_of(page.campaign)
        for line in page.lines:
            told = action_on_paper(line, labels, sheets.get(line.subject.id))
            found.setdefault(line.subject.about, []).append(told)
    return found


def _partner(
    partner: Partner, judged: dict[str, list[dict[str, Any]]], decisions: dict[str, list[Decision]]
) -> dict[str, Any]:
    return {
        "name": partner.actor.name if partner.actor else "",
        "purpose": partner.actor.purpose if partner.actor else "",
        "actions": [_action(one, judged.get(one.about, []), decisions.get(one.about, [])) for one in partner.actions],
    }


def _action(about: About, judged: list[dict[str, Any]], decisions: list[Decision]) -> dict[str, Any]:
    now = about.action
    return {
        "name": about.label,
        "state": sentence("fr", STATE_NAMES[now.state]) if now else "",
        "spent": Money(now.spent_cents) if now and now.spent_cents else None,
        "hours": now.spent_hours if now else 0,
        "judged": judged,
        "decisions": [{"number": one.number, "on": one.decided_on, "title": one.title} for one in decisions],
    }
