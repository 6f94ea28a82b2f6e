"""Proxies and the door: who may hold whose vote, how many, until when; who is in the room."""

from datetime import date, timedelta

import pytest

from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from governance.models import AttendanceFact, Proxy, ProxyRevocation
from governance.queries.floor import floor_at
from governance.queries.rights import rights_on
from governance.rules.presence import Mode, Way
from governance.services.presence import check_in, check_out
from governance.services.proxies import ProxyDraft, register_proxy, revoke_proxy
from tests.factories.governance import (
    CONVENED,
    OPENED,
    STARTS,
    account_of,
    convened,
    end_session,
    give_proxy,
    in_session,
    open_evening,
    pole_members,
    pole_statutes,
    refusal,
)
from tests.factories.membership import make_member

ADA, BOB, EVE = "Maëlys Kervadec", "Yann Le Guirriec", "Solène Abiven"
AT = CONVENED + timedelta(days=3)


@pytest.fixture(autouse=True)
def database(session):
    return session


@pytest.fixture
def room():
    return evening()


def evening(**statutes):
    """A convened assembly and its ten members."""
    pole_statutes(**statutes)
    return pole_members(), convened()


def register(room, principal, holder, *, signed=date(2026, 5, 22), at=AT):
    members, assembly = room
    holder_id = members[holder].id if isinstance(holder, str) else holder
    draft = ProxyDraft(members[principal].id, holder_id, signed)
    return register_proxy(assembly, draft, actor=SYSTEM, at=at)


def ways(room, at=STARTS) -> dict[str, Way]:
    members, assembly = room
    found = floor_at(assembly, at).standings
    return {name: found[member.id].way for name, member in members.items()}


# ---- the limit and every refusal (rule 33) -----------------------------------------------------------


def test_a_holder_takes_as_many_proxies_as_the_statutes_allow_and_not_one_more(room):
    register(room, EVE, BOB)
    register(room, "Inès Oubrahim", BOB)
    with pytest.raises(Refused) as refused:
        register(room, "Bastien Dubreuil", BOB)
    assert (refused.value.code, refused.value.rule) == ("proxy-limit", 33)
    assert (refused.value.values["held"], refused.value.values["limit"]) == (2, 2)
    assert db.session.query(Proxy).count() == 2


def test_a_revoked_proxy_makes_room_for_another(room):
    members, assembly = room
    register(room, EVE, BOB)
    register(room, "Inès Oubrahim", BOB)
    revoke_proxy(assembly, members[EVE].id, actor=SYSTEM, at=AT)
    register(room, "Bastien Dubreuil", BOB, at=AT + timedelta(hours=1))
    assert [one.name for one in floor_at(assembly, STARTS).held_by(members[BOB].id)] == [
        "Bastien Dubreuil",
        "Inès Oubrahim",
    ]


def test_proxies_of_another_assembly_do_not_count(room):
    members, assembly = room
    register(room, EVE, BOB)
    register(room, "Inès Oubrahim", BOB)
    other = convened()
    give_proxy(other, members, "Bastien Dubreuil", BOB)
    assert floor_at(assembly, STARTS).proxies.keys().isdisjoint({members["Bastien Dubreuil"].id})


def test_blank_proxies_to_the_chair_are_outside_the_limit(room):
    for name in ("Inès Oubrahim", "Bastien Dubreuil", EVE, "Atelier du Canal"):
        register(room, name, None)
    assert list(ways(room).values()).count(Way.BLANK_PROXY) == 4


def test_statutes_that_refuse_blank_proxies_are_obeyed():
    room = evening(**{"proxies.blank": "refused"})
    assert refusal(lambda: register(room, EVE, None)) == (422, "proxy-blank")


def test_nobody_holds_a_proxy_from_oneself(room):
    assert refusal(lambda: register(room, EVE, EVE)) == (422, "proxy-self")


def test_a_proxy_dated_tomorrow_is_refused(room):
    assert refusal(lambda: register(room, EVE, BOB, signed=date(2026, 5, 24))) == (422, "proxy-date")
    register(room, EVE, BOB, signed=date(2026, 5, 23))


def test_the_day_of_a_proxy_is_that_of_the_place():
    """23:30 on 23 May in London is already 24 May in Paris."""
    room = evening()
    register(room, EVE, BOB, signed=date(2026, 5, 24), at=AT.replace(hour=22, minute=30))


def test_a_second_proxy_needs_the_first_revoked_and_the_same_one_again_is_one(room):
    first = register(room, EVE, BOB)
    assert refusal(lambda: register(room, EVE, ADA)) == (422, "proxy-given")
    assert register(room, EVE, BOB).id == first.id
    assert db.session.query(Proxy).count() == 1


def test_a_member_without_a_share_neither_gives_nor_holds_a_proxy():
    pole_statutes()
    members = pole_members() | {"Gwenola": make_member("Gwenola Sanspart", "benevoles")}
    room = members, convened()
    assert refusal(lambda: register(room, "Gwenola", BOB)) == (422, "proxy-principal")
    assert refusal(lambda: register(room, EVE, "Gwenola")) == (422, "proxy-holder")


def test_a_stranger_neither_gives_nor_holds_a_proxy(room):
    assert refusal(lambda: register(room, EVE, 999_999)) == (404, "not-on-roll")


def test_a_holder_of_another_college_is_refused_where_the_statutes_ask_for_the_same():
    room = evening(**{"proxies.same_college": True})
    assert refusal(lambda: register(room, "Inès Oubrahim", BOB)) == (422, "proxy-college")
    register(room, "Inès Oubrahim", "Bastien Dubreuil")


@pytest.mark.parametrize("act", ["give", "take back"])
def test_proxies_no_longer_change_once_the_session_is_closed(act):
    pole_statutes()
    members = pole_members()
    assembly = convened()
    room = members, assembly
    register(room, EVE, BOB)
    held_evening(room)
    end_session(assembly, at=OPENED)
    later = OPENED + timedelta(minutes=1)
    acts = {
        "give": lambda: register(room, "Inès Oubrahim", BOB, at=later),
        "take back": lambda: revoke_proxy(assembly, members[EVE].id, actor=SYSTEM, at=later),
    }
    assert refusal(acts[act]) == (409, "assembly-closed")


def held_evening(room):
    members, assembly = room
    open_evening(assembly, members, present=[ADA, BOB])


def test_a_proxy_taken_back_serves_no_more_and_taking_it_back_twice_is_one_fact(room):
    members, assembly = room
    register(room, EVE, BOB)
    for _ in range(2):
        revoke_proxy(assembly, members[EVE].id, actor=SYSTEM, at=AT)
    assert db.session.query(ProxyRevocation).count() == 1
    assert members[EVE].id not in floor_at(assembly, STARTS).proxies


# ---- the door ----------------------------------------------------------------------------------------


def test_a_proxy_counts_once_its_holder_is_in_the_room(room):
    members, assembly = room
    register(room, EVE, BOB)
    assert ways(room)[EVE] is Way.ABSENT
    check_in(assembly, members[BOB].id, mode=Mode.IN_PERSON, actor=SYSTEM, at=STARTS)
    assert ways(room)[EVE] is Way.REPRESENTED
    check_out(assembly, members[BOB].id, actor=SYSTEM, at=STARTS + timedelta(minutes=5))
    assert ways(room, STARTS + timedelta(minutes=6))[EVE] is Way.ABSENT


def test_a_proxy_is_not_passed_on(room):
    """The holder who stays away and gave his own proxy represents nobody: no substitution."""
    members, assembly = room
    register(room, EVE, BOB)
    register(room, BOB, ADA)
    check_in(assembly, members[ADA].id, mode=Mode.IN_PERSON, actor=SYSTEM, at=STARTS)
    assert (ways(room)[BOB], ways(room)[EVE]) == (Way.REPRESENTED, Way.ABSENT)


def test_a_principal_who_comes_takes_part_himself_and_his_proxy_serves_again_when_he_leaves(room):
    members, assembly = room
    register(room, EVE, BOB)
    check_in(assembly, members[BOB].id, mode=Mode.IN_PERSON, actor=SYSTEM, at=STARTS)
    check_in(assembly, members[EVE].id, mode=Mode.REMOTE, actor=SYSTEM, at=STARTS + timedelta(minutes=10))
    check_out(assembly, members[EVE].id, actor=SYSTEM, at=STARTS + timedelta(minutes=20))
    told = [ways(room, STARTS + timedelta(minutes=minutes))[EVE] for minutes in (5, 15, 25)]
    assert told == [Way.REPRESENTED, Way.REMOTE, Way.REPRESENTED]


def test_an_arrival_noted_twice_is_one_fact_and_who_is_not_there_does_not_leave(room):
    members, assembly = room
    check_out(assembly, members[BOB].id, actor=SYSTEM, at=STARTS)
    for _ in range(2):
        check_in(assembly, members[BOB].id, mode=Mode.IN_PERSON, actor=SYSTEM, at=STARTS)
    [fact] = db.session.query(AttendanceFact).all()
    assert (fact.kind, fact.mode, fact.at) == ("arrived", "in_person", STARTS)


def test_the_door_notes_who_represents_an_organisation(room):
    members, assembly = room
    check_in(assembly, members["Atelier du Canal"].id, mode=Mode.IN_PERSON, actor=SYSTEM, at=STARTS)
    assert db.session.query(AttendanceFact).one().represented_by.startswith("Odile Pengam")


def test_a_member_without_a_share_may_enter_but_is_told_that_he_has_no_vote():
    pole_statutes()
    pole_members()
    guest = make_member("Gwenola Sanspart", "benevoles")
    assembly = convened()
    with pytest.raises(Refused) as refused:
        check_in(assembly, guest.id, mode=Mode.IN_PERSON, actor=SYSTEM, at=STARTS)
    assert (refused.value.code, refused.value.values["name"]) == ("not-entitled", "Gwenola Sanspart")


def test_a_stranger_is_not_checked_in(room):
    act = lambda: check_in(room[1], 999_999, mode=Mode.IN_PERSON, actor=SYSTEM, at=STARTS)  # noqa: E731
    assert refusal(act) == (404, "not-on-roll")


def test_what_an_account_may_do_is_its_memberships_and_the_proxies_they_hold():
    assembly, members = in_session([ADA])
    account, other = account_of(members[ADA]), account_of(members[BOB])
    register((members, assembly), EVE, ADA, at=OPENED)
    mine = rights_on(floor_at(assembly, OPENED + timedelta(minutes=1)), account.id)
    assert ([one.name for one in mine.own], [one.name for one in mine.held], mine.present) == ([ADA], [EVE], True)
    others = rights_on(floor_at(assembly, OPENED), other.id)
    assert (len(others.own), others.held, others.present) == (1, (), False)


def test_an_account_is_told_why_one_of_its_memberships_has_no_vote():
    pole_statutes()
    pole_members()
    guest = make_member("Gwenola Sanspart", "benevoles")
    account = account_of(guest)
    mine = rights_on(floor_at(convened(), STARTS), account.id)
    assert mine.own == ()
    [(name, why)] = mine.without_vote
    assert (name, "share" in why) == ("Gwenola Sanspart", True)
