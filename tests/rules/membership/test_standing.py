"""The story of a membership must be possible: in, out, in again; never twice in, never out of nothing."""

from datetime import date

import pytest

from foundation.kernel.errors import Refused
from membership.rules.standing import EXITS, MembershipEvent, check_life
from tests.rules.membership.test_facts import MORNING, Fact

IN, OUT = MembershipEvent.ADMITTED, MembershipEvent.RESIGNED


def story(*events):
    return [Fact(n, date(2024, month, 1), MORNING, event) for n, (month, event) in enumerate(events, start=1)]


@pytest.mark.parametrize("events", [[], [(1, IN)], [(1, IN), (2, OUT)], [(1, IN), (2, OUT), (3, IN)]])
def test_in_and_out_by_turns_is_a_life(events):
    check_life(story(*events))


@pytest.mark.parametrize(
    ("events", "code"),
    [
        ([(1, IN), (2, IN)], "already-member"),
        ([(1, OUT)], "not-a-member"),
        ([(1, IN), (2, OUT), (3, OUT)], "not-a-member"),
        ([(2, IN), (1, OUT)], "not-a-member"),
        ([(1, IN), (1, OUT)], "two-events-one-day"),
    ],
)
def test_what_cannot_be_is_refused(events, code):
    with pytest.raises(Refused) as refusal:
        check_life(story(*events))
    assert refusal.value.code == code


@pytest.mark.parametrize("event", EXITS)
def test_every_exit_ends_a_membership(event):
    check_life(story((1, IN), (2, event), (3, IN)))
