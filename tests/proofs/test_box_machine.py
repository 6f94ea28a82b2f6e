"""Boxes of every kind under acts in any order: changeable, final, secret, and a contest by points."""

from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from tests.proofs.box_machine import BoxMachine, Kind
from votes.rules.contest import Contest, Option, Points
from votes.rules.secrecy import Secrecy

pytestmark = pytest.mark.usefixtures("session")
WORDS = st.sampled_from(["for", "against", "abstain", "blank"])
NO_WORDS = st.sampled_from(["null", "FOR", "", 3, None, True, ["for"], {"for": 1}, 1.5, "for" * 2000])
CONTEST = Contest(tuple(Option(name, f"Projet {name}") for name in "ABC"), points=Points(10, 6, 2))
GIVEN = st.sampled_from([{"A": 6, "B": 4}, {"A": 5, "B": 5}, {"C": 1, "A": 1}, {"A": 2, "B": 2, "C": 6}, "blank"])
NO_POINTS = st.sampled_from(
    [
        {"A": 6, "B": 5},  # eleven of ten
        {"A": 7, "B": 1},  # above the cap
        {"A": 6},  # too narrow
        {"A": 6, "Z": 4},  # no such option
        {"A": 6, "B": -4},
        {"A": "6", "B": "4"},
        {"A": 6, "B": True},
        {"A": 6.0, "B": 4.0},
        [["A", 6]],
        "A",
        10**30,
        None,
    ]
)
KINDS = {
    "changeable": Kind(WORDS, NO_WORDS),
    "final": Kind(WORDS, NO_WORDS, {"replaceable": False}),
    "secret": Kind(WORDS, NO_WORDS, {"replaceable": False, "secrecy": Secrecy(3), "colleges": ()}),
    "points": Kind(GIVEN, NO_POINTS, {"method": "points", "contest": CONTEST}),
}


def run(name: str, *, examples: int, steps: int) -> None:
    machine: Any = type(name, (BoxMachine,), {"kind": KINDS[name]})
    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    run_state_machine_as_test(machine, settings=chosen)


@pytest.mark.parametrize("name", KINDS)
def test_acts_in_any_order_leave_one_counted_ballot_for_each_right_used(name: str) -> None:
    run(name, examples=15, steps=25)


@pytest.mark.verify
@pytest.mark.parametrize("name", KINDS)
def test_thousands_of_evenings(name: str) -> None:
    run(name, examples=1500, steps=50)
