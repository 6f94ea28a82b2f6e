"""Figures, moments, names, addresses and what people type."""

import re
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.kernel.money import Money
from foundation.web.rules.addresses import is_local
from foundation.web.rules.figures import (
    euros_text,
    exact_number_text,
    number_text,
    ordinal_text,
    percent_text,
    ratio_text,
    rounded,
    size_text,
)
from foundation.web.rules.moments import clock_text, day_text, lapse_text, moment_text
from foundation.web.rules.names import initials_of, tone_of
from foundation.web.rules.paging import page_links, pages_for
from foundation.web.rules.typed import read_amount, read_day, read_share

PARIS = "Europe/Paris"


def refused(read, text):
    try:
        read(text)
    except ValueError:
        return True
    return False


@pytest.mark.parametrize(
    ("cents", "french", "english"),
    [
        (123456, "1\u202f234,56\u00a0€", "€1,234.56"),
        (0, "0,00\u00a0€", "€0.00"),
        (-5, "−0,05\u00a0€", "−€0.05"),
        (123456789, "1\u202f234\u202f567,89\u00a0€", "€1,234,567.89"),
    ],
)
def test_the_euro_stands_after_the_figure_in_french(cents, french, english):
    assert euros_text(Money(cents), "fr") == french
    assert euros_text(Money(cents), "en") == english


def test_cents_are_dropped_only_where_there_are_none():
    assert euros_text(Money(2000), "fr", cents=False) == "20\u00a0€"
    assert euros_text(Money(2050), "fr", cents=False) == "20,50\u00a0€"


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Fraction(23, 40), "57,5\u00a0%"),
        (Fraction(1, 2), "50\u00a0%"),
        (Fraction(2, 3), "66,7\u00a0%"),
        (Fraction(0), "0\u00a0%"),
        (Fraction(1), "100\u00a0%"),
        (Fraction(1, 16), "6,3\u00a0%"),
        (Fraction(-1, 4), "−25\u00a0%"),
    ],
)
def test_a_percentage_has_one_decimal_at_most(share, text):
    assert percent_text(share, "fr") == text


@pytest.mark.parametrize(
    "share", [Fraction(49999, 100000), Fraction(50001, 100000), Fraction(1, 5000), Fraction(4999, 5000)]
)
def test_a_share_beside_a_threshold_never_reads_as_the_threshold(share):
    assert percent_text(share, "en") not in ("0%", "50%", "100%")


@given(st.fractions(min_value=0, max_value=1, max_denominator=1000))
def test_a_verdict_can_be_checked_on_the_percentage(share):
    shown = Fraction(percent_text(share, "en").removesuffix("%"))
    assert (shown > 50) == (share > Fraction(1, 2))
    assert (shown < 50) == (share < Fraction(1, 2))


@given(st.fractions(), st.integers(min_value=0, max_value=6))
def test_rounding_never_moves_by_more_than_half_a_unit(value, places):
    assert abs(Fraction(rounded(value, places), 10**places) - value) <= Fraction(1, 2 * 10**places)


def test_an_exact_fraction_comes_with_its_percentage():
    assert ratio_text(Fraction(9, 14), "fr") == "9/14 (64,3\u00a0%)"
    assert ratio_text(Fraction(2), "fr") == "2"
    assert ratio_text(Fraction(-1, 2), "en") == "−1/2 (−50%)"


def test_numbers_are_grouped_by_narrow_spaces():
    assert number_text(10000, "fr") == "10\u202f000"
    assert number_text(Fraction(-5, 2), "fr", places=1) == "−2,5"
    assert exact_number_text(Fraction(3, 2), "fr") == "1,5"


def test_ranks_agree_in_gender():
    assert [ordinal_text(1, "fr"), ordinal_text(1, "fr", feminine=True), ordinal_text(3, "fr")] == ["1er", "1re", "3e"]
    assert [ordinal_text(n, "en") for n in (1, 2, 3, 4, 11, 21)] == ["1st", "2nd", "3rd", "4th", "11th", "21st"]


def test_file_sizes_use_french_units():
    assert size_text(412_000, "fr") == "412\u00a0ko"
    assert size_text(1_240_000, "fr") == "1,2\u00a0Mo"
    assert size_text(3_000_000_000, "en") == "3.0 GB"


def test_the_first_of_the_month_is_an_ordinal_in_french():
    assert day_text(date(2026, 6, 1), "fr") == "1er\u00a0juin 2026"
    assert day_text(date(2026, 6, 11), "fr") == "11\u00a0juin 2026"
    assert day_text(date(2026, 6, 1), "fr", style="full") == "lundi 1er\u00a0juin 2026"
    assert day_text(date(2026, 6, 1), "en") == "1 June 2026"
    assert day_text(date(2026, 6, 1), "fr", style="month") == "juin 2026"


def test_moments_are_told_in_the_zone_of_the_assembly():
    moment = datetime(2026, 6, 12, 16, 5, tzinfo=UTC)
    assert clock_text(moment, "fr", zone=PARIS) == "18\u00a0h\u00a005"
    assert clock_text(moment, "en", zone="Indian/Reunion") == "20:05"
    assert moment_text(moment, "fr", zone=PARIS) == "12\u00a0juin 2026 à 18\u00a0h\u00a005"


def test_a_late_evening_in_paris_is_the_next_day_of_utc():
    moment = datetime(2026, 5, 31, 22, 30, tzinfo=UTC)
    assert moment_text(moment, "fr", zone=PARIS).startswith("1er\u00a0juin")


def test_lapses_have_two_units_at_most():
    texts = [lapse_text(timedelta(seconds=s), "en") for s in (0, 42, 300, 3900, 90000, 200000)]
    assert texts == ["0 s", "42 s", "5 min", "1 h 05 min", "1 day 1 h", "2 days 7 h"]


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Désirée Évrard", "DÉ"), ("L’Atelier", "LA"), ("", "?"), ("Zoé", "Z"), ("Jean-Noël (dit)", "J")],
)
def test_initials(name, letters):
    assert initials_of(name) == letters


@given(st.text())
def test_any_name_has_initials_and_a_colour(name):
    assert initials_of(name)
    assert 1 <= tone_of(name) <= 8


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "\\/evil",
        "javascript:alert(1)",
        "/a\nb",
        "/a b",
        "",
        "evil",
        "/\x7f",
    ],
)
def test_only_addresses_of_this_site_are_local(address):
    assert not is_local(address)


@pytest.mark.parametrize("address", ["/", "/assemblees/3?onglet=roll&q=%20", "/a#b"])
def test_local_addresses(address):
    assert is_local(address)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("20", 2000),
        ("1 234,56 €", 123456),
        ("1\u202f234,5\u00a0€", 123450),
        ("1234.5", 123450),
        ("−3", -300),
        (" 0,05 ", 5),
    ],
)
def test_amounts_as_people_type_them(text, cents):
    assert read_amount(text) == Money(cents)


@pytest.mark.parametrize("text", ["", "abc", "1,234", "1.2.3", "12,345", "€", "1e5", "--1", "9" * 40])
def test_what_is_not_an_amount_is_refused(text):
    assert refused(read_amount, text)


@given(st.integers(min_value=-(10**11), max_value=10**11))
def test_an_amount_written_can_be_read_again(cents):
    assert read_amount(euros_text(Money(cents), "fr")) == Money(cents)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("7/12", Fraction(7, 12)),
        ("57,5 %", Fraction(23, 40)),
        ("50%", Fraction(1, 2)),
        ("0,5", Fraction(1, 2)),
        ("3", Fraction(3)),
    ],
)
def test_shares_as_people_type_them(text, share):
    assert read_share(text) == share


@pytest.mark.parametrize("text", ["", "1/0", "a/b", "1/2/3", "1/2 %", "%", "½"])
def test_what_is_not_a_share_is_refused(text):
    assert refused(read_share, text)


def test_days_in_french_and_in_iso():
    assert read_day("1/6/2026") == read_day("2026-06-01") == read_day(" 01.06.2026 ") == date(2026, 6, 1)
    for text in ("31/02/2026", "2026", "hier", ""):
        assert refused(read_day, text)


def test_pages():
    assert [pages_for(n, 10) for n in (0, 1, 10, 11)] == [1, 1, 1, 2]
    assert page_links(1, 1) == [1]
    assert page_links(3, 5) == [1, 2, 3, 4, 5]
    assert page_links(10, 20) == [1, None, 9, 10, 11, None, 20]


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31", "31/12/9999", "1799-12-31", "2301-01-01"])
def test_a_day_at_the_ends_of_the_calendar_is_no_day(text):
    """Pages count months back and forth from a day: from these they would fall out of the calendar."""
    with pytest.raises(ValueError, match=re.escape(text)):
        read_day(text)
