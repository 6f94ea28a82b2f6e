"""What goes into a mail before it is a row: the occasion, what each reader is told, the files."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True)
class Attachment:
    """A file that a mail carries, with the name and media type the reader sees."""

    filename: str
    media_type: str
    data: bytes


@dataclass(frozen=True)
class Occasion:
    """What mails of one act share."""

    template: str
    event: StrEnum | str
    subject_ref: str
    at: datetime
    secret: bool = False
    expires_at: datetime | None = None


@dataclass(frozen=True)
class Letter:
    """What one of several readers is written: `context` is for the template, `dedupe` as for `queue_mail`.

    `unsubscribe_url`: where such mails are refused from then on, for the header of RFC 8058; "" where they cannot be.
    """

    to: str
    name: str
    language: str
    context: dict[str, object]
    dedupe: str | None = None
    unsubscribe_url: str = ""
