"""The mail server we hand our mails to: how to reach it, and what it answers."""

import base64
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from foundation.kernel.settings import CooperativeSettings
from foundation.mailing.message import Parcel, Sender, write_message
from foundation.mailing.rules.addresses import Address, parse_address
from foundation.mailing.rules.delivery import Answer, Stage

TIMEOUT = 30


@dataclass(frozen=True)
class Relay:
    """Where and as whom we hand over. `security`: "starttls", "tls" or "none"; `per_minute`: 0 for no pace."""

    host: str
    port: int
    security: str
    user: str
    sender: Sender
    password: str = field(default="", repr=False)
    per_minute: int = 0


def relay_of(settings: CooperativeSettings, *, password: str) -> Relay | None:
    """The server named in the settings; None where it is not, or where our own address is none yet."""
    address, reply_to = _address(settings.mail_from), _address(settings.email)
    if not settings.smtp_host or address is None:
        return None
    return Relay(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security,
        user=settings.smtp_user,
        sender=Sender(address, settings.name, reply_to if reply_to != address else None),
        password=password,
        per_minute=settings.smtp_per_minute,
    )


def _address(text: str) -> Address | None:
    try:
        return parse_address(text)
    except ValueError:
        return None


@contextmanager
def connection(relay: Relay) -> Iterator[smtplib.SMTP]:
    """A conversation, encrypted and signed in as the settings say. Raises OSError or SMTPException."""
    tls = ssl.create_default_context()
    if relay.security == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(relay.host, relay.port, timeout=TIMEOUT, context=tls)
    else:
        smtp = smtplib.SMTP(relay.host, relay.port, timeout=TIMEOUT)
    try:
        if relay.security == "starttls":
            smtp.starttls(context=tls)
        if relay.user:
            _sign_in(smtp, relay)
        yield smtp
    finally:
        _leave(smtp)


def _sign_in(smtp: smtplib.SMTP, relay: Relay) -> None:
    """As smtplib does, which knows no accents; a name or a password with some goes as RFC 4616 says, in UTF-8."""
    if f"{relay.user}{relay.password}".isascii():
        smtp.login(relay.user, relay.password)
        return
    smtp.ehlo_or_helo_if_needed()
    if "PLAIN" not in smtp.esmtp_features.get("auth", "").split():
        raise smtplib.SMTPNotSupportedError("this server takes no accents in names and passwords (no AUTH PLAIN)")
    told = base64.b64encode(f"\0{relay.user}\0{relay.password}".encode()).decode()
    code, words = smtp.docmd("AUTH", f"PLAIN {told}")
    if code not in (235, 503):  # signed in, or signed in already
        raise smtplib.SMTPAuthenticationError(code, words)


def hand_over(smtp: smtplib.SMTP, parcel: Parcel, sender: Sender) -> Answer:
    """Offer one mail and give back the server's answer, whatever it is; a broken line is an answer too."""
    try:
        content = write_message(parcel, sender).as_bytes()
    except (ValueError, LookupError) as error:
        return Answer(Stage.CONTENT, 0, f"this mail cannot be written: {error}")
    try:
        return _offer(smtp, parcel, sender, content)
    except smtplib.SMTPResponseException as error:
        return Answer(Stage.CONTENT, error.smtp_code, _words(error.smtp_error))
    except (OSError, smtplib.SMTPException) as error:
        return Answer(Stage.CONNECTION, 0, broken_line(error))


def broken_line(error: Exception) -> str:
    """An error of the network or of sign-in, as one line for the journal."""
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_words(error.smtp_error)}"
    return f"{type(error).__name__}: {error}"


def _offer(smtp: smtplib.SMTP, parcel: Parcel, sender: Sender, content: bytes) -> Answer:
    smtp.ehlo_or_helo_if_needed()
    options = []
    if parcel.recipient.needs_utf8:
        if not smtp.has_extn("smtputf8"):
            return Answer(Stage.RECIPIENT, 553, "this server carries no accents in addresses (no SMTPUTF8)")
        smtp.command_encoding = "utf-8"
        options = ["SMTPUTF8", "BODY=8BITMIME"]
    code, words = smtp.mail(sender.address.text, options)
    if code != 250:
        return _refused(smtp, Answer(Stage.SENDER, code, _words(words)))
    code, words = smtp.rcpt(parcel.recipient.text)
    if code not in (250, 251):
        return _refused(smtp, Answer(Stage.RECIPIENT, code, _words(words)))
    code, words = smtp.data(content)
    return Answer(Stage.CONTENT, code, _words(words))


def _refused(smtp: smtplib.SMTP, answer: Answer) -> Answer:
    """Clear the table for the next mail; a server that said 421 has gone already."""
    if answer.code != 421:
        smtp.rset()
    return answer


def _words(words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return " ".join(text.split())


def _leave(smtp: smtplib.SMTP) -> None:
    try:
        smtp.quit()
    except (OSError, smtplib.SMTPException):
        smtp.close()
