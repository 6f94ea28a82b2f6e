"""Whatever the door notes and whatever proxies say: nobody counts twice, nobody counts from nowhere, the past stays."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from governance.rules.presence import (
    AttendanceFactSeen,
    AttendanceKind,
    Mode,
    ProxySeen,
    Way,
    active_proxies,
    in_the_room,
    standings,
)
from governance.rules.quorum import presence_of, quorum

START = datetime(2026, 6, 12, 18, 0, tzinfo=UTC)
MEMBERS = range(1, 7)
minutes = st.integers(0, 60)


@st.composite
def doors(draw):
    """Arrivals and departures, in any order."""
    lines = draw(
        st.lists(
            st.tuples(st.sampled_from(MEMBERS), st.sampled_from(AttendanceKind), st.sampled_from(Mode), minutes),
            max_size=25,
        )
    )
    return [
        AttendanceFactSeen(member, kind, mode, START + timedelta(minutes=minute), order)
        for order, (member, kind, mode, minute) in enumerate(lines)
    ]


@st.composite
def papers(draw):
    """Proxies, named or blank, some of them revoked."""
    lines = draw(
        st.lists(
            st.tuples(
                st.sampled_from(MEMBERS), st.none() | st.sampled_from(MEMBERS), minutes, st.none() | st.integers(0, 60)
            ).filter(lambda line: line[0] != line[1]),
            max_size=12,
        )
    )
    return [
        ProxySeen(
            number,
            principal,
            holder,
            START + timedelta(minutes=received),
            None if lasts is None else START + timedelta(minutes=received + lasts),
        )
        for number, (principal, holder, received, lasts) in enumerate(lines)
    ]


def told(facts, proxies, minute, entitled=MEMBERS):
    at = START + timedelta(minutes=minute)
    return standings(entitled, in_the_room(facts, at), active_proxies(proxies, at))


@given(doors(), papers(), minutes)
def test_every_entitled_member_has_exactly_one_standing(facts, proxies, minute):
    assert set(told(facts, proxies, minute)) == set(MEMBERS)


@given(doors(), papers(), minutes)
def test_who_is_in_the_room_votes_himself_whatever_he_signed(facts, proxies, minute):
    room = in_the_room(facts, START + timedelta(minutes=minute))
    for member, standing in told(facts, proxies, minute).items():
        assert (standing.way in {Way.PRESENT, Way.REMOTE}) == (member in room)
        if member in room:
            assert standing.holder_id == member


@given(doors(), papers(), minutes)
def test_who_represents_another_is_in_the_room_himself(facts, proxies, minute):
    """So a proxy is never passed on: the holder acts in person."""
    found = told(facts, proxies, minute)
    for standing in found.values():
        if standing.way is Way.REPRESENTED:
            assert found[standing.holder_id].way in {Way.PRESENT, Way.REMOTE}


@given(doors(), papers(), minutes)
def test_nobody_is_represented_without_a_proxy_in_force_then(facts, proxies, minute):
    at = START + timedelta(minutes=minute)
    in_force = {
        (proxy.principal_id, proxy.holder_id)
        for proxy in proxies
        if proxy.received_at <= at and (proxy.revoked_at is None or at < proxy.revoked_at)
    }
    for member, standing in told(facts, proxies, minute).items():
        if standing.way in {Way.REPRESENTED, Way.BLANK_PROXY}:
            assert (member, standing.holder_id) in in_force


@given(doors(), papers(), minutes, doors(), papers())
def test_what_happens_later_never_changes_a_moment_past(facts, proxies, minute, later_facts, later_proxies):
    hour = timedelta(hours=2)
    facts_to_come = [
        AttendanceFactSeen(one.member_id, one.kind, one.mode, one.at + hour, one.order + 100) for one in later_facts
    ]
    proxies_to_come = [
        ProxySeen(one.proxy_id + 100, one.principal_id, one.holder_id, one.received_at + hour, None)
        for one in later_proxies
    ]
    before = told(facts, proxies, minute)
    assert told(facts + facts_to_come, proxies + proxies_to_come, minute) == before


@given(doors(), papers(), minutes)
def test_the_order_in_which_rows_are_read_changes_nothing(facts, proxies, minute):
    assert told(facts[::-1], proxies[::-1], minute) == told(facts, proxies, minute)


@given(doors(), papers(), minutes, st.sampled_from(MEMBERS))
def test_an_arrival_never_lowers_the_number_of_those_taking_part(facts, proxies, minute, member):
    def counted(lines):
        return presence_of([(one.counts, 1) for one in told(lines, proxies, minute).values()])

    arrival = AttendanceFactSeen(
        member, AttendanceKind.ARRIVED, Mode.IN_PERSON, START + timedelta(minutes=minute), len(facts) + 1
    )
    before, after = counted(facts), counted([*facts, arrival])
    assert before.present <= after.present <= before.entitled == len(MEMBERS)


@given(doors(), papers(), minutes, st.fractions(min_value=0, max_value=1))
def test_the_quorum_is_reached_exactly_when_the_part_taking_part_reaches_it(facts, proxies, minute, required):
    everyone = presence_of([(one.counts, 1) for one in told(facts, proxies, minute).values()])
    result = quorum(required, "members", everyone, {})
    assert result.met == (everyone.present >= required * everyone.entitled)
    assert result.met == (result.missing == 0)
