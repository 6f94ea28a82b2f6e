"""From an outbox row to the bytes that travel: headers, text, HTML, attachments (RFC 5322, 2045, 3834, 6532, 8058)."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address as HeaderAddress
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8

from foundation.mailing.models import Mail
from foundation.mailing.rules.addresses import Address, one_line, parse_address


@dataclass(frozen=True)
class Sender:
    """Who our mails are from."""

    address: Address
    name: str
    reply_to: Address | None = None


@dataclass(frozen=True)
class Parcel:
    """A claimed mail, read out of its row: the database is let go before the network is spoken to."""

    mail_id: int
    claim: str
    recipient: Address
    recipient_name: str
    language: str
    subject: str
    text: str
    html: str | None
    message_id: str
    queued_at: datetime
    files: tuple[tuple[str, str, bytes], ...]
    unsubscribe_url: str = ""


def parcel_of(mail: Mail) -> Parcel:
    """Read a row that was claimed."""
    return Parcel(
        mail_id=mail.id,
        claim=mail.claim or "",
        recipient=parse_address(mail.to_address),
        recipient_name=mail.to_name,
        language=mail.language,
        subject=mail.subject,
        text=mail.body_text,
        html=mail.body_html,
        message_id=mail.message_id,
        queued_at=mail.queued_at,
        files=tuple((one.filename, one.media_type, one.file.data) for one in mail.attachments),
        unsubscribe_url=mail.unsubscribe_url,
    )


def write_message(parcel: Parcel, sender: Sender) -> EmailMessage:
    """The message. Its date is that of the decision, its Message-ID the row's: sent twice, it is still one mail."""
    message = EmailMessage(policy=SMTPUTF8 if parcel.recipient.needs_utf8 else SMTP)
    message["From"] = _header_address(sender.name, sender.address)
    message["To"] = _header_address(parcel.recipient_name, parcel.recipient)
    if sender.reply_to is not None:
        message["Reply-To"] = _header_address("", sender.reply_to)
    message["Subject"] = one_line(parcel.subject)
    message["Date"] = parcel.queued_at
    message["Message-ID"] = parcel.message_id
    message["Auto-Submitted"] = "auto-generated"
    message["List-Id"] = f"<scic.{sender.address.domain}>"
    if parcel.unsubscribe_url:
        message["List-Unsubscribe"] = f"<{parcel.unsubscribe_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    _fill(message, parcel)
    message["Content-Language"] = parcel.language
    return message


def _fill(message: EmailMessage, parcel: Parcel) -> None:
    message.set_content(parcel.text, cte="quoted-printable")
    if parcel.html is not None:
        message.add_alternative(parcel.html, subtype="html", cte="quoted-printable")
    for filename, media_type, data in parcel.files:
        main, _, kind = media_type.partition("/")
        message.add_attachment(data, maintype=main, subtype=kind, filename=filename)


def _header_address(name: str, address: Address) -> HeaderAddress:
    return HeaderAddress(display_name=one_line(name), username=address.local, domain=address.domain)
