"""The life of an assembly: draft, convened, open, closed; each step once, in order, and every jump refused."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from foundation.kernel.audit import SYSTEM, Actor, AuditEntry
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from governance.models import Assembly, QuorumFact
from governance.queries.assemblies import incidents, officers
from governance.queries.floor import floor_at
from governance.rules.kinds import AssemblyState
from governance.rules.presence import Mode
from governance.services.assemblies import (
    AssemblyDraft,
    ItemDraft,
    add_item,
    change_assembly,
    change_item,
    create_assembly,
    move_item,
    remove_item,
)
from governance.services.notice import convene
from governance.services.presence import check_in, check_out, name_officer
from governance.services.session import close_session, deal_with, open_session, record_incident
from governance.services.voting import close_vote, open_vote
from tests.factories.governance import (
    CONVENED,
    OPENED,
    STARTS,
    WRITTEN,
    convened,
    end_session,
    in_session,
    make_assembly,
    pole_members,
    pole_statutes,
    refusal,
)

DRAFT = AssemblyDraft("Assemblée générale", "ordinary", STARTS, "Europe/Paris", "Salle des Moulins, Rennes")
LATER = OPENED + timedelta(hours=1)


@pytest.fixture(autouse=True)
def database(session):
    return session


@pytest.fixture
def prepared():
    """An assembly in preparation, members to convene."""
    pole_statutes()
    pole_members()
    return make_assembly()


def names(assembly: Assembly) -> list[str]:
    return [item.title for item in assembly.items]


# ---- the four states ---------------------------------------------------------------------------------


def test_an_assembly_lives_from_draft_to_convened_to_open_to_closed(prepared):
    states = [prepared.state]
    convene(prepared, actor=SYSTEM, at=CONVENED)
    states.append(prepared.state)
    for seat in ("chair", "secretary"):
        name_officer(prepared, seat, "Maëlys Kervadec", capacity="", member_id=None, actor=SYSTEM, at=STARTS)
    check_in(prepared, _first_member(prepared), mode=Mode.IN_PERSON, actor=SYSTEM, at=STARTS)
    open_session(prepared, actor=SYSTEM, at=OPENED)
    states.append(prepared.state)
    end_session(prepared, at=LATER)
    states.append(prepared.state)
    assert states == [AssemblyState.DRAFT, AssemblyState.CONVENED, AssemblyState.OPEN, AssemblyState.CLOSED]


def _first_member(assembly):
    return floor_at(assembly, STARTS).roll.entitled[0].member_id


@pytest.mark.parametrize(
    "act",
    [
        lambda a: open_session(a, actor=SYSTEM, at=OPENED),
        lambda a: close_session(a, actor=SYSTEM, at=OPENED),
        lambda a: deal_with(a, a.items[0].id, actor=SYSTEM, at=OPENED),
        lambda a: open_vote(a, a.items[1].id, actor=SYSTEM, at=OPENED),
        lambda a: close_vote(a, a.items[1].id, actor=SYSTEM, at=OPENED),
        lambda a: record_incident(a, "Coupure de courant", actor=SYSTEM, at=OPENED),
        lambda a: check_in(a, 1, mode=Mode.IN_PERSON, actor=SYSTEM, at=OPENED),
        lambda a: check_out(a, 1, actor=SYSTEM, at=OPENED),
    ],
)
def test_nothing_of_the_evening_happens_before_the_notice(prepared, act):
    status, _code = refusal(lambda: act(prepared))
    assert status == 409
    assert prepared.state is AssemblyState.DRAFT


@pytest.mark.parametrize(
    "act",
    [
        lambda a: close_session(a, actor=SYSTEM, at=OPENED),
        lambda a: deal_with(a, a.items[0].id, actor=SYSTEM, at=OPENED),
        lambda a: open_vote(a, a.items[1].id, actor=SYSTEM, at=OPENED),
        lambda a: record_incident(a, "Coupure de courant", actor=SYSTEM, at=OPENED),
    ],
)
def test_a_convened_assembly_decides_nothing_before_its_session_opens(prepared, act):
    convene(prepared, actor=SYSTEM, at=CONVENED)
    assert refusal(lambda: act(prepared)) == (409, "not-in-session")
    assert prepared.state is AssemblyState.CONVENED


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda a: open_session(a, actor=SYSTEM, at=LATER), "not-convened"),
        (lambda a: deal_with(a, a.items[0].id, actor=SYSTEM, at=LATER), "not-in-session"),
        (lambda a: open_vote(a, a.items[1].id, actor=SYSTEM, at=LATER), "not-in-session"),
        (lambda a: record_incident(a, "Trop tard", actor=SYSTEM, at=LATER), "not-in-session"),
        (lambda a: check_in(a, 1, mode=Mode.REMOTE, actor=SYSTEM, at=LATER), "assembly-closed"),
        (lambda a: check_out(a, 1, actor=SYSTEM, at=LATER), "assembly-closed"),
        (
            lambda a: name_officer(a, "chair", "Un autre", capacity="", member_id=None, actor=SYSTEM, at=LATER),
            "assembly-closed",
        ),
    ],
)
def test_a_closed_assembly_is_over(act, code):
    assembly, _members = in_session()
    end_session(assembly, at=LATER)
    assert refusal(lambda: act(assembly)) == (409, code)
    assert assembly.closed_at == LATER


def test_each_step_done_again_changes_nothing():
    assembly, _members = in_session()
    sent, opened = assembly.convened_at, assembly.opened_at
    convene(assembly, actor=SYSTEM, at=LATER)
    open_session(assembly, actor=SYSTEM, at=LATER)
    end_session(assembly, at=LATER)
    close_session(assembly, actor=SYSTEM, at=LATER + timedelta(minutes=9))
    assert (assembly.convened_at, assembly.opened_at, assembly.closed_at) == (sent, opened, LATER)
    assert db.session.query(QuorumFact).filter_by(agenda_item_id=None, at=LATER).count() == 1


def test_an_assembly_is_written_for_a_day_to_come(prepared):
    past = replace(DRAFT, starts_at=WRITTEN)
    assert refusal(lambda: create_assembly(past, actor=SYSTEM, at=WRITTEN)) == (422, "assembly-past")
    assert refusal(lambda: change_assembly(prepared, past, actor=SYSTEM, at=WRITTEN)) == (422, "assembly-past")
    assert prepared.starts_at == STARTS


# ---- opening the session -----------------------------------------------------------------------------


@pytest.mark.parametrize("missing", ["chair", "secretary"])
def test_a_session_needs_a_chair_and_a_secretary(prepared, missing):
    convene(prepared, actor=SYSTEM, at=CONVENED)
    seat = {"chair": "secretary", "secretary": "chair"}[missing]
    name_officer(prepared, seat, "Maëlys Kervadec", capacity="", member_id=None, actor=SYSTEM, at=STARTS)
    assert refusal(lambda: open_session(prepared, actor=SYSTEM, at=OPENED)) == (422, "no-officers")
    assert prepared.state is AssemblyState.CONVENED


def test_an_empty_room_opens_no_session(prepared):
    convene(prepared, actor=SYSTEM, at=CONVENED)
    for seat in ("chair", "secretary"):
        name_officer(prepared, seat, "Maëlys Kervadec", capacity="", member_id=None, actor=SYSTEM, at=STARTS)
    assert refusal(lambda: open_session(prepared, actor=SYSTEM, at=OPENED)) == (422, "empty-room")


def test_the_session_keeps_the_statutes_in_force_and_the_quorum_it_found():
    assembly, _members = in_session(["Inès Oubrahim", "Maëlys Kervadec"])
    kept = db.session.query(QuorumFact).one()
    assert assembly.statutes_id is not None
    assert (kept.met, kept.figures["present"], kept.figures["entitled"]) == (False, 2, 10)
    assert kept.figures["required"] == "1/4"


def test_a_mixed_assembly_keeps_the_quorum_of_each_kind():
    in_session(["Inès Oubrahim", "Maëlys Kervadec", "Yann Le Guirriec"], kind="mixed")
    kept = {fact.question: fact.met for fact in db.session.query(QuorumFact)}
    assert kept == {"ordinary": True, "extraordinary": False}


# ---- officers, points, incidents ---------------------------------------------------------------------


def test_the_last_officer_named_to_a_seat_holds_it_and_the_same_name_again_is_one_fact(prepared):
    convene(prepared, actor=SYSTEM, at=CONVENED)
    for name in ("Maëlys Kervadec", "Maëlys Kervadec", "Yann Le Guirriec"):
        name_officer(prepared, "chair", name, capacity="", member_id=None, actor=SYSTEM, at=STARTS)
        db.session.flush()
    assert officers(prepared)["chair"].name == "Yann Le Guirriec"
    assert db.session.query(type(officers(prepared)["chair"])).count() == 2


def test_a_point_without_a_vote_is_dealt_with_once_and_one_with_a_vote_never_so():
    assembly, _members = in_session()
    for minutes in (5, 9):
        deal_with(assembly, assembly.items[0].id, actor=SYSTEM, at=OPENED + timedelta(minutes=minutes))
    assert assembly.items[0].dealt_with_at == OPENED + timedelta(minutes=5)
    assert refusal(lambda: deal_with(assembly, assembly.items[1].id, actor=SYSTEM, at=LATER)) == (422, "item-votes")


def test_a_point_of_another_assembly_is_not_there():
    assembly, _members = in_session()
    other = make_assembly(resolutions=["Autre chose"])
    for act in (open_vote, close_vote, deal_with):
        assert refusal(lambda act=act: act(assembly, other.items[1].id, actor=SYSTEM, at=LATER)) == (404, "agenda-item")


def test_an_incident_is_noted_with_who_noted_it():
    assembly, _members = in_session()
    record_incident(assembly, "Coupure du son pendant deux minutes.", actor=Actor(None, "Odile Pengam"), at=OPENED)
    [noted] = incidents(assembly)
    assert (noted.text, noted.recorded_by, noted.at) == (
        "Coupure du son pendant deux minutes.",
        "Odile Pengam",
        OPENED,
    )


def test_a_session_does_not_close_on_an_open_vote():
    assembly, _members = in_session()
    open_vote(assembly, assembly.items[1].id, actor=SYSTEM, at=OPENED)
    assert refusal(lambda: close_session(assembly, actor=SYSTEM, at=LATER)) == (409, "vote-open")
    assert assembly.state is AssemblyState.OPEN


def test_every_step_leaves_its_fact_in_the_audit_trail():
    assembly, _members = in_session()
    end_session(assembly, at=LATER)
    tags = {fact.tag for fact in db.session.query(AuditEntry).filter_by(subject=assembly.subject)}
    for step in ("created", "convened", "opened", "closed"):
        assert f"governance:assembly:{step}" in tags


# ---- the agenda --------------------------------------------------------------------------------------


def test_points_are_added_moved_and_removed_while_the_assembly_is_prepared(prepared):
    add_item(prepared, ItemDraft("Questions diverses"), actor=SYSTEM, at=WRITTEN)
    move_item(prepared, prepared.items[2].id, up=True, actor=SYSTEM, at=WRITTEN)
    assert names(prepared) == ["Rapport de gestion", "Questions diverses", "Approbation des comptes"]
    remove_item(prepared, prepared.items[0].id, actor=SYSTEM, at=WRITTEN)
    assert names(prepared) == ["Questions diverses", "Approbation des comptes"]
    assert [item.position for item in prepared.items] == [1, 2]


@pytest.mark.parametrize(("index", "up"), [(0, True), (1, False)])
def test_the_first_point_moves_no_higher_and_the_last_no_lower(prepared, index, up):
    before = names(prepared)
    move_item(prepared, prepared.items[index].id, up=up, actor=SYSTEM, at=WRITTEN)
    assert names(prepared) == before


@pytest.mark.parametrize(
    "act",
    [
        lambda a: add_item(a, ItemDraft("Hors ordre du jour"), actor=SYSTEM, at=LATER),
        lambda a: change_item(a, a.items[0], ItemDraft("Autre titre"), actor=SYSTEM, at=LATER),
        lambda a: remove_item(a, a.items[0].id, actor=SYSTEM, at=LATER),
        lambda a: move_item(a, a.items[0].id, up=False, actor=SYSTEM, at=LATER),
        lambda a: change_assembly(a, replace(DRAFT, place="Ailleurs"), actor=SYSTEM, at=CONVENED),
    ],
)
def test_what_members_were_convened_to_no_longer_changes(prepared, act):
    """L225-105: no decision on a point that is not on the agenda; so the agenda is that of the notice."""
    convene(prepared, actor=SYSTEM, at=CONVENED)
    before = (names(prepared), prepared.place)
    assert refusal(lambda: act(prepared)) == (409, "already-convened")
    assert (names(prepared), prepared.place) == before


@pytest.mark.parametrize(("kind", "question"), [("ordinary", "extraordinary"), ("extraordinary", "ordinary")])
def test_an_assembly_decides_only_questions_of_its_kind(kind, question):
    """L225-96: only an extraordinary assembly changes the statutes."""
    pole_statutes()
    assembly = make_assembly(kind)
    draft = ItemDraft("Changer les statuts", "Texte.", question)
    assert refusal(lambda: add_item(assembly, draft, actor=SYSTEM, at=WRITTEN)) == (422, "question-kind")
    item = assembly.items[1]
    assert refusal(lambda: change_item(assembly, item, draft, actor=SYSTEM, at=WRITTEN)) == (422, "question-kind")
    other = replace(DRAFT, kind=question)
    assert refusal(lambda: change_assembly(assembly, other, actor=SYSTEM, at=WRITTEN)) == (422, "question-kind")
    change_assembly(assembly, replace(DRAFT, kind="mixed"), actor=SYSTEM, at=WRITTEN)
    add_item(assembly, draft, actor=SYSTEM, at=WRITTEN)


def test_without_statutes_in_force_on_the_day_an_assembly_is_not_convened():
    pole_statutes(effective_on=date(2026, 7, 1))
    assembly = make_assembly()
    with pytest.raises(Refused):
        convene(assembly, actor=SYSTEM, at=CONVENED)
    assert assembly.state is AssemblyState.DRAFT


def test_an_assembly_needs_members_to_convene():
    pole_statutes()
    assert refusal(convened)[1] == "notice-nobody"
