"""Results, counted by the database and parted as the rules allow: nobody reads counts by college from elsewhere.

Nothing is given of a campaign that is still open: two looks at it would tell the answer that came between.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select

from foundation.kernel.db import db
from foundation.kernel.errors import StateMoved
from foundation.kernel.sentences import N_
from pole.evaluations.models import Campaign, CampaignSubject, EvaluationMark, Grade, Guest, Remark
from pole.evaluations.queries.campaigns import criteria_on, state_at, terms_of
from pole.evaluations.rules.campaigns import CampaignState
from pole.evaluations.rules.grids import GLOBAL
from pole.evaluations.rules.groups import LEAST
from pole.evaluations.rules.results import Published, outside_part, publish

_STILL_OPEN = N_("This evaluation is still open: its result is read once it is closed, so that nobody’s answer shows.")
_NEVER_OPENED = N_("This evaluation was not opened: it has no result.")


@dataclass
class _Counts:
    """What the database counted for one action."""

    answers: dict[str, int]
    cells: dict[tuple[str, str, int], int]
    guests: int
    guest_answers: int
    guest_cells: dict[tuple[str, int], int]


@dataclass(frozen=True)
class Turnout:
    """How many answered so far, of how many; it says nothing of what they answered."""

    members: int
    invited: int
    guests: int
    guests_invited: int


def require_closed(campaign: Campaign, at: datetime) -> None:
    """Refuse to show a result before the closing. Raises StateMoved."""
    state = state_at(campaign, at)
    if state is CampaignState.OPEN:
        raise StateMoved("evaluation-open", _STILL_OPEN)
    if state is not CampaignState.CLOSED:
        raise StateMoved("evaluation-not-opened", _NEVER_OPENED)


def results_of(campaign: Campaign, at: datetime, only: CampaignSubject | None = None) -> dict[int, Published]:
    """The result of each thing evaluated, by its id, in the order of the campaign; three statements at any size.

    Raises StateMoved while the campaign is open, or where it never was.
    """
    require_closed(campaign, at)
    subjects = [only] if only else list(campaign.subjects)
    counts = _counted(campaign, only)
    terms = terms_of(campaign)
    found = {}
    for subject in subjects:
        codes = [one.code for one in criteria_on(subject)] + [GLOBAL]
        of_it = counts.get(subject.id) or _Counts({}, {}, 0, 0, {})
        outside = outside_part(of_it.guest_answers, of_it.guests, of_it.guest_cells, codes) if of_it.guests else None
        found[subject.id] = publish(of_it.answers, of_it.cells, codes, terms, outside)
    return found


def remarks_of(subject: CampaignSubject, shown: Published) -> dict[str, list[tuple[str, bool]]]:
    """What people wrote, by kind: (text, whether from outside), in the order of the alphabet, which tells nothing.

    Members' texts are shown where their grades are; those from outside where five people from outside answered.
    """
    sides = [False] if shown.is_shown else []
    sides += [True] if shown.outside is not None and shown.outside.answers >= LEAST else []
    wanted = select(Remark.kind, Remark.text, Remark.outside)
    wanted = wanted.where(Remark.subject_id == subject.id, Remark.outside.in_(sides), Remark.text != "")
    found: dict[str, list[tuple[str, bool]]] = {}
    for kind, text, outside in sorted(tuple(row) for row in db.session.execute(wanted)) if sides else ():
        found.setdefault(kind, []).append((text, outside))
    return found


def previous_of(campaign: Campaign, at: datetime, abouts: Sequence[str]) -> dict[str, CampaignSubject]:
    """By action, where it was last evaluated before this campaign; one statement."""
    opened = campaign.opened_at
    wanted = (
        select(CampaignSubject)
        .join(Campaign)
        .where(CampaignSubject.about.in_(abouts), Campaign.id != campaign.id)
        .where(Campaign.opened_at < opened, Campaign.closes_at <= at, Campaign.closes_at <= campaign.closes_at)
        .order_by(Campaign.closes_at, Campaign.id)
    )
    return {one.about: one for one in db.session.execute(wanted).scalars()}


def results_before(campaign: Campaign, at: datetime) -> dict[int, tuple[Campaign, Published]]:
    """By thing evaluated, its result in the campaign before: for the trend. Three statements a campaign before."""
    before = previous_of(campaign, at, [one.about for one in campaign.subjects])
    campaigns = {one.campaign_id: one.campaign for one in before.values()}
    results = {key: results_of(one, at) for key, one in campaigns.items()}
    return {
        one.id: (campaigns[last.campaign_id], results[last.campaign_id][last.id])
        for one in campaign.subjects
        if (last := before.get(one.about)) is not None
    }


def turnouts(campaign: Campaign) -> dict[int, Turnout]:
    """By thing evaluated, how many answered; two statements."""
    invited = sum(one["invited"] for one in campaign.colleges)
    guests = _guests(campaign)
    outside = EvaluationMark.guest_id.is_not(None)
    wanted = _of(campaign, select(EvaluationMark.subject_id, outside, func.count()), EvaluationMark.subject_id)
    done = {
        (row[0], bool(row[1])): row[2]
        for row in db.session.execute(wanted.group_by(EvaluationMark.subject_id, outside))
    }
    return {
        one.id: Turnout(done.get((one.id, False), 0), invited, done.get((one.id, True), 0), guests.get(one.id, 0))
        for one in campaign.subjects
    }


def _counted(campaign: Campaign, only: CampaignSubject | None) -> dict[int, _Counts]:
    counts: dict[int, _Counts] = {}
    for subject_id, number in _guests(campaign).items():
        _at(counts, subject_id).guests = number
    outside = EvaluationMark.guest_id.is_not(None)
    keys = (EvaluationMark.subject_id, outside, EvaluationMark.college)
    marks = _of(campaign, select(*keys, func.count()), EvaluationMark.subject_id, only).group_by(*keys)
    for subject_id, from_outside, college, number in db.session.execute(marks):
        if from_outside:
            _at(counts, subject_id).guest_answers += number
        else:
            _at(counts, subject_id).answers[college] = number
    cells = (Grade.subject_id, Grade.outside, Grade.college, Grade.criterion, Grade.grade)
    grades = _of(campaign, select(*cells, func.count()), Grade.subject_id, only).group_by(*cells)
    for subject_id, from_outside, college, code, grade, number in db.session.execute(grades):
        if from_outside:
            _at(counts, subject_id).guest_cells[code, grade] = number
        else:
            _at(counts, subject_id).cells[college, code, grade] = number
    return counts


def _guests(campaign: Campaign) -> dict[int, int]:
    wanted = _of(campaign, select(Guest.subject_id, func.count()), Guest.subject_id).group_by(Guest.subject_id)
    return {subject_id: number for subject_id, number in db.session.execute(wanted)}


def _of(campaign: Campaign, wanted: Select, column, only: CampaignSubject | None = None) -> Select:  # type: ignore[no-untyped-def, type-arg]
    if only is not None:
        return wanted.where(column == only.id)
    return wanted.where(column.in_(select(CampaignSubject.id).where(CampaignSubject.campaign_id == campaign.id)))


def _at(counts: dict[int, _Counts], subject_id: int) -> _Counts:
    return counts.setdefault(subject_id, _Counts({}, {}, 0, 0, {}))
