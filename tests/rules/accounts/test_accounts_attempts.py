"""How often one may try: exactly the limit, one more, one second too early, one second too late."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from foundation.accounts.rules.attempts import (
    Limit,
    address_bucket,
    next_allowed_at,
    whole_minute_after,
)

NOON = datetime(2026, 6, 12, 12, tzinfo=UTC)
LIMIT = Limit(5, timedelta(minutes=15))


def tries(*minutes_ago: int) -> list[datetime]:
    return [NOON - timedelta(minutes=minutes) for minutes in minutes_ago]


def test_the_attempt_that_reaches_the_limit_is_admitted() -> None:
    assert next_allowed_at(tries(1, 2, 3, 4), LIMIT, NOON) is None


def test_one_more_waits_until_the_oldest_has_left_the_window() -> None:
    assert next_allowed_at(tries(1, 2, 3, 4, 5), LIMIT, NOON) == NOON + timedelta(minutes=10)


def test_an_attempt_exactly_a_window_old_counts_no_more() -> None:
    assert next_allowed_at(tries(1, 2, 3, 4, 15), LIMIT, NOON) is None


def test_the_order_of_attempts_does_not_matter() -> None:
    assert next_allowed_at(tries(5, 1, 4, 2, 3), LIMIT, NOON) == next_allowed_at(tries(1, 2, 3, 4, 5), LIMIT, NOON)


@given(st.lists(st.integers(0, 3600), max_size=30))
def test_the_moment_announced_is_true(seconds_ago: list[int]) -> None:
    attempts = [NOON - timedelta(seconds=seconds) for seconds in seconds_ago]
    free_at = next_allowed_at(attempts, LIMIT, NOON)
    if free_at is not None:
        assert free_at > NOON
        assert next_allowed_at(attempts, LIMIT, free_at) is None
        assert next_allowed_at(attempts, LIMIT, free_at - timedelta(microseconds=1)) is not None


def test_the_minute_shown_is_never_too_early() -> None:
    assert whole_minute_after(NOON) == NOON
    assert whole_minute_after(NOON + timedelta(microseconds=1)) == NOON + timedelta(minutes=1)


def test_neighbours_of_one_ipv6_household_are_counted_together() -> None:
    assert address_bucket("2001:db8::1") == address_bucket("2001:db8::ffff:1")
    assert address_bucket("2001:db8::1") != address_bucket("2001:db8:0:1::1")


def test_an_ipv4_address_written_as_ipv6_is_the_same_address() -> None:
    assert address_bucket("::ffff:192.0.2.7") == address_bucket("192.0.2.7")


def test_an_address_that_is_none_is_counted_as_one() -> None:
    assert address_bucket("") == address_bucket("unix:") == "unknown"
