"""Who is there, who is represented: derived from the door's facts at any moment."""

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

START = datetime(2026, 6, 12, 18, 0, tzinfo=UTC)


def fact(member, kind, minutes, mode=Mode.IN_PERSON):
    return AttendanceFactSeen(member, AttendanceKind(kind), mode, START + timedelta(minutes=minutes), minutes)


def proxy(number, principal, holder, minutes=0, until=None):
    end = None if until is None else START + timedelta(minutes=until)
    return ProxySeen(number, principal, holder, START + timedelta(minutes=minutes), end)


def ways(facts, proxies, minutes, entitled=(1, 2, 3)):
    at = START + timedelta(minutes=minutes)
    return {m: s.way for m, s in standings(entitled, in_the_room(facts, at), active_proxies(proxies, at)).items()}


def test_one_who_arrived_and_left_is_absent_and_may_come_back():
    facts = [fact(1, "arrived", 0), fact(1, "left", 10), fact(1, "arrived", 20)]
    assert [ways(facts, [], minute)[1] for minute in (5, 15, 25)] == [Way.PRESENT, Way.ABSENT, Way.PRESENT]


def test_a_proxy_counts_only_while_its_holder_is_there():
    facts = [fact(1, "arrived", 5), fact(1, "left", 30)]
    given_to = [proxy(1, 2, 1)]
    assert [ways(facts, given_to, minute)[2] for minute in (0, 10, 40)] == [Way.ABSENT, Way.REPRESENTED, Way.ABSENT]


def test_a_principal_who_comes_votes_himself_and_his_proxy_serves_again_when_he_leaves():
    facts = [fact(1, "arrived", 0), fact(2, "arrived", 10), fact(2, "left", 20)]
    given_to = [proxy(1, 2, 1)]
    assert [ways(facts, given_to, minute)[2] for minute in (5, 15, 25)] == [
        Way.REPRESENTED,
        Way.PRESENT,
        Way.REPRESENTED,
    ]


def test_a_revoked_proxy_serves_no_more():
    assert ways([fact(1, "arrived", 0)], [proxy(1, 2, 1, until=10)], 10)[2] is Way.ABSENT


def test_a_blank_proxy_needs_no_holder_in_the_room():
    assert ways([], [proxy(1, 2, None)], 5)[2] is Way.BLANK_PROXY


def test_remote_presence_is_told_apart():
    assert ways([fact(3, "arrived", 0, Mode.REMOTE)], [], 5)[3] is Way.REMOTE


@given(st.lists(st.tuples(st.integers(1, 3), st.sampled_from(["arrived", "left"]), st.integers(0, 60)), max_size=20))
def test_the_order_in_which_facts_are_read_changes_nothing(lines):
    facts = [
        AttendanceFactSeen(member, AttendanceKind(kind), Mode.IN_PERSON, START + timedelta(minutes=minute), order)
        for order, (member, kind, minute) in enumerate(lines)
    ]
    at = START + timedelta(minutes=61)
    assert in_the_room(facts, at) == in_the_room(list(reversed(facts)), at)
