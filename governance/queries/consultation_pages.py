"""What the page of a consultation shows: each question with the answers of the reader, how many answered, what was done.

As many statements for ten questions as for one, whatever the number of members.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from foundation.kernel.db import db
from governance.models import Consultation, ConsultationFact, ConsultationQuestion, Decision
from governance.queries.consultations import box_ids_of, boxes_of, moments_of
from governance.rules.consultations import AskKind, ConsultationState, state_at
from votes.models import Box, BoxResult, Objection, Right
from votes.queries.answers import RightAmong, rights_among, used_by_college
from votes.queries.life import shows_result, states_of
from votes.queries.turnout import turnout_withheld
from votes.rules.life import BoxState


@dataclass(frozen=True)
class AskedQuestion:
    """A question with its box, the state of the box, and the rights of the reader in it."""

    question: ConsultationQuestion
    box: Box | None
    state: BoxState | None
    rights: tuple[RightAmong, ...]

    @property
    def takes_answers(self) -> bool:
        """Whether an answer is accepted now."""
        return self.state is BoxState.OPEN

    @property
    def missing(self) -> int:
        """How many answers of the reader are missing, while they can be given."""
        return sum(1 for one in self.rights if one.cast_at is None) if self.takes_answers else 0


@dataclass(frozen=True)
class ConsultationPage:
    """A consultation as one reader sees it at a moment; `closes_at` is the last closing of its questions."""

    consultation: Consultation
    state: ConsultationState
    closes_at: datetime
    questions: tuple[AskedQuestion, ...]

    @property
    def rights(self) -> int:
        """For how many members the reader answers."""
        return max((len(one.rights) for one in self.questions), default=0)

    @property
    def missing(self) -> int:
        """How many answers of the reader are missing."""
        return sum(one.missing for one in self.questions)

    @property
    def answered(self) -> int:
        """How many questions the reader has answered for every member in their hands."""
        return sum(1 for one in self.questions if one.rights and all(right.cast_at for right in one.rights))

    @property
    def is_secret(self) -> bool:
        """Whether one of its questions is secret."""
        return any(one.box is not None and one.box.secret for one in self.questions)

    def next_after(self, position: int) -> AskedQuestion | None:
        """The next question after a place that waits for an answer of the reader."""
        later = (one for one in self.questions if one.question.position > position and one.missing)
        return next(later, None)


def consultation_page(consultation: Consultation, account_id: int, at: datetime) -> ConsultationPage:
    """The consultation as this account sees it; four statements."""
    boxes = boxes_of(consultation)
    states = states_of(list(boxes.values()), at)
    rights = rights_among(list(boxes), account_id)
    moments = moments_of(consultation, boxes.values())
    asked = tuple(
        AskedQuestion(
            one,
            boxes.get(one.box_id or 0),
            states.get(one.box_id or 0),
            tuple(rights.get(one.box_id or 0, ())),
        )
        for one in consultation.questions
    )
    return ConsultationPage(consultation, state_at(moments, at), moments.closes_at, asked)


@dataclass(frozen=True)
class CollegeAnswers:
    """How many rights of a college were used; `tone` is its colour."""

    name: str
    tone: int
    used: int
    entitled: int


@dataclass(frozen=True)
class Turnout:
    """How many rights were used in one question, in all and by college; nothing of what was chosen."""

    used: int
    entitled: int
    colleges: tuple[CollegeAnswers, ...]


def turnouts(page: ConsultationPage) -> dict[int, Turnout]:
    """By question, how many answered; one statement."""
    found = used_by_college(box_ids_of(page.consultation))
    return {one.question.id: _turnout(one.box, found.get(one.box.id, {})) for one in page.questions if one.box}


def _turnout(box: Box, cells: dict[str, tuple[int, int]]) -> Turnout:
    colleges = tuple(
        CollegeAnswers(one["name"], rank % 8 + 1, *cells.get(one["id"], (0, 0)))
        for rank, one in enumerate(box.colleges)
    )
    used, entitled = (sum(cell[place] for cell in cells.values()) for place in (0, 1))
    withheld = turnout_withheld(box, [one.entitled for one in colleges])
    return Turnout(used, entitled, () if withheld else colleges)


@dataclass(frozen=True)
class ShownAnswer:
    """The result of one question for a page; `stored` None where the reader may not see it (yet)."""

    asked: AskedQuestion
    stored: BoxResult | None
    objections: tuple[tuple[str, str], ...] = ()

    @property
    def is_consent(self) -> bool:
        """Whether the question was put to consent."""
        return self.asked.question.kind == AskKind.CONSENT


def shown_answers(page: ConsultationPage, *, runs: bool) -> list[ShownAnswer]:
    """The results of a consultation that the reader may see; two statements."""
    shown = [one for one in page.questions if one.box and one.state and shows_result(one.box, one.state, runs=runs)]
    numbers = [one.box.id for one in shown if one.box]
    stored = _stored(numbers)
    consents = [one.box.id for one in shown if one.box and one.question.kind == AskKind.CONSENT]
    objections = _objections(consents)
    return [
        ShownAnswer(
            one,
            stored.get(one.box.id) if one.box and one in shown else None,
            objections.get(one.box.id, ()) if one.box else (),
        )
        for one in page.questions
    ]


def outcome_of(facts: Sequence[ConsultationFact]) -> tuple[ConsultationFact, Decision | None] | None:
    """The last word on what was decided after it, with the decision of the register."""
    last = next((fact for fact in reversed(facts) if fact.kind == "outcome"), None)
    if last is None:
        return None
    return last, db.session.get(Decision, last.decision_id) if last.decision_id else None


def _stored(box_ids: Sequence[int]) -> dict[int, BoxResult]:
    if not box_ids:
        return {}
    rows = db.session.execute(select(BoxResult).where(BoxResult.box_id.in_(box_ids))).scalars()
    return {row.box_id: row for row in rows}


def _objections(box_ids: Sequence[int]) -> dict[int, tuple[tuple[str, str], ...]]:
    """By box, who objects and why: the last word of each right, those that were lifted left out."""
    if not box_ids:
        return {}
    rows = db.session.execute(
        select(Objection.box_id, Objection.right_id, Right.name, Objection.reason)
        .join(Right, Right.id == Objection.right_id)
        .where(Objection.box_id.in_(box_ids))
        .order_by(Objection.id)
    )
    last: dict[tuple[int, int], Any] = {(row.box_id, row.right_id): row for row in rows}
    found: dict[int, tuple[tuple[str, str], ...]] = {}
    for (box_id, _right), row in last.items():
        if row.reason:
            found[box_id] = (*found.get(box_id, ()), (row.name, row.reason))
    return found
