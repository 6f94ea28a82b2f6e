"""A program that is told of what happens: a real server on this machine that keeps the calls it got."""

import base64
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from foundation.kernel.audit import SYSTEM
from foundation.webhooks.services import make_webhook


@dataclass
class Receiver:
    """What came in, and the statuses to answer with (the last one again and again)."""

    port: int = 0
    statuses: list[int] = field(default_factory=lambda: [204])
    calls: list[tuple[dict[str, str], str]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}/hook?from=scic"

    @property
    def bodies(self) -> list[dict[str, Any]]:
        """What the calls said."""
        return [json.loads(body) for _headers, body in self.calls]

    @property
    def types(self) -> list[str]:
        """Of what the calls told."""
        return [body["type"] for body in self.bodies]


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver that answers until the block ends."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            headers = {name.lower(): value for name, value in self.headers.items()}
            receiver.calls.append((headers | {":path": self.path}, body))
            status = receiver.statuses.pop(0) if len(receiver.statuses) > 1 else receiver.statuses[0]
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", f"http://127.0.0.1:{receiver.port}/elsewhere")
            self.end_headers()

        def log_message(self, *_words: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        receiver.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield receiver
        server.shutdown()
        thread.join()


def is_signed(secret: str, headers: dict[str, str], body: str) -> bool:
    """Whether a receiver that knows the secret takes the call, as the page of the API says."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{body}".encode()
    expected = "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
    return hmac.compare_digest(expected, headers["webhook-signature"])


def a_webhook(url: str, *events: str, at: Any, name: str = "Site") -> tuple[Any, str]:
    """A webhook for these events, and its secret."""
    return make_webhook(name, url, events or ("vote.opened",), actor=SYSTEM, at=at)
