"""`scic accounts` on a database of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from foundation.accounts import queries
from foundation.accounts.permissions import Role
from scic.cli import main


class Door:
    """The way to the application under test."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    @contextmanager
    def application(self) -> Iterator[Flask]:
        """Its context."""
        with self.app.app_context():
            yield self.app


@pytest.fixture
def scic(own_app: Flask) -> object:
    def run(*words: str) -> Result:
        return CliRunner().invoke(main, ["accounts", *words], obj=Door(own_app))

    return run


def test_the_first_administrator_is_made_and_listed(scic, own_app: Flask) -> None:  # type: ignore[no-untyped-def]
    made = scic("create", "Ada@Exemple.fr", "--name", "Ada Roux", "--role", "administrator", "--role", "board")
    assert (made.exit_code, made.stdout) == (0, "1\n")
    with own_app.app_context():
        account = queries.account_by_email("ada@exemple.fr")
        assert account is not None and account.roles == {Role.ADMINISTRATOR, Role.BOARD}
    assert scic("list").stdout.startswith("1\tada@exemple.fr\tAda Roux\t")


def test_a_role_is_granted_and_taken_back(scic, own_app: Flask) -> None:  # type: ignore[no-untyped-def]
    scic("create", "ada@exemple.fr", "--name", "Ada Roux")
    for words, held in (
        (("grant", "ada@exemple.fr", "staff"), {Role.STAFF}),
        (("revoke", "ada@exemple.fr", "staff"), set()),
    ):
        assert scic(*words).exit_code == 0
        with own_app.app_context():
            account = queries.account_by_email("ada@exemple.fr")
            assert account is not None and account.roles == held


@pytest.mark.parametrize(
    "words",
    [
        ("grant", "personne@exemple.fr", "board"),
        ("link", "personne@exemple.fr"),
        ("create", "pas une adresse", "--name", "Ada"),
        ("create", "b@exemple.fr", "--name", " "),
        ("grant", "ada@exemple.fr", "member"),
        ("revoke", "ada@exemple.fr", "administrator"),
    ],
)
def test_a_refusal_is_a_sentence_and_exit_code_2(scic, words: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    scic("create", "ada@exemple.fr", "--name", "Ada Roux", "--role", "administrator")
    result = scic(*words)
    assert result.exit_code == 2 and result.stderr and "Traceback" not in result.output


def test_an_account_refused_half_way_is_not_made(scic) -> None:  # type: ignore[no-untyped-def]
    scic("create", "ada@exemple.fr", "--name", "Ada Roux")
    assert scic("create", "ada@exemple.fr", "--name", "Ada Roux", "--role", "board").exit_code == 2
    assert len(scic("list").stdout.splitlines()) == 1


def test_a_printed_link_signs_in_once(scic, own_app: Flask) -> None:  # type: ignore[no-untyped-def]
    scic("create", "ada@exemple.fr", "--name", "Ada Roux")
    link = scic("link", "ada@exemple.fr").stdout.strip().removeprefix(own_app.config["PUBLIC_URL"])
    client = own_app.test_client()
    assert client.post(link).status_code == 303 and client.get("/compte").status_code == 200
    assert own_app.test_client().post(link).status_code == 409


@pytest.mark.parametrize(("lang", "said"), [("fr", "Aucun compte"), ("en", "No account signs in")])
def test_refusals_speak_the_language_that_was_asked(scic, lang: str, said: str) -> None:  # type: ignore[no-untyped-def]
    refused = scic("link", "personne@ailleurs.fr", "--lang", lang)
    assert refused.exit_code == 2
    assert said in refused.stderr
