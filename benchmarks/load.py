"""Clients: each keeps one connection open and sends one prepared request after the other."""

import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

END_OF_HEAD = b"\r\n\r\n"


@dataclass
class Load:
    """What the clients saw: seconds of each answer, answers that were not the expected ones, a header that was wanted."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    unexpected: list[bytes] = field(default_factory=list)
    found: dict[bytes, str] = field(default_factory=dict)

    @property
    def per_second(self) -> float:
        """Accepted requests a second."""
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        """The latency that this share of the requests stayed under, in milliseconds."""
        ordered = sorted(self.latencies)
        return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def press(port: int, clients: Sequence[Sequence[bytes]], *, seconds: float, expected: bytes) -> Load:
    """Let each client send its requests in a circle for `seconds`."""
    load, lock = Load(), threading.Lock()
    until = time.perf_counter() + seconds
    return _together(
        load, [lambda one=requests: _client(port, one, until, expected, load, lock) for requests in clients]
    )


def press_once(port: int, clients: Sequence[Sequence[bytes]], *, expected: bytes, wanted: bytes = b"") -> Load:
    """Let each client send each of its requests once; `wanted`: a header kept of each answer, by its request."""
    load = Load()
    return _together(load, [lambda one=requests: _once(port, one, expected, wanted, load) for requests in clients])


def _together(load: Load, clients: Sequence[Callable[[], None]]) -> Load:
    start = time.perf_counter()
    threads = [threading.Thread(target=client) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    load.seconds = time.perf_counter() - start
    return load


def _once(port, requests, expected, wanted, load) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for request in requests:
            begun = time.perf_counter()
            connection.sendall(request)
            head = _answer(connection)
            if head[9:12] == expected:
                load.latencies.append(time.perf_counter() - begun)
            else:
                load.unexpected.append(head[9:12])
            if wanted:
                load.found[request] = _header(head, wanted)


def _header(head: bytes, name: bytes) -> str:
    lines = (line.partition(b":") for line in head.split(b"\r\n"))
    return next((value.strip().decode() for key, _, value in lines if key.lower() == name), "")


def _client(port, requests, until, expected, load, lock) -> None:
    latencies, unexpected = [], []
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        number = 0
        while (begun := time.perf_counter()) < until:
            connection.sendall(requests[number % len(requests)])
            status = _answer(connection)[9:12]
            if status == expected:
                latencies.append(time.perf_counter() - begun)
            else:
                unexpected.append(status)
            number += 1
    with lock:
        load.latencies += latencies
        load.unexpected += unexpected


def _answer(connection: socket.socket) -> bytes:
    """Read one whole answer; its head, whose status stands at 9 to 12."""
    data = b""
    while END_OF_HEAD not in data:
        data += _received(connection)
    head, _, body = data.partition(END_OF_HEAD)
    lines = head.lower().split(b"\r\n")
    length = next((int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length:")), 0)
    while len(body) < length:
        body += _received(connection)
    return head


def _received(connection: socket.socket) -> bytes:
    piece = connection.recv(65536)
    if not piece:
        raise RuntimeError("the server closed the connection")
    return piece


def post(path: str, body: str, headers: dict[str, str]) -> bytes:
    """A request as bytes."""
    content = body.encode()
    lines = [f"POST {path} HTTP/1.1", "Host: localhost", f"Content-Length: {len(content)}"]
    lines += [
        "Content-Type: application/x-www-form-urlencoded",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    return "\r\n".join(lines).encode() + END_OF_HEAD + content
