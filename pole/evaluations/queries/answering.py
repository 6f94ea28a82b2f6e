"""For whom an account may answer in a campaign, and what is left to answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from foundation.kernel.db import db
from membership.queries.roll import members_represented_by
from pole.evaluations.models import Campaign, CampaignSubject, EvaluationMark, Invited
from pole.evaluations.queries.campaigns import running


@dataclass(frozen=True)
class Answerer:
    """A member for whom the reader answers: its line on the frozen list, its name, what it has answered already."""

    invited: Invited
    name: str
    answered: frozenset[int]

    def left(self, campaign: Campaign) -> list[CampaignSubject]:
        """What is left to answer, in the order of the campaign."""
        return [one for one in campaign.subjects if one.id not in self.answered]


def answerers(campaign: Campaign, account_id: int, on: date) -> list[Answerer]:
    """The members invited for whom an account answers on a day, its own membership first."""
    names = {one.member_id: one.name for one in members_represented_by(account_id, on)}
    if not names:
        return []
    wanted = select(Invited).where(Invited.campaign_id == campaign.id, Invited.member_id.in_(list(names)))
    invited = {one.member_id: one for one in db.session.execute(wanted).scalars()}
    done = _answered([one.id for one in invited.values()])
    return [
        Answerer(invited[member_id], name, frozenset(done.get(invited[member_id].id, ())))
        for member_id, name in names.items()
        if member_id in invited
    ]


def waiting_for(account_id: int, at: datetime, on: date) -> dict[int, int]:
    """By open campaign, how many answers are left to an account, for all the members for whom it answers."""
    campaigns = running(at)
    names = [one.member_id for one in members_represented_by(account_id, on)] if campaigns else []
    if not names:
        return {}
    sizes = {one.id: len(one.subjects) for one in campaigns}
    wanted = (
        select(Invited.campaign_id, func.count(func.distinct(Invited.id)), func.count(EvaluationMark.id))
        .outerjoin(EvaluationMark, EvaluationMark.invited_id == Invited.id)
        .where(Invited.campaign_id.in_(list(sizes)), Invited.member_id.in_(names))
        .group_by(Invited.campaign_id)
    )
    left = {row[0]: row[1] * sizes[row[0]] - row[2] for row in db.session.execute(wanted)}
    return {campaign_id: number for campaign_id, number in left.items() if number > 0}


def _answered(invited_ids: Sequence[int]) -> dict[int, list[int]]:
    wanted = select(EvaluationMark.invited_id, EvaluationMark.subject_id)
    found: dict[int, list[int]] = {}
    for invited_id, subject_id in db.session.execute(wanted.where(EvaluationMark.invited_id.in_(invited_ids))):
        found.setdefault(invited_id or 0, []).append(subject_id)
    return found
