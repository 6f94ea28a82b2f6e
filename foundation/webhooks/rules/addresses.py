"""Where a webhook may go: an address is read once, and each machine it leads to is judged before we speak to it.

A server that calls wherever it is told can be made to call its own neighbours, which trust it: so private machines are
out of reach, unless who runs the server says otherwise, and what hands keys out on clouds (169.254) always is.
"""

from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_

LONGEST_ADDRESS = 500
PORTS = {"https": 443, "http": 80}
_V4_INSIDE_V6 = IPv6Network("64:ff9b::/96")
_NOT_ONE = N_("This is not the address of a page. Write it whole, as in https://example.org/hook, without a password.")
_NOT_HTTPS = N_("The address must begin with https://, so that nobody reads or changes what is sent on its way.")
_LONG = N_("This address is longer than %(longest)s characters. Give a shorter one.")


class Reach(StrEnum):
    """How far webhooks go: OUTSIDE (the usual), INSIDE (our own network too), HERE (the demo: this machine alone)."""

    OUTSIDE = "outside"
    INSIDE = "inside"
    HERE = "here"


@dataclass(frozen=True)
class Target:
    """An address taken apart: how to call it."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def host_line(self) -> str:
        """The header Host: with the port where it is not the usual one.

        >>> Target("https", "example.org", 8443, "/").host_line
        'example.org:8443'
        """
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return shown if self.port == PORTS[self.scheme] else f"{shown}:{self.port}"


def read_target(url: str, reach: Reach = Reach.OUTSIDE) -> Target:
    """Take an address apart. Raises Refused: not https (http only where `reach` lets us stay inside), or no address at all.

    >>> read_target("https://example.org/hook?from=scic")
    Target(scheme='https', host='example.org', port=443, path='/hook?from=scic')
    """
    if len(url) > LONGEST_ADDRESS:
        raise Refused("webhook-address-long", _LONG, longest=LONGEST_ADDRESS)
    if not url.isascii() or not url.isprintable() or " " in url:
        raise Refused("webhook-address", _NOT_ONE)
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme, parts.hostname or "", parts.port
    except ValueError as error:
        raise Refused("webhook-address", _NOT_ONE) from error
    if scheme not in (("https",) if reach is Reach.OUTSIDE else PORTS):
        raise Refused("webhook-not-https", _NOT_HTTPS)
    if not host or port == 0 or parts.username is not None or parts.fragment:
        raise Refused("webhook-address", _NOT_ONE)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(scheme, host, port or PORTS[scheme], path)


def may_reach(machine: str, reach: Reach, *, encrypted: bool = True) -> bool:
    """Whether a machine, by its number, may be spoken to; without encryption never outside our own network.

    Source: IANA special-purpose registries (RFC 6890), an IPv4 number inside an IPv6 one being judged as what it is.

    >>> may_reach("93.184.216.34", Reach.OUTSIDE), may_reach("10.0.0.1", Reach.OUTSIDE), may_reach("::1", Reach.HERE)
    (True, False, True)
    >>> may_reach("169.254.169.254", Reach.INSIDE), may_reach("::ffff:127.0.0.1", Reach.OUTSIDE)
    (False, False)
    """
    number = _bare(ip_address(machine.partition("%")[0]))
    if number.is_link_local or number.is_multicast or number.is_unspecified:
        return False
    if reach is Reach.HERE:
        return number.is_loopback
    outside = number.is_global and not number.is_reserved
    if outside:
        return encrypted
    return reach is Reach.INSIDE and (number.is_private or number.is_loopback)


def _bare(number: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(number, IPv4Address):
        return number
    if number in _V4_INSIDE_V6:
        return IPv4Address(int(number) & 0xFFFFFFFF)
    return number.ipv4_mapped or number.sixtofour or number
