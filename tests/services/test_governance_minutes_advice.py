"""Questions asked of the room for advice are in the minutes, apart from what was decided, with their counts."""

import re
from datetime import timedelta

import pypdfium2
import pytest

from foundation.documents.archive import find
from foundation.kernel.audit import SYSTEM, Actor
from governance.models import Assembly
from governance.queries.minutes import minutes_data, texts_of
from governance.services.asking import Asked, ask_room, close_question
from governance.services.minutes import issue_minutes
from tests.factories.ballots import statements_of
from tests.factories.governance import OPENED, decide, end_session, in_session
from votes.models import Box
from votes.queries import rights_at_desk
from votes.services import publishing
from votes.services.act_writing import Acting
from votes.services.casting import cast_at_desk

pytestmark = pytest.mark.usefixtures("session")
LATER = OPENED + timedelta(days=1)


def asked(
    assembly: Assembly, title: str, choices: list[str], *, answers: tuple[str, ...] = (), minutes: int = 5
) -> Box:
    """The room answers, one choice a right in the order of the roll, and the question is closed a minute later."""
    at = OPENED + timedelta(minutes=minutes)
    box = ask_room(assembly, Asked(title, answers), actor=SYSTEM, at=at)
    for right, choice in zip(rights_at_desk(box.id), choices, strict=False):
        cast_at_desk(box.id, right.right_id, choice, actor=SYSTEM, at=at)
    close_question(assembly, box.id, actor=SYSTEM, at=at + timedelta(minutes=1))
    return box


def data_of(assembly: Assembly) -> dict:
    return minutes_data(assembly, texts_of(assembly), number="1", draft=False, at=LATER)


def printed(assembly: Assembly) -> str:
    document = pypdfium2.PdfDocument(find(issue_minutes(assembly, actor=SYSTEM, at=LATER).document_id).content)
    pages = [document[page].get_textpage().get_text_range() for page in range(len(document))]
    return re.sub(r"\s", "", " ".join(pages))


def test_the_minutes_tell_what_was_asked_for_advice_when_and_what_was_answered():
    assembly, _members = in_session()
    asked(assembly, "Ouvrir le samedi\u202f?", ["for", "for", "against"])
    decide(assembly, 2, at=OPENED + timedelta(minutes=20))
    end_session(assembly, at=OPENED + timedelta(minutes=40))
    [said] = data_of(assembly)["advice"]
    assert (said["title"], said["answers"], said["asked"]) == ("Ouvrir le samedi\u202f?", 3, 10)
    assert (said["opened_at"], said["closed_at"]) == (OPENED + timedelta(minutes=5), OPENED + timedelta(minutes=6))
    by_head = [one["name"] for one in said["scopes"]].index("Par tête")
    assert [(one["label"], one["figures"][by_head]) for one in said["lines"]] == [
        ("Pour", "2"),
        ("Contre", "1"),
        ("Abstention", "0"),
    ]
    text = printed(assembly)
    for wanted in ("Questionsposéespouravis", "ontvaleurd’avisetnedécidentrien", "Ouvrirlesamedi?", "3réponsessur10"):
        assert wanted in text, wanted


def test_an_assembly_that_asked_nothing_has_no_such_section():
    assembly, _members = in_session()
    decide(assembly, 2, at=OPENED + timedelta(minutes=20))
    end_session(assembly, at=OPENED + timedelta(minutes=40))
    assert data_of(assembly)["advice"] == []
    assert "Questionsposéespouravis" not in printed(assembly)


def test_an_answer_among_several_and_an_annulled_question_say_so():
    assembly, _members = in_session()
    box = asked(assembly, "Où\u202f?", [], answers=("Le four", "Le verger"))
    acting = Acting(Actor(77, "Inès Bureau"), OPENED + timedelta(minutes=8), "Question mal posée.")
    publishing.annul(box.id, publishing.dispute_for(box.id, "Solène Abiven", acting).id, acting)
    [said] = data_of(assembly)["advice"]
    assert {one["label"] for one in said["lines"]} == {"Le four", "Le verger"}
    assert any("Question mal posée." in phrase for phrase in said["applied"])


def test_ten_questions_take_as_many_statements_as_one():
    assembly, _members = in_session()
    asked(assembly, "Une\u202f?", ["for"])
    few = statements_of(lambda: data_of(assembly))
    for place in range(9):
        answers = ("Le four", "Le verger") if place % 2 else ()
        asked(assembly, f"Question {place}", [], answers=answers, minutes=7 + 2 * place)
    many = statements_of(lambda: data_of(assembly))
    assert (len(data_of(assembly)["advice"]), many <= few) == (10, True), (few, many)
