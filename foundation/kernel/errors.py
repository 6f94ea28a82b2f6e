"""Typed errors: a refusal says what, why and what to do, and knows its status (docs: commands, "Statuses of pages").

`message` is an English sentence with ``%(name)s`` marks; `values` fills them. The web room and the command line turn
both into French or English; nothing else formats a refusal.
"""

from collections.abc import Mapping


class ScicError(Exception):
    """An error with a stable code, a translatable sentence and an HTTP status.

    `rule` is the number of the compliance table and `source` the article, where the refusal is one of law.

    >>> error = Refused("proxy-limit", "%(name)s already holds %(held)s proxies.", rule=33, name="Ada", held=2)
    >>> error.status, error.rule, str(error)
    (422, 33, 'Ada already holds 2 proxies.')
    """

    status = 500

    def __init__(self, code: str, message: str, *, rule: int | None = None, source: str = "", **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.rule = rule
        self.source = source
        self.values: Mapping[str, object] = values

    def __str__(self) -> str:
        return self.message % self.values if self.values else self.message


class Malformed(ScicError):
    """The request is forged or cannot be read."""

    status = 400


class NotSignedIn(ScicError):
    """Nobody is signed in."""

    status = 401


class NotAllowed(ScicError):
    """The person signed in may not do this."""

    status = 403


class NotFound(ScicError):
    """Not there, or not yours to know."""

    status = 404


class StateMoved(ScicError):
    """The state has moved on: stale page, closed vote, right already used."""

    status = 409


class TooLarge(ScicError):
    """More bytes than are accepted."""

    status = 413


class Refused(ScicError):
    """A form or a rule says no."""

    status = 422


class TooMany(ScicError):
    """Too often; later will do."""

    status = 429
