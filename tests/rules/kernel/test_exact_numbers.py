"""Money is whole cents, ratios are exact, and neither ever meets a float."""

from datetime import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.kernel.money import Money
from foundation.kernel.ratio import format_ratio, parse_ratio
from foundation.kernel.sentences import DayFirst, sentence
from foundation.kernel.sorting import sort_key


def test_an_amount_is_whole_cents():
    with pytest.raises(TypeError):
        Money(12.5)
    with pytest.raises(TypeError):
        Money(True)
    with pytest.raises(TypeError):
        Money(100) * 1.5


@given(st.lists(st.integers(-(10**12), 10**12), max_size=20))
def test_amounts_add_up_to_the_cent(cents):
    assert sum((Money(one) for one in cents), Money(0)) == Money(sum(cents))


@given(st.fractions())
def test_a_ratio_written_is_read_back_exactly(ratio):
    if abs(ratio.numerator) < 10**12 and ratio.denominator < 10**12:
        assert parse_ratio(format_ratio(ratio)) == ratio


@pytest.mark.parametrize("text", ["", "0.5", "1/0", "1 /2", "1/-2", "½", "1e3", "1/2/3", "one", "9" * 13])
def test_what_is_not_a_fraction_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        parse_ratio(text)


def test_a_third_three_times_is_one():
    assert parse_ratio("1/3") * 3 == 1


def test_a_name_that_begins_with_its_day_is_told_in_words():
    """The day of a version of the statutes, never 2026-01-01; what is no day stays as it is."""
    assert sentence("fr", "%(v)s", {"v": DayFirst("2026-01-01 (AGE)")}) == "1er janvier 2026 (AGE)"
    assert sentence("en", "%(v)s", {"v": DayFirst("2026-01-01")}) == "1 January 2026"
    assert [sentence("fr", "%(v)s", {"v": DayFirst(name)}) for name in ("2026", "2026-02-31")] == ["2026", "2026-02-31"]


def test_values_are_written_by_type():
    assert sentence("fr", "%(t)s", {"t": time(15)}) == "15\u00a0h"
    assert sentence("fr", "%(t)s", {"t": time(15, 5)}) == "15\u00a0h\u00a005"
    assert sentence("en", "%(t)s", {"t": time(15)}) == "15:00"
    assert sentence("fr", "%(m)s", {"m": Money(123456)}) == "1\u202f234,56\u00a0€"
    assert sentence("en", "%(m)s", {"m": Money(-50)}) == "\u2212€0.50"
    assert sentence("fr", "%(r)s", {"r": Fraction(9, 14)}) == "9/14"


def test_names_sort_without_accents_ligatures_or_case():
    names = ["Zoé", "évrard", "Œillet", "Eve", "oeuf"]
    assert sorted(names, key=sort_key) == ["Eve", "évrard", "Œillet", "oeuf", "Zoé"]
