"""How often one may try to sign in: sliding windows, counted on what was typed, so that they say nothing of accounts.

The narrow limit is of one e-mail from one place: whoever fails on purpose shuts out himself, not the owner elsewhere. A
slower one, of one e-mail from anywhere, stops a guess made from many places; a browser that signed in before passes it.
Links are never refused for what others did, only mailed less often. A meeting room shares one network address, so that
limit is wide: a whole assembly signs in within minutes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import IPv6Address, ip_address


class Way(StrEnum):
    """How a person signs in; JOIN: asks to join, which is counted the same way."""

    LINK = "link"
    JOIN = "join"
    PASSWORD = "password"  # noqa: S105  # nosec B105


@dataclass(frozen=True)
class Limit:
    """At most `count` attempts in any `window`."""

    count: int
    window: timedelta


WINDOW = timedelta(minutes=15)
PER_PLACE = Limit(5, WINDOW)
PASSWORDS_PER_EMAIL = Limit(30, timedelta(hours=1))
LINKS_PER_EMAIL = Limit(10, WINDOW)
SPARED = timedelta(minutes=5)
PER_ADDRESS: dict[Way, Limit] = {
    Way.PASSWORD: Limit(100, WINDOW),
    Way.LINK: Limit(300, WINDOW),
    Way.JOIN: Limit(30, WINDOW),
}


def next_allowed_at(attempts: Iterable[datetime], limit: Limit, at: datetime) -> datetime | None:
    """When the next attempt will be admitted; None when it is admitted now.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 6, 12, 12, tzinfo=UTC)
    >>> tries = [noon - timedelta(minutes=m) for m in (1, 2, 20)]
    >>> next_allowed_at(tries, Limit(3, timedelta(minutes=15)), noon) is None
    True
    >>> next_allowed_at(tries, Limit(2, timedelta(minutes=15)), noon)
    datetime.datetime(2026, 6, 12, 12, 13, tzinfo=datetime.timezone.utc)
    """
    counted = sorted((one for one in attempts if one > at - limit.window), reverse=True)
    if len(counted) < limit.count:
        return None
    return counted[limit.count - 1] + limit.window


def whole_minute_after(moment: datetime) -> datetime:
    """The first whole minute that is not before `moment`, so that "try again at 18:05" is never too early.

    >>> from datetime import UTC
    >>> whole_minute_after(datetime(2026, 6, 12, 16, 4, 1, tzinfo=UTC)).minute
    5
    """
    floor = moment.replace(second=0, microsecond=0)
    return floor if floor == moment else floor + timedelta(minutes=1)


def address_bucket(address: str) -> str:
    """The network address that is counted: a whole /64 for IPv6, which is what one household holds.

    >>> address_bucket("2001:db8:1:2:3::4"), address_bucket("192.0.2.7"), address_bucket("::ffff:192.0.2.7")
    ('2001:db8:1:2::', '192.0.2.7', '192.0.2.7')
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return "unknown"
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(IPv6Address(int(parsed) >> 64 << 64))
