"""The results of a consultation read back for one page, what the reader answered in words, and the moment that was chosen."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from foundation.kernel.db import db
from governance.models import ConsultationQuestion
from governance.queries.consultation_pages import AskedQuestion, ConsultationPage, ShownAnswer
from governance.rules.consultation_moments import Meeting, moments_from_json
from governance.rules.consultations import AskKind
from votes.models import Ballot, BoxResult
from votes.queries.answers import used_by_college
from votes.queries.hands import latest_revision
from votes.queries.results import contest_of_box, published_resolution
from votes.rules.ballot_words import choice_in_words
from votes.rules.published import Published
from votes.rules.published_contest import PublishedContest, read_contest_result
from votes.rules.result_tables import figures_of, shown_as


def answers_in_words(page: ConsultationPage, language: str) -> dict[int, str]:
    """By right, the answer that stands, in words; of a secret question nothing, for nobody knows it; one statement."""
    rights = [right.right_id for one in page.questions for right in one.rights]
    if not rights:
        return {}
    last = Ballot.revision == latest_revision(Ballot.right_id)
    statement = select(Ballot.box_id, Ballot.right_id, Ballot.choice).where(Ballot.right_id.in_(rights), last)
    asked = {one.box.id: one for one in page.questions if one.box}
    return {
        right_id: _in_words(asked[box_id], choice, language)
        for box_id, right_id, choice in db.session.execute(statement)
    }


@dataclass(frozen=True)
class DrawnAnswer:
    """A result ready to be drawn; of a vote among options, the figures of each option and what they are."""

    published: Published | PublishedContest
    figures: Sequence[Any] = ()
    shown_as: str = ""


def drawn_answers(shown: Sequence[ShownAnswer]) -> dict[int, DrawnAnswer]:
    """By question, its result ready to be drawn; one statement for all of them."""
    counted = [(one.asked, one.stored) for one in shown if one.stored is not None]
    rolls = used_by_college([row.box_id for _asked, row in counted])
    return {asked.question.id: _drawn(_published(asked, row, rolls.get(row.box_id, {}))) for asked, row in counted}


def chosen_moment(question: ConsultationQuestion, stored: BoxResult | None) -> tuple[datetime, Meeting] | None:
    """The moment that a question about a date chose; None where the votes tie, or where nothing is to be seen yet."""
    if question.kind != AskKind.DATE or stored is None or stored.result["unresolved_tie"]:
        return None
    at, meeting = moments_from_json(question.ballot["moments"])
    winners = stored.result["winners"]
    return (at[winners[0]], meeting) if len(winners) == 1 else None


def _in_words(asked: AskedQuestion, choice: str, language: str) -> str:
    assert asked.box is not None  # it is among the boxes that were read
    return choice_in_words(asked.box.method, contest_of_box(asked.box), json.loads(choice), language)


def _drawn(published: Published | PublishedContest) -> DrawnAnswer:
    if not isinstance(published, PublishedContest):
        return DrawnAnswer(published)
    return DrawnAnswer(published, figures_of(published), str(shown_as(published)))


def _published(
    asked: AskedQuestion, row: BoxResult, roll: Mapping[str, tuple[int, int]]
) -> Published | PublishedContest:
    assert asked.box is not None  # a result has its box
    contest = contest_of_box(asked.box)
    if contest is None:
        return published_resolution(asked.box, row)
    entitled = {college: entitled for college, (_used, entitled) in roll.items()}
    entitled = {one["id"]: 0 for one in asked.box.colleges} | entitled
    return read_contest_result(row.result, contest, asked.box.colleges, entitled=entitled, steps=row.steps or {})
