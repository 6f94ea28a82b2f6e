"""An answer comes in: a mark that it was given, grades and texts that name nobody. Nothing links them, nothing is audited.

The same answer sent twice is one; a second one, whatever it says, changes nothing: the first stands and stays unknown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from random import SystemRandom

from sqlalchemy import insert, select

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, StateMoved
from foundation.kernel.sentences import N_
from pole.evaluations.models import Campaign, CampaignSubject, EvaluationMark, Grade, Guest, Invited, Remark, drawn_key
from pole.evaluations.queries.campaigns import criteria_on, state_at
from pole.evaluations.rules.campaigns import CampaignState, grades_given
from pole.evaluations.rules.grids import GLOBAL, REMARKS

_OVER = N_("This evaluation is closed: it takes no answer any more. Its result says what the others thought.")
_NOT_YET = N_("This evaluation is not open yet: come back once it is.")
_NOT_ASKED = N_("You are not on the list of this evaluation, or you answer for nobody who is.")


@dataclass(frozen=True)
class Answer:
    """What somebody sends: grades by criterion (a criterion left out is no opinion), texts by kind."""

    grades: Mapping[str, int]
    remarks: Mapping[str, str] = field(default_factory=dict)


def answer_as_member(subject: CampaignSubject, invited: Invited, answer: Answer, *, at: datetime) -> bool:
    """A member's answer about one action: True where it is kept, False where one was kept before and stands.

    Raises StateMoved out of the time of the campaign, NotFound for another campaign's line, Refused for unknown grades.
    """
    _require_open(subject, at)
    if invited.campaign_id != subject.campaign_id:
        raise NotFound("evaluation-not-asked", _NOT_ASKED)
    _held(Invited, invited.id)
    mine = (EvaluationMark.invited_id == invited.id, EvaluationMark.subject_id == subject.id)
    if _exists(*mine):
        return False
    mark = EvaluationMark(subject_id=subject.id, invited_id=invited.id, college=invited.college)
    _keep(subject, mark, answer, college=invited.college, outside=False)
    return True


def answer_by_link(guest: Guest, answer: Answer, *, at: datetime) -> bool:
    """The answer of somebody from outside: True where it is kept, False where this link has answered already."""
    subject = db.session.get_one(CampaignSubject, guest.subject_id)
    _require_open(subject, at)
    _held(Guest, guest.id)
    if has_answered(guest):
        return False
    _keep(subject, EvaluationMark(subject_id=subject.id, guest_id=guest.id), answer, college="", outside=True)
    return True


def has_answered(guest: Guest) -> bool:
    """Whether this link has answered; what, nobody knows."""
    return _exists(EvaluationMark.guest_id == guest.id)


def _require_open(subject: CampaignSubject, at: datetime) -> None:
    state = state_at(_held_campaign(subject.campaign_id), at)
    if state is CampaignState.CLOSED:
        raise StateMoved("evaluation-closed", _OVER)
    if state is not CampaignState.OPEN:
        raise StateMoved("evaluation-not-open", _NOT_YET)


def _held_campaign(campaign_id: int) -> Campaign:
    """As it stands now: whoever closes it waits for the answers under way, those that come later see it closed."""
    held = select(Campaign).where(Campaign.id == campaign_id).with_for_update(read=True)
    return db.session.execute(held.execution_options(populate_existing=True)).scalar_one()


def _held(model: type[Invited] | type[Guest], row_id: int) -> None:
    """Two sendings at the same instant come one after the other."""
    db.session.execute(select(model.id).where(model.id == row_id).with_for_update())


def _exists(*conditions: object) -> bool:
    return db.session.execute(select(EvaluationMark.id).where(*conditions).limit(1)).first() is not None  # type: ignore[arg-type]


def _keep(subject: CampaignSubject, mark: EvaluationMark, answer: Answer, *, college: str, outside: bool) -> None:
    """One mark; one row a criterion, drawn in no order; one row a text."""
    grades = grades_given(answer.grades, [one.code for one in criteria_on(subject)] + [GLOBAL])
    db.session.add(mark)
    rows = [
        {
            "id": drawn_key(),
            "subject_id": subject.id,
            "outside": outside,
            "college": college,
            "criterion": code,
            "grade": grade,
        }
        for code, grade in grades.items()
    ]
    SystemRandom().shuffle(rows)
    db.session.execute(insert(Grade), rows)
    for kind in REMARKS:
        text = answer.remarks.get(kind, "").strip()
        if text:
            db.session.add(Remark(subject_id=subject.id, outside=outside, kind=kind, text=text))
    db.session.flush()
