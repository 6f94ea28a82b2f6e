"""The attendance sheet from the facts of the door: who is present, represented, absent, from when to when (R225-95)."""

from datetime import UTC, datetime, timedelta

from governance.rules.presence import AttendanceFactSeen, AttendanceKind, Mode, ProxySeen
from governance.rules.sheet import Door, Session, changes, seats

START = datetime(2026, 6, 12, 18, tzinfo=UTC)
SESSION = Session(START, START + timedelta(hours=2))
ARRIVED, LEFT = AttendanceKind.ARRIVED, AttendanceKind.LEFT


def minute(number: int) -> datetime:
    return START + timedelta(minutes=number)


def facts(*lines: tuple[int, AttendanceKind, int]) -> list[AttendanceFactSeen]:
    return [
        AttendanceFactSeen(member, kind, Mode.IN_PERSON, minute(when), order)
        for order, (member, kind, when) in enumerate(lines, 1)
    ]


def proxy(principal: int, holder: int | None, *, received: int = -60, revoked: int | None = None) -> ProxySeen:
    return ProxySeen(principal, principal, holder, minute(received), None if revoked is None else minute(revoked))


def test_who_left_before_the_opening_is_absent():
    assert seats([1], Door(facts((1, ARRIVED, -20), (1, LEFT, -5))), [], SESSION)[1].mode == "absent"


def test_who_left_in_session_is_present_with_both_times():
    seat = seats([1], Door(facts((1, ARRIVED, -20), (1, LEFT, 30))), [], SESSION)[1]
    assert (seat.mode, seat.arrived_at, seat.left_at) == ("present", minute(-20), minute(30))


def test_who_came_back_keeps_the_first_arrival_and_no_departure():
    seat = seats([1], Door(facts((1, ARRIVED, 0), (1, LEFT, 30), (1, ARRIVED, 40))), [], SESSION)[1]
    assert (seat.arrived_at, seat.left_at) == (minute(0), None)


def test_a_proxy_counts_where_its_holder_came():
    found = seats([1, 2, 3], Door(facts((1, ARRIVED, 0))), [proxy(2, 1), proxy(3, 4)], SESSION)
    assert (found[2].mode, found[2].holder_id) == ("represented", 1)
    assert found[3].mode == "absent"


def test_a_blank_proxy_is_held_by_the_chair():
    seat = seats([2], Door([]), [proxy(2, None)], SESSION)[2]
    assert (seat.mode, seat.blank_proxy) == ("represented", True)


def test_a_proxy_revoked_before_the_opening_is_nothing():
    assert seats([2], Door([]), [proxy(2, None, revoked=-1)], SESSION)[2].mode == "absent"


def test_presence_prevails_over_a_proxy_given():
    assert seats([1, 2], Door(facts((1, ARRIVED, 0), (2, ARRIVED, 5))), [proxy(2, 1)], SESSION)[2].mode == "present"


def test_arrivals_of_one_minute_are_told_together_and_count_their_proxies():
    seen = facts((1, ARRIVED, 10), (2, ARRIVED, 10), (1, LEFT, 20))
    told = changes([1, 2, 3], Door(seen), [proxy(3, 1)], SESSION)
    assert [(one.kind, one.member_ids, one.taking_part) for one in told] == [(ARRIVED, (1, 2), 3), (LEFT, (1,), 1)]


def test_who_was_there_before_the_opening_is_no_movement():
    assert changes([1], Door(facts((1, ARRIVED, -1))), [], SESSION) == []
