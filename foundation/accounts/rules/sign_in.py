"""How long a link and a session live, what proves a person again, which roles are held."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from foundation.accounts.permissions import Role
from foundation.accounts.rules.attempts import Way

LINK_LIFETIME = timedelta(minutes=15)
SESSION_LIFETIME = timedelta(days=30)
PROOF_LIFETIME = timedelta(minutes=15)
LANGUAGES = ("fr", "en")

_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def token_hash(token: str) -> str:
    """What is stored of a token: its SHA-256. A token is 256 random bits, so no salt and no slow hash are needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def folded_email(email: str) -> str:
    """An e-mail address as we compare it.

    >>> folded_email("  Jeanne.Martin@Exemple.FR ")
    'jeanne.martin@exemple.fr'
    """
    return email.strip().lower()


def is_proven_again(way: Way, opened_at: datetime, at: datetime) -> bool:
    """Whether this session was opened by a mailed link so recently that it replaces the present password.

    It is how a forgotten password is replaced, and why an old session left open cannot set one.
    """
    return way is Way.LINK and opened_at <= at < opened_at + PROOF_LIFETIME


def roles_held(facts: Iterable[tuple[Role, bool]]) -> frozenset[Role]:
    """The roles after all facts (role, granted), oldest first.

    >>> sorted(roles_held([(Role.BOARD, True), (Role.STAFF, True), (Role.BOARD, False)]))
    [<Role.STAFF: 'staff'>]
    """
    held: set[Role] = set()
    for role, granted in facts:
        if granted:
            held.add(role)
        else:
            held.discard(role)
    return frozenset(held)


def browser_summary(user_agent: str) -> str:
    """Browser and system in two words, enough to recognise one's own; the rest of the header is not kept.

    >>> browser_summary("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
    'Firefox, Linux'
    >>> browser_summary("curl/8.5")
    ''
    """
    found = (next((name for mark, name in known if mark in user_agent), "") for known in (_BROWSERS, _SYSTEMS))
    return ", ".join(part for part in found if part)
