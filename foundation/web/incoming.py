"""What no request may bring: a character that no database keeps, a number that no row can have."""

from flask import Flask, request
from werkzeug.routing import IntegerConverter, Map

from foundation.kernel.errors import Malformed
from foundation.kernel.sentences import N_

HIGHEST_ROW = 2**31 - 1
NUL = "\x00"


class RowConverter(IntegerConverter):
    """`<int:...>` in an address: above what a row can be numbered there is nothing, hence 404."""

    def __init__(self, map: Map, max: int | None = HIGHEST_ROW) -> None:  # noqa: A002  werkzeug names them so
        super().__init__(map, max=max)


def row_number(text: str) -> int:
    """The number of a row as a form sends it; ValueError where no row can have it.

    >>> row_number("12")
    12
    """
    number = int(text)
    if not 0 < number <= HIGHEST_ROW:
        raise ValueError(text)
    return number


def refuse_nul() -> None:
    """PostgreSQL keeps no NUL in a text and SQLite does: refused on both, before anything is read or written."""
    for sent in (request.args, request.form):
        for name, values in sent.lists():
            if NUL in name or any(NUL in value for value in values):
                raise Malformed(
                    "nul-character",
                    N_("The text that was sent holds an invisible character that cannot be kept (NUL): type it again."),
                )


def install_incoming(app: Flask) -> None:
    """Judge every request of `app`; before any route is added, since a route reads the converters once."""
    app.url_map.converters["int"] = RowConverter
    app.before_request(refuse_nul)
