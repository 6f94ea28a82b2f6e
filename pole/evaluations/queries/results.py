"""Results, counted by the database and parted as the rules allow: nobody reads counts by college from elsewhere.

Nothing is given of a campaign that is still open: two looks at it would tell the answer that came between.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, StateMoved
from foundation.kernel.sentences import N_
from foundation.kernel.sorting import sort_key
from pole.evaluations.models import Campaign, CampaignSubject, EvaluationMark, Grade, Guest, Remark
from pole.evaluations.queries.campaigns import criteria_on, state_at, terms_of
from pole.evaluations.rules.campaigns import CampaignState
from pole.evaluations.rules.grids import GLOBAL
from pole.evaluations.rules.groups import LEAST
from pole.evaluations.rules.results import Published, outside_part, publish

_STILL_OPEN = N_("This evaluation is still open: its result is read once it is closed, so that nobody’s answer shows.")
_NO_REMARK = N_("This text is not there any more.")
_NEVER_OPENED = N_("This evaluation was not opened: it has no result.")


@dataclass
class _Counts:
    """What the database counted for one action."""

    answers: dict[str, int] = field(default_factory=dict)
    cells: dict[tuple[str, str, int], int] = field(default_factory=dict)
    guests: int = 0
    guest_answers: int = 0
    guest_cells: dict[tuple[str, int], int] = field(default_factory=dict)


@dataclass(frozen=True)
class Before:
    """The evaluation before: what was evaluated (its campaign with it), and its result."""

    subject: CampaignSubject
    result: Published


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


def results_of(campaign: Campaign, at: datetime) -> dict[int, Published]:
    """The result of each thing evaluated, by its id, in the order of the campaign; three statements at any size.

    Raises StateMoved while the campaign is open, or where it never was.
    """
    require_closed(campaign, at)
    return _published(list(campaign.subjects))


def result_of(subject: CampaignSubject, at: datetime) -> Published:
    """The result of one thing evaluated; three statements. Raises StateMoved as `results_of` does."""
    require_closed(subject.campaign, at)
    return _published([subject])[subject.id]


def results_about(subjects: Sequence[CampaignSubject], at: datetime) -> dict[int, Published]:
    """The results of things evaluated in any campaigns that are over, by their id; three statements."""
    for campaign in {one.campaign_id: one.campaign for one in subjects}.values():
        require_closed(campaign, at)
    return _published(subjects)


def remarks_of(subject: CampaignSubject, shown: Published) -> dict[str, list[Remark]]:
    """What people wrote, by kind, in the order of the alphabet, which tells nothing; one statement.

    Members' texts are shown where their grades are; those from outside where five people from outside answered.
    """
    sides = [False] if shown.is_shown else []
    sides += [True] if shown.outside is not None and shown.outside.answers >= LEAST else []
    if not sides:
        return {}
    wanted = select(Remark).where(Remark.subject_id == subject.id, Remark.outside.in_(sides), Remark.text != "")
    found: dict[str, list[Remark]] = {}
    for one in sorted(db.session.execute(wanted).scalars(), key=lambda one: (sort_key(one.text), one.text)):
        found.setdefault(one.kind, []).append(one)
    return found


def remark_by_id(subject: CampaignSubject, remark_id: int, at: datetime) -> Remark:
    """A text that the result of an action shows; NotFound where it shows no such text."""
    shown = remarks_of(subject, result_of(subject, at))
    for texts in shown.values():
        for one in texts:
            if one.id == remark_id:
                return one
    raise NotFound("remark", _NO_REMARK)


def results_before(campaign: Campaign, at: datetime, subjects: Sequence[CampaignSubject]) -> dict[int, Before]:
    """By thing evaluated, where it was last evaluated before this campaign, and how: for the trend. Four statements."""
    wanted = (
        select(CampaignSubject)
        .join(Campaign)
        .where(CampaignSubject.about.in_([one.about for one in subjects]), Campaign.id != campaign.id)
        .where(Campaign.opened_at < campaign.opened_at, Campaign.closes_at <= campaign.closes_at)
        .where(Campaign.closes_at <= at)
        .order_by(Campaign.closes_at, Campaign.id)
        .options(contains_eager(CampaignSubject.campaign))
    )
    last = {one.about: one for one in db.session.execute(wanted).scalars()}
    results = _published(list(last.values()))
    found = {one.id: last.get(one.about) for one in subjects}
    return {key: Before(one, results[one.id]) for key, one in found.items() if one is not None}


def turnouts(campaign: Campaign) -> dict[int, Turnout]:
    """By thing evaluated, how many answered; two statements."""
    ids = [one.id for one in campaign.subjects]
    invited = sum(one["invited"] for one in campaign.colleges)
    guests = _guests(ids)
    keys = (EvaluationMark.subject_id, EvaluationMark.guest_id.is_not(None))
    wanted = select(*keys, func.count()).where(EvaluationMark.subject_id.in_(ids)).group_by(*keys)
    done = {(row[0], bool(row[1])): row[2] for row in db.session.execute(wanted)}
    return {
        one: Turnout(done.get((one, False), 0), invited, done.get((one, True), 0), guests.get(one, 0)) for one in ids
    }


def _published(subjects: Sequence[CampaignSubject]) -> dict[int, Published]:
    counts = _counted([one.id for one in subjects]) if subjects else {}
    terms = {one.campaign_id: terms_of(one.campaign) for one in subjects}
    found = {}
    for subject in subjects:
        codes = [one.code for one in criteria_on(subject)] + [GLOBAL]
        of_it = counts[subject.id]
        outside = outside_part(of_it.guest_answers, of_it.guests, of_it.guest_cells, codes) if of_it.guests else None
        found[subject.id] = publish(of_it.answers, of_it.cells, codes, terms[subject.campaign_id], outside=outside)
    return found


def _counted(subject_ids: Sequence[int]) -> dict[int, _Counts]:
    counts = {one: _Counts() for one in subject_ids}
    for subject_id, number in _guests(subject_ids).items():
        counts[subject_id].guests = number
    outside = EvaluationMark.guest_id.is_not(None)
    keys = (EvaluationMark.subject_id, outside, EvaluationMark.college)
    marks = select(*keys, func.count()).where(EvaluationMark.subject_id.in_(subject_ids)).group_by(*keys)
    for subject_id, from_outside, college, number in db.session.execute(marks):
        if from_outside:
            counts[subject_id].guest_answers += number
        else:
            counts[subject_id].answers[college] = number
    cells = (Grade.subject_id, Grade.outside, Grade.college, Grade.criterion, Grade.grade)
    grades = select(*cells, func.count()).where(Grade.subject_id.in_(subject_ids)).group_by(*cells)
    for subject_id, from_outside, college, code, grade, number in db.session.execute(grades):
        if from_outside:
            counts[subject_id].guest_cells[code, grade] = number
        else:
            counts[subject_id].cells[college, code, grade] = number
    return counts


def _guests(subject_ids: Sequence[int]) -> dict[int, int]:
    wanted = select(Guest.subject_id, func.count()).where(Guest.subject_id.in_(subject_ids)).group_by(Guest.subject_id)
    return {row[0]: row[1] for row in db.session.execute(wanted)}
