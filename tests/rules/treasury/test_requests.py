"""References that forgive typing, codes to scan, instalments that add up, reminders that never pester."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iso11649

from foundation.kernel.errors import Refused
from foundation.kernel.money import Money
from tests.factories.treasury import OURS
from treasury.rules.epc import epc_payload
from treasury.rules.matching import likeness
from treasury.rules.references import ALPHABET, is_reference, reference_of, references_in, shown, structured
from treasury.rules.schedules import (
    STANDARD_LEVELS,
    Instalment,
    ReminderLevel,
    Sent,
    check_schedule,
    equal_instalments,
    next_reminder,
    standing,
)

NUMBERS = st.integers(1, 10**8)


def test_no_sign_looks_like_another():
    assert not set(ALPHABET) & set("0O1IL2Z5S8BUV")


@given(NUMBERS, NUMBERS)
def test_each_request_has_a_reference_of_its_own(one, other):
    assert (reference_of(one) == reference_of(other)) == (one == other)
    assert is_reference(reference_of(one))


@given(NUMBERS, st.randoms(use_true_random=False))
def test_one_or_two_wrong_signs_never_make_the_reference_of_somebody_else(number, chance: random.Random):
    right = reference_of(number)
    for places in ((chance.randrange(9),), tuple(chance.sample(range(9), 2))):
        typed = list(right)
        for place in places:
            typed[place] = chance.choice([sign for sign in ALPHABET if sign != right[place]])
        assert not is_reference("".join(typed))


@given(NUMBERS, st.integers(0, 7))
def test_two_signs_exchanged_are_seen(number, place):
    right = reference_of(number)
    typed = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    assert typed == right or not is_reference(typed)


@given(NUMBERS, st.text(max_size=30), st.sampled_from(["", " ", "-", ".", "/"]))
def test_a_reference_is_found_in_any_words(number, words, between):
    reference = reference_of(number)
    assert reference in references_in(f"{words} {between.join(reference.lower())} {words}")


@given(NUMBERS)
def test_the_structured_reference_is_iso_11649_and_found_again(number):
    assert iso11649.is_valid(structured(reference_of(number)))
    assert references_in(structured(reference_of(number))) == [reference_of(number)]


def test_the_code_to_scan_says_either_words_or_a_structured_reference():
    words = {"name": "La Halle", "iban": OURS, "amount": Money(123_456)}
    assert epc_payload(**words, text="", rf="RF19KX7XD7QHR").split("\n")[7:10] == ["EUR1234.56", "", "RF19KX7XD7QHR"]
    with pytest.raises(ValueError, match="either"):
        epc_payload(**words, text="x", rf="y")
    with pytest.raises(Refused):
        epc_payload(name="x", iban=OURS, amount=Money(0), text="")


def test_a_long_name_gives_way_and_the_reference_stays():
    payload = epc_payload(name="Œ" * 300, iban=OURS, amount=Money(1), text=f"{shown(reference_of(1))} " + "é" * 130)
    assert len(payload.encode()) <= 331
    assert shown(reference_of(1)) in payload


@given(st.integers(1, 10**9), st.integers(1, 60), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_instalments_add_up_to_the_cent(cents, count, first):
    if count > cents:
        return
    plan = equal_instalments(Money(cents), count, first)
    assert sum(one.cents for one in plan) == cents
    assert max(one.cents for one in plan) - min(one.cents for one in plan) <= 1
    assert check_schedule(plan, Money(cents)) == sorted(plan)


def test_instalments_end_within_the_delay_of_the_statutes():
    plan = equal_instalments(Money(1000), 2, date(2026, 1, 1), every_months=12)
    assert check_schedule(plan, Money(1000), date(2027, 1, 1))
    with pytest.raises(Refused) as refusal:
        check_schedule(plan, Money(1000), date(2026, 12, 31))
    assert refusal.value.rule == 11


@pytest.mark.parametrize("paid", range(0, 1001, 100))
def test_what_is_paid_fills_the_instalments_in_their_order(paid):
    plan = equal_instalments(Money(1000), 4, date(2026, 1, 1))
    found = standing(plan, paid, date(2026, 3, 15))
    assert found.paid + found.left == 1000
    assert found.late == max(0, 750 - paid)
    assert found.is_paid == (paid == 1000)


LATE = standing([Instalment(date(2026, 1, 1), 500)], 0, date(2026, 3, 1))


def test_levels_come_one_after_the_other():
    first = Sent(1, date(2026, 1, 8), date(2026, 1, 1))
    assert next_reminder(LATE, STANDARD_LEVELS, [], date(2026, 1, 8)).level == 1
    assert next_reminder(LATE, STANDARD_LEVELS, [], date(2026, 1, 7)) is None
    assert next_reminder(LATE, STANDARD_LEVELS, [first], date(2026, 1, 21)) is None
    assert next_reminder(LATE, STANDARD_LEVELS, [first], date(2026, 1, 22)).level == 2


def test_a_level_switched_off_is_passed_over():
    levels = (ReminderLevel(1, 7, enabled=False), ReminderLevel(2, 21), ReminderLevel(3, 45, enabled=False))
    assert next_reminder(LATE, levels, [], date(2026, 1, 10)) is None
    assert next_reminder(LATE, levels, [], date(2026, 1, 22)).level == 2
    assert next_reminder(LATE, levels, [Sent(2, date(2026, 1, 22), date(2026, 1, 1))], date(2026, 12, 1)) is None


def test_an_instalment_missed_later_begins_anew():
    plan = equal_instalments(Money(1000), 2, date(2026, 1, 1), every_months=6)
    sent = [Sent(1, date(2026, 1, 8), date(2026, 1, 1)), Sent(2, date(2026, 1, 22), date(2026, 1, 1))]
    found = standing(plan, 500, date(2026, 7, 10))
    assert next_reminder(found, STANDARD_LEVELS, sent, date(2026, 7, 10)).level == 1


@given(st.lists(st.integers(0, 200), min_size=1, max_size=40))
def test_never_two_on_one_day_and_never_a_level_twice(days):
    sent = []
    for day in sorted(date(2026, 1, 1) + timedelta(days=one) for one in days):
        found = next_reminder(standing([Instalment(date(2026, 1, 1), 5)], 0, day), STANDARD_LEVELS, sent, day)
        if found:
            sent.append(Sent(found.level, day, date(2026, 1, 1)))
    assert len({one.on for one in sent}) == len({one.level for one in sent}) == len(sent)


@pytest.mark.parametrize(("said", "name", "enough"), [
    ("VIR INST DE M OU MME LE BRIS ADA", "Ada Le Bris", True), ("LEBRIS ADA", "Ada Le Bris", False),
    ("BRUNE ADELAIDE", "Adélaïde Brume", True), ("ADA", "Ada Brume", False), ("", "Ada Brume", False),
    ("ATELIER DU PONT ASSOCIATION", "Atelier du Pont", True), ("GARAGE DU PONT", "Atelier du Pont", False),
])  # fmt: skip
def test_names_are_alike_when_their_words_are(said, name, enough):
    assert (likeness(said, name) >= 80) == enough
