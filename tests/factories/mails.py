"""A mail to write, and a mail server that answers as it is told."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader

from foundation.kernel.settings import save_settings
from foundation.mailing.models import Mail
from foundation.mailing.services import queue_mail
from foundation.web.transaction import transaction

# a key and its certificate, made for the tests and good for nothing else (127.0.0.1, from 2020 to 2120)
CERTIFICATE = Path(__file__).with_name("mail-server.pem")

TEMPLATES = {
    "mail/test-notice/subject.txt": "{{ title }} — {{ on|day }}",
    "mail/test-notice/body.txt": (
        '{% extends "mail/_layout.txt" %}{% block body %}{{ title }} : {{ link|default("sans lien") }}{% endblock %}'
    ),
    "mail/test-page/subject.txt": "Une page",
    "mail/test-page/body.txt": '{% extends "mail/_layout.txt" %}{% block body %}Une page.{% endblock %}',
    "mail/test-page/body.html": (
        '{% extends "mail/_layout.html" %}{% block body %}<p><a class="button" href="{{ public_url }}/x">{{ title }}</a></p>'
        "{% endblock %}"
    ),
}


@contextmanager
def test_templates(app: Flask) -> Iterator[None]:
    """The mails of the tests beside those of the product."""
    loader = app.jinja_env.loader
    app.jinja_env.loader = ChoiceLoader([DictLoader(TEMPLATES), loader])
    try:
        yield
    finally:
        app.jinja_env.loader = loader


test_templates.__test__ = False


def a_mail(at: datetime, template: str = "test-notice", **others: object) -> Mail:
    """Queue a mail; `others` replace what queue_mail is given."""
    context = {"title": others.pop("title", "Assemblée générale"), "on": at.date()}
    given = {
        "to": "ada@example.org",
        "name": "Ada Martin",
        "language": "fr",
        "context": context,
        "event": "governance:assembly:convened",
        "subject_ref": "assembly:12",
        "at": at,
    }
    return queue_mail(template, **(given | others))


@dataclass
class Postbox:
    """The handler of the test server: keeps what it accepts, answers as `answers` says for an address."""

    answers: dict[str, str] = field(default_factory=dict)
    contents: dict[str, str] = field(default_factory=dict)
    received: list[tuple[str, EmailMessage]] = field(default_factory=list)
    sessions: set[int] = field(default_factory=set)
    encrypted: list[bool] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd names it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, _options: list
    ) -> str:
        self.sessions.add(id(session))
        self.encrypted.append(server.transport.get_extra_info("ssl_object") is not None)
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        if envelope.rcpt_tos[0] in self.contents:
            return self.contents[envelope.rcpt_tos[0]]
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.received.append((envelope.rcpt_tos[0], message))
        return f"250 2.0.0 OK queued as {len(self.received)}"

    @property
    def addresses(self) -> list[str]:
        """Who received something, in order."""
        return [address for address, _message in self.received]


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def mail_server(box: Postbox, **conversation: object) -> Iterator[int]:
    """A real SMTP server on this machine; its port. `conversation`: how it wants to be spoken to (aiosmtpd's words)."""
    controller = Controller(box, hostname="127.0.0.1", port=free_port(), **conversation)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def own_certificate() -> ssl.SSLContext:
    """What a mail server shows of itself: a certificate of ours for 127.0.0.1 alone, which nobody trusts unasked."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(CERTIFICATE)
    return context


def name_server(port: int, at: datetime, **others: object) -> None:
    """Write the mail server into the settings."""
    settings = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none", "mail_from": "coop@example.org"}
    with transaction():
        save_settings(settings | {"name": "Les Tilleuls SCIC"} | others, at=at)
