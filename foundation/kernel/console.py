"""What the command line shares: one line a fault on standard error, exit codes, and the application only when needed.

Exit codes: 0 nothing wrong, 1 findings, 2 could not be read or run. A command that needs the database asks for it with
`@with_application`; the others start without Flask.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import wraps
from typing import Any, NoReturn, ParamSpec, Protocol, TypeVar

import click

from foundation.kernel.errors import ScicError
from foundation.kernel.sentences import sentence

NOTHING_WRONG, FINDINGS, COULD_NOT_RUN = 0, 1, 2

P = ParamSpec("P")
R = TypeVar("R")


language = click.option(
    "--lang",
    type=click.Choice(["fr", "en"]),
    default="fr",
    show_default=True,
    is_eager=True,
    help="Language of sentences.",
)


class FrontDoor(Protocol):
    """What the root command hands down: the way to the application; `for_demo`: nothing being set means the demo."""

    for_demo: bool

    def application(self) -> AbstractContextManager[Any]:
        """The application's context; raises ScicError where the configuration does not hold."""


@contextmanager
def giving_up(lang: str) -> Iterator[None]:
    """Say a refusal in `lang` and exit 2."""
    try:
        yield
    except ScicError as error:
        give_up(error, lang)


def with_application(command: Callable[P, R]) -> Callable[P, R]:
    """Run a command inside the application's context; a refusal is one sentence, in its `lang`, and exit code 2."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        front: FrontDoor = click.get_current_context().find_root().obj
        with giving_up(str(kwargs.get("lang", "fr"))), front.application():
            return command(*args, **kwargs)

    return run


def give_up(error: ScicError, lang: str = "fr") -> NoReturn:
    """Say why on standard error, exit 2."""
    click.echo(sentence(lang, error.message, error.values), err=True)
    sys.exit(COULD_NOT_RUN)


def tell(lang: str, message: str, **values: object) -> None:
    """Say a sentence on standard error in "fr" or "en"."""
    say(sentence(lang, message, values))


def say(text: str) -> None:
    """Progress and messages go to standard error, so that standard output holds only the answer."""
    click.echo(text, err=True)
