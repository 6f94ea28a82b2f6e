"""The register of decisions: one number a closed resolution, without gap, whoever closes first; searched and read."""

import threading
from datetime import timedelta

import pytest
from flask import Flask

from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from foundation.web.transaction import transaction
from governance.models import Assembly, Decision
from governance.queries.assemblies import locked_assembly
from governance.queries.decisions import decision_by_number, search_decisions
from governance.services.voting import close_vote, open_vote
from tests.factories.governance import (
    OPENED,
    convened,
    decide,
    end_session,
    open_evening,
    pole_members,
    pole_statutes,
    refusal,
)
from tests.states import prepared

TITLES = ["Approbation des comptes", "Affectation du résultat", "Élection à la présidence"]
ASSEMBLIES = 4


def numbers() -> list[int]:
    return [row.number for row in db.session.query(Decision).order_by(Decision.id)]


@prepared
def held(members, *, resolutions=TITLES, first=OPENED) -> Assembly:
    assembly = convened(resolutions=resolutions)
    open_evening(assembly, members, present=list(members))
    for rank in range(len(resolutions)):
        at = first + timedelta(minutes=10 * rank)
        against = list(members) if rank == 1 else ()
        decide(assembly, rank + 2, against=against, at=at)
    end_session(assembly, at=first + timedelta(hours=2))
    return assembly


@pytest.fixture
def two_evenings(session):
    pole_statutes()
    members = pole_members()
    return held(members), held(members, resolutions=["Changement d’horaires"])


def test_decisions_of_every_assembly_share_one_numbering_without_gap(two_evenings):
    first, second = two_evenings
    assert numbers() == [1, 2, 3, 4]
    assert decision_by_number(3)[0].assembly_id == first.id
    assert decision_by_number(4)[0].assembly_id == second.id


def test_a_rejected_resolution_is_a_decision_too(two_evenings):
    assert [decision_by_number(number)[0].adopted for number in (1, 2, 3)] == [True, False, True]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", [4, 3, 2, 1]),
        ("election", [3]),
        ("ÉLECTION présidence", [3]),
        ("comptes", [1]),
        ("l'assemblée résultat", [2]),
        ("horaires comptes", []),
        ("%", []),
        ("_", []),
        ("' OR 1=1 --", []),
    ],
)
def test_the_register_is_searched_without_accents_and_by_every_word(two_evenings, words, found):
    rows = search_decisions(words, adopted=None, page=1).rows
    assert [decision.number for decision, _minutes in rows] == found


def test_the_register_is_read_by_outcome(two_evenings):
    assert [row[0].number for row in search_decisions("", adopted=False, page=1).rows] == [2]
    assert [row[0].number for row in search_decisions("", adopted=True, page=1).rows] == [4, 3, 1]


@pytest.mark.parametrize("page", [-1, 0, 1, 2, 10**12])
def test_a_page_that_is_not_there_is_the_nearest_one(two_evenings, page):
    found = search_decisions("", adopted=None, page=page)
    assert (found.page, found.total, len(found.rows)) == (1, 4, 4)


def test_a_number_that_was_never_given_is_not_found(two_evenings):
    assert refusal(lambda: decision_by_number(5)) == (404, "decision")


def test_votes_closed_at_once_leave_no_gap_in_the_register(own_app: Flask) -> None:
    """Four assemblies close a vote at the same instant, each twice: four decisions, numbered 1 to 4."""
    acts = _prepared(own_app)
    gate, told = threading.Barrier(len(acts) * 2), []

    def close(assembly_id: int, item_id: int) -> None:
        gate.wait()
        with own_app.app_context(), transaction():
            assembly = locked_assembly(assembly_id)
            told.append(close_vote(assembly, item_id, actor=SYSTEM, at=OPENED + timedelta(hours=1)).number)

    threads = [threading.Thread(target=close, args=act) for act in acts for _twice in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [1, 1, 2, 2, 3, 3, 4, 4]
    with own_app.app_context():
        assert sorted(numbers()) == [1, 2, 3, 4]


def test_a_vote_opened_by_two_hands_at_once_has_one_box(own_app: Flask) -> None:
    [(assembly_id, item_id)] = _prepared(own_app, assemblies=1, opened=False)
    gate, boxes = threading.Barrier(4), []

    def open_it() -> None:
        gate.wait()
        with own_app.app_context(), transaction():
            boxes.append(open_vote(locked_assembly(assembly_id), item_id, actor=SYSTEM, at=OPENED).id)

    threads = [threading.Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(boxes) == 4
    assert len(set(boxes)) == 1


def _prepared(app: Flask, *, assemblies: int = ASSEMBLIES, opened: bool = True) -> list[tuple[int, int]]:
    """Assemblies in session, really committed, each with a vote open: (assembly, item)."""
    made = []
    with app.app_context(), transaction():
        pole_statutes()
        members = pole_members()
        for _ in range(assemblies):
            assembly = convened()
            open_evening(assembly, members, present=list(members))
            item = assembly.items[1]
            if opened:
                open_vote(assembly, item.id, actor=SYSTEM, at=OPENED)
            made.append((assembly.id, item.id))
    return made
