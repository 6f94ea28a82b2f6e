"""Argon2id with the parameters of the configuration, and the same time spent whether or not there is an account."""

from functools import cache
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

from foundation.accounts.rules.passwords import LONGEST, normalised


def hash_password(password: str) -> str:
    """The hash to store. It takes a tenth of a second: hold no database lock meanwhile."""
    return _hasher().hash(normalised(password))


def password_matches(stored: str | None, password: str) -> bool:
    """Whether the password is the one stored; without one, as much time is spent on a hash that nothing matches."""
    decoy = _decoy(_parameters())
    try:
        matches = _hasher().verify(stored or decoy, normalised(password)[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return matches and stored is not None


def needs_rehash(stored: str) -> bool:
    """Whether the stored hash was made with other parameters than today's."""
    return _hasher().check_needs_rehash(stored)


def _parameters() -> tuple[tuple[str, int], ...]:
    return tuple(sorted(current_app.config["ARGON2"].items()))


def _hasher() -> PasswordHasher:
    return _hasher_of(_parameters())


@cache
def _hasher_of(parameters: tuple[tuple[str, int], ...]) -> PasswordHasher:
    named: dict[str, Any] = dict(parameters)
    return PasswordHasher(**named)


@cache
def _decoy(parameters: tuple[tuple[str, int], ...]) -> str:
    return _hasher_of(parameters).hash("nobody has this password")
