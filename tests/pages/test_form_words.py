"""Forms speak our French, not the library's: what is wrong and what to write instead."""

import html

import pytest

from foundation.accounts.permissions import Role
from foundation.web.form_words import OURS
from tests.factories.accounts import make_account, sign_in


@pytest.fixture
def board(client):
    sign_in(client, make_account("Anaïs Trémaudan", Role.BOARD))
    return client


def words_of(answer):
    return html.unescape(answer.text).replace("\u00a0", " ").replace("\u202f", " ")


def test_an_empty_field_says_that_it_is_needed(board):
    answer = board.post("/assemblees/nouvelle", data={})
    assert answer.status_code == 422
    assert "Titre : Remplissez ce champ : il est nécessaire." in words_of(answer)


def test_a_wrong_day_and_a_wrong_hour_say_how_to_write_them(board):
    page = words_of(board.post("/assemblees/nouvelle", data={"title": "x" * 300, "day": "hier", "hour": "midi"}))
    for wanted in (
        "Au plus 200 caractères tiennent ici.",
        "ou écrivez-le sous la forme 2026-06-12.",
        "Écrivez l’heure sous la forme 18:00.",
        "Choisissez dans la liste.",
    ):
        assert wanted in page
    assert "N'est pas" not in page


def test_in_english_too(client):
    sign_in(client, make_account("Ada Brewer", Role.BOARD, language="en"))
    page = words_of(client.post("/assemblees/nouvelle", data={"title": "x" * 300}))
    assert "At most 200 characters fit here." in page
    assert OURS["This field is required."] in page
