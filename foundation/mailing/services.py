"""Writing to somebody: the outbox row, and the facts that prove what became of it."""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from foundation.kernel import audit
from foundation.kernel.after_commit import after_commit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, StateMoved
from foundation.kernel.sentences import N_
from foundation.kernel.settings import CooperativeSettings, get_settings
from foundation.mailing.letters import Attachment, Letter, Occasion
from foundation.mailing.models import Mail, MailAttachment, MailFact, MailFile
from foundation.mailing.rendering import OwnTexts, own_texts, render
from foundation.mailing.rules.addresses import one_line, parse_address
from foundation.mailing.rules.delivery import FactKind, MailState
from foundation.mailing.rules.events import MailingEvent
from foundation.mailing.signals import mail_waiting


def queue_mail(
    template: str,
    *,
    to: str,
    name: str,
    language: str,
    context: dict[str, object],
    event: StrEnum | str,
    subject_ref: str,
    at: datetime,
    secret: bool = False,
    expires_at: datetime | None = None,
    dedupe: str | None = None,
    attachments: Iterable[Attachment] = (),
) -> Mail:
    """Write a mail to one person, in the transaction of the act that causes it; it leaves after the commit.

    `event` says why it goes out and `subject_ref` about what ("assembly:12"). A `secret` mail (a sign-in link: the
    secret stands in the body, never in the subject) goes first and loses its body once sent, failed or expired at
    `expires_at`. The same `dedupe` key twice is one mail: the first is given back. An address that cannot be one does
    not stop the act: the mail is kept as failed, for the desk to see.
    """
    letter = Letter(to, name, language, context, dedupe)
    known = _known([letter])
    if dedupe in known:
        return known[dedupe]
    occasion = Occasion(template, event, subject_ref, at, secret, expires_at)
    sheet = Sheet(get_settings(), {} if secret else own_texts(template), _files(attachments))
    return _stored(_written(letter, occasion, sheet))


def queue_mails(
    template: str,
    letters: Sequence[Letter],
    *,
    event: StrEnum | str,
    subject_ref: str,
    at: datetime,
    attachments: Iterable[Attachment] = (),
    own: OwnTexts | None = None,
) -> list[Mail]:
    """The same for several persons on one occasion, a mail each in the order of `letters`, in a few statements.

    `own`: what somebody wrote for this occasion, by language (None: the text in force of `template`).
    """
    known = _known(letters)
    occasion = Occasion(template, event, subject_ref, at)
    sheet = Sheet(get_settings(), own_texts(template) if own is None else own, _files(attachments))
    mails = [known.get(one.dedupe) or _written(one, occasion, sheet) for one in letters]
    return _stored_together(mails)


def requeue(mail_id: int, *, actor: Actor, at: datetime, to: str = "") -> Mail:
    """Send a failed mail again, `to` another address where the old one is wrong.

    Raises NotFound; StateMoved where it is not failed, or its secret is gone.
    """
    mail = db.session.get(Mail, mail_id, with_for_update=True, populate_existing=True)
    if mail is None:
        raise NotFound("mail", N_("There is no such mail."))
    if mail.state != MailState.FAILED:
        raise StateMoved("mail-not-failed", N_("This mail is not waiting for you: it was sent, or is about to be."))
    if mail.secret:
        raise StateMoved(
            "mail-secret-gone",
            N_("This mail carried a secret that is not kept. Have the person ask for a new one."),
        )
    mail.state, mail.attempts, mail.next_try_at, mail.last_error = MailState.QUEUED, 0, at, None
    mail.to_address = to.strip()[:254] or mail.to_address
    record_fact(mail, FactKind.REQUEUED, at=at)
    _refuse_impossible_address(mail, at=at)
    details = {"subject": mail.subject, "to": mail.to_address}
    audit.record(MailingEvent.MAIL_REQUEUED, f"mail:{mail.id}", actor=actor, at=at, details=details)
    _announce_later()
    return mail


def record_fact(mail: Mail, kind: FactKind, *, at: datetime, answer: str = "") -> None:
    """Append one fact about `mail`, with the server's own words."""
    fact = MailFact(at=at, kind=kind, to_address=mail.to_address, message_id=mail.message_id, answer=answer)
    fact.content_sha256 = mail.facts[0].content_sha256 if mail.facts else _fingerprint(mail)
    mail.facts.append(fact)


def redact(mail: Mail) -> None:
    """Forget what a secret mail said. Other mails keep their text: it is what was notified."""
    if mail.secret:
        mail.body_text, mail.body_html = "", None


@dataclass(frozen=True)
class Sheet:
    """What the mails of one occasion are written on: who writes, the texts of our own, the files that go along."""

    cooperative: CooperativeSettings
    own: OwnTexts
    files: list[tuple[Attachment, MailFile]]


def _written(letter: Letter, occasion: Occasion, sheet: Sheet) -> Mail:
    rendered = render(
        occasion.template,
        to_name=letter.name,
        language=letter.language,
        context=letter.context,
        cooperative=sheet.cooperative,
        own=sheet.own,
    )
    mail = Mail(
        to_address=letter.to.strip()[:254],
        to_name=one_line(letter.name)[:200],
        language=letter.language,
        template=occasion.template,
        event=str(occasion.event),
        subject_ref=occasion.subject_ref,
        subject=rendered.subject,
        body_text=rendered.text,
        body_html=rendered.html,
        secret=occasion.secret,
        message_id=_message_id(),
        dedupe=letter.dedupe,
        queued_at=occasion.at,
        expires_at=occasion.expires_at,
        unsubscribe_url=letter.unsubscribe_url,
        state=MailState.QUEUED,
        attempts=0,
        next_try_at=occasion.at,
        attachments=[
            MailAttachment(file=file, filename=one_line(one.filename), media_type=one.media_type)
            for one, file in sheet.files
        ],
    )
    record_fact(mail, FactKind.QUEUED, at=occasion.at)
    _refuse_impossible_address(mail, at=occasion.at)
    return mail


def _files(attachments: Iterable[Attachment]) -> list[tuple[Attachment, MailFile]]:
    return [(one, _file(one.data)) for one in attachments]


def _message_id() -> str:
    return f"<{secrets.token_hex(16)}@{urlsplit(current_app.config['PUBLIC_URL']).hostname or 'localhost'}>"


def _file(data: bytes) -> MailFile:
    """The stored bytes: the same for all mails that carry them."""
    digest = hashlib.sha256(data).hexdigest()
    stored = select(MailFile).where(MailFile.sha256 == digest)
    if (known := db.session.scalar(stored)) is not None:
        return known
    try:
        with db.session.begin_nested():
            file = MailFile(sha256=digest, data=data)
            db.session.add(file)
        return file
    except IntegrityError:
        return db.session.scalars(stored).one()


def _fingerprint(mail: Mail) -> str:
    """SHA-256 of what was notified; none of a secret, which a fingerprint could betray."""
    if mail.secret:
        return ""
    content = hashlib.sha256()
    for part in (mail.subject, mail.body_text, mail.body_html or "", *(one.file.sha256 for one in mail.attachments)):
        content.update(hashlib.sha256(part.encode()).digest())
    return content.hexdigest()


def _refuse_impossible_address(mail: Mail, *, at: datetime) -> None:
    try:
        parse_address(mail.to_address)
    except ValueError as error:
        mail.state, mail.next_try_at, mail.last_error = MailState.FAILED, None, str(error)
        record_fact(mail, FactKind.REFUSED, at=at, answer=str(error))
        redact(mail)


def _stored(mail: Mail) -> Mail:
    """Flush; two transactions that race with the same key end with one mail."""
    try:
        with db.session.begin_nested():
            db.session.add(mail)
    except IntegrityError:
        if mail.dedupe is None or (known := _by_dedupe([mail.dedupe]).get(mail.dedupe)) is None:
            raise
        return known
    _announce_later()
    return mail


def _stored_together(mails: list[Mail]) -> list[Mail]:
    """One flush for all; where another transaction wrote one of them meanwhile, one by one."""
    try:
        with db.session.begin_nested():
            db.session.add_all(mails)
    except IntegrityError:
        return [_stored(mail) for mail in mails]
    _announce_later()
    return mails


def _known(letters: Sequence[Letter]) -> dict[str | None, Mail]:
    """By key, the mails that were written before."""
    keys = [letter.dedupe for letter in letters if letter.dedupe is not None]
    return _by_dedupe(keys) if keys else {}


def _by_dedupe(keys: list[str]) -> dict[str | None, Mail]:
    return {mail.dedupe: mail for mail in db.session.scalars(select(Mail).where(Mail.dedupe.in_(keys)))}


def _announce_later() -> None:
    application = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    after_commit("mail", lambda: mail_waiting.send(application))
