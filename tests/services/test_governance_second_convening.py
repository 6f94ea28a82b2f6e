"""A second convening: only after a failed quorum, on the same agenda without what was decided, with the second quorum."""

from dataclasses import replace
from datetime import timedelta

import pytest

from foundation.kernel.audit import SYSTEM
from governance.queries.floor import floor_at
from governance.queries.ruling import ruling_of
from governance.rules.kinds import QuestionKind
from governance.rules.presence import Mode
from governance.services.assemblies import AssemblyDraft, ItemDraft, add_item, change_item, convene_again, remove_item
from governance.services.notice import convene
from governance.services.presence import check_in, check_out
from governance.services.voting import close_vote, open_vote
from tests.factories.governance import (
    CONVENED,
    OPENED,
    STARTS,
    convened,
    decide,
    end_session,
    in_session,
    make_assembly,
    open_evening,
    pole_members,
    pole_statutes,
    refusal,
)

CLOSED = OPENED + timedelta(hours=1)
SECOND = AssemblyDraft(
    "Seconde assemblée",
    "ordinary",
    STARTS + timedelta(days=20),
    "Europe/Paris",
    "Salle des Moulins, Rennes",
    questions_email="questions@exemple.fr",
)
TWO = ["Inès Oubrahim", "Maëlys Kervadec"]


@pytest.fixture(autouse=True)
def database(session):
    return session


def failed(**options):
    """An assembly closed without quorum: two of ten came."""
    assembly, members = in_session(TWO, **options)
    end_session(assembly, at=CLOSED)
    return assembly, members


def again(first, **changes):
    return convene_again(first, replace(SECOND, **changes), actor=SYSTEM, at=CLOSED)


def test_a_second_convening_has_the_same_agenda_and_recalls_the_first():
    first, _members = failed(resolutions=["Approbation des comptes", "Affectation du résultat"])
    second = again(first)
    copied = [(item.position, item.title, item.text, item.question) for item in second.items]
    assert copied == [(item.position, item.title, item.text, item.question) for item in first.items]
    assert (second.convening, second.first_assembly_id) == (2, first.id)


def test_what_was_decided_is_not_decided_twice():
    """Three of ten were enough for the first vote; then one left, and the second question lacked its quorum."""
    first, members = in_session([*TWO, "Yann Le Guirriec"], resolutions=["Décidée", "Restée là"])
    decide(first, 2)
    check_out(first, members["Yann Le Guirriec"].id, actor=SYSTEM, at=OPENED + timedelta(minutes=30))
    end_session(first, at=CLOSED)
    second = again(first)
    assert [(item.position, item.title) for item in second.items] == [(1, "Rapport de gestion"), (2, "Restée là")]


def test_a_mixed_assembly_is_convened_again_as_a_mixed_one():
    pole_statutes()
    members = pole_members()
    first = make_assembly("mixed")
    add_item(first, ItemDraft("Changer le siège", "Texte.", "extraordinary"), actor=SYSTEM, at=CONVENED)
    convene(first, actor=SYSTEM, at=CONVENED)
    open_evening(first, members, present=[*TWO, "Yann Le Guirriec"])
    decide(first, 2)
    end_session(first, at=CLOSED)
    second = again(first)
    assert (second.kind, [item.title for item in second.items]) == ("mixed", ["Rapport de gestion", "Changer le siège"])


def test_a_question_whose_quorum_was_reached_does_not_profit_from_the_lower_quorum():
    """Three of ten: the ordinary quorum of a quarter is reached, the extraordinary third is not."""
    pole_statutes()
    members = pole_members()
    first = make_assembly("mixed", resolutions=["Laissée de côté"])
    add_item(first, ItemDraft("Changer le siège", "Texte.", "extraordinary"), actor=SYSTEM, at=CONVENED)
    convene(first, actor=SYSTEM, at=CONVENED)
    open_evening(first, members, present=[*TWO, "Yann Le Guirriec"])
    end_session(first, at=CLOSED)
    assert [item.title for item in again(first).items] == ["Rapport de gestion", "Changer le siège"]


def test_there_is_no_second_convening_where_the_quorum_was_reached():
    first, _members = in_session()
    end_session(first, at=CLOSED)
    assert refusal(lambda: again(first)) == (422, "quorum-did-not-fail")


def test_the_quorum_that_counts_is_the_last_one_found():
    first, members = in_session(TWO)
    check_in(first, members["Yann Le Guirriec"].id, mode=Mode.IN_PERSON, actor=SYSTEM, at=OPENED + timedelta(minutes=5))
    end_session(first, at=CLOSED)
    assert refusal(lambda: again(first)) == (422, "quorum-did-not-fail")


def test_there_is_no_second_convening_where_everything_was_decided():
    first, _members = in_session()
    decide(first, 2)
    end_session(first, at=CLOSED)
    assert refusal(lambda: again(first)) == (422, "quorum-did-not-fail")


def test_a_second_convening_waits_for_the_first_to_close():
    first, _members = in_session(TWO)
    assert refusal(lambda: again(first)) == (409, "first-not-closed")


def test_an_assembly_is_convened_a_second_time_once():
    first, _members = failed()
    again(first)
    assert refusal(lambda: again(first)) == (409, "second-exists")


def test_the_agenda_of_a_second_convening_cannot_change():
    """L225-105."""
    second = again(failed()[0])
    item = second.items[0]
    for act in (
        lambda: add_item(second, ItemDraft("De plus"), actor=SYSTEM, at=CLOSED),
        lambda: change_item(second, item, ItemDraft("Autre"), actor=SYSTEM, at=CLOSED),
        lambda: remove_item(second, item.id, actor=SYSTEM, at=CLOSED),
    ):
        assert refusal(act) == (422, "second-agenda")


def test_the_second_convening_has_the_second_quorum_and_its_shorter_notice():
    first, members = failed(kind="extraordinary", resolutions=["Changer le siège"])
    second = again(first)
    ruling = ruling_of(second)
    assert str(ruling.quorum_terms(QuestionKind.EXTRAORDINARY).required) == "1/4"
    assert str(ruling_of(first).quorum_terms(QuestionKind.EXTRAORDINARY).required) == "1/3"
    assert (ruling.notice()[0], ruling_of(first).notice()[0]) == (10, 15)
    convene(second, actor=SYSTEM, at=CLOSED + timedelta(days=1))
    open_evening(second, members, present=TWO)
    item = second.items[1]
    assert refusal(lambda: open_vote(second, item.id, actor=SYSTEM, at=second.opened_at)) == (422, "no-quorum")
    check_in(second, members["Yann Le Guirriec"].id, mode=Mode.IN_PERSON, actor=SYSTEM, at=second.opened_at)
    open_vote(second, item.id, actor=SYSTEM, at=second.opened_at)
    assert close_vote(second, item.id, actor=SYSTEM, at=second.opened_at + timedelta(minutes=1)).number == 1


def test_an_ordinary_second_convening_of_the_pole_asks_no_quorum():
    first, members = failed()
    second = again(first)
    convene(second, actor=SYSTEM, at=CLOSED + timedelta(days=1))
    open_evening(second, members, present=TWO[:1])
    assert floor_at(second, second.opened_at).quorum_for(QuestionKind.ORDINARY).required is None
    open_vote(second, second.items[1].id, actor=SYSTEM, at=second.opened_at)


def test_a_convened_assembly_is_not_yet_a_failed_one():
    pole_statutes()
    pole_members()
    assert refusal(lambda: again(convened())) == (409, "first-not-closed")
