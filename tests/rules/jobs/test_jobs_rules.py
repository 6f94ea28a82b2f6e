"""When a job is tried again, and whether who holds it still lives."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from foundation.jobs.rules.claims import Holder, holder_of, is_gone
from foundation.jobs.rules.lives import DELAYS, MAX_ATTEMPTS, next_run, share_done

NOON = datetime(2026, 6, 12, 12, tzinfo=UTC)
HERE = Holder("desk", 12, "ab12")


def test_each_wait_is_longer_and_the_last_try_is_the_last():
    assert all(first < second for first, second in pairwise(DELAYS))
    assert [next_run(attempts, NOON) for attempts in range(1, MAX_ATTEMPTS)] == [NOON + delay for delay in DELAYS]
    assert next_run(MAX_ATTEMPTS, NOON) is None
    assert next_run(MAX_ATTEMPTS + 1, NOON) is None


@pytest.mark.parametrize(
    ("done", "total", "share"),
    [(0, 0, 0), (0, 8, 0), (1, 3, 33), (2, 3, 66), (199, 200, 99), (200, 200, 100), (9, 8, 100)],
)
def test_all_is_done_only_when_all_is(done, total, share):
    assert share_done(done, total) == share


def test_a_claim_is_read_back():
    assert holder_of(HERE.claim("9f")) == HERE
    assert holder_of(Holder("fe80::1", 3, "x").claim("y")) == Holder("fe80::1", 3, "x")


@pytest.mark.parametrize("text", ["", "x", "a:b:c:d", "a:1:b", ":::"])
def test_what_is_no_claim_is_left_to_its_lease(text):
    assert holder_of(text) is None
    assert not is_gone(text, here=HERE, alive=False)


@pytest.mark.parametrize(
    ("claim", "alive", "gone"),
    [
        ("desk:12:ab12:1", True, False),
        ("desk:12:ab12:1", False, False),
        ("desk:12:before:1", True, True),
        ("desk:7:cd:1", True, False),
        ("desk:7:cd:1", False, True),
        ("elsewhere:7:cd:1", False, False),
    ],
)
def test_a_holder_is_gone_when_its_process_is_and_only_here_can_we_tell(claim, alive, gone):
    assert is_gone(claim, here=HERE, alive=alive) is gone
