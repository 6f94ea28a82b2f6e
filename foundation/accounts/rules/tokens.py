"""Tokens with which a program acts for somebody: what each may do, how long it lives, how it looks.

A token never allows more than its owner may do at the moment of the call: a role that is taken back takes it back here too.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from foundation.accounts.permissions import Permission
from foundation.kernel.sentences import N_

PREFIX = "scic_"
LONGEST_DAYS = 365
USUAL_DAYS = (7, 30, 90, 180, LONGEST_DAYS)
MOST_TOKENS = 20
LONGEST_NAME = 80
KEPT_AFTER_END = timedelta(days=90)


class Scope(StrEnum):
    """One thing that a token may do; a token holds those that its owner ticked."""

    VOTES_READ = "votes:read"
    ROLLS_READ = "rolls:read"
    RESULTS_READ = "results:read"
    BALLOTS_CAST = "ballots:cast"


SCOPE_NEEDS: dict[Scope, Permission] = {
    Scope.VOTES_READ: Permission.COUNT_READ,
    Scope.ROLLS_READ: Permission.COUNT_READ,
    Scope.RESULTS_READ: Permission.COUNT_READ,
    Scope.BALLOTS_CAST: Permission.VOTE_CAST,
}
SCOPE_NAMES: dict[Scope, str] = {
    Scope.VOTES_READ: N_("Read the votes and the consultations"),
    Scope.ROLLS_READ: N_("Read how many may vote and how many voted"),
    Scope.RESULTS_READ: N_("Read the published results and their count files"),
    Scope.BALLOTS_CAST: N_("Cast my ballots"),
}


def scopes_allowed(permissions: Iterable[Permission]) -> list[Scope]:
    """The scopes that somebody with these permissions may give to a token.

    >>> scopes_allowed([Permission.VOTE_CAST])
    [<Scope.BALLOTS_CAST: 'ballots:cast'>]
    """
    held = frozenset(permissions)
    return [scope for scope in Scope if SCOPE_NEEDS[scope] in held]


def written_scopes(scopes: Iterable[Scope]) -> str:
    """As one text, in the order of the table; `read_scopes` reads it back.

    >>> written_scopes([Scope.BALLOTS_CAST, Scope.VOTES_READ])
    'votes:read ballots:cast'
    """
    wanted = frozenset(scopes)
    return " ".join(scope for scope in Scope if scope in wanted)


def read_scopes(text: str) -> frozenset[Scope]:
    """The scopes of a text; a word that is none is left out.

    >>> read_scopes("votes:read fly") == frozenset({Scope.VOTES_READ})
    True
    """
    return frozenset(Scope(word) for word in text.split() if word in Scope._value2member_map_)


def ends_at(at: datetime, days: int) -> datetime | None:
    """When a token made now for so many days ends; None where that is no allowed duration.

    >>> from datetime import UTC
    >>> ends_at(datetime(2026, 6, 12, tzinfo=UTC), 7)
    datetime.datetime(2026, 6, 19, 0, 0, tzinfo=datetime.timezone.utc)
    >>> ends_at(datetime(2026, 6, 12, tzinfo=UTC), 366) is None
    True
    """
    return at + timedelta(days=days) if 1 <= days <= LONGEST_DAYS else None
