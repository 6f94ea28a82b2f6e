"""Advice asked openly among members, where the statutes want elections secret (loi 47-1775 art. 8): refused everywhere."""

from datetime import date, timedelta

import pytest

from foundation.kernel.audit import SYSTEM
from foundation.kernel.errors import Refused
from governance.queries.consulted import consulted_on
from governance.rules.consultations import AskKind
from governance.services.asking import Asked, ask_room
from governance.services.consultations import QuestionDraft, add_question, change_question
from governance.services.consulting import open_consultation
from tests.factories.consultations import BY, OPENED, WRITTEN, consent, opinion, priorities, written
from tests.factories.governance import OPENED as EVENING
from tests.factories.governance import in_session, pole_members, pole_statutes, refusal
from votes.rules.plans import BallotPlan

pytestmark = pytest.mark.usefixtures("session")
AT = EVENING + timedelta(minutes=10)
PERSONS = ("Solène Abiven", "Yann Le Guirriec")
NOT_SECRET = {"secret_ballots.required_for": []}


def among(*labels: str, **plan: object) -> BallotPlan:
    options = [{"id": f"o{place}", "label": label} for place, label in enumerate(labels, 1)]
    return BallotPlan("approval", {"options": options, "seats": 1}, **plan)  # type: ignore[arg-type]


def draft(kind: AskKind, *labels: str, **plan: object) -> QuestionDraft:
    return QuestionDraft(kind, "Qui ?", among(*labels, **plan).as_json())


def room(*answers: str):
    """The room is asked; in_session gives an assembly under the statutes of the pole, which want elections secret."""
    assembly, _members = in_session()
    return ask_room(assembly, Asked("Qui nous représente ?", answers), actor=SYSTEM, at=AT)


def test_the_room_is_not_asked_openly_whom_it_prefers():
    with pytest.raises(Refused) as refused:
        room("Solène Abiven, jardinière", "Personne")
    assert (refused.value.code, refused.value.rule) == ("secret-required", 46)
    assert "secret_ballots.required_for" in refused.value.source
    assert refused.value.values["names"] == "Solène Abiven, jardinière"


def test_the_room_is_asked_anything_else():
    assert room("Le four", "Le verger").advisory


def test_the_room_is_asked_for_or_against():
    assert room().advisory


def test_a_consultation_among_members_is_refused_openly_and_taken_secretly():
    pole_statutes()
    pole_members()
    made = written()
    for kind in (AskKind.PRIORITIES, AskKind.PLACE):
        openly = draft(kind, *PERSONS)
        assert refusal(lambda openly=openly: add_question(made, openly, at=WRITTEN, **BY))[1] == "secret-required"
        change = lambda openly=openly: change_question(made.questions[0], openly, at=WRITTEN, **BY)  # noqa: E731
        assert refusal(change)[1] == "secret-required"
    numbered = draft(AskKind.PRIORITIES, "Ada", "Zoé", members={"o1": 3})
    assert refusal(lambda: add_question(made, numbered, at=WRITTEN, **BY))[1] == "secret-required"
    add_question(made, draft(AskKind.PRIORITIES, *PERSONS, secret=True), at=WRITTEN, **BY)


def test_the_premises_of_a_member_are_a_place_and_consent_is_always_open():
    pole_statutes(**{"secret_ballots.required_for": ["election", "resolution"]})
    pole_members()
    made = written(opinion(), consent(), priorities())
    add_question(made, draft(AskKind.PLACE, "Atelier du Canal", "Salle des fêtes"), at=WRITTEN, **BY)
    assert refusal(lambda: add_question(made, draft(AskKind.PRIORITIES, "Atelier du Canal", "Ada"), at=WRITTEN, **BY))[
        1
    ] == ("secret-required")


def test_statutes_that_came_after_the_question_keep_it_from_opening():
    pole_statutes(**NOT_SECRET)
    pole_members()
    made = written(draft(AskKind.PRIORITIES, *PERSONS))
    pole_statutes(effective_on=date(2026, 6, 2))
    assert consulted_on(made, OPENED.date()).obstacle(made.questions[0], OPENED).code == "secret-required"
    assert refusal(lambda: open_consultation(made.id, at=OPENED, **BY))[1] == "secret-required"
