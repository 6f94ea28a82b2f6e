"""Voters who never stop: each sends ballots over one connection to the real server and writes down what it was answered.

A ballot is `acknowledged` (the server answered that it is in the box) or `unknown` (the connection broke before any
answer). What is unknown is sent again, as it was, as soon as a server answers.
"""

import http.client
import itertools
import socket
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlencode

from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from foundation.accounts.access import open_session
from foundation.accounts.models import Account
from foundation.accounts.rules.attempts import Way
from foundation.accounts.session import TOKEN_KEY
from foundation.kernel.clock import now
from tests.visitors import CSRF_SECRET
from votes.receipts import new_receipt

CHOICES = ("for", "against", "abstain")
TAKEN = frozenset({200, 303})
BROKEN = (OSError, http.client.HTTPException)


@dataclass(frozen=True)
class Sent:
    """One request as it was sent: `receipt` is empty for an open ballot."""

    box_id: int
    right_id: int
    choice: str
    receipt: str = ""

    def body(self, token: str) -> str:
        """The form, as a browser sends it."""
        fields = {"csrf_token": token, "right": self.right_id, "choice": self.choice}
        return urlencode(fields | ({f"receipt-{self.right_id}": self.receipt} if self.receipt else {}))


@dataclass
class Browser:
    """A signed-in browser: its cookie and the token of its forms, made without a page being read."""

    cookie: str
    token: str

    def cast(self, port: int, ballots: Iterator[Sent]) -> Iterator[tuple[Sent, int | None]]:
        """Send one after the other over one connection; each with its status, None where the connection broke: the end."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        for ballot in ballots:
            try:
                yield ballot, self._status(connection, ballot)
            except BROKEN:
                yield ballot, None
                break
        connection.close()

    def _status(self, connection: http.client.HTTPConnection, ballot: Sent) -> int:
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", f"/votes/{ballot.box_id}/bulletins", ballot.body(self.token), headers)
        if isinstance(connection.sock, socket.socket):
            connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        answer = connection.getresponse()
        answer.read()
        return answer.status


def browser_of(app: Flask, account: Account) -> Browser:
    """A browser in which this account is signed in."""
    secret = URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="wtf-csrf-token")
    token = open_session(account, way=Way.PASSWORD, browser="Firefox, Linux", at=now())
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    cookie = signer.dumps({"_permanent": True, TOKEN_KEY: token, "csrf_token": CSRF_SECRET})
    return Browser(f"session={cookie}", str(secret.dumps(CSRF_SECRET)))


@dataclass
class Voter:
    """One browser with many rights in its hand; `journal`: (ballot, acknowledged) in the order of sending."""

    account_id: int
    browser: Browser
    changing: tuple[int, Sequence[int]]
    final: tuple[int, Sequence[int]]
    secret: tuple[int, Sequence[int]]
    journal: list[tuple[Sent, bool]] = field(default_factory=list)
    refused: list[tuple[Sent, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Each ballot is drawn when it is sent, for as many rounds as one likes."""
        self._ballots = self._one_after_the_other()
        self._again: list[Sent] = []

    def vote(self, port: int) -> None:
        """Send until the server is gone; what had no answer last time goes first."""
        for ballot, status in self.browser.cast(port, itertools.chain(self._unanswered(), self._ballots)):
            self._note(ballot, status)

    def _note(self, ballot: Sent, status: int | None) -> None:
        if status is None or status in TAKEN:
            self.journal.append((ballot, status is not None))
        else:
            self.refused.append((ballot, status))
        if status is None:
            self._again.append(ballot)

    def answered(self, port: int) -> bool:
        """Send only what had no answer; whether it has one now."""
        for ballot, status in self.browser.cast(port, self._unanswered()):
            self._note(ballot, status)
        return not self._again

    def _unanswered(self) -> Iterator[Sent]:
        while self._again:
            yield self._again.pop(0)

    def _one_after_the_other(self) -> Iterator[Sent]:
        """A ballot that changes, a final one, a secret one, the same final one again; then the next rights."""
        for number in itertools.count():
            choice = CHOICES[number % 3]
            box_id, rights = self.changing
            yield Sent(box_id, rights[number % len(rights)], choice)
            for box_id, rights in (self.final, self.secret):
                if number < len(rights):
                    receipt = new_receipt() if box_id == self.secret[0] else ""
                    yield Sent(box_id, rights[number], choice, receipt)
            if number < len(self.final[1]):
                yield Sent(self.final[0], self.final[1][number], choice)


class Rush:
    """All the voters at once, each in a thread of its own, against one port."""

    def __init__(self, voters: Sequence[Voter], port: int) -> None:
        self._threads = [threading.Thread(target=voter.vote, args=(port,)) for voter in voters]

    def __enter__(self) -> Self:
        """Everybody begins."""
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Everybody has noticed that the server is gone."""
        for thread in self._threads:
            thread.join()
