"""What a caller gives becomes the words of a French document."""

from datetime import UTC, date, datetime
from enum import StrEnum
from fractions import Fraction

import pytest

from foundation.documents.rules.values import percent, prepare
from foundation.kernel.money import Money

LATIN = frozenset(range(0x20, 0x180)) | {ord("\n"), 0x202F, 0xA0, ord("’")}


def prepared(value: object) -> object:
    return prepare(value, zone="Europe/Paris", drawable=LATIN)


def test_money_is_written_in_euros_after_the_figure() -> None:
    assert prepared(Money(1_850_000)) == "18\u202f500,00\u00a0€"


def test_a_fraction_keeps_its_exact_value_beside_the_percentage() -> None:
    assert prepared(Fraction(9, 14)) == {"exact": "9/14", "percent": "≈\u202f64,29\u00a0%"}


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (Fraction(0), "0\u00a0%"),
        (Fraction(1), "100\u00a0%"),
        (Fraction(9, 20), "45\u00a0%"),
        (Fraction(1, 8), "12,50\u00a0%"),
        (Fraction(-1, 4), "\u221225\u00a0%"),
        (Fraction(49_999, 100_000), "49,999\u00a0%"),
        (Fraction(1, 7), "≈\u202f14,29\u00a0%"),
        (Fraction(12), "1\u202f200\u00a0%"),
    ],
)
def test_a_rounded_percentage_says_that_it_was_rounded(share: Fraction, shown: str) -> None:
    assert percent(share) == shown


def test_an_evening_meeting_is_told_on_the_clock_of_its_place() -> None:
    told = prepared(datetime(2026, 6, 12, 16, 30, 5, tzinfo=UTC))
    assert isinstance(told, dict)
    assert told["moment"] == "vendredi 12\u00a0juin\u00a02026 à 18\u00a0h\u00a030"
    assert told["precise"].endswith("05\u00a0s")
    assert told["iso"] == "2026-06-12T18:30:05+02:00"


def test_a_moment_after_midnight_in_another_zone_is_another_day() -> None:
    told = prepare(datetime(2026, 6, 12, 22, 30, tzinfo=UTC), zone="Indian/Reunion", drawable=LATIN)
    assert told["iso"].startswith("2026-06-13T02:30")


def test_the_first_of_the_month_is_ordinal() -> None:
    told = prepared(date(2026, 1, 1))
    assert isinstance(told, dict)
    assert told["full"] == "jeudi 1er\u00a0janvier\u00a02026"


@pytest.mark.parametrize("unfit", [0.5, {1: "a"}, {"when": object()}, [b"a", 1.0], bytearray(b"x")])
def test_floats_and_unknown_things_never_reach_a_document(unfit: object) -> None:
    with pytest.raises(TypeError):
        prepared(unfit)


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        prepared(datetime(2026, 6, 12, 18, 30))


def test_containers_enums_and_bytes_are_followed() -> None:
    class Kind(StrEnum):
        A = "a"

    assert prepared({"k": (Kind.A, [None, True, 3]), "f": b"\x00\x01"}) == {
        "k": ["a", [None, True, 3]],
        "f": {"base64": "AAE="},
    }


def test_a_number_too_long_for_the_printer_becomes_text() -> None:
    assert prepared(10**20) == "100" + "\u202f000" * 6
    assert prepared(2**63 - 1) == 2**63 - 1
