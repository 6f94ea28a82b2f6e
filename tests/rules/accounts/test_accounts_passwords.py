"""Which passwords are accepted, and what the refusal says."""

import pytest

from foundation.accounts.rules.passwords import LONGEST, normalised, password_faults


def codes(password: str, *about: str) -> list[str]:
    return [fault.code for fault in password_faults(password, about=about)]


@pytest.mark.parametrize(
    "password",
    ["chaise verte au grenier", "kxqvbjzwtyrm", "Tr0mbone-lacustre", "4829105736482910", "é" * 3 + "trombone lacustre"],
)
def test_a_password_of_fifty_bits_is_accepted(password: str) -> None:
    assert codes(password) == []


def test_eleven_characters_are_too_few_and_twelve_enough() -> None:
    assert codes("kxqvbjzwtyr") == ["password-short"]
    assert codes("kxqvbjzwtyrm") == []


def test_a_short_password_is_told_its_length() -> None:
    assert password_faults("abc")[0].values == {"length": 3, "shortest": 12}


def test_the_longest_password_is_two_hundred_characters() -> None:
    text = "chaise verte au grenier " * 20
    assert codes("x" + text[:LONGEST]) == ["password-long"]


@pytest.mark.parametrize(
    "password", ["Motdepasse-2026!", "azertyuiop12", "Bienvenue2026!", "password1234", "123password123"]
)
def test_what_everybody_tries_first_is_refused(password: str) -> None:
    assert "password-common" in codes(password)


@pytest.mark.parametrize("password", ["abcabcabcabc", "aaaaaaaaaaaaaa", "scicscicscic"])
def test_a_piece_repeated_is_refused(password: str) -> None:
    assert "password-common" in codes(password)


def test_digits_alone_need_sixteen() -> None:
    assert codes("482910573648") == ["password-poor"]
    assert codes("4829105736482915") == []


def test_ones_own_name_is_no_secret() -> None:
    about = ("Désirée Évrard", "desiree.evrard@exemple.fr")
    assert "password-personal" in codes("DesireeEvrard1", *about)
    assert codes("desiree trombone lacustre", *about) == []


def test_the_same_keys_on_two_machines_are_one_password() -> None:
    assert normalised("e\u0301te\u0301") == normalised("été")
