"""What no request may bring: a character that no database keeps, a number that no row can have."""

from flask import Flask

from foundation.kernel.errors import Malformed
from foundation.kernel.sentences import N_
from foundation.web.proxies import asked
from foundation.web.row_numbers import LARGEST_KEY

NUL = "\x00"


def row_number(text: str) -> int:
    """The number of a row as a form sends it; ValueError where no row can have it.

    >>> row_number("12")
    12
    """
    number = int(text)
    if not 0 < number <= LARGEST_KEY:
        raise ValueError(text)
    return number


def refuse_nul() -> None:
    """PostgreSQL keeps no NUL in a text and SQLite does: refused on both, before anything is read or written."""
    sending = asked()
    for sent in (sending.args, sending.form):
        for name, values in sent.lists():
            if NUL in name or any(NUL in value for value in values):
                raise Malformed(
                    "nul-character",
                    N_("The text that was sent holds an invisible character that cannot be kept (NUL): type it again."),
                )


def install_incoming(app: Flask) -> None:
    """Judge every request of `app`."""
    app.before_request(refuse_nul)
