"""The floor of a closed assembly stays as it was; what is recorded later, even of an earlier day, changes nothing."""

from datetime import date, timedelta

import pytest

from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from governance.models import AttendanceFact, Proxy
from governance.queries.desk import desk_at
from governance.queries.figures import quorum_figures
from governance.queries.floor import Floor, floor_at
from membership.rules.standing import MembershipEvent
from membership.services.assignment import record_category
from membership.services.exit import end_membership
from tests.factories.governance import (
    OPENED,
    STARTS,
    convened,
    decide,
    end_session,
    give_proxy,
    in_session,
    open_evening,
    pole_members,
    pole_statutes,
)
from tests.factories.membership import make_member
from tests.factories.shares import hold

CLOSED = OPENED + timedelta(hours=1)
LONG_AFTER = CLOSED + timedelta(days=40)
EARLIER = date(2026, 6, 2)


@pytest.fixture(autouse=True)
def database(session):
    return session


def seen(floor: Floor) -> dict[str, object]:
    """Everything that a page of the floor shows."""
    return {
        "entitled": [(one.number, one.name, one.college, one.shares) for one in floor.roll.entitled],
        "excluded": [one.candidate.number for one in floor.roll.excluded],
        "standings": floor.standings,
        "proxies": sorted(floor.proxies),
        "quorum": quorum_figures(floor, "ordinary"),
        "statutes": floor.ruling.version.id,
    }


@pytest.fixture
def held():
    pole_statutes()
    members = pole_members()
    assembly = convened()
    give_proxy(assembly, members, "Solène Abiven", "Yann Le Guirriec")
    open_evening(assembly, members, present=["Yann Le Guirriec", "Maëlys Kervadec", "Inès Oubrahim"])
    decide(assembly, 2)
    end_session(assembly, at=CLOSED)
    return assembly, members


def someone_joins(assembly, members):
    hold(make_member("Gwenola Tardive", "benevoles", at=LONG_AFTER), 3, at=LONG_AFTER)


def someone_takes_shares(assembly, members):
    hold(members["Inès Oubrahim"], 5, on=EARLIER, at=LONG_AFTER)


def someone_changes_college(assembly, members):
    record_category(members["Inès Oubrahim"].id, "benevoles", EARLIER, actor=SYSTEM, at=LONG_AFTER)


def someone_leaves(assembly, members):
    member_id = members["Bastien Dubreuil"].id
    end_membership(member_id, MembershipEvent.RESIGNED, EARLIER, actor=SYSTEM, at=LONG_AFTER)


def statutes_change(assembly, members):
    pole_statutes(effective_on=EARLIER, **{"assemblies.ordinary.quorum_first": "1/2"})


def an_arrival_is_noted_late(assembly, members):
    fact = AttendanceFact(
        assembly_id=assembly.id,
        member_id=members["Bastien Dubreuil"].id,
        kind="arrived",
        mode="in_person",
        at=LONG_AFTER,
        recorded_by="scic",
    )
    db.session.add(fact)


def a_proxy_is_received_late(assembly, members):
    proxy = Proxy(
        assembly_id=assembly.id,
        principal_member_id=members["Bastien Dubreuil"].id,
        holder_member_id=None,
        signed_on=EARLIER,
        origin="paper",
        received_at=LONG_AFTER,
        recorded_by="scic",
    )
    db.session.add(proxy)


@pytest.mark.parametrize(
    "later",
    [
        someone_joins,
        someone_takes_shares,
        someone_changes_college,
        someone_leaves,
        statutes_change,
        an_arrival_is_noted_late,
        a_proxy_is_received_late,
    ],
)
def test_what_is_recorded_after_the_closing_of_an_earlier_day_changes_nothing(held, later):
    assembly, members = held
    before = seen(floor_at(assembly, CLOSED))
    assert seen(floor_at(assembly, LONG_AFTER)) == before
    later(assembly, members)
    db.session.flush()
    assert seen(floor_at(assembly, LONG_AFTER)) == before
    assert desk_at(assembly, LONG_AFTER).quorums[0]["present"] == 4


def test_the_same_facts_before_the_closing_do_change_the_floor():
    """Or the tests above would show nothing."""
    assembly, members = in_session(["Inès Oubrahim"])
    before = seen(floor_at(assembly, OPENED))
    record_category(members["Inès Oubrahim"].id, "benevoles", EARLIER, actor=SYSTEM, at=OPENED)
    hold(members["Bastien Dubreuil"], 5, on=EARLIER, at=OPENED)
    after = seen(floor_at(assembly, OPENED))
    assert after["entitled"] != before["entitled"]


def test_the_floor_of_an_earlier_moment_is_what_was_there_then(held):
    assembly, _members = held
    early = floor_at(assembly, STARTS - timedelta(minutes=1))
    assert early.taking_part == []
    assert len(floor_at(assembly, OPENED).taking_part) == 4


def test_membership_is_read_on_the_record_date_of_the_statutes():
    """Two business days before Friday 12 June: Wednesday 10 (R225-86)."""
    pole_statutes(**{"assemblies.ordinary.record_date_business_days": 2})
    members = pole_members()
    late = make_member("Gwenola Tardive", "benevoles")
    hold(late, 1, on=date(2026, 6, 11), at=OPENED + timedelta(days=9))
    hold(members["Inès Oubrahim"], 7, on=date(2026, 6, 10), at=OPENED + timedelta(days=9))
    roll = floor_at(convened(), OPENED).roll
    assert {one.name: one.shares for one in roll.entitled}["Inès Oubrahim"] == 37
    assert [one.candidate.name for one in roll.excluded] == ["Gwenola Tardive"]
