"""Numbers that prove an organisation, and text fit for a register."""

import pytest

from foundation.kernel.errors import Refused
from membership.rules.numbers import checked_rna, checked_siren
from membership.rules.writing import tidy, tidy_lines


@pytest.mark.parametrize(
    ("text", "code"), [("123456789", "siren-key"), ("12345", "siren-length"), ("abc", "siren-length")]
)
def test_a_wrong_siren_says_why(text, code):
    with pytest.raises(Refused) as refusal:
        checked_siren(text)
    assert refusal.value.code == code


@pytest.mark.parametrize("change", range(9))
def test_one_mistyped_digit_is_always_found(change):
    right = "123456782"
    wrong = right[:change] + str((int(right[change]) + 1) % 10) + right[change + 1 :]
    with pytest.raises(Refused):
        checked_siren(wrong)


def test_no_number_is_no_fault():
    assert checked_siren(" ") is None
    assert checked_rna("") is None


def test_a_wrong_rna_is_refused():
    with pytest.raises(Refused):
        checked_rna("353001234")


def test_signs_that_turn_or_hide_text_are_dropped():
    assert tidy("Ev\u202eil\u0000 \u200bNom\n\tfin") == "Evil Nom fin"


def test_an_address_keeps_its_lines():
    assert tidy_lines(" 3 rue des Halles \r\n\r\n Bât. B ") == "3 rue des Halles\nBât. B"


def test_a_text_too_long_is_refused():
    with pytest.raises(Refused):
        tidy("a" * 121)
    assert tidy("a" * 120)
