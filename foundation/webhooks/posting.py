"""One call to one address: resolved by us, judged, connected to the very machine that was judged; no redirection.

Only the status of the answer is read: what the receiver writes is kept nowhere and shown to nobody.
"""

import socket
import ssl
import time
from contextlib import closing
from dataclasses import dataclass

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from foundation.webhooks.rules.addresses import Reach, Target, may_reach, read_target
from foundation.webhooks.rules.delivery import Answer

SECONDS = 10.0
LONGEST_STATUS_LINE = 1000
FORBIDDEN = N_("the address leads to a machine that webhooks may not reach")
NO_ADDRESS = N_("the address is not one that webhooks may call")
NO_ANSWER = N_("no answer that can be read")
TOO_LATE = N_("no answer in time")
BAD_CERTIFICATE = N_("the certificate of the address is refused")
NO_NAME = N_("the name of the address is not known")
NOBODY = N_("nobody listens at the address")
BROKEN = N_("the connection broke")


@dataclass(frozen=True)
class Call:
    """What is sent, and where to."""

    url: str
    headers: dict[str, str]
    body: str


def post(call: Call, *, reach: Reach, seconds: float = SECONDS) -> Answer:
    """Make the call; whatever goes wrong is an Answer without a status, never an error."""
    ends = time.monotonic() + seconds
    try:
        target = read_target(call.url, reach)
        machine = _machine(target, reach)
        if machine is None:
            return Answer(0, FORBIDDEN)
        with closing(_connected(target, machine, seconds)) as spoken:
            spoken.settimeout(max(ends - time.monotonic(), 0.1))
            spoken.sendall(_request(target, call))
            return _answered(spoken, ends)
    except Refused:
        return Answer(0, NO_ADDRESS)
    except TimeoutError:
        return Answer(0, TOO_LATE)
    except (OSError, UnicodeError) as error:
        return Answer(0, _said(error))


def _machine(target: Target, reach: Reach) -> str | None:
    """The machine to speak to; None where the name leads to even one that may not be reached."""
    found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    machines = [str(address[0]) for *_, address in found]
    encrypted = target.scheme == "https"
    allowed = [one for one in machines if may_reach(one, reach, encrypted=encrypted)]
    return allowed[0] if allowed and len(allowed) == len(machines) else None


def _connected(target: Target, machine: str, seconds: float) -> socket.socket:
    plain = socket.create_connection((machine, target.port), timeout=seconds)
    if target.scheme != "https":
        return plain
    try:
        return ssl.create_default_context().wrap_socket(plain, server_hostname=target.host)
    except BaseException:
        plain.close()
        raise


def _request(target: Target, call: Call) -> bytes:
    body = call.body.encode()
    lines = [
        f"POST {target.path} HTTP/1.1",
        f"Host: {target.host_line}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        "User-Agent: scic-webhooks/1",
        "Connection: close",
        *(f"{name}: {value}" for name, value in call.headers.items()),
    ]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + body


def _answered(spoken: socket.socket, ends: float) -> Answer:
    """The status, from the first line; a receiver that answers a sign at a time does not hold us longer for it."""
    read = b""
    while b"\n" not in read and len(read) < LONGEST_STATUS_LINE:
        left = ends - time.monotonic()
        if left <= 0:
            return Answer(0, TOO_LATE)
        spoken.settimeout(left)
        piece = spoken.recv(LONGEST_STATUS_LINE)
        if not piece:
            break
        read += piece
    words = read.partition(b"\n")[0].split()
    if len(words) < 2 or not words[0].startswith(b"HTTP/1.") or not (words[1].isdigit() and len(words[1]) == 3):
        return Answer(0, NO_ANSWER)
    return Answer(int(words[1]))


def _said(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return BAD_CERTIFICATE
    if isinstance(error, (socket.gaierror, UnicodeError)):
        return NO_NAME
    return NOBODY if isinstance(error, ConnectionRefusedError) else BROKEN
